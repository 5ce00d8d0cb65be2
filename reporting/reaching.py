"""Reaching: who blocks Kabar is noticed, and a coordinator is told once, until the person writes again."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import chat as chats
from models import membership, person
from models.database import Transaction
from reporting import hosts
from reporting.notices import Notice, Notices
from reporting.places import places_of
from reporting.texts import Texts

LOOKED_BACK = timedelta(days=1)  # a clock that stood still longer has worse to tell


class Reaching:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Tells of everybody who blocked Kabar since yesterday; the key of the notice makes it once."""
        for chat in chats.blocked_since(tx, at - LOOKED_BACK):
            who = chat.person_id
            if who is None or chat.blocked_at is None or not membership.in_force(tx, who, at):
                continue
            host = hosts.host_of(tx, who)
            if host is not None and host.id is not None:
                told = {"who": person.get(tx, who).name, "places": places_of(tx, who)[:3]}
                key = f"unreachable:{who}:{chat.blocked_at.isoformat()}"
                self._notices.mention(tx, host.id, Notice(key, "people/unreachable", told, ()))

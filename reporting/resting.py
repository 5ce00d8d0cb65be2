"""Resting: whoever runs the server tells everybody before Kabar stops for maintenance."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import audit_event, chat, outbound_message
from models.database import Transaction
from reporting.notices import Notice, Notices
from reporting.texts import Texts

AHEAD = timedelta(days=1)  # before the rest begins
# Told with less time than a night of quiet, the notice would come when the rest is over: it comes at once.
SHORT = timedelta(hours=14)
# Telegram keeps what people send for 24 hours (Bot API, getUpdates): until then nothing that was sent is lost.
LONGEST = timedelta(hours=20)


class NotARest(Exception):
    """The two moments are no rest that can be told; the message says why, in plain English."""


def announce(tx: Transaction, texts: Texts, begins: datetime, ends: datetime) -> int:
    """Tells everybody who can be reached, a day before; how many. The same again tells nobody twice.
    Raises NotARest."""
    if begins <= tx.now:
        raise NotARest("begins in the past")
    if not begins < ends <= begins + LONGEST:
        raise NotARest(f"ends before it begins, or after more than {LONGEST.seconds // 3600} hours")
    notices, people = Notices(texts), chat.reachable(tx)
    args = {"begins": begins.isoformat(), "ends": ends.isoformat()}
    for person_id in people:
        notice = Notice(f"{_key(begins)}{ends.isoformat()}:{person_id}", "notices/resting", args, ())
        if begins - tx.now < SHORT:
            notices.tell(tx, person_id, Notice(notice.key, notice.text, args, (), is_urgent=True))
        else:
            notices.mention(tx, person_id, notice, not_before=begins - AHEAD)
    audit_event.log(tx, None, "rest.announced", "server", "kabar", first=args["begins"], last=args["ends"])
    return len(people)


def withdraw(tx: Transaction, begins: datetime) -> None:
    """Takes back all notices of the rest that begins then, as far as they have not gone out."""
    outbound_message.take_back_all(tx, _key(begins))
    audit_event.log(tx, None, "rest.withdrawn", "server", "kabar", first=begins.isoformat())


def _key(begins: datetime) -> str:
    return f"resting:{begins.isoformat()}:"

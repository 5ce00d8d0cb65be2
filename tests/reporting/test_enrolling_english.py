"""Who was invited in another language than Telegram's chats begin with is asked in it from the first card on."""

from __future__ import annotations

from datetime import datetime

from models import person
from models.database import Database
from models.invitation import Invitation
from tests.reporting.enrolment import Visitor
from tests.reporting.test_enrolling import invited, opens, sari

__all__ = ["invited", "sari"]  # fixtures


def test_who_was_invited_in_english_is_asked_in_english(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    with database.transaction(now) as tx:
        who = person.get(tx, invited.person_id)
        who.language = "en"
        tx.add(who)
    opens(sari, invited)
    assert sari.chat().language == "en"
    sari.taps("Not me")
    assert sari.chat().language == "id", "whoever it is was not invited"
    opens(sari, invited)
    sari.taps("Yes")
    assert sari.chat().language == "en"

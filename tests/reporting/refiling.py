"""What the tests of moving reports share: a phone, where reports are owed, and the sums of areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import obligation, rollup
from models.database import Transaction
from models.membership import Membership
from models.submission import Submission
from reporting import opening, rolling_up
from reporting.access import actor_of
from reporting.inputs import Sender, Tap
from reporting.refiling import Refiling
from tests.reporting import desk
from tests.reporting.desk import AUR

REGENCY = "13.72"


@dataclass(frozen=True, slots=True)
class Phone:
    """Somebody who moves reports."""

    tx: Transaction
    sender: Sender
    refiling: Refiling

    def opens(self, row: Submission) -> str:
        self.refiling.chosen(self.tx, self.sender, Tap("v", None, "open", str(row.id)))
        return self.sees()

    def taps(self, label: str) -> str:
        """What the card shows then; what is told in a bubble is returned by `toast`."""
        self.refiling.chosen(self.tx, self.sender, desk.tap(self.tx, self.sender, label))
        return self.sees()

    def toast(self, label: str) -> str:
        return self.refiling.chosen(self.tx, self.sender, desk.tap(self.tx, self.sender, label))

    def says(self, text: str) -> str:
        self.refiling.typed(self.tx, self.sender, text)
        return self.sees()

    def sees(self) -> str:
        return desk.shown(self.tx, self.sender)

    @property
    def labels(self) -> list[str]:
        return list(desk.buttons(self.tx, self.sender))


def plant(tx: Transaction) -> None:
    """Both kampung owe the reports of September and October."""
    desk.plant(tx)
    opening.ensure_schedules(tx, "2026-09")
    for period in ("2026-09", "2026-10"):
        opening.open_period(tx, period)


def officer_of_both(tx: Transaction) -> desk.Officer:
    """Bu Sari, who files for both kampung."""
    made = desk.officer(tx)
    person_id = actor_of(tx, made.sender).person_id
    tx.add(Membership(person_id=person_id, role="plkb", kampung_id=AUR, since=desk.SINCE))
    tx.flush()
    return made


def to_aur(phone: Phone, row: Submission) -> str:
    phone.opens(row)
    phone.taps("Kampungnya")
    phone.taps("Aur Sejahtera")
    if "Kenapa" in phone.sees():
        phone.taps("Tertukar")
    return phone.taps("Pindahkan")


def standing(tx: Transaction, kampung_id: int, period: str = "2026-10") -> tuple[str, int | None, bool]:
    owed = obligation.of_slot(tx, "bulanan_kkb", kampung_id, period)
    assert owed is not None
    return owed.state, owed.submission_id, owed.sent_at is not None


def sums(tx: Transaction) -> dict[Any, Any]:
    """All sums, but those that are nothing."""
    tx.flush()
    return {key: told for key, told in rollup.everything(tx).items() if any(told)}


def made_anew(tx: Transaction) -> dict[Any, Any]:
    rolling_up.rebuild_regency(tx, REGENCY)
    rolling_up.rebuild_above(tx)
    return sums(tx)

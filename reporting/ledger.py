"""The ledger: what becomes of an obligation. Nothing else writes its state; the counts of its areas follow at once.

waiting -> sent -> returned -> sent -> accepted; or excused, by a coordinator with a reason; or void, when its unit is
no more. Late and locked are no states: they are read off the times, so that no clock has to come by to make them true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from models import audit_event, obligation, reminder, tally
from models.database import Transaction
from models.obligation import Obligation
from models.submission import Submission
from models.tally import Counts, Key
from reporting import periods, rolling_up, units
from reporting.refusals import Refusal

State = Literal["waiting", "draft", "late", "locked", "sent", "returned", "accepted", "excused", "void"]
STATES: tuple[State, ...] = (
    "waiting", "draft", "late", "locked", "sent", "returned", "accepted", "excused", "void",
)  # fmt: skip
MET = ("sent", "returned", "accepted")


def standing(row: Obligation, at: datetime, *, is_begun: bool = False) -> State:
    """How it stands at that moment, in one word: what people are shown. `is_begun` if there is a draft for it."""
    if row.state != "waiting":
        return next(one for one in STATES if one == row.state)
    if row.lock_at <= at:
        return "locked"
    if is_begun:
        return "draft"
    return "late" if row.late_at <= at else "waiting"


def was_late(row: Obligation) -> bool | None:
    """Whether its report came when it was late already; None while there is none."""
    return None if row.sent_at is None else row.sent_at >= row.late_at


def opened(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Adds obligations that are not there yet, each a mapping of all its columns."""
    obligation.open_all(tx, list(rows))
    changes: dict[Key, Counts] = {}
    for row in rows:
        _add(changes, Obligation(**row), 1)
    tally.add(tx, changes)
    for form_id, period in sorted({(str(row["form_id"]), str(row["period"])) for row in rows}):
        mine = [row for row in rows if (row["form_id"], row["period"]) == (form_id, period)]
        rolling_up.opened(tx, form_id, period, [row["area_code"] for row in mine])


def sent(tx: Transaction, row: Submission) -> Obligation | None:
    """A report was stored: what it was owed for is met, and nobody is reminded of it any more. None where nothing was
    owed."""
    _leave(tx, row)
    owed = meant(tx, row)
    if owed is None or owed.id is None or owed.state == "void":
        return None
    is_first = owed.sent_at is None
    with_counts(tx, owed, "sent", submission_id=row.id, sent_at=owed.sent_at or row.submitted_at)
    if is_first:
        rolling_up.met(tx, owed)
    reminder.cancel(tx, owed.id)
    return owed


def decided(tx: Transaction, row: Submission, state: Literal["returned", "accepted", "sent"]) -> None:
    """A report was returned or accepted, or waits again."""
    owed = obligation.met_by(tx, row.id or 0)
    if owed is not None:
        with_counts(tx, owed, state, accepted_at=tx.now if state == "accepted" else None)


def meant(tx: Transaction, row: Submission) -> Obligation | None:
    """What a report was sent for: what the one it corrects met; else what its unit owes for its period, or for one that
    its day lies in; of visits the one due first."""
    if row.replaces_id is not None and (before := obligation.met_by(tx, row.replaces_id)) is not None:
        return before
    key, period = units.about(tx, row), row.period.partition(".")[0]
    exact = obligation.of_slot(tx, row.form_id, row.kampung_id, period, key)
    if exact is not None:
        return exact
    found = obligation.of_unit(tx, row.form_id, key)
    waiting = [one for one in found if one.state == "waiting" and one.opens_at <= row.submitted_at < one.lock_at]
    if units.kind_of(key) == "family":
        return next(iter(waiting), None)
    return next((one for one in waiting if periods.covers(one.period, period)), None)


def lifted(tx: Transaction, owed: Obligation, state: Literal["waiting", "void"]) -> None:
    """Its report is not about it after all, but about another: it is owed again, as if nothing had come."""
    with_counts(tx, owed, state, submission_id=None, sent_at=None, accepted_at=None)


def _leave(tx: Transaction, row: Submission) -> None:
    """A correction that tells of another day may be about another period: what it met is owed again."""
    owed = obligation.met_by(tx, row.replaces_id) if row.replaces_id is not None else None
    day = row.period.partition(".")[0]
    if owed is None or units.kind_of(owed.unit) == "family" or periods.covers(owed.period, day):
        return
    rolling_up.unmet(tx, owed)
    lifted(tx, owed, "waiting")
    if owed.person_id is not None:
        reminder.resume(tx, owed.id or 0, owed.person_id)


def excuse(tx: Transaction, by: int, owed: Obligation, why: str) -> None:
    """A coordinator lets it be. Raises Refusal("already_sent") where a report has come."""
    if owed.state in MET:
        raise Refusal("already_sent", number="")
    if owed.state != "waiting" or owed.id is None:
        return
    with_counts(tx, owed, "excused", excused_at=tx.now, excused_by_id=by, excused_why=why)
    reminder.cancel(tx, owed.id)
    audit_event.log(tx, by, "obligation.excused", "obligation", owed.id)


def owe_again(tx: Transaction, by: int, owed: Obligation) -> None:
    """What was excused is owed after all."""
    if owed.state == "excused":
        with_counts(tx, owed, "waiting", excused_at=None, excused_by_id=None, excused_why="")
        audit_event.log(tx, by, "obligation.owed_again", "obligation", owed.id)


def void(tx: Transaction, rows: Iterable[Obligation]) -> None:
    """Their unit is no more: nobody owes what it has not reported."""
    for owed in rows:
        with_counts(tx, owed, "void")
        reminder.cancel(tx, owed.id or 0)


def left(tx: Transaction, person_id: int) -> None:
    """An officer's last role is over: what they owed as one, and were not late with, is owed by nobody."""
    void(tx, obligation.not_yet_late(tx, f"officer:{person_id}", tx.now))


def with_counts(tx: Transaction, owed: Obligation, state: str, **columns: Any) -> None:
    """Writes the state and other columns, and what they change in the counts."""
    changes: dict[Key, Counts] = {}
    _add(changes, owed, -1)
    was_asked = owed.state not in obligation.NOT_ASKED
    owed.state = state
    for name, value in columns.items():
        setattr(owed, name, value)
    tx.add(owed)
    _add(changes, owed, 1)
    tx.flush()
    tally.add(tx, changes)
    is_asked = state not in obligation.NOT_ASKED
    if is_asked != was_asked:
        rolling_up.asked(tx, owed, 1 if is_asked else -1)


def _add(changes: dict[Key, Counts], row: Obligation, sign: int) -> None:
    key = Key(tally.upwards(row.area_code)[0], row.form_id, tally.bucket(row.period))
    before, told = changes.get(key, Counts()), tally.counts(row)
    changes[key] = Counts(*(one + sign * more for one, more in zip(before, told, strict=True)))

"""Shifting: all that follows when a report leaves one place and stands in another, in one transaction.

What was sent stays as it was sent, word for word, with what was filled in from the other place. What is read off where
a report stands (what is owed and was in time, reminders, sums, profile, class, families) follows it.
"""

from __future__ import annotations

from models import draft, kampung, obligation, reminder, report_flag, submission
from models.database import Transaction
from models.obligation import Obligation
from models.scope import Scope
from models.submission import Submission
from reporting import families, kampung_class, ledger, profiling, rolling_up
from reporting.refiling.ground import Place, place_of
from reporting.responsible import reassign

OWED = {"has_issues": "returned", "approved": "accepted"}  # what an obligation is whose report stands so


def shift(tx: Transaction, row: Submission, to: Place, review_state: str) -> None:
    """Puts a current report into a free place, there to stand with that review state."""
    left, owed = place_of(row), _lift(tx, row)
    _put(tx, row, to, review_state)
    _agree(tx, row, left, owed)


def exchange(tx: Transaction, one: Submission, other: Submission, review_states: tuple[str, str]) -> None:
    """Each into the place of the other."""
    left, taken = place_of(one), place_of(other)
    owed = _lift(tx, one), _lift(tx, other)
    _put(tx, one, taken, review_states[0])
    _put(tx, other, left, review_states[1])
    _agree(tx, one, left, owed[0])
    _agree(tx, other, taken, owed[1])


def _lift(tx: Transaction, row: Submission) -> Obligation | None:
    """Takes it out of its place: the sums are as if it had never been there, and it is owed there again. Returns what
    it met."""
    rolling_up.take_out(tx, row)
    owed = obligation.met_by(tx, row.id or 0)
    if owed is not None:
        rolling_up.unmet(tx, owed)
        ledger.lifted(tx, owed, "waiting" if kampung.get(tx, row.kampung_id).is_active else "void")
    report_flag.forget(tx, [row.id or 0])  # what is odd elsewhere is looked for anew
    row.is_current = False  # makes room for one that comes from where this one goes
    tx.add(row)
    tx.flush()
    return owed


def _put(tx: Transaction, row: Submission, to: Place, review_state: str) -> None:
    row.unit = row.unit if row.kampung_id == to.kampung_id else ""  # a group stays in its kampung
    row.kampung_id, row.period = to.kampung_id, to.period
    row.area_code = kampung.get(tx, to.kampung_id).village_code
    row.is_current, row.review_state = True, review_state
    tx.add(row)
    mending = draft.correcting(tx, row.id or 0)
    if mending is not None:
        mending.kampung_id, mending.period, mending.unit = to.kampung_id, to.period, row.unit
        tx.add(mending)
    tx.flush()
    rolling_up.put_in(tx, row)
    owed = ledger.meant(tx, row)
    if owed is not None:
        _meet(tx, row, owed)


def _meet(tx: Transaction, row: Submission, owed: Obligation) -> None:
    """In time is what was sent in time, wherever it was sent to."""
    state, first = OWED.get(row.review_state, "sent"), submission.first_sent(tx, row)
    accepted_at = tx.now if state == "accepted" else None
    ledger.with_counts(tx, owed, state, submission_id=row.id, sent_at=first, accepted_at=accepted_at)
    rolling_up.met(tx, owed)
    reminder.cancel(tx, owed.id or 0)


def _agree(tx: Transaction, row: Submission, left: Place, owed: Obligation | None) -> None:
    """What is known of both kampung is read anew; who owes the report at the place left is reminded again."""
    profiling.follow(tx, row)
    kampung_class.left(tx, row.form_id, left.kampung_id, left.period)
    kampung_class.sent(tx, row)
    families.moved(tx, row, left.kampung_id)
    reassign(tx, Scope(kampung_ids=(left.kampung_id,)), tx.now)
    if owed is not None and owed.state == "waiting" and owed.person_id is not None:
        reminder.resume(tx, owed.id or 0, owed.person_id)

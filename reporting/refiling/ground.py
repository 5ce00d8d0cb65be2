"""Who may move a report, where to, and what stands there. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models import kampung, obligation, submission
from models.database import Transaction
from models.kampung import Kampung
from models.scope import Scope
from models.submission import Submission
from reporting.access import FILERS, LEADS, Actor
from reporting.programme import earlier, filing, first_day, numbered_period, periods
from reporting.refusals import Refusal
from reporting.responsible import filing_scope, may_file
from reporting.starting.ground import today

EARLIER = 6  # months before the likely ones: as many as a new report is offered
OPEN = ("received", "edited", "has_issues")  # not yet accepted


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report stands, or is to stand. The period of one of many has its running number."""

    kampung_id: int
    period: str


def place_of(row: Submission) -> Place:
    return Place(row.kampung_id, row.period)


def leads(actor: Actor, row: Submission) -> bool:
    """Whether the actor may move it as a coordinator: also once it is accepted, and with a reason."""
    return row.is_current and actor.scope(*LEADS).includes(row.area_code, row.kampung_id)


def may_move(actor: Actor, row: Submission) -> bool:
    """A coordinator of its place, or whoever sent it and still files there, until it is accepted."""
    is_own = row.person_id == actor.person_id and row.review_state in OPEN
    files = actor.scope(*filing(row.form_id).roles).includes(row.area_code, row.kampung_id)
    return row.is_current and (leads(actor, row) or (is_own and files))


def movable(tx: Transaction, actor: Actor, submission_id: int) -> Submission:
    """The report, if the actor may move it. Raises Refusal("not_found")."""
    row = submission.get(tx, actor.scope(*FILERS), submission_id)
    if row is None or not may_move(actor, row):
        raise Refusal("not_found")
    return row


def kampung_for(tx: Transaction, actor: Actor, row: Submission) -> Sequence[Kampung]:
    """The other kampung that it may be moved to, by name: those that a coordinator leads, or an officer files for."""
    return [one for one in kampung.in_scope(tx, scope_for(tx, actor, row)) if one.id != row.kampung_id]


def scope_for(tx: Transaction, actor: Actor, row: Submission) -> Scope:
    """Where the actor may put it."""
    return actor.scope(*LEADS) if leads(actor, row) else filing_scope(tx, actor, row.form_id)


def periods_for(tx: Transaction, actor: Actor, row: Submission) -> list[str]:
    """The other periods that it may be about, the latest first; none for an event, whose day is one of its answers."""
    kind = filing(row.form_id)
    if kind.cadence == "event":
        return []
    likely = periods(kind.cadence, today(tx, actor))
    found = sorted({*likely, *earlier(kind.cadence, min(likely), EARLIER)}, reverse=True)
    return [one for one in found if one != base(row.period)]


def target(tx: Transaction, actor: Actor, row: Submission, kampung_id: int, period: str) -> Place:
    """The place itself, checked: within both scopes and no period that has not begun. One of many gets the next
    running number there. Raises Refusal: "not_found", or "locked" for an officer whose report was not there in time."""
    there = kampung.one_in_scope(tx, scope_for(tx, actor, row), kampung_id)
    is_theirs = there is not None and (leads(actor, row) or may_file(tx, actor, row.form_id, there))
    begins = first_day(filing(row.form_id).cadence, base(period))
    if not is_theirs or begins is None or begins > today(tx, actor):
        raise Refusal("not_found")
    owed = obligation.of_slot(tx, row.form_id, kampung_id, base(period))
    if owed is not None and owed.lock_at <= submission.first_sent(tx, row) and not leads(actor, row):
        closed = {"period": base(period), "lock_at": owed.lock_at.isoformat(), "obligation": owed.id}
        raise Refusal("locked", zone=actor.zone, **closed)
    if filing(row.form_id).slot == "one":
        return Place(kampung_id, period)
    last = submission.last_number(tx, row.form_id, kampung_id, base(period))
    return Place(kampung_id, numbered_period(base(period), last))


def stands_there(tx: Transaction, row: Submission, to: Place) -> Submission | None:
    """The other report that fills the place."""
    found = submission.current(tx, row.form_id, to.kampung_id, to.period)
    return found if found is not None and found.id != row.id else None


def base(period: str) -> str:
    """The period without the running number of one of many: 2026-10.2 -> 2026-10."""
    return period.partition(".")[0]

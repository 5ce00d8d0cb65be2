"""What a summary asks: a few counts each, however large the area. Of districts and above they are kept (`tally`), of
villages and single kampung counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from models import tally
from models.answer_value import AnswerValue
from models.chat import Chat
from models.database import Transaction
from models.kampung import Kampung
from models.obligation import Obligation, Share
from models.obstacle import Obstacle
from models.region import Region
from models.scope import Scope
from models.submission import Submission
from models.tally import Counts, Tally
from models.ticket import Ticket

KEPT = 3  # parts of a code that has counts of its own: 13.72.01
Slot = tuple[str, str]  # form and period, of visits their month
OPEN_REVIEW = ("received", "edited")


class Owed(NamedTuple):
    """What is not reported, and by whom; `person_id` None where there is nobody."""

    form_id: str
    period: str
    unit: str
    kampung_id: int | None
    kampung: str
    person_id: int | None


class Told(NamedTuple):
    """A kampung of which something is said."""

    area_code: str
    kampung: str


def counts(tx: Transaction, scope: Scope, slots: Collection[Slot]) -> dict[Slot, Counts]:
    """How each slot stands in the scope; one without anything is not in it."""
    kept, rest = _parts(scope)
    found = list[tuple[Slot, Counts]]()
    forms, periods = sorted({form for form, _ in slots}), sorted({period for _, period in slots})
    if kept:
        rows = select(Tally).where(col(Tally.area_code).in_(kept), col(Tally.form_id).in_(forms))
        for row in tx.exec(rows.where(col(Tally.period).in_(periods))):
            found.append(((row.form_id, row.period), _kept(row)))
    if rest != Scope():
        of_forms = select(Obligation).where(col(Obligation.form_id).in_(forms), _covered(rest))
        for owed in tx.exec(of_forms):
            if not Scope(kept).includes(owed.area_code, 0):
                found.append(((owed.form_id, tally.bucket(owed.period)), tally.counts(owed)))
    sums: dict[Slot, Counts] = {}
    for slot, told in found:
        if slot in slots:
            before = sums.get(slot, Counts())
            sums[slot] = Counts(*(one + more for one, more in zip(before, told, strict=True)))
    return sums


def trend(tx: Transaction, scope: Scope, form_id: str, until: str, limit: int) -> list[Share]:
    """The last `limit` periods up to and with `until`, the oldest first: who owed, and who of them reported."""
    kept, rest = _parts(scope)
    found: dict[str, Share] = {}
    if kept:
        done = Tally.sent + Tally.returned + Tally.accepted
        query = select(Tally.period, func.sum(Tally.expected - Tally.excused), func.sum(done))
        rows = query.where(col(Tally.area_code).in_(kept), Tally.form_id == form_id, Tally.period <= until)
        ordered = rows.group_by(Tally.period).order_by(col(Tally.period).desc()).limit(limit)
        found = {period: Share(period, int(all_of), int(met)) for period, all_of, met in tx.exec(ordered)}
    if rest != Scope():
        owed = select(Obligation).where(Obligation.form_id == form_id, Obligation.period <= until, _covered(rest))
        for row in tx.exec(owed.order_by(col(Obligation.period).desc())):
            told = tally.counts(row)
            if not Scope(kept).includes(row.area_code, 0):
                before = found.get(row.period, Share(row.period, 0, 0))
                all_of = before.expected + told.expected - told.excused
                found[row.period] = Share(row.period, all_of, before.reported + told.reported)
    return [found[period] for period in sorted(found)[-limit:] if found[period].expected]


def sent_until(tx: Transaction, scope: Scope, slots: Collection[Slot], at: datetime) -> dict[Slot, int]:
    """How many of what was owed for these slots had come by that moment."""
    forms, periods = sorted({form for form, _ in slots}), sorted({period for _, period in slots})
    found = tx.exec(
        select(Obligation.form_id, Obligation.period, func.count())
        .where(col(Obligation.form_id).in_(forms), col(Obligation.period).in_(periods), _covered(scope))
        .where(Obligation.state != "void", col(Obligation.sent_at) <= at)
        .group_by(Obligation.form_id, Obligation.period)
    )
    return {(form_id, period): count for form_id, period, count in found}


def owed(tx: Transaction, scope: Scope, at: datetime, until: datetime) -> list[Owed]:
    """What is not reported in the scope, may still be sent, and is due by then: by area."""
    columns = (Obligation.form_id, Obligation.period, Obligation.unit, Obligation.kampung_id, Kampung.name)
    found = tx.exec(
        sa.select(*columns, Obligation.person_id)  # type: ignore[call-overload]
        .outerjoin(Kampung, col(Kampung.id) == Obligation.kampung_id)
        .where(*_open(scope, at), col(Obligation.due_at) <= until)
        .order_by(col(Obligation.area_code), col(Obligation.id))
    )
    return [Owed(form_id, period, unit, place, name or "", who) for form_id, period, unit, place, name, who in found]


def left(tx: Transaction, scope: Scope, slot: Slot, at: datetime) -> tuple[int, int]:
    """How many of a slot are not reported and may still, and how many were not until it closed."""
    open_, closed = col(Obligation.opens_at) <= at, col(Obligation.lock_at) <= at
    found = tx.exec(
        select(func.sum(sa.case((open_ & ~closed, 1), else_=0)), func.sum(sa.case((closed, 1), else_=0)))
        .where(Obligation.form_id == slot[0], Obligation.period == slot[1], Obligation.state == "waiting")
        .where(_covered(scope))
    ).one()
    return int(found[0] or 0), int(found[1] or 0)


def owing(tx: Transaction, scope: Scope, at: datetime) -> set[int]:
    """Who owes something in the scope that may still be sent, can be reached by chat, and told of no obstacle."""
    stuck = select(Obstacle.id).where(
        Obstacle.person_id == Obligation.person_id, Obstacle.created_at <= at, Obstacle.until > at
    )
    found = tx.exec(
        select(Obligation.person_id)
        .join(Chat, col(Chat.person_id) == Obligation.person_id)
        .where(*_open(scope, at), col(Chat.blocked_at).is_(None), ~stuck.exists())
        .distinct()
    )
    return {one for one in found if one is not None}


def stuck(tx: Transaction, people: Collection[int], at: datetime) -> dict[int, Obstacle]:
    """What keeps these people, of each the latest told."""
    rows = select(Obstacle).where(col(Obstacle.person_id).in_(people), Obstacle.created_at <= at, Obstacle.until > at)
    return {row.person_id: row for row in tx.exec(rows.order_by(col(Obstacle.id)))}


def places(tx: Transaction, scope: Scope, form_id: str, period: str) -> list[tuple[str, str]]:
    """Name and state of each kampung that owes the form for the period, by area."""
    found = tx.exec(
        select(Kampung.name, Obligation.state)
        .join(Obligation, col(Obligation.kampung_id) == Kampung.id)
        .where(Obligation.form_id == form_id, Obligation.period == period, _covered(scope))
        .where(col(Obligation.state).not_in(["void", "excused"]))
        .order_by(col(Obligation.area_code), col(Obligation.id))
    )
    return [(name, state) for name, state in found]


def below(tx: Transaction, scope: Scope, slot: Slot) -> list[tuple[Region, Counts]]:
    """How the slot stands in the areas below those of the scope, a district being one itself: by name."""
    parents = [code for code in scope.areas if code.count(".") < KEPT - 1 and code]
    own = [code for code in scope.areas if code.count(".") >= KEPT - 1]
    inside = or_(
        col(Region.parent_code).in_(parents),
        col(Region.code).in_(own),
        col(Region.parent_code).is_(None) if "" in scope.areas else sa.false(),
    )
    found = tx.exec(
        select(Region, Tally)
        .join(Tally, col(Tally.area_code) == Region.code)
        .where(inside, Tally.form_id == slot[0], Tally.period == slot[1], Tally.expected > Tally.excused)
        .order_by(Region.name, Region.code)
    )
    return [(region, _kept(row)) for region, row in found]


def queue(tx: Transaction, scope: Scope) -> tuple[int, datetime | None]:
    """How many reports nobody has decided on yet, and since when the oldest waits."""
    waits = (col(Submission.is_current), col(Submission.review_state).in_(OPEN_REVIEW))
    covered = scope.covers(Submission.area_code, Submission.kampung_id)
    query = select(func.count(), func.min(Submission.submitted_at)).select_from(Submission).where(*waits, covered)
    count, oldest = tx.exec(query).one()
    return count, oldest


def chosen(tx: Transaction, scope: Scope, slot: Slot, question: str, option: str) -> list[Told]:
    """The kampung whose current report has chosen the option of a select_multiple: by area."""
    found = tx.exec(
        select(Submission.area_code, Kampung.name)
        .join(AnswerValue, col(AnswerValue.submission_id) == Submission.id)
        .join(Kampung, col(Kampung.id) == Submission.kampung_id)
        .where(Submission.form_id == slot[0], Submission.period == slot[1], Submission.is_current)
        .where(scope.covers(Submission.area_code, Submission.kampung_id), AnswerValue.name == question)
        .where((" " + col(AnswerValue.text) + " ").contains(f" {option} "))
        .order_by(Submission.area_code, col(Submission.id))
    )
    return [Told(area, name) for area, name in found]


def questions(tx: Transaction, scope: Scope, since: datetime) -> tuple[int, int]:
    """How many questions came since then, and how many of all nobody has answered."""
    came = sa.case((col(Ticket.created_at) > since, 1), else_=0)
    left = sa.case((col(Ticket.state) == "new", 1), else_=0)
    covered = scope.covers(Ticket.area_code, sa.literal(0))
    found = tx.exec(select(func.sum(came), func.sum(left)).select_from(Ticket).where(covered)).one()
    return int(found[0] or 0), int(found[1] or 0)


def _parts(scope: Scope) -> tuple[tuple[str, ...], Scope]:
    """The areas that have counts, none within another, and what lies beside them."""
    kept = [code for code in scope.areas if not code or code.count(".") < KEPT]
    top = tuple(
        sorted({one for one in kept if not any(one != other and Scope((other,)).includes(one, 0) for other in kept)})
    )
    rest = tuple(code for code in scope.areas if code not in kept and not Scope(top).includes(code, 0))
    return top, Scope(rest, scope.kampung_ids)


def _covered(scope: Scope) -> sa.ColumnElement[bool]:
    return scope.covers(Obligation.area_code, Obligation.kampung_id)


def _open(scope: Scope, at: datetime) -> Sequence[sa.ColumnElement[bool]]:
    may = (col(Obligation.opens_at) <= at, col(Obligation.lock_at) > at)
    return (col(Obligation.state) == "waiting", *may, _covered(scope))


def _kept(row: Tally) -> Counts:
    return Counts(*(getattr(row, name) for name in Counts._fields))

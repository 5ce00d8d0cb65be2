"""Moves: a report is put elsewhere, or two change places; it is recorded, told to whom it concerns, may be undone."""

from __future__ import annotations

from datetime import timedelta

from models import audit_event, kampung, membership, outbound_message, report_move, review
from models.database import Transaction
from models.report_move import ReportMove
from models.review import WITHDRAWN, Review
from models.submission import Submission
from reporting.access import LEADS, Actor
from reporting.refiling.ground import Place, may_move, place_of, stands_there
from reporting.refiling.shifting import exchange, shift
from reporting.refiling.telling import Telling, key

GRACE = timedelta(minutes=10)  # so long it can be undone: others hear of it only then
REASONS = 200  # letters of one


class Moves:
    """Part of a push; whoever calls has looked at whether the actor may."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def move(self, tx: Transaction, actor: Actor, row: Submission, to: Place, reason: str) -> ReportMove:
        """Puts the report into a free place. One that was accepted stays so where whoever accepted it leads."""
        move = self._record(tx, actor, row, to, reason)
        shift(tx, row, to, self._state(tx, row, move))
        self._tell(tx, actor, row, move)
        return move

    def exchange(self, tx: Transaction, actor: Actor, row: Submission, other: Submission, reason: str) -> ReportMove:
        """Each goes where the other was. Returns the move of the first."""
        moves = (
            self._record(tx, actor, row, place_of(other), reason),
            self._record(tx, actor, other, place_of(row), reason),
        )
        exchange(tx, row, other, (self._state(tx, row, moves[0]), self._state(tx, other, moves[1])))
        for one, move in zip((row, other), moves, strict=True):
            self._tell(tx, actor, one, move)
        return moves[0]

    def undo(self, tx: Transaction, actor: Actor, move_id: int) -> Submission | None:
        """The report, back where it was; None when it is too late, somebody else's move, or something has happened
        to one of the reports or the places since."""
        move = report_move.get(tx, move_id)
        if move is None or move.person_id != actor.person_id or tx.now - move.created_at > GRACE:
            return None
        moves = [move, *report_move.made_with(tx, move)]
        rows = [tx.get_one(Submission, one.submission_id) for one in moves]
        if not all(may_move(actor, row) for row in rows):
            return None
        if not all(self._stands(tx, *pair, len(moves)) for pair in zip(moves, rows, strict=True)):
            return None
        states = [self._before(tx, *pair) for pair in zip(moves, rows, strict=True)]
        if len(rows) == 2:
            exchange(tx, rows[0], rows[1], (states[0], states[1]))
        else:
            shift(tx, rows[0], Place(move.from_kampung_id, move.from_period), states[0])
        for one, row in zip(moves, rows, strict=True):
            self._forget(tx, actor, one, row)
        return rows[0]

    def is_to_be_checked_anew(self, tx: Transaction, row: Submission, to: Place) -> bool:
        """Whether the report was accepted by somebody who does not lead the other place."""
        return row.review_state == "approved" and self._acceptance(tx, row, to.kampung_id) is None

    def _acceptance(self, tx: Transaction, row: Submission, kampung_id: int) -> Review | None:
        """The acceptance, if it holds there too."""
        decision = review.last(tx, row.id or 0)
        leads = membership.people_with_role(tx, LEADS, kampung.get(tx, kampung_id).village_code, tx.now)
        return decision if decision is not None and decision.person_id in leads else None

    def _record(self, tx: Transaction, actor: Actor, row: Submission, to: Place, reason: str) -> ReportMove:
        move = ReportMove(
            number=row.number,
            submission_id=row.id or 0,
            person_id=actor.person_id,
            from_kampung_id=row.kampung_id,
            from_period=row.period,
            to_kampung_id=to.kampung_id,
            to_period=to.period,
            reason=reason,
            created_at=tx.now,
        )
        tx.add(move)
        tx.flush()
        told = {"kampung": to.kampung_id, "period": to.period, "left": [row.kampung_id, row.period]}
        audit_event.log(tx, actor.person_id, "submission.moved", "submission", row.instance_id, **told)
        return move

    def _state(self, tx: Transaction, row: Submission, move: ReportMove) -> str:
        """The review state that it has at the new place; an acceptance that does not hold there is withdrawn."""
        if not self.is_to_be_checked_anew(tx, row, Place(move.to_kampung_id, move.to_period)):
            return row.review_state
        decision = review.last(tx, row.id or 0)
        if decision is not None:
            decision.decision, move.review_id = WITHDRAWN, decision.id
            outbound_message.take_back(tx, f"review:{decision.id}")
            tx.add(decision)
        return "edited" if row.revision > 1 else "received"

    def _stands(self, tx: Transaction, move: ReportMove, row: Submission, count: int) -> bool:
        """Whether all is still as the move left it, and nobody was told yet."""
        here, before = place_of(row), Place(move.from_kampung_id, move.from_period)
        is_there = row.is_current and here == Place(move.to_kampung_id, move.to_period) and move.undone_at is None
        is_free = count == 2 or stands_there(tx, row, before) is None
        is_undecided = move.review_id is None or row.review_state in ("received", "edited")
        return is_there and is_free and is_undecided and outbound_message.can_take_back(tx, key(move))

    def _before(self, tx: Transaction, move: ReportMove, row: Submission) -> str:
        """The review state that it had, with its acceptance back in force."""
        decision = review.get(tx, move.review_id) if move.review_id is not None else None
        if decision is None:
            return row.review_state
        decision.decision = "approved"
        tx.add(decision)
        return "approved"

    def _forget(self, tx: Transaction, actor: Actor, move: ReportMove, row: Submission) -> None:
        move.undone_at = tx.now
        tx.add(move)
        outbound_message.take_back_all(tx, key(move))
        audit_event.log(tx, actor.person_id, "submission.move_undone", "submission", row.instance_id)

    def _tell(self, tx: Transaction, actor: Actor, row: Submission, move: ReportMove) -> None:
        self._telling.tell(tx, actor, row, move, tx.now + GRACE)

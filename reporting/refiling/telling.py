"""Telling of a move: both places' coordinators and officers, and whoever sent the report, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models import form_version, kampung, membership, obligation
from models.database import Transaction
from models.report_move import ReportMove
from models.submission import Submission
from reporting import overseeing
from reporting.access import LEADS, READERS, Actor, actor_by_id
from reporting.notices import Notice, Notices
from reporting.texts import Texts


class Telling:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tell(self, tx: Transaction, actor: Actor, row: Submission, move: ReportMove, at: datetime) -> None:
        """Not before that moment: until then the move can be undone."""
        args = self._args(tx, actor, row, move)
        for person_id in dict.fromkeys(self._concerned(tx, row, move)):
            who = actor_by_id(tx, person_id) if person_id != actor.person_id else None
            if who is not None:
                notice = Notice(f"{key(move)}{person_id}", "notices/refiled", args, self._ways(who, row))
                self._notices.mention(tx, person_id, notice, at)

    def _concerned(self, tx: Transaction, row: Submission, move: ReportMove) -> Iterator[int]:
        yield row.person_id
        for kampung_id, period in ((move.from_kampung_id, move.from_period), (row.kampung_id, row.period)):
            owed = obligation.of_slot(tx, row.form_id, kampung_id, period)
            if owed is not None and owed.person_id is not None:
                yield owed.person_id
            yield from membership.people_with_role(tx, LEADS, kampung.get(tx, kampung_id).village_code, tx.now)[:1]

    def _args(self, tx: Transaction, actor: Actor, row: Submission, move: ReportMove) -> dict[str, Any]:
        owed = obligation.of_slot(tx, row.form_id, move.from_kampung_id, move.from_period)
        return {
            "title": form_version.get(tx, row.form_version_id).title,
            "number": row.number,
            "who": actor.address,
            "before": [overseeing.place(tx, move.from_kampung_id), move.from_period],
            "after": [overseeing.place(tx, move.to_kampung_id), move.to_period],
            "reason": move.reason,
            "owed": owed is not None and owed.state == "waiting",
            "anew": move.review_id is not None,
        }

    def _ways(self, who: Actor, row: Submission) -> tuple[Any, ...]:
        """What the person may do with the report where it is now."""
        waits = row.review_state in ("received", "edited")
        if waits and who.scope(*LEADS).includes(row.area_code, row.kampung_id):
            return ((("check_report", f"q::open:{row.id}"),),)
        is_read = row.person_id == who.person_id or who.scope(*READERS).includes(row.area_code, row.kampung_id)
        return ((("see_report", f"r::see:{row.id}"),),) if is_read else ()


def key(move: ReportMove) -> str:
    """What the keys of all messages about the move begin with."""
    return f"refiled:{move.id}:"

"""Reviewing: a coordinator reads a report, accepts it or returns it with a reason; whoever sent it may look at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models import audit_event, report_flag, review, submission
from models.chat import Chat
from models.database import Transaction
from models.submission import Submission
from reporting import stage, talking
from reporting.access import LEADS, READERS, Actor, actor_of, require
from reporting.deciding import Deciding
from reporting.inputs import Sender, Tap, whole
from reporting.library import Library
from reporting.notices import Notices, called
from reporting.refiling.ground import may_move
from reporting.refusals import Refusal
from reporting.reports import Report, Reports
from reporting.returning import Returning
from reporting.screens import reports as screens
from reporting.screens.reports import MOST_AT_ONCE, Reader, Told
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

NOTES = 2  # of what was written about a report on its card
LOOKED_AT = 100  # reports of a queue at once: flagged ones, then the oldest


class Reviewing:
    """Every public method is one push: a transaction that ends in a new screen."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._reports = Reports(library)
        self._deciding = Deciding(Notices(texts))
        self._returning = Returning(texts, self._reports, self._deciding, self._after_return)
        self._texts = texts

    def next(self, tx: Transaction, sender: Sender) -> None:
        """The first report that waits in the coordinator's area."""
        actor = require(actor_of(tx, sender), *LEADS)
        self._put_next(tx, actor, stage.hear(tx, sender), Told(), [])

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the review card, or on a button that opens it. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        match tap.argument if tap.card is None else "":
            case "next":
                self._put_next(tx, actor, chat, Told(), [])
                return ""
            case "undo":
                return self._undo(tx, actor, chat, tap.number)
        if tap.card is not None and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        number, index = numbers(tap.state)
        row = self._in_scope(tx, actor, number)
        if tap.card is None:
            self._put_card(tx, actor, chat, row)
        elif not self._returning.tapped(tx, actor, chat, row, tap.argument, index):
            self._decided(tx, actor, chat, row, tap.argument, index)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """The numbers of answers to mend, or why. Returns whether the message holds personal data and must go."""
        actor = require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        row = self._in_scope(tx, actor, (chat.focus or {}).get("submission", 0))
        return self._returning.typed(tx, actor, chat, row, text)

    def see(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """The report with all its answers: to whoever sent it, officers of its kampung, coordinators of its area."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        number, page = numbers(tap.state)
        row = submission.own(tx, actor.person_id, number)
        row = row or submission.get(tx, actor.scope(*READERS), number)
        if row is None:
            raise Refusal("not_found")
        decision = review.last(tx, number)
        reason = decision.reason if decision and row.review_state == "has_issues" else ""
        reader = self._reader(actor, chat)
        report = self._reports.read(tx, row, chat.language)
        _note_reading(tx, actor, report)
        screen = screens.sent(reader, report, page, reason, _ways(reader, actor, row, bool(report.moves)))
        stage.put(tx, chat, screen)
        return ""

    def _decided(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, what: str, index: int) -> None:
        reader = self._reader(actor, chat)
        match what:
            case "approve":
                self._accept(tx, actor, chat, row)
            case "return":
                self._returning.begin(tx, actor, chat, row)
            case "clean":
                self._clean(tx, actor, chat, row)
            case "clean_now":
                self._accept_clean(tx, actor, chat)
            case "skip":
                self._put_next(tx, actor, chat, Told(), [*_skipped(chat), _id(row)])
            case "all":
                self._keep(tx, chat, row, screens.answers(reader, self._reports.read(tx, row, chat.language), index))
            case "photo":
                self._photo(tx, actor, chat, row, index)
            case _:
                self._put_card(tx, actor, chat, row)

    def _accept(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        decision = self._deciding.accept(tx, actor, row)
        if decision is None:
            self._put_next(tx, actor, chat, Told(self._already(tx, row)), _skipped(chat))
            return
        echo = self._echo(tx, row, "approved")
        told = screens.decided(self._reader(actor, chat), echo, undo=decision.id or 0)
        self._put_next(tx, actor, chat, told, _skipped(chat))

    def _after_return(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, done: bool) -> None:
        told = Told(self._already(tx, row))
        if done:
            told = screens.decided(self._reader(actor, chat), self._echo(tx, row, "returned"))
        self._put_next(tx, actor, chat, told, _skipped(chat))

    def _undo(self, tx: Transaction, actor: Actor, chat: Chat, review_id: int) -> str:
        """A tap on [Batalkan] below an accepted report, good for a minute and once."""
        rows = self._deciding.undo(tx, actor, review_id)
        if not rows:
            return self._texts.word(chat.language, "undo_late")
        self._put_card(tx, actor, chat, rows[0])
        return self._texts.word(chat.language, "undone", count=len(rows))

    def _clean(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        """The reports without a flag, by name; what is listed is what will be accepted."""
        rows = report_flag.clean(tx, actor.scope(*LEADS), MOST_AT_ONCE)
        told = [{**submission.line(tx, one), "officer": called(tx, one.person_id)} for one in rows]
        screen = screens.clean(self._reader(actor, chat), _id(row), told)
        focus = {"submission": row.id, "skipped": _skipped(chat), "clean": [one.id for one in rows]}
        stage.put(tx, chat, screen, focus=focus)

    def _accept_clean(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """Those of the list that still wait, and still have no flag."""
        listed = (chat.focus or {}).get("clean", ())
        clean = report_flag.clean(tx, actor.scope(*LEADS), LOOKED_AT)
        rows = [one for one in clean if one.id in listed]
        done = [one for one in (self._deciding.accept(tx, actor, row) for row in rows) if one is not None]
        told = Told()
        if done:
            echo = {"what": "approved_all", "count": len(done)}
            told = screens.decided(self._reader(actor, chat), echo, undo=done[0].id or 0)
        self._put_next(tx, actor, chat, told, _skipped(chat))

    def _put_next(self, tx: Transaction, actor: Actor, chat: Chat, told: Told, skipped: list[int]) -> None:
        queue = report_flag.queue(tx, actor.scope(*LEADS), LOOKED_AT)
        left = [row for row in queue if row.id not in skipped]
        passed = len(queue) - len(left)
        reader = self._reader(actor, chat)
        if not left:
            stage.put(tx, chat, screens.empty(reader, passed, told))
            return
        screen = self._card(tx, actor, reader, left[0], (passed + 1, len(queue)), told)
        stage.put(tx, chat, screen, focus={"submission": left[0].id, "skipped": skipped})

    def _put_card(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        """This very report, or what became of it."""
        queue = report_flag.queue(tx, actor.scope(*LEADS), LOOKED_AT)
        ids = [one.id for one in queue]
        if row.id not in ids:
            self._put_next(tx, actor, chat, Told(self._already(tx, row)), _skipped(chat))
            return
        screen = self._card(tx, actor, self._reader(actor, chat), row, (ids.index(row.id) + 1, len(ids)), Told())
        self._keep(tx, chat, row, screen)

    def _card(
        self, tx: Transaction, actor: Actor, reader: Reader, row: Submission, place: tuple[int, int], told: Told
    ) -> Screen:
        before = review.last(tx, row.replaces_id) if row.replaces_id else None
        notes = tuple(talking.told(tx, row, NOTES))
        told = replace(told, returned=before.reason if before else "", notes=notes)
        report = self._reports.read(tx, row, reader.language)
        _note_reading(tx, actor, report)
        clean = report_flag.clean(tx, actor.scope(*LEADS), MOST_AT_ONCE)
        return screens.card(reader, report, place, told, len(clean))

    def _photo(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, index: int) -> None:
        report = self._reports.read(tx, row, chat.language)
        if report.photos:
            self._keep(tx, chat, row, screens.photo(self._reader(actor, chat), report, index))
        else:
            self._put_card(tx, actor, chat, row)

    def _keep(self, tx: Transaction, chat: Chat, row: Submission, screen: Screen, expects: str = "") -> None:
        """Another page about the report in hand; what was skipped stays skipped."""
        stage.put(tx, chat, screen, expects=expects, focus={"submission": row.id, "skipped": _skipped(chat)})

    def _already(self, tx: Transaction, row: Submission) -> dict[str, Any]:
        """Somebody else was quicker: the other coordinator, or the officer with a newer version."""
        tx.refresh(row)
        decision = review.last(tx, _id(row))
        if decision is None:
            return self._echo(tx, row, "replaced")
        at = decision.created_at.isoformat()
        return self._echo(tx, row, "already", who=called(tx, decision.person_id), at=at)

    def _echo(self, tx: Transaction, row: Submission, what: str, **more: str) -> dict[str, Any]:
        told = submission.line(tx, row)
        return {"what": what, "reason": "", "who": "", "at": "", **told, **more}

    def _in_scope(self, tx: Transaction, actor: Actor, number: int) -> Submission:
        row = submission.get(tx, actor.scope(*LEADS), number)
        if row is None:
            raise Refusal("not_found")
        return row

    def _reader(self, actor: Actor, chat: Chat) -> Reader:
        return Reader(self._texts, chat.language, actor.zone)


def numbers(state: str) -> tuple[int, int]:
    """`12,3` of a tap: the row, and the page or place; 0 for what is not there."""
    row, _, index = state.partition(",")
    return whole(row) or 0, whole(index) or 0


def _ways(reader: Reader, actor: Actor, row: Submission, was_moved: bool) -> tuple[tuple[Button, ...], ...]:
    """What the reader of a sent report may do with it now."""
    ways = []
    if not row.xml:  # emptied when its term was over
        return ()
    if row.is_current and row.person_id == actor.person_id:
        is_closed = row.review_state == "approved"
        mend = (
            ("request_correction", f"c::request:{row.id}") if is_closed else ("correct_report", f"s::correct:{row.id}")
        )
        ways.append(reader.button(*mend))
    if row.person_id == actor.person_id:
        ways.append(reader.button("as_pdf", f"d::pdf:{row.id}"))
    is_waiting = row.is_current and row.review_state in ("received", "edited")
    if is_waiting and actor.scope(*LEADS).includes(row.area_code, row.kampung_id):
        ways.append(reader.button("check_report", f"q::open:{row.id}"))
    moves = []
    if may_move(actor, row):
        moves.append(reader.button("refile", f"v::open:{row.id}"))
    if was_moved:
        moves.append(reader.button("refile_history", f"v::told:{row.id}"))
    return tuple(tuple(some) for some in (ways, moves) if some)


def _note_reading(tx: Transaction, actor: Actor, report: Report) -> None:
    """Somebody else's report with an answer that is sensitive was opened, though only that it is there is shown."""
    if report.row.person_id != actor.person_id and any("sensitive" in x.attributes and x.text for x in report.lines):
        audit_event.log(tx, actor.person_id, "submission.read", "submission", report.row.instance_id)


def _skipped(chat: Chat) -> list[int]:
    return list((chat.focus or {}).get("skipped", ()))


def _id(row: Submission) -> int:
    assert row.id is not None
    return row.id

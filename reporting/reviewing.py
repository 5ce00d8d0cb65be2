"""Reviewing: a coordinator reads a report, accepts it or returns it with a reason; whoever sent it may look at it."""

from __future__ import annotations

from typing import Any

from models import audit_event, obligation, review, submission
from models.chat import Chat
from models.database import Transaction
from models.review import Review
from models.submission import Submission
from reporting import stage
from reporting.access import KOORDINATOR, PLKB, Actor, actor_of, require
from reporting.inputs import Sender, Tap, whole
from reporting.library import Library
from reporting.notices import Notice, Notices, called
from reporting.privacy import holds_personal_data
from reporting.refusals import Refusal
from reporting.reports import Reports, flagged_first
from reporting.screens import reports as screens
from reporting.screens.reports import Reader
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

LONGEST_REASON = 300
LOOKED_AT = 100  # reports put in order at once, in 50 ms; of a longer queue the oldest
OBLIGATION = {"approved": "accepted", "has_issues": "returned"}


class Reviewing:
    """Every public method is one push: a transaction that ends in a new screen."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._reports = Reports(library)
        self._notices = Notices(texts)
        self._texts = texts

    def next(self, tx: Transaction, sender: Sender) -> None:
        """The first report that waits in the coordinator's area."""
        actor = require(actor_of(tx, sender), KOORDINATOR)
        self._put_next(tx, actor, stage.hear(tx, sender), None, [])

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the review card, or on a button that opens it. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), KOORDINATOR)
        chat = stage.hear(tx, sender)
        if tap.argument == "next" and tap.card is None:
            self._put_next(tx, actor, chat, None, [])
            return ""
        if tap.card is not None and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        number, index = numbers(tap.state)
        row = self._in_scope(tx, actor, number)
        if tap.card is None:
            self._put_card(tx, actor, chat, row)
        else:
            self._decided(tx, actor, chat, row, tap.argument, index)
        return ""

    def reasoned(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """A typed reason. Returns whether the message holds personal data and must go from the chat."""
        actor = require(actor_of(tx, sender), KOORDINATOR)
        chat = stage.hear(tx, sender)
        row = self._in_scope(tx, actor, (chat.focus or {}).get("submission", 0))
        reason = " ".join(text.split())
        is_personal = holds_personal_data(reason)
        if is_personal or len(reason) > LONGEST_REASON:
            self._ask_reason(tx, actor, chat, row, "personal_data" if is_personal else "too_long")
        else:
            self._decide(tx, actor, chat, row, "has_issues", reason)
        return is_personal

    def see(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """The report with all its answers: to whoever sent it, officers of its kampung, coordinators of its area."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        number, page = numbers(tap.state)
        row = submission.own(tx, actor.person_id, number)
        row = row or submission.get(tx, actor.scope(PLKB, KOORDINATOR), number)
        if row is None:
            raise Refusal("not_found")
        decision = review.last(tx, number)
        reason = decision.reason if decision and row.review_state == "has_issues" else ""
        reader = self._reader(actor, chat)
        screen = screens.sent(reader, self._reports.read(tx, row), page, reason, _ways(reader, actor, row))
        stage.put(tx, chat, screen)
        return ""

    def _decided(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, what: str, index: int) -> None:
        reader = self._reader(actor, chat)
        match what:
            case "approve":
                self._decide(tx, actor, chat, row, "approved", "")
            case "return":
                self._ask_reason(tx, actor, chat, row, "")
            case "because" if index < len(screens.REASONS):
                word = self._texts.word(chat.language, screens.REASONS[index])
                self._decide(tx, actor, chat, row, "has_issues", word)
            case "skip":
                self._put_next(tx, actor, chat, None, [*_skipped(chat), _id(row)])
            case "all":
                self._keep(tx, chat, row, screens.answers(reader, self._reports.read(tx, row), index))
            case "photo":
                self._photo(tx, actor, chat, row, index)
            case _:
                self._put_card(tx, actor, chat, row)

    def _decide(
        self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, review_state: str, reason: str
    ) -> None:
        if not submission.decide(tx, _id(row), review_state):
            self._put_next(tx, actor, chat, self._already(tx, row), _skipped(chat))
            return
        tx.refresh(row)
        decision = Review(
            submission_id=_id(row), person_id=actor.person_id, decision=review_state, reason=reason, created_at=tx.now
        )
        tx.add(decision)
        owed = obligation.of_slot(tx, row.form_id, row.kampung_id, row.period)
        if owed is not None:
            owed.state = OBLIGATION[review_state]
            tx.add(owed)
        tx.flush()
        word = "approved" if review_state == "approved" else "returned"
        audit_event.log(tx, actor.person_id, f"submission.{word}", "submission", row.instance_id)
        self._notify(tx, actor, row, decision)
        self._put_next(tx, actor, chat, self._echo(tx, row, word, reason=reason), _skipped(chat))

    def _notify(self, tx: Transaction, actor: Actor, row: Submission, decision: Review) -> None:
        args = {**submission.line(tx, row), "who": actor.address, "reason": decision.reason}
        key = f"review:{decision.id}"
        if decision.decision == "approved":
            see = (("see_report", f"r::see:{row.id}"),)
            self._notices.mention(tx, row.person_id, Notice(key, "notices/approved", args, (see,)))
        else:
            mend = (("correct_report", f"s::correct:{row.id}"), ("see_report", f"r::see:{row.id}"))
            self._notices.tell(tx, row.person_id, Notice(key, "notices/returned", args, (mend,)))

    def _put_next(
        self, tx: Transaction, actor: Actor, chat: Chat, echo: dict[str, Any] | None, skipped: list[int]
    ) -> None:
        queue = flagged_first(tx, submission.waiting(tx, actor.scope(KOORDINATOR))[:LOOKED_AT])
        left = [row for row in queue if row.id not in skipped]
        passed = len(queue) - len(left)
        reader = self._reader(actor, chat)
        if not left:
            stage.put(tx, chat, screens.empty(reader, passed, echo))
            return
        screen = self._card(tx, reader, left[0], (passed + 1, len(queue)), echo)
        stage.put(tx, chat, screen, focus={"submission": left[0].id, "skipped": skipped})

    def _put_card(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        """This very report, or what became of it."""
        queue = flagged_first(tx, submission.waiting(tx, actor.scope(KOORDINATOR))[:LOOKED_AT])
        ids = [one.id for one in queue]
        if row.id not in ids:
            self._put_next(tx, actor, chat, self._already(tx, row), _skipped(chat))
            return
        screen = self._card(tx, self._reader(actor, chat), row, (ids.index(row.id) + 1, len(ids)), None)
        self._keep(tx, chat, row, screen)

    def _card(
        self, tx: Transaction, reader: Reader, row: Submission, place: tuple[int, int], echo: dict[str, Any] | None
    ) -> Screen:
        before = review.last(tx, row.replaces_id) if row.replaces_id else None
        return screens.card(reader, self._reports.read(tx, row), place, echo, before.reason if before else "")

    def _photo(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, index: int) -> None:
        report = self._reports.read(tx, row)
        if report.photos:
            self._keep(tx, chat, row, screens.photo(self._reader(actor, chat), report, index))
        else:
            self._put_card(tx, actor, chat, row)

    def _ask_reason(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, problem: str) -> None:
        screen = screens.reason(self._reader(actor, chat), self._reports.read(tx, row), problem)
        self._keep(tx, chat, row, screen, expects="return_reason")

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
        row = submission.get(tx, actor.scope(KOORDINATOR), number)
        if row is None:
            raise Refusal("not_found")
        return row

    def _reader(self, actor: Actor, chat: Chat) -> Reader:
        return Reader(self._texts, chat.language, actor.zone)


def numbers(state: str) -> tuple[int, int]:
    """`12,3` of a tap: the row, and the page or place; 0 for what is not there."""
    row, _, index = state.partition(",")
    return whole(row) or 0, whole(index) or 0


def _ways(reader: Reader, actor: Actor, row: Submission) -> tuple[tuple[Button, ...], ...]:
    """What the reader of a sent report may do with it now."""
    ways = []
    if row.is_current and row.person_id == actor.person_id and row.review_state != "approved":
        ways.append(reader.button("correct_report", f"s::correct:{row.id}"))
    is_waiting = row.is_current and row.review_state in ("received", "edited")
    if is_waiting and actor.scope(KOORDINATOR).includes(row.area_code, row.kampung_id):
        ways.append(reader.button("check_report", f"q::open:{row.id}"))
    return (tuple(ways),) if ways else ()


def _skipped(chat: Chat) -> list[int]:
    return list((chat.focus or {}).get("skipped", ()))


def _id(row: Submission) -> int:
    assert row.id is not None
    return row.id

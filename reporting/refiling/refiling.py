"""Refiling in chat: what is wrong, where it belongs, what changes with it; then it is moved, and can be undone."""

from __future__ import annotations

from typing import Any

from models import form_version, kampung, kampung_search, obligation, submission
from models.chat import Chat
from models.database import Transaction
from models.submission import Submission
from reporting import stage
from reporting.access import READERS, Actor, actor_of
from reporting.inputs import Sender, Tap, whole
from reporting.moved import moved
from reporting.notices import called
from reporting.place_names import kampung_names
from reporting.privacy import holds_personal_data
from reporting.refiling import ground
from reporting.refiling.ground import Place
from reporting.refiling.moves import REASONS, Moves
from reporting.refiling.telling import Telling
from reporting.refusals import Refusal
from reporting.screens import refiling as screens
from reporting.screens.refiling import PLACE, REASON, WHY
from reporting.screens.reports import Reader
from reporting.texts import Texts

Json = dict[str, Any]


class Refiling:
    """Every public method is one push. What was chosen so far stands in the chat's focus."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._moves = Moves(Telling(texts))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the way to another place, or [Batalkan] below a report that was moved. Returns a toast, or ""."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        if tap.argument == "undo":
            return self._undo(tx, actor, chat, tap.number)
        if tap.argument == "told":
            self._told(tx, actor, chat, tap.number)
            return ""
        if tap.argument != "open" and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        number, _, rest = tap.state.partition(",")
        row = ground.movable(tx, actor, whole(number) or 0)
        match tap.argument:
            case "place":
                self._places(tx, actor, chat, row, page=whole(rest) or 0)
            case "month":
                self._months(tx, actor, chat, row)
            case "to":
                self._picked(tx, actor, chat, row, whole(rest) or 0, ground.base(row.period))
            case "at":
                self._picked(tx, actor, chat, row, row.kampung_id, rest)
            case "why":
                self._reasoned(tx, actor, chat, row, whole(rest) or 0)
            case "now":
                self._move(tx, actor, chat, row)
            case "swap":
                self._exchange(tx, actor, chat, row)
            case _:
                self._open(tx, actor, chat, row)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """The name of a kampung, or the reason. Returns whether the message holds personal data and must go."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        row = ground.movable(tx, actor, (chat.focus or {}).get("submission", 0))
        if chat.expects == PLACE:
            self._searched(tx, actor, chat, row, text)
            return False
        reason = " ".join(text.split())
        is_personal = holds_personal_data(reason)
        if is_personal or not reason or len(reason) > REASONS:
            self._ask_why(tx, actor, chat, row, "personal_data" if is_personal else "too_long")
        else:
            self._confirm(tx, actor, chat, row, {**chat.focus, "reason": reason})
        return is_personal

    def _open(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        """What is wrong: the kampung, or the month? What can't be moved elsewhere is mended in the report itself."""
        ways = [
            ("place", bool(ground.kampung_for(tx, actor, row))),
            ("month", bool(ground.periods_for(tx, actor, row))),
        ]
        mends = row.person_id == actor.person_id
        screen = screens.what(
            self._reader(actor, chat), self._facts(tx, row), [one for one, is_open in ways if is_open], mends
        )
        stage.put(tx, chat, screen, focus={"submission": row.id})

    def _places(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, page: int) -> None:
        places = list(kampung_names(tx, list(ground.kampung_for(tx, actor, row))).items())
        screen = screens.places(self._reader(actor, chat), self._facts(tx, row), places, page)
        stage.put(tx, chat, screen, expects=PLACE, focus={"submission": row.id})

    def _searched(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, text: str) -> None:
        scope = ground.scope_for(tx, actor, row)
        found = kampung.beginning(tx, scope, text) or kampung_search.search(tx, scope, text)
        found = [one for one in found if one.id != row.kampung_id]
        if len(found) == 1:
            self._picked(tx, actor, chat, row, found[0].id or 0, ground.base(row.period))
            return
        places = list(kampung_names(tx, list(found) or list(ground.kampung_for(tx, actor, row))).items())
        screen = screens.places(self._reader(actor, chat), self._facts(tx, row), places, 0, text, is_all=not found)
        stage.put(tx, chat, screen, expects=PLACE, focus={"submission": row.id})

    def _months(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        screen = screens.months(self._reader(actor, chat), self._facts(tx, row), ground.periods_for(tx, actor, row))
        stage.put(tx, chat, screen, focus={"submission": row.id})

    def _picked(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, kampung_id: int, period: str) -> None:
        to = ground.target(tx, actor, row, kampung_id, period)
        other = ground.stands_there(tx, row, to)
        focus: Json = {"submission": row.id, "to": [to.kampung_id, ground.base(to.period)], "swap": other is not None}
        if other is not None and not self._may_exchange(tx, actor, row, other):
            self._taken(tx, actor, chat, row, other)
        elif ground.leads(actor, row):
            stage.put(tx, chat, self._why_screen(tx, actor, chat, row, ""), expects=REASON, focus=focus)
        else:
            self._confirm(tx, actor, chat, row, {**focus, "reason": ""})

    def _taken(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, other: Submission) -> None:
        """What stands there, and how to go on."""
        sees = other.person_id == actor.person_id or actor.scope(*READERS).includes(other.area_code, other.kampung_id)
        there = {**submission.line(tx, other), "officer": called(tx, other.person_id), "see": other.id if sees else 0}
        screen = screens.taken(self._reader(actor, chat), self._facts(tx, row), there)
        stage.put(tx, chat, screen, focus={"submission": row.id})

    def _reasoned(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, index: int) -> None:
        reason = self._texts.word(chat.language, WHY[min(index, len(WHY) - 1)])
        self._confirm(tx, actor, chat, row, {**(chat.focus or {}), "reason": reason})

    def _ask_why(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, problem: str) -> None:
        screen = self._why_screen(tx, actor, chat, row, problem)
        stage.put(tx, chat, screen, expects=REASON, focus=dict(chat.focus))

    def _why_screen(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, problem: str) -> Any:
        return screens.why(self._reader(actor, chat), {**self._facts(tx, row), "problem": problem})

    def _confirm(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, focus: Json) -> None:
        """From where to where, and what changes with it."""
        to, other = self._checked(tx, actor, row, focus)
        told = {
            **self._facts(tx, row),
            "after": [kampung.get(tx, to.kampung_id).name, to.period],
            "reason": focus["reason"],
            "owed": other is None and self._is_owed(tx, row),
            "anew": self._moves.is_to_be_checked_anew(tx, row, to),
            "other": submission.line(tx, other) if other is not None else None,
            "elsewhere": to.kampung_id != row.kampung_id,
        }
        stage.put(tx, chat, screens.confirm(self._reader(actor, chat), told), focus=focus)

    def _move(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        focus = chat.focus or {}
        to, other = self._checked(tx, actor, row, focus)
        if other is not None:
            self._taken(tx, actor, chat, row, other)
            return
        before = self._facts(tx, row)
        move = self._moves.move(tx, actor, row, to, focus["reason"])
        told = {**before, "after": [kampung.get(tx, row.kampung_id).name, row.period], "other": None}
        stage.put(tx, chat, screens.done(self._reader(actor, chat), told, move.id or 0))

    def _exchange(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        focus = chat.focus or {}
        _, other = self._checked(tx, actor, row, focus)
        if other is None:
            self._confirm(tx, actor, chat, row, {**focus, "swap": False})
            return
        told = {**self._facts(tx, row), "other": submission.line(tx, other)}
        move = self._moves.exchange(tx, actor, row, other, focus["reason"])
        told |= {"after": [kampung.get(tx, row.kampung_id).name, row.period]}
        stage.put(tx, chat, screens.done(self._reader(actor, chat), told, move.id or 0))

    def _undo(self, tx: Transaction, actor: Actor, chat: Chat, move_id: int) -> str:
        row = self._moves.undo(tx, actor, move_id)
        if row is None:
            return self._texts.word(chat.language, "refile_too_late")
        stage.put(tx, chat, screens.undone(self._reader(actor, chat), self._facts(tx, row)))
        return self._texts.word(chat.language, "refile_undone")

    def _told(self, tx: Transaction, actor: Actor, chat: Chat, submission_id: int) -> None:
        """Every move of a report, for whoever may read it."""
        row = submission.own(tx, actor.person_id, submission_id)
        row = row or submission.get(tx, actor.scope(*READERS), submission_id)
        if row is None:
            raise Refusal("not_found")
        moves = moved(tx, row.number)
        stage.put(tx, chat, screens.told(self._reader(actor, chat), self._facts(tx, row), moves))

    def _checked(self, tx: Transaction, actor: Actor, row: Submission, focus: Json) -> tuple[Place, Submission | None]:
        """Where it goes, and what stands there and goes where it was, looked at again. A report that came there
        meanwhile is one that nobody agreed to exchange. Raises Refusal("not_found")."""
        kampung_id, period = focus.get("to") or (0, "")
        to = ground.target(tx, actor, row, kampung_id, period)
        other = ground.stands_there(tx, row, to)
        if other is not None and focus.get("swap") and not self._may_exchange(tx, actor, row, other):
            raise Refusal("not_found")
        return to, other

    def _may_exchange(self, tx: Transaction, actor: Actor, row: Submission, other: Submission) -> bool:
        """Both are the actor's to move, and each may stand where the other is."""
        if not ground.may_move(actor, other):
            return False
        try:
            ground.target(tx, actor, other, row.kampung_id, row.period)
        except Refusal:
            return False
        return True

    def _is_owed(self, tx: Transaction, row: Submission) -> bool:
        return obligation.of_slot(tx, row.form_id, row.kampung_id, row.period) is not None

    def _facts(self, tx: Transaction, row: Submission) -> Json:
        title = form_version.get(tx, row.form_version_id).title
        before = [kampung.get(tx, row.kampung_id).name, row.period]
        return {"id": row.id, "title": title, "number": row.number, "before": before, "state": row.review_state}

    def _reader(self, actor: Actor, chat: Chat) -> Reader:
        return Reader(self._texts, chat.language, actor.zone)

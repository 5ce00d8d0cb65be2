"""Editing: what an officer changes in a message that they sent, and what they reply to an old card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models import chat as chats
from models import draft as drafts
from models import exchange, submission
from models.database import Transaction
from models.draft import Draft as DraftRow
from models.exchange import Exchange
from reporting import checks, stage
from reporting.access import actor_of
from reporting.checks import Doubt, doubt_in
from reporting.filling import elsewhere
from reporting.filling.batch import batch_up, refill
from reporting.filling.bench import Bench, Work
from reporting.filling.bursts import Bursts
from reporting.filling.detour import Detour
from reporting.inputs import Sender
from reporting.lines import lines_of
from reporting.markup import bare
from reporting.privacy import HIDDEN, as_told, holds_nik
from reporting.reading import Read, Reader, Unreadable
from reporting.screens.arrivals import changed_elsewhere, changed_too_late
from reporting.screens.batch import Hand
from reporting.texts import Texts


class Editing:
    """The message says which question is meant, not the card that is up."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader, bursts: Bursts) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader
        self._bursts = bursts

    def edited(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """A message was changed: so is the answer that it gave. Returns whether it must go from the chat."""
        if holds_nik(text):
            return True
        answered = exchange.of_message(tx, sender.chat_id, sender.message_id or 0, "answered")
        if not answered:
            return False
        chat = stage.hear(tx, sender)
        row = drafts.of_person(tx, answered[0].draft_id, chat.person_id)
        if row is None or row.state == "deleted":
            return False
        if row.state != "open":
            self._too_late(tx, sender, row)
            return False
        focus = dict(chat.focus or {})
        is_here = focus.get("draft") == row.id
        actor = actor_of(tx, sender)
        work = self._bench.work(tx, actor, chat, self._bench.own(tx, actor, answered[0].draft_id), focus)
        work = replace(work, message=sender.message_id)
        if not self._bench.tells_of_move(tx, work):
            return self._correct(tx, work, answered, text, is_here=is_here)
        return False

    def is_at_question(self, tx: Transaction, sender: Sender) -> bool:
        """Whether the message was written to the question that still waits, and has answered nothing."""
        message = sender.message_id or 0
        chat = chats.find(tx, sender.chat_id)
        focus = (chat.focus or {}) if chat and chat.expects == "answer" else {}
        if "path" not in focus or exchange.of_message(tx, sender.chat_id, message, "answered"):
            return False
        asked = exchange.first_asked(tx, sender.chat_id, focus["draft"], focus["path"])
        return asked is not None and asked < message

    def replied_to(self, tx: Transaction, work: Work, reply_to: int | None) -> str:
        """The path of the question that the replied card asked, if it is another one than now; "" otherwise."""
        if reply_to is None:
            return ""
        asked = exchange.of_message(tx, work.chat.telegram_chat_id, reply_to, "asked")
        path = asked[0].path if asked and asked[0].draft_id == work.row.id else ""
        if path == work.prompt().path or elsewhere.asked_at(work.form, work.draft, path, tx.now) is None:
            return ""
        return path

    def replied(self, tx: Transaction, work: Work, path: str, text: str) -> bool:
        """A text that replies to the card of that question. Returns whether it must go from the chat."""
        if holds_nik(text):
            self._bench.ask_again(tx, work, {"code": "personal_data", "received": ""})
            return True
        return self._put(tx, work, path, text)

    def _correct(self, tx: Transaction, work: Work, answered: Any, text: str, *, is_here: bool) -> bool:
        row: Exchange = answered[0]
        if len(answered) > 1:
            paths = [one.path for one in answered]
            if is_here and (refilled := refill(self._bench, self._reader, tx, work, paths, text)):
                self._tell_refilled(tx, *refilled)
                return False
            # A message of many answers: which of them is meant now can't be told.
            self._tell(tx, work, {"code": "many", "count": len(answered)})
            return False
        if is_here:
            return self._put(tx, work, row.path, text)
        told, _, _ = self._given(tx, work, row.path, text)
        facts = self._bench.facts(tx, work)
        screen = changed_elsewhere(self._texts, work.chat.language, work.row.id or 0, facts | {"arrival": told})
        stage.put(tx, work.chat, screen)
        return _must_go(told)

    def _tell_refilled(self, tx: Transaction, work: Work, changed: tuple[str, ...]) -> None:
        """Of figures that are odd now the first is asked about, unless their card is up, which tells of all."""
        told = {"code": "paired", "count": len(changed)}
        lines = [line for line in lines_of(work.form, work.draft) if line.path in changed]
        odd = next((one for one in checks.odd_lines(lines, work.last()) if not one.is_confirmed), None)
        if odd is None or not _may_ask(work) or batch_up(work) is not None:
            self._tell(tx, work, told)
            return
        ahead = Detour() if work.chat.expects == "review" else Detour.of(work.focus)
        doubt = Doubt(odd.path, odd.label.rstrip("?"), odd.value, odd.before)
        self._bench.ask_about(tx, work, doubt, ahead, None)

    def _put(self, tx: Transaction, work: Work, path: str, text: str) -> bool:
        told, work, doubt = self._given(tx, work, path, text)
        if doubt is not None and _may_ask(work):
            ahead = Detour() if work.chat.expects == "review" else Detour.of(work.focus)
            self._bench.ask_about(tx, work, doubt, ahead, _left(told))
        else:
            self._tell(tx, work, told)
        return _must_go(told)

    def _given(self, tx: Transaction, work: Work, path: str, text: str) -> tuple[dict[str, Any], Work, Doubt | None]:
        """What to tell, the work after the answer, and what is odd about it; unchanged where the text can't be one."""
        asked = elsewhere.asked_at(work.form, work.draft, path, tx.now)
        if asked is None:
            return {"code": "not_asked"}, work, None
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        read = self._reader.read(asked, text, *where)
        before = elsewhere.shown(work.form, work.draft, path)
        kept = {"code": "not_changed", "label": bare(asked.short).rstrip("?"), "before": before}
        kept["received"] = as_told(asked.attributes, text)
        if not isinstance(read, Read):
            is_personal = read == Unreadable("personal_data")
            return (kept | {"received": HIDDEN * 3, "is_personal": True} if is_personal else kept), work, None
        given = elsewhere.give(work.form, work.draft, path, read.value, tx.now)
        if given.rejected is not None:
            return kept, work, None
        work = self._bench.store(tx, work, given.step)
        self._bench.remember(tx, work, path)
        return given.told, work, doubt_in(given.step, asked, work.last())

    def _tell(self, tx: Transaction, work: Work, told: dict[str, Any]) -> None:
        """The card that is up, with a line on top."""
        prompt = work.prompt()
        match work.chat.expects:
            case "burst":
                self._bursts.settle(tx, work, "again")
            case "review":
                self._bench.review(tx, work, arrival=told)
            case "answer" if batch_up(work) is not None or (
                prompt.kind != "end" and work.focus.get("path") == prompt.path
            ):
                self._bench.ask_again(tx, work, arrival=told)
            case _ if prompt.kind == "end":
                self._bench.review(tx, work, arrival=told)
            case _:
                self._bench.ask(tx, work, prompt, arrival=told)

    def _too_late(self, tx: Transaction, sender: Sender, row: DraftRow) -> None:
        chat = stage.hear(tx, sender)
        sent = submission.by_instance(tx, row.instance_id)
        if sent is not None and sent.id is not None:
            at_work = (chat.focus or {}).get("draft")
            stage.put(tx, chat, changed_too_late(self._texts, chat.language, sent.id, sent.number, at_work))


def _may_ask(work: Work) -> bool:
    """Whether an odd figure can be asked about now. Not over what would be lost by it: the pairs of a burst, figures
    whose owner is asked for, a text that waits to be understood. There it stays marked, and sending asks."""
    waits = Hand.of(work.focus).loose or work.focus.get("options") or work.focus.get("asked")
    return work.chat.expects in ("answer", "review") and not waits


def _left(told: dict[str, Any]) -> dict[str, Any]:
    """What the card that was up becomes."""
    if told["code"] == "changed":
        return {"text": "filling/edited", "args": {"change": told}}
    return {"text": "filling/answered", "args": {"echo": told["after"] | {"label": told["label"]}}}


def _must_go(told: dict[str, Any]) -> bool:
    """Whether the message held personal data."""
    return bool(told.get("is_personal"))

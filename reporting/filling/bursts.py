"""Bursts: answers written before their questions were seen, because the phone was offline or its owner is quick.

They are paired with the following questions in order and stored at once, so that nothing is lost whatever comes next;
then they are shown, and one tap says that the pairing is right.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import forms
from forms.draft import Draft, Step
from forms.events import AnswerAccepted, AnswerRejected
from forms.prompt import Line, Prompt
from models import exchange
from models.database import Transaction
from reporting import stage
from reporting.filling.batch import fill_early
from reporting.filling.bench import Bench, Work
from reporting.filling.elsewhere import asked_at, give
from reporting.fitting import clip
from reporting.lines import lines_of
from reporting.markup import bare
from reporting.privacy import as_told, holds_nik, holds_personal_data
from reporting.reading import Read, Reader, Unreadable
from reporting.screens.arrivals import Pair, Paired, paired, which_one
from reporting.screens.values import reads_as
from reporting.texts import Texts

# What the chat remembers as asked while this page is up: it shows no question of the form.
PAGE = "#paired"
# Questions that no text can answer: a text passes them by, and they are asked later.
UNTYPED = ("image", "audio", "video", "file", "geopoint")


SHOWN = 40  # letters of an answer in a line of the page


@dataclass(frozen=True, slots=True)
class Item:
    """A message of the burst: the question it went to ("" for none), what was written if that must be shown, and why
    it was not taken ("" if it was)."""

    message: int
    path: str = ""
    received: str = ""
    code: str = ""


class Bursts:
    """Pairs what is early, and shows the pairs."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader

    def is_early(self, tx: Transaction, work: Work) -> bool:
        """Whether the message was written before its question was seen, straight after another answer.

        Telegram numbers the messages of a chat as it gets them: a card that the officer had seen has a lower number.
        """
        if work.message is None or work.row.id is None:
            return False
        chat, path = work.chat.telegram_chat_id, work.prompt().path
        seen = exchange.first_asked(tx, chat, work.row.id, path) if work.chat.expects != "burst" else None
        if seen is not None and seen < work.message:
            return False
        return bool(exchange.answers_unseen(tx, chat, work.row.id, work.message))

    def is_word(self, work: Work, text: str) -> bool:
        """Whether the text is a word of navigation that ends the burst; "lewati" is an answer like any other."""
        word = self._reader.command_word(text, work.prompt())
        return word is not None and word.word != "lewati"

    def take(self, tx: Transaction, work: Work, text: str) -> bool:
        """A text that is early. Returns whether it held personal data and must go from the chat."""
        if self._is_sent_twice(tx, work, text):
            self._tell_twice(tx, work, text)
            return False
        work, items, base = self._begun(tx, work)
        work, more = self._pair_several(tx, work, text)
        self._show(tx, work, [*items, *more], base)
        return more[0].code == "personal_data"

    def take_other(self, tx: Transaction, work: Work, path: str, value: str) -> None:
        """A photo or a place that is early: it goes to the question at the path ("" when there is none for it)."""
        work, items, base = self._begun(tx, work)
        item = Item(work.message or 0, code="no_question")
        if path:
            work, item = self._give(tx, work, path, value, "")
        self._show(tx, work, [*items, item], base)

    def settle(self, tx: Transaction, work: Work, word: str) -> None:
        """A button of the page: "ok", "fix" or "first"; anything else shows the page again."""
        match word:
            case "ok":
                count = sum(not item.code for item in _items(work))
                self._go_on(tx, work, {"code": "paired", "count": count})
            case "fix":
                self._ask_which(tx, work)
            case "first":
                self._only_first(tx, work)
            case _:
                self._show_again(tx, work)

    def agreed(self, text: str) -> bool:
        """Whether the text says that the pairs are right."""
        said = " ".join(text.casefold().strip(" .!✅").split())
        return any(said in words.split("|") for words in self._texts.words_of("words_agree"))

    def _begun(self, tx: Transaction, work: Work) -> tuple[Work, list[Item], Any]:
        """The burst so far and the draft as it was after its first message."""
        if "items" in work.focus:
            return work, _items(work), work.focus.get("base", {})
        assert work.row.id is not None
        assert work.message is not None
        rows = exchange.answers_unseen(tx, work.chat.telegram_chat_id, work.row.id, work.message)
        items, base = [Item(row.message_id, row.path) for row in rows], work.draft.to_json()
        if twice := work.focus.get("twice"):
            paired, item = self._pair(tx, replace(work, message=twice["message"]), twice["text"])
            work = replace(paired, message=work.message)
            items.append(item)
        return replace(work, focus={**work.focus, "items": [asdict(one) for one in items]}), items, base

    def _pair_several(self, tx: Transaction, work: Work, text: str) -> tuple[Work, list[Item]]:
        """The numbers of a whole batch card, or one answer."""
        work, prompt = self._following(tx, work)
        filled = fill_early(self._bench, self._reader, tx, work, prompt.path, text) if prompt else None
        if filled is None:
            work, item = self._pair(tx, work, text)
            return work, [item]
        work, paths = filled
        return work, [Item(work.message or 0, path) for path in paths]

    def _pair(self, tx: Transaction, work: Work, text: str) -> tuple[Work, Item]:
        message = work.message or 0
        work, prompt = self._following(tx, work)
        if holds_nik(text):
            return work, Item(message, prompt.path if prompt else "", code="personal_data")
        if prompt is None:
            if holds_personal_data(text):
                return work, Item(message, code="personal_data")
            return work, Item(message, received=text, code="no_question")
        word = self._reader.command_word(text, prompt)
        if word is not None:
            return self._skip(tx, work, prompt, text)
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        match self._reader.read(prompt, text, *where):
            case Read(value):
                return self._give(tx, work, prompt.path, value, text)
            case Unreadable("personal_data"):
                return work, Item(message, prompt.path, code="personal_data")
            case _:
                return work, Item(message, prompt.path, as_told(prompt.attributes, text), "unread")

    def _following(self, tx: Transaction, work: Work) -> tuple[Work, Prompt | None]:
        """The first question after those of the burst that waits for a text; notes on the way are passed."""
        done = [item.path for item in _items(work) if item.path]
        places = forms.course(work.form, work.draft)
        last = max((i for i, one in enumerate(places) if one.path in done), default=-1)
        for place in places[last + 1 :]:
            if place.kind == "note" and not place.passed:
                there = forms.jump(work.form, work.draft, place.path, tx.now)
                work = self._bench.store(tx, work, forms.answer(work.form, there.draft, "", tx.now))
            elif not place.passed and place.kind not in UNTYPED:
                return work, forms.jump(work.form, work.draft, place.path, tx.now).prompt
        # The first that waits may be an earlier one, or a round that begins now.
        prompt = forms.prompt(work.form, work.draft)
        is_typed = prompt.kind not in (*UNTYPED, "end") and prompt.path not in done
        return work, prompt if is_typed else None

    def _give(self, tx: Transaction, work: Work, path: str, value: str, text: str) -> tuple[Work, Item]:
        there = forms.jump(work.form, work.draft, path, tx.now)
        step = forms.answer(work.form, there.draft, value, tx.now)
        rejected = next((one for one in step.events if isinstance(one, AnswerRejected)), None)
        if rejected is not None:
            return work, Item(work.message or 0, path, as_told(there.prompt.attributes, text), "rejected")
        work = self._bench.store(tx, work, step)
        self._bench.remember(tx, work, path)
        accepted = next((one for one in step.events if isinstance(one, AnswerAccepted)), None)
        is_plain = accepted is None or "sensitive" in there.prompt.attributes or text.strip() in (value, accepted.text)
        return work, Item(work.message or 0, path, "" if is_plain else text)

    def _skip(self, tx: Transaction, work: Work, prompt: Prompt, text: str) -> tuple[Work, Item]:
        there = forms.jump(work.form, work.draft, prompt.path, tx.now)
        step = forms.skip(work.form, there.draft, tx.now)
        if any(isinstance(one, AnswerRejected) for one in step.events):
            return work, Item(work.message or 0, prompt.path, text, "required")
        return self._bench.store(tx, work, step), Item(work.message or 0, prompt.path)

    def _is_sent_twice(self, tx: Transaction, work: Work, text: str) -> bool:
        """Whether the only answer before is the same: sent again by somebody who saw no reply. Single signs are not:
        two questions that are both 0 are common."""
        if "items" in work.focus or "twice" in work.focus or len(text.strip()) < 2:
            return False
        assert work.row.id is not None
        assert work.message is not None
        rows = exchange.answers_unseen(tx, work.chat.telegram_chat_id, work.row.id, work.message)
        if len(rows) != 1:
            return False
        prompt = forms.jump(work.form, work.draft, rows[0].path, tx.now).prompt
        if "sensitive" in prompt.attributes:
            return False
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        return prompt.path == rows[0].path and self._reader.read(prompt, text, *where) == Read(prompt.value)

    def _tell_twice(self, tx: Transaction, work: Work, text: str) -> None:
        self._go_on(tx, work, {"code": "twice", "received": text})
        work.chat.focus = {**(work.chat.focus or {}), "twice": {"text": text, "message": work.message}}

    def _only_first(self, tx: Transaction, work: Work) -> None:
        items = _items(work)
        first = items[0].message if items else 0
        exchange.take_back(tx, work.chat.telegram_chat_id, [item.message for item in items if item.message != first])
        others = {item.path for item in items if item.message != first}
        draft = changed_since(work, Draft.from_json(work.focus["base"]), others, tx.now)
        work = self._bench.store(tx, work, Step(draft, (), forms.prompt(work.form, draft)))
        self._go_on(tx, work, {"code": "first_only"})

    def _go_on(self, tx: Transaction, work: Work, arrival: dict[str, Any]) -> None:
        prompt = forms.prompt(work.form, work.draft)
        if prompt.kind == "end":
            self._bench.review(tx, work)
        else:
            self._bench.ask(tx, work, prompt, arrival=arrival)

    def _ask_which(self, tx: Transaction, work: Work) -> None:
        numbers = [pair.number for pair in self._pairs(work, _items(work)) if pair.number]
        focus = {**work.focus, "path": PAGE, "noticed": []}
        stage.put(tx, work.chat, which_one(self._texts, work.chat.language, numbers), expects="review", focus=focus)

    def _show_again(self, tx: Transaction, work: Work) -> None:
        """After a text that says neither yes nor no, or an edit; the buttons stay good."""
        items = _items(work)
        burst = Paired(len({item.message for item in items}), self._pairs(work, items), hint=True)
        screen = paired(self._texts, work.chat.language, burst)
        stage.redraw(tx, work.chat, screen, focus={**work.focus, "noticed": []})

    def _show(self, tx: Transaction, work: Work, items: list[Item], base: Any) -> None:
        burst = Paired(len({item.message for item in items}), self._pairs(work, items))
        screen = paired(self._texts, work.chat.language, burst)
        noticed = _unnoticed(work, items)
        focus = {"draft": work.row.id, "path": PAGE, "base": base, "items": [asdict(one) for one in items]}
        focus |= {"noticed": noticed, "reason": work.focus.get("reason", "")}
        leaves = {"text": "filling/burst_left", "args": {"count": len(items)}}
        stage.put(tx, work.chat, replace(screen, leaves=leaves), expects="burst", focus=focus)

    def _pairs(self, work: Work, items: list[Item]) -> list[Pair]:
        places = {place.path: place for place in forms.course(work.form, work.draft)}
        lines = {line.path: line for line in lines_of(work.form, work.draft)}
        pairs = []
        for item in items:
            place, line = places.get(item.path), lines.get(item.path)
            answer = answer_of(line)
            number, label = (place.number, bare(place.short).rstrip("?")) if place else (0, "")
            pairs.append(Pair(number, label, answer, item.received, item.code))
        return pairs


def changed_since(work: Work, base: Draft, others: set[str], now: datetime) -> Draft:
    """The draft as it was before those answers, with what was changed at all other questions meanwhile."""
    before = {line.path: line.value for line in forms.overview(work.form, base)}
    for line in forms.overview(work.form, work.draft):
        if line.path in others or line.value == before.get(line.path, ""):
            continue
        if asked_at(work.form, base, line.path, now) is not None:
            given = give(work.form, base, line.path, line.value, now)
            base = base if given.rejected is not None else given.step.draft
    return base


def answer_of(line: Line | None) -> dict[str, Any]:
    """The answer as `filling/value` reads it; of what is sensitive not even the words are kept."""
    if line is None:
        return {"text": "", "kind": "", "sensitive": False}
    sensitive = "sensitive" in line.attributes
    text = clip(line.text, SHOWN) if line.kind in ("text", "barcode", "select_one", "select_multiple") else line.text
    return {"text": "" if sensitive else text, "kind": reads_as(line), "sensitive": sensitive and bool(line.text)}


def _items(work: Work) -> list[Item]:
    return [Item(**one) for one in work.focus.get("items", ())]


def _unnoticed(work: Work, items: list[Item]) -> list[int]:
    """The messages without a thumb: those of this push, and those of a page that was never shown."""
    shown = work.chat.shown_revision >= work.chat.revision and "items" in work.focus and work.chat.expects == "burst"
    known = {item.message for item in _items(work)} if shown else set()
    return sorted({item.message for item in items} - known)

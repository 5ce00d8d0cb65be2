"""Typing: what people write while a report is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.database import Transaction
from reporting.filling import moments
from reporting.filling.asides import Asides
from reporting.filling.batch import Batching
from reporting.filling.bench import Bench, Work
from reporting.filling.checking import Checking
from reporting.filling.rescuing import Rescuing
from reporting.filling.searching import matching
from reporting.filling.steering import Steering
from reporting.filling.ticking import Ticking
from reporting.filling.trying import unsure
from reporting.inputs import whole
from reporting.privacy import holds_nik
from reporting.reading import Command, DidYouMean, Read, Reader, Reading, Unreadable
from reporting.texts import Texts


@dataclass(frozen=True, slots=True)
class Hands:
    """Who acts on what was understood to be no answer."""

    steering: Steering
    rescuing: Rescuing
    checking: Checking
    asides: Asides


class Typing:
    """A word of navigation, the number of an answer, a question, or the answer itself."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader, hands: Hands) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader
        self._hands = hands
        self._batching = Batching(bench, texts, reader)
        self._ticking = Ticking(bench, texts, reader)

    def heard(self, tx: Transaction, work: Work, text: str) -> bool:
        """Text while a question is open. Returns whether it held personal data and must go from the chat."""
        word = self._reader.command_word(text, work.prompt())
        if holds_nik(text):
            self._bench.ask_again(tx, work, {"code": "personal_data", "received": ""})
            return True
        if word is not None:
            self._obey(tx, work, word)
        elif work.focus.get("checking"):
            if self._hands.asides.beside(tx, work, text):
                return False
            return self._hands.checking.heard(tx, work, text)
        elif work.prompt().kind == "end":
            if not self._hands.asides.beside(tx, work, text):
                self._bench.review(tx, work)
        elif not self._hands.asides.heard(tx, work, text):
            return self._answer(tx, work, text)
        return False

    def is_meant(self, tx: Transaction, work: Work, text: str) -> bool:
        """Whether text that came on another page is a word of navigation, or can only be this question's answer:
        anything might be the answer where words are asked for, and there it is not."""
        prompt = work.prompt()
        if self._reader.command_word(text, prompt) is not None:
            return True
        if prompt.kind in ("text", "barcode", "note", "end"):
            return False
        return not isinstance(self._read(tx, work, text), Unreadable)

    def numbered(self, tx: Transaction, work: Work, text: str) -> None:
        """Text on the review page."""
        word = self._reader.command_word(text) or self._reader.misspelt_command(text)
        number = whole(text.strip().rstrip("."))
        if number is not None:
            self._hands.steering.jump(tx, work, number)
        elif word is not None:
            self._hands.steering.obey(tx, work, word.word, word.number or 0)
        elif not self._hands.asides.beside(tx, work, text):
            self._bench.review(tx, work)

    def _obey(self, tx: Transaction, work: Work, word: Command) -> None:
        if not self._hands.rescuing.obeys(tx, work, word.word):
            self._hands.steering.obey(tx, work, word.word, word.number or 0)

    def _answer(self, tx: Transaction, work: Work, text: str) -> bool:
        """Returns whether the text held personal data."""
        if "batch" in work.focus:
            return self._batching.heard(tx, work, text)
        prompt = work.prompt()
        if (chosen := self._chosen(work, text)) is not None:
            self._bench.answer(tx, work, chosen)
        elif work.focus.get("picked") and self._says_finished(text):
            self._ticking.ticked(tx, work, "d", None, "")
        elif work.focus.get("options") and self._reader.yes_or_no(text) is False:
            self._bench.ask_again(tx, work)
        elif self._says_same(text) and prompt.kind in ("integer", "decimal"):
            self._take_same(tx, work, text)
        elif self._may_be_unknown(work, text):
            self._hands.rescuing.unknown(tx, work)
        else:
            return self._take(tx, work, text, self._read(tx, work, text))
        return False

    def _take(self, tx: Transaction, work: Work, text: str, reading: Reading | moments.Day) -> bool:
        match reading:
            case moments.Day(value):
                self._bench.ask_again(tx, work, day=value, month="")
            case Read(value):
                self._bench.answer(tx, work, value)
            case DidYouMean(options):
                asked = [[value, label] for value, label in options]
                self._bench.ask_again(tx, work, unsure(text, options), options=asked)
            case Unreadable("not_an_option") if found := matching(work.prompt(), text):
                self._bench.ask_again(tx, work, find=text, found=found, page=0)
            case Unreadable(reason):
                if reason != "personal_data" and (word := self._reader.misspelt_command(text)) is not None:
                    self._obey(tx, work, word)
                else:
                    self._bench.ask_again(tx, work, _problem(reason, text))
                return reason == "personal_data"
        return False

    def _read(self, tx: Transaction, work: Work, text: str) -> Reading | moments.Day:
        """What is said after "Maksudnya ...?" may only make sense behind what was said before: "steril", "pria"."""
        reading = self._read_alone(tx, work, text)
        before = str(work.focus.get("said", "")) if work.focus.get("options") else ""
        if before and isinstance(reading, Unreadable) and reading.reason != "personal_data":
            both = self._read_alone(tx, work, f"{before} {text}")
            return both if isinstance(both, Read) else reading
        return reading

    def _read_alone(self, tx: Transaction, work: Work, text: str) -> Reading | moments.Day:
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        return moments.read(self._reader, work.prompt(), text, work.focus.get("day", ""), where)

    def _chosen(self, work: Work, text: str) -> str | None:
        """The value of the reading that was named by yes, by its place or by its label."""
        options = [(str(value), str(label)) for value, label in work.focus.get("options", ())]
        if not options:
            return None
        if len(options) == 1 and self._reader.yes_or_no(text):
            return options[0][0]
        place = self._reader.ordinal(text)
        if place is not None and place < len(options):
            return options[place][0]
        said = text.strip().casefold()
        return next((value for value, label in options if label.casefold() == said), None)

    def _may_be_unknown(self, work: Work, text: str) -> bool:
        allowed = work.prompt().attributes.get("unknown") in ("ya", "yes")
        return allowed and self._reader.says_unknown(text, work.prompt())

    def _take_same(self, tx: Transaction, work: Work, text: str) -> None:
        """Last month's figure, where it is one that lasts."""
        if work.prompt().previous:
            self._bench.answer(tx, work, work.prompt().previous)
        else:
            self._bench.ask_again(tx, work, _problem("not_same", text))

    def _says_finished(self, text: str) -> bool:
        """Whether the word on the button below the boxes was typed."""
        return text.strip(" .!").casefold() in {word.casefold() for word in self._texts.words_of("finished")}

    def _says_same(self, text: str) -> bool:
        """Whether the words of the button "Sama" were typed, as in "sama" or "sama seperti bulan lalu"."""
        said = text.strip().casefold()
        words = self._texts.words_of("word_same")
        return any(said == word or said.startswith(f"{word} ") for word in words) and not any(map(str.isdigit, said))


def _problem(reason: str, text: str) -> dict[str, Any]:
    return {"code": reason, "received": "" if reason == "personal_data" else text, "message": ""}

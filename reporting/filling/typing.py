"""Typing: what people write while a report is open."""

from __future__ import annotations

from models.database import Transaction
from reporting.filling import moments
from reporting.filling.bench import Bench, Work
from reporting.filling.searching import matching
from reporting.filling.steering import Steering
from reporting.inputs import whole
from reporting.privacy import holds_nik
from reporting.reading import DidYouMean, Read, Reader, Unreadable
from reporting.texts import Texts


class Typing:
    """A word of navigation, the number of an answer, or the answer itself."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader, steering: Steering) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader
        self._steering = steering

    def heard(self, tx: Transaction, work: Work, text: str) -> bool:
        """Text while a question is open. Returns whether it held personal data and must go from the chat."""
        word = self._reader.command_word(text, work.prompt())
        if holds_nik(text):
            self._bench.ask_again(tx, work, {"code": "personal_data", "received": ""}, options=[])
            return True
        if word is not None:
            self._steering.obey(tx, work, word.word, word.number or 0)
        elif work.prompt().kind == "end":
            self._bench.review(tx, work)
        else:
            return self._answer(tx, work, text)
        return False

    def numbered(self, tx: Transaction, work: Work, text: str) -> None:
        """Text on the review page."""
        word = self._reader.command_word(text)
        number = whole(text.strip().rstrip("."))
        if number is not None:
            self._steering.jump(tx, work, number)
        elif word is not None:
            self._steering.obey(tx, work, word.word, word.number or 0)
        else:
            self._bench.review(tx, work)

    def _answer(self, tx: Transaction, work: Work, text: str) -> bool:
        prompt = work.prompt()
        if prompt.previous and self._says_same(text):
            self._bench.answer(tx, work, prompt.previous)
            return False
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        match moments.read(self._reader, prompt, text, work.focus.get("day", ""), where):
            case moments.Day(value):
                self._bench.ask_again(tx, work, day=value, month="", options=[])
            case Read(value):
                self._bench.answer(tx, work, value)
            case DidYouMean(options):
                asked = [[value, label] for value, label in options]
                self._bench.ask_again(tx, work, {"code": "did_you_mean", "received": text}, options=asked)
            case Unreadable("not_an_option") if found := matching(prompt, text):
                self._bench.ask_again(tx, work, find=text, found=found, page=0, options=[])
            case Unreadable(reason):
                received = "" if reason == "personal_data" else text
                self._bench.ask_again(tx, work, {"code": reason, "received": received, "message": ""}, options=[])
                return reason == "personal_data"
        return False

    def _says_same(self, text: str) -> bool:
        """Whether the words of the button "Sama" were typed, as in "sama" or "sama seperti bulan lalu"."""
        said = text.strip().casefold()
        words = self._texts.words_of("word_same")
        return any(said == word or said.startswith(f"{word} ") for word in words) and not any(map(str.isdigit, said))

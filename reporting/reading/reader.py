"""The one door: from a prompt and what was typed to what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from forms.prompt import Prompt
from reporting.reading.batch import BatchReader, Figures
from reporting.reading.commands import Command, Commands
from reporting.reading.dates import Dates
from reporting.reading.numbers import Numbers
from reporting.reading.personal import unasked
from reporting.reading.places import Places
from reporting.reading.results import Asked, Read, Reading, Reason, Unreadable
from reporting.reading.selects import Selects
from reporting.reading.times import Times
from reporting.reading.vocabulary import Vocabulary, squashed

_LONGEST = 300
_LONGEST_LINE = 4096  # of points typed one after the other; no message is longer (Bot API, Message)
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SENT: dict[str, Reason] = {
    "image": "needs_photo", "audio": "needs_audio", "video": "needs_video", "file": "needs_file",
    "end": "needs_review",
}  # fmt: skip


class Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._commands = Commands(vocabulary)
        self._batch = BatchReader(vocabulary)
        numbers, selects, times = Numbers(vocabulary), Selects(vocabulary), Times(vocabulary)
        places, self._selects = Places(vocabulary), selects
        self._kinds: dict[str, Callable[[Asked], Reading]] = {
            "text": self._text, "barcode": self._text,
            "integer": numbers.integer, "decimal": numbers.decimal, "range": numbers.decimal,
            "select_one": selects.one, "select_multiple": selects.several, "rank": selects.ranked,
            "date": Dates(vocabulary).read, "time": times.time, "datetime": times.moment,
            "geopoint": places.read, "geotrace": places.line, "geoshape": places.area,
            "acknowledge": self._acknowledge, "note": self._acknowledge, "repeat": self._repeat,
        }  # fmt: skip

    def read(
        self, prompt: Prompt, text: str, today: date, period: str, language: str, zone: str = "Asia/Jakarta"
    ) -> Reading:
        """What `text` means as an answer to `prompt`. `today` is the person's local date, `period` the report's.

        `language` ("id", "en") settles which mark is the decimal one and how options are labelled; words of both
        languages are understood. Nothing is checked against the form: bounds and constraints are the engine's.
        """
        if prompt.kind in _SENT:
            return Unreadable(_SENT[prompt.kind])
        said = _NOT_IN_XML.sub("", text).strip()
        if not said:
            return Unreadable("empty")
        if len(said) > (_LONGEST_LINE if prompt.kind in ("geotrace", "geoshape") else _LONGEST):
            return Unreadable("too_long")
        if unasked(prompt, said) and not self._is_label(prompt, said):
            return Unreadable("personal_data")
        return self._kinds[prompt.kind](Asked(prompt, said, today, period, language, zone))

    def figures(
        self, items: Sequence[Prompt], waiting: Sequence[int], text: str, read: Callable[[Prompt, str], Reading]
    ) -> Figures:
        """The numbers in `text` as answers to questions that are asked together: see `BatchReader.read`.

        `read` reads one of them, as `self.read` does in the language and place of the person.
        """
        return self._batch.read(items, waiting, _NOT_IN_XML.sub("", text), read)

    def command_word(self, text: str, prompt: Prompt | None = None) -> Command | None:
        """The command that `text` is, unless it names an option of `prompt` (an option "Batal" can be chosen)."""
        return None if prompt and self._is_label(prompt, text) else self._commands.find(text)

    def none_of(self, prompt: Prompt) -> int | None:
        """The place of the option that says "none of these", if the prompt has one."""
        return self._selects.nothing(prompt)

    def _is_label(self, prompt: Prompt, text: str) -> bool:
        typed = squashed(self._words.phrase(text))
        names = (name for choice in prompt.choices for name in (choice.label, choice.name, *choice.aliases))
        return any(squashed(self._words.phrase(name)) == typed for name in names)

    def _text(self, asked: Asked) -> Reading:
        return Read(asked.text)

    def _acknowledge(self, asked: Asked) -> Reading:
        """A trigger stores "OK" (ODK XForms, "Body elements"), a note nothing."""
        if self._words.phrase(asked.text) not in self._words.list("acknowledge"):
            return Unreadable("not_acknowledged")
        return Read("OK" if asked.prompt.kind == "acknowledge" else "")

    def _repeat(self, asked: Asked) -> Reading:
        """Another one? `yes` or `no`."""
        phrase = self._words.phrase(asked.text)
        if phrase in self._words.list("repeat", "more"):
            return Read("yes")
        return Read("no") if phrase in self._words.list("repeat", "enough") else Unreadable("not_yes_or_no")

"""The one door: from a prompt and what was typed to what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from forms.prompt import Prompt
from reporting.reading.batch import BatchReader, Figures
from reporting.reading.commands import Command, Commands
from reporting.reading.months import Months
from reporting.reading.numbers import Numbers
from reporting.reading.personal import unasked
from reporting.reading.places import Places
from reporting.reading.questions import Questions
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
        self._questions = Questions(vocabulary)
        numbers, selects, times = Numbers(vocabulary), Selects(vocabulary), Times(vocabulary)
        places, self._selects = Places(vocabulary), selects
        self._kinds: dict[str, Callable[[Asked], Reading]] = {
            "text": self._text, "barcode": self._text,
            "integer": numbers.integer, "decimal": numbers.decimal, "range": numbers.decimal,
            "select_one": selects.one, "select_multiple": selects.several, "rank": selects.ranked,
            "date": Months(vocabulary).read, "time": times.time, "datetime": times.moment,
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
        found = self._commands.find(text)
        if found is None or prompt is None or self._is_label(prompt, text):
            return None if prompt and found else found
        # "Ganti 7" answers the question how many have changed ("Ganti cara").
        asked_about = self._words.words(f"{prompt.label} {prompt.short}")
        return None if found.number and self._words.words(text)[0] in asked_about else found

    def misspelt_command(self, text: str) -> Command | None:
        """A command with one slip of the finger in it; only to be asked for where `text` is no answer."""
        return self._commands.near(text)

    def is_question(self, text: str, prompt: Prompt) -> bool:
        """Whether `text` asks something rather than answers `prompt`. For a text that is only a question mark's
        guess: any sentence may be the answer."""
        if self._is_label(prompt, text):
            return False
        if prompt.kind in ("text", "barcode"):
            return self._questions.ends_as_one(text)
        return self._questions.is_one(text)

    def speaks_of(self, text: str, prompt: Prompt) -> bool:
        """Whether `text` names the thing that `prompt` asks for, or nothing at all ("ini diisi apa?")."""
        said = self._questions.about(text) - self._words.list("fillers")
        return said <= set(self._words.words(f"{prompt.short} {prompt.label}"))

    def says_unknown(self, text: str, prompt: Prompt) -> bool:
        """Whether `text` says that nobody knows, in words that name no option of `prompt`."""
        phrase = self._words.phrase(text)
        return phrase in self._words.list("number", "unknown") and not self._is_label(prompt, text)

    def yes_or_no(self, text: str) -> bool | None:
        """What was said to a question of Kabar's own; None for anything else."""
        phrase = self._words.phrase(text)
        bare = " ".join(word for word in phrase.split() if word not in self._words.list("fillers") - {"ya", "no"})
        for said in (phrase, bare):
            if said in self._words.list("agree"):
                return True
            if said in self._words.list("disagree"):
                return False
        return None

    def ordinal(self, text: str) -> int | None:
        """Which of several, from 0: `yang kedua`; None for anything else."""
        words = [word for word in self._words.words(text) if word not in self._words.list("fillers")]
        places = self._words.map("ordinal", "places")
        return places.get(words[0]) if len(words) == 1 else None

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

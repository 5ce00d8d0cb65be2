"""Words that steer instead of answering: `kembali`, `lewati`, `ubah 7`."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from reporting.reading.vocabulary import Vocabulary

_FEWEST = 3  # letters typed: "ubh" is still told apart


@dataclass(frozen=True, slots=True)
class Command:
    """`word` is kembali, lewati, simpan, batal, ringkasan, bantuan, menu, contoh or ubah, which may have a `number`."""

    word: str
    number: int | None = None


class Commands:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._meanings = {word: name for name, words in vocabulary.tables["command"].items() for word in words}
        self._numbered = vocabulary.list("command_number")
        self._names = tuple(vocabulary.tables["command"])

    def find(self, text: str) -> Command | None:
        """A command is the whole message, never a word inside a sentence."""
        words = self._words.words(text)
        meaning = self._meanings.get(" ".join(words))
        if meaning is not None:
            return Command(meaning)
        kept = [word for word in words[1:] if word not in self._numbered]
        changes = bool(words) and self._meanings.get(words[0]) == "ubah"
        if changes and len(kept) == 1 and kept[0].isdecimal() and len(kept[0]) < 4:
            return Command("ubah", int(kept[0]))
        return None

    def near(self, text: str) -> Command | None:
        """A command's own name with one letter too many, too few, wrong or out of place; the first one is right."""
        words = self._words.words(text)
        if not words or len(words[0]) < _FEWEST:
            return None
        near = (name for name in self._names if name[0] == words[0][0] and OSA.distance(name, words[0]) == 1)
        found = [self.find(" ".join((name, *words[1:]))) for name in near]
        return found[0] if len(found) == 1 else None

"""One option, several, or all in an order: select_one, select_multiple and rank."""

from __future__ import annotations

import re
from collections.abc import Iterable

from forms.prompt import Prompt
from reporting.reading.choices import Options, Programme
from reporting.reading.results import Asked, DidYouMean, Read, Reading, Unreadable
from reporting.reading.vocabulary import Vocabulary, joined_until, plain

_SEPARATORS = re.compile(r"[,;\n+&|]+|(?<=\d)[./](?=\d)|(?<=\w)\s*/\s*(?=\w)|\.(?=\s)")
_SPAN = re.compile(r"\d{1,2} (?:-|\w+(?: \w+)?) \d{1,2}")


class Selects:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._programme = Programme(vocabulary)

    def one(self, asked: Asked) -> Reading:
        choices = asked.prompt.choices
        found, sure = self._options(asked).find(asked.text)
        if sure:
            return Read(choices[found[0]].name)
        if not found:
            return Unreadable("not_an_option")
        return DidYouMean(tuple((choices[index].name, choices[index].label) for index in found))

    def several(self, asked: Asked) -> Reading:
        """`1,3,5`, `bkb dan bkl`, `semua`, `semua kecuali bkl`, `tidak ada`: in the order of the choices."""
        options = self._options(asked)
        found, sure = options.find(asked.text)
        if sure:
            return self._chosen(asked, options, found)
        return self._of_a_word(asked, options) or self._span(asked) or self._parts(asked, options)

    def ranked(self, asked: Asked) -> Reading:
        """Every option once, the first first."""
        options = self._options(asked)
        order: list[int] = []
        for part in self._split(asked.text, options):
            found, sure = options.find(part)
            if not sure:
                return Unreadable("not_an_option")
            order.append(found[0])
        if sorted(order) != list(range(len(asked.prompt.choices))):
            return Unreadable("rank_incomplete")
        return Read(_names(asked, order))

    def nothing(self, prompt: Prompt) -> int | None:
        """The place of the option that says "none of these", if there is one."""
        return Options(self._words, self._programme, prompt.choices).nothing()

    def _options(self, asked: Asked) -> Options:
        return Options(self._words, self._programme, asked.prompt.choices, self._about(asked))

    def _about(self, asked: Asked) -> frozenset[str]:
        return frozenset(self._words.words(f"{asked.prompt.label} {asked.prompt.short}"))

    def _of_a_word(self, asked: Asked, options: Options) -> Reading | None:
        """`semua`, with or without exceptions, and `tidak ada`."""
        phrase = self._words.phrase(asked.text)
        kept = self._words.list("several", "all") | self._words.list("several", "none")
        beside = (self._words.list("fillers") | self._about(asked)) - {word for one in kept for word in one.split()}
        bare = " ".join(word for word in phrase.split() if word not in beside)
        everything = set(range(len(asked.prompt.choices))) - {options.nothing()}
        if {phrase, bare} & self._words.list("several", "all"):
            return Read(_names(asked, sorted(everything)))
        if {phrase, bare} & self._words.list("several", "none") or asked.text.strip() == "-":
            return self._nothing(asked, options)
        words = phrase.split()
        if words[:1] and words[0] in self._words.list("several", "all"):
            words = words[1:]
        if len(words) < 2 or words[0] not in self._words.list("several", "except"):
            return None
        rest = " ".join(words[1:])
        found = [options.find(part) for part in self._split(rest, options)]
        if not all(sure for _, sure in found):
            return Unreadable("not_an_option")
        return Read(_names(asked, sorted(everything - {indexes[0] for indexes, _ in found})))

    def _nothing(self, asked: Asked, options: Options) -> Reading:
        index = options.nothing()
        if index is not None:
            return Read(asked.prompt.choices[index].name)
        return Unreadable("needs_one_option") if asked.prompt.required else Read("")

    def _span(self, asked: Asked) -> Reading | None:
        """`1 sampai 3` is all three; `1-3` may as well be the first and the third."""
        text = re.sub(r"\s*(-|\bsd\b)\s*", r" \1 ", joined_until(plain(asked.text)))
        if not _SPAN.fullmatch(text):
            return None
        first, *between, last = text.split()
        start, end = int(first) - 1, int(last)
        if not 0 <= start < end - 1 < len(asked.prompt.choices):
            return None
        through = _option(asked, range(start, end))
        if " ".join(between) in self._words.list("several", "through"):
            return Read(through[0])
        return DidYouMean((through, _option(asked, (start, end - 1)))) if between == ["-"] else None

    def _parts(self, asked: Asked, options: Options) -> Reading:
        """Each part for itself; when one of them may mean two things, that is asked with the rest kept."""
        found = [options.find(part) for part in self._split(asked.text, options)]
        chosen = {index for indexes, sure in found if sure for index in indexes}
        unsure = [indexes for indexes, sure in found if not sure]
        if not unsure:
            return self._chosen(asked, options, sorted(chosen))
        if not all(unsure):
            return Unreadable("not_an_option")
        if len(found) == 1 and self._are_numbers(asked.text):
            return Read(_names(asked, sorted(unsure[0])))
        if len(unsure) > 1:
            return Unreadable("not_an_option")
        together = [_option(asked, sorted({*chosen, *unsure[0]}))] if len(unsure[0]) > 1 else []
        each = [_option(asked, sorted({*chosen, index})) for index in unsure[0]]
        return DidYouMean(tuple(dict.fromkeys((*together, *each))))

    def _chosen(self, asked: Asked, options: Options, indexes: Iterable[int]) -> Reading:
        chosen = sorted(set(indexes))
        if options.nothing() in chosen and len(chosen) > 1:
            return Unreadable("none_with_others")
        return Read(_names(asked, chosen))

    def _split(self, text: str, options: Options) -> list[str]:
        links = "|".join(sorted(self._words.list("several", "and")))
        parts = re.split(rf"\b(?:{links})\b", _SEPARATORS.sub(",", plain(text)).replace(",", " dan "))
        kept = [part for part in (part.strip() for part in parts) if self._words.words(part)]
        return [piece for part in kept for piece in self._apart(part, options)]

    def _apart(self, part: str, options: Options) -> list[str]:
        """Options with nothing but spaces between them: `1 3 5`, `bkb bkl`; codes are told apart even where one of them
        is no option."""
        words = part.split()
        if len(words) < 2 or options.find(part)[1]:
            return [part]
        are_codes = all(word.isdigit() for word in words)
        return words if are_codes or all(options.names(word) for word in words) else [part]

    def _are_numbers(self, text: str) -> bool:
        return all(word.isdigit() for word in self._words.words(text))


def _names(asked: Asked, indexes: Iterable[int]) -> str:
    return " ".join(asked.prompt.choices[index].name for index in indexes)


def _option(asked: Asked, indexes: Iterable[int]) -> tuple[str, str]:
    chosen = list(indexes)
    return _names(asked, chosen), ", ".join(asked.prompt.choices[index].label for index in chosen)

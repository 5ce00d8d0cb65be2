"""A message with several numbers, taken apart: figures, names of questions, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forms.prompt import Choice, Prompt
from reporting.reading.choices import Options, Programme
from reporting.reading.spoken import Spoken, Token
from reporting.reading.vocabulary import Vocabulary, plain, squashed

_PIECE = re.compile(r"(?P<figure>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>\S|\n)")
_INDEX = re.compile(r"[ \t]*(\d{1,2})(?:[.)][ \t]+|[)=:])(?=\S)")
_BREAKS = frozenset("\n;,/|·•&+")
_LINKS = frozenset("=:")
_ABOUT = frozenset("±~≈<>")
_LONGEST = 8  # pieces of a label: nobody types more of one
_WORDS = 3  # of a misspelt name
_TYPO_FROM = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was typed, to be read by the kind of its question."""

    raw: str


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of a question, by its position; several where the name fits more than one."""

    items: frozenset[int]
    raw: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure told to be the sum of the others."""

    raw: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A word that means nothing here."""

    raw: str


@dataclass(frozen=True, slots=True)
class Sign:
    """`=` links a name to its figure, `|` parts, `-` may do either or stand for none, `*` is all that is left over."""

    sign: str


Part = Figure | Naming | Sum | Stray | Sign


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    start: int
    end: int


class Names:
    """What the questions of a batch may be called: label, short label, aliases, and the programme's own words."""

    def __init__(self, vocabulary: Vocabulary, programme: Programme, items: Sequence[Prompt]) -> None:
        self._words, self._programme = vocabulary, programme
        self._tiers: tuple[dict[str, set[int]], ...] = ({}, {}, {})
        choices = tuple(self._choice(at, item) for at, item in enumerate(items))
        self._options = Options(vocabulary, programme, choices)
        for at, choice in enumerate(choices):
            self._enter(at, items[at], choice)
        labels = [frozenset(vocabulary.words(f"{item.label} {item.short}")) for item in items]
        self.about = frozenset().union(*labels)
        self._having = {word: frozenset(at for at, label in enumerate(labels) if word in label) for word in self.about}

    def exactly(self, text: str) -> frozenset[int]:
        """The questions of that name. The own name of one beats the alias of another; a vague word is everybody's."""
        first, second, vague = (tier.get(squashed(text), set()) for tier in self._tiers)
        return frozenset((first or second) | vague)

    def by_word(self, word: str) -> frozenset[int]:
        """The one question whose label has that word."""
        having = self._having.get(word, frozenset())
        return having if len(having) == 1 and len(word) >= _TYPO_FROM else frozenset()

    def like(self, text: str) -> frozenset[int]:
        """The one question that is surely meant by a misspelt name; those it may mean; or none."""
        found, sure = self._options.find(text)
        return frozenset(found) if sure or len(found) > 1 else frozenset()

    def _choice(self, at: int, item: Prompt) -> Choice:
        aliases = [alias for alias in item.attributes.get("alias", "").split("|") if alias.strip()]
        return Choice(str(at), item.short or item.label, (item.label, *aliases))

    def _enter(self, at: int, item: Prompt, choice: Choice) -> None:
        phrases = [self._words.phrase(name) for name in (item.short, item.label, item.name, *choice.aliases)]
        known, vague = self._programme.words_of(*phrases)
        for tier, names in enumerate((phrases[:2], {*phrases[2:], *known}, vague)):
            for name in names:
                if any(map(str.isalpha, name)):
                    self._tiers[tier].setdefault(squashed(name), set()).add(at)


class Scanner:
    """Takes messages apart."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._spoken = Spoken(vocabulary)
        number = vocabulary.tables["number"]
        self._joining = {*number["scales"], *number["teen"]["words"], *number["thousands"]}
        self._points = vocabulary.list("number", "point")
        self._about = vocabulary.list("number", "approximate")
        self._sums = vocabulary.list("batch", "sum")
        self._rest = vocabulary.list("batch", "rest") | vocabulary.list("several", "all")
        self._zero = vocabulary.list("number", "zero") - {"no"}
        self._unknown = vocabulary.list("number", "unknown")
        self._ordinals = vocabulary.list("fillers", "ordinals")
        self._dropped = (
            vocabulary.list("number", "fillers")
            | vocabulary.list("number", "units")
            | vocabulary.list("fillers")
            | vocabulary.list("several", "and")
            | vocabulary.list("batch", "fillers")
        )

    def parts(self, text: str, names: Names, count: int) -> list[Part]:
        """The parts of `text` about `count` questions, in order."""
        return _Scan(self, self._words.idiom("number", plain(text)), names, count).run()


class _Scan:
    def __init__(self, scanner: Scanner, text: str, names: Names, count: int) -> None:
        self._by, self._names, self._count, self._text = scanner, names, count, text
        self._pieces = list(_pieces(text))
        self._at = 0
        self._parts: list[Part] = []
        self._indexes = {found.start(1): int(found[1]) for found in _indexes(text)}

    def run(self) -> list[Part]:
        steps = (self._index, self._name, self._phrase, self._sum, self._figure, self._sign, self._word)
        while self._at < len(self._pieces):
            used = next(used for step in steps if (used := step()))
            self._at += used
        return self._parts

    def _peek(self, ahead: int = 0) -> _Piece:
        at = self._at + ahead
        return self._pieces[at] if at < len(self._pieces) else _Piece("end", "", -1, -1)

    def _said(self, ahead: int = 0) -> str:
        piece = self._peek(ahead)
        return self._by._words.phrase(piece.text) if piece.kind == "word" else piece.text

    def _index(self) -> int:
        """`1=`, `1.`, `1)`, `nomor 1`: a question by its position on the card."""
        piece, used = self._peek(), 1
        number = self._indexes.get(piece.start)
        if piece.kind == "word" and self._said() in self._by._ordinals and self._peek(1).kind == "figure":
            number, used = int(self._peek(1).text) if self._peek(1).text.isdigit() else None, 2
        if number is None or not 1 <= number <= self._count:
            return 0
        self._parts.append(Naming(frozenset({number - 1}), piece.text))
        return used + (self._peek(used).text in (".", ")"))

    def _name(self) -> int:
        """The longest name that begins here, over dashes, slashes and brackets, but never over a mark of its own."""
        if self._peek().kind == "sign":
            return 0
        joined, found = "", (0, frozenset[int](), "")
        for ahead in range(_LONGEST):
            piece = self._peek(ahead)
            if piece.kind == "end" or piece.text in _LINKS or piece.text in ("\n", ";", ",", "|"):
                break
            joined += " " + self._said(ahead)
            if piece.kind != "sign" and (items := self._names.exactly(joined)):
                found = (ahead + 1, items, joined.strip())
        used, items, raw = found
        if used:
            self._parts.append(Naming(items, raw))
        return used

    def _phrase(self) -> int:
        """`nihil`, `tidak ada`, `belum tahu`, `sisanya`."""
        for length in (4, 3, 2, 1):
            if any(self._peek(ahead).kind != "word" for ahead in range(length)):
                continue
            said = " ".join(self._said(ahead) for ahead in range(length))
            if said in self._by._zero and self._said(length) not in self._by._points:
                self._parts.append(Figure("0"))
            elif said in self._by._unknown:
                self._parts.append(Figure(said))
            elif said in self._by._rest:
                self._parts.append(Sign("*"))
            else:
                continue
            return length
        return 0

    def _sum(self) -> int:
        if self._said() not in self._by._sums:
            return 0
        ahead = 1 + (self._peek(1).text in _LINKS)
        if self._peek(ahead).kind != "figure":
            return 0
        self._parts.append(Sum(self._peek(ahead).text))
        return ahead + 1

    def _figure(self) -> int:
        """A number in figures or words, with what makes it a vague one."""
        about = 0
        while self._peek(about).text in _ABOUT or self._said(about) in self._by._about:
            about += 1
        used = self._number(about)
        if not used:
            return 0
        used += about
        while self._said(used) in self._by._about and (self._is_tight(used - 1) or not self._opens_number(used + 1)):
            used += 1
        self._parts.append(Figure(self._text[self._peek().start : self._peek(used - 1).end]))
        return used

    def _number(self, start: int) -> int:
        """How many pieces from there are one number: "dua belas", "12 ribu 500", "dua koma lima", "-5", "10-15"."""
        if self._peek(start).text == "-" and self._is_tight(start) and not self._follows_something(start):
            return 1 + self._number(start + 1) if self._peek(start + 1).kind == "figure" else 0
        if not self._opens_number(start):
            return 0
        used = 1
        while self._is_one(start, used + 1):
            used += 1
        while (
            self._peek(start + used).text == "-" and self._is_tight(start + used - 1) and self._is_tight(start + used)
        ):
            used += 1 + (self._peek(start + used + 1).kind == "figure")
        if self._said(start + used) in self._by._points and self._opens_number(start + used + 1):
            return used + 1 + self._number(start + used + 1)
        return used

    def _is_one(self, start: int, used: int) -> bool:
        pieces = [self._peek(start + ahead) for ahead in range(used)]
        if any(piece.kind not in ("figure", "word") for piece in pieces):
            return False
        before, last = self._said(start + used - 2), self._said(start + used - 1)
        if last not in self._by._joining and not self._opens_number(start + used - 1):
            return False
        if pieces[-1].kind == "figure" and before not in self._by._joining:
            return False  # figures side by side are two numbers; "12 ribu 500" is one
        tokens: list[Token] = [_token(piece, self._said(start + ahead)) for ahead, piece in enumerate(pieces)]
        found, rest = self._by._spoken.numbers(tokens)
        return len(found) == 1 and not rest

    def _opens_number(self, ahead: int) -> bool:
        piece = self._peek(ahead)
        return piece.kind == "figure" or (piece.kind == "word" and self._is_number(self._said(ahead)))

    def _is_number(self, said: str) -> bool:
        return " " not in said and bool(self._by._spoken.numbers([said])[0])

    def _is_tight(self, ahead: int) -> bool:
        return self._peek(ahead).end == self._peek(ahead + 1).start

    def _follows_something(self, ahead: int) -> bool:
        """Whether a name or figure stands before: then a dash is no minus."""
        before = self._parts[-1] if self._parts and ahead == 0 else None
        return isinstance(before, Naming | Figure)

    def _sign(self) -> int:
        piece = self._peek()
        if piece.kind != "sign":
            return 0
        if piece.text in _BREAKS:
            self._parts.append(Sign("|"))
        elif piece.text in _LINKS:
            self._parts.append(Sign("="))
        elif piece.text == "-":
            self._parts.append(Sign("-"))
        return 1

    def _word(self) -> int:
        """Words that say nothing are dropped; of the others a misspelt name is still a name."""
        said = self._said()
        if said in self._by._dropped:
            return 1
        if items := self._names.by_word(said):
            self._parts.append(Naming(items, said))
            return 1
        if said in self._names.about:
            return 1
        used = 1
        while (
            used < _WORDS
            and self._peek(used).kind == "word"
            and not self._is_dropped(used)
            and not self._opens_number(used)
        ):
            used += 1
        for length in range(used, 0, -1):
            raw = " ".join(self._said(ahead) for ahead in range(length))
            items = self._names.like(raw) if len(raw) >= _TYPO_FROM else frozenset[int]()
            if items:
                self._parts.append(Naming(items, raw))
                return length
        self._parts.append(Stray(self._peek().text))
        return 1

    def _is_dropped(self, ahead: int) -> bool:
        said = self._said(ahead)
        return said in self._by._dropped or said in self._names.about


def _pieces(text: str) -> list[_Piece]:
    found = (match for match in _PIECE.finditer(text))
    return [_Piece(match.lastgroup or "", match[0], match.start(), match.end()) for match in found]


def _indexes(text: str) -> list[re.Match[str]]:
    """Figures that number an answer: `1=2` anywhere, `1. 2` and `1) 2` where a line or a part begins."""
    starts = [0, *(found.end() for found in re.finditer(r"[\n;,/|]|(?<=[\w)])[ \t]+(?=\d{1,2}[=:)])", text))]
    return [found for start in starts if (found := _INDEX.match(text, start))]


def _token(piece: _Piece, said: str) -> Token:
    if piece.kind != "figure":
        return said
    digits = piece.text.replace(".", "").replace(",", ".", 1) if piece.text.count(",") < 2 else "0"
    return Decimal(digits)

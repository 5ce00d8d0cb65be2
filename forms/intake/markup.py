"""XML read as a stream of events within limits; nothing is built, no document type is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from forms.intake.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_TOKEN
from forms.intake.refusal import damaged, refused, too_much

_SAVE_AGAIN = "Write it anew with the program that made it."


class Watcher:
    """What looks at the elements as they pass; the base class looks at nothing. Names come without prefix."""

    reads_text = False

    def __init__(self, most_elements: int) -> None:
        self.most_elements = most_elements

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, data: str) -> None:
        """Characters between tags; only where `reads_text`."""

    def end(self, name: str) -> None:
        """An element ends; only where `reads_text`."""


def watch(pieces: Iterable[bytes], where: str, choose: Callable[[str], Watcher]) -> None:
    """Lets the elements of the XML in `pieces` pass before the watcher that its outermost element asks for.

    `where` names the XML in refusals. Raises FormErrors for what is not XML, has a document type or entities, or is
    beyond a limit.
    """
    stream = _Stream(where, choose)
    for piece in pieces:
        stream.feed(piece)
    stream.close()


class _Stream:
    def __init__(self, where: str, choose: Callable[[str], Watcher]) -> None:
        self._where = where
        self._choose = choose
        self._watcher = Watcher(1)
        self._depth = self._elements = self._fed = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse_type
        parser.EntityDeclHandler = self._refuse_type

    def feed(self, piece: bytes) -> None:
        self._fed += len(piece)
        self._parse(piece, is_last=False)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
            raise too_much(f"{self._where} has a tag of", MAX_TOKEN, "bytes", _SAVE_AGAIN)

    def close(self) -> None:
        self._parse(b"", is_last=True)

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise damaged("file", f"{self._where} is not well-formed XML ({error})") from None
        except (ValueError, LookupError):  # an encoding that Python lacks, or can't use here
            raise damaged("file", f"{self._where} is written in an unknown encoding") from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not self._elements:
            self._begin(name)
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise too_much(f"{self._where} has", MAX_DEPTH, "elements in one another", _SAVE_AGAIN)
        if self._elements > self._watcher.most_elements:
            raise too_much(f"{self._where} has", self._watcher.most_elements, "elements", _SAVE_AGAIN)
        if len(attributes) > MAX_ATTRIBUTES:
            raise too_much(f"{self._where} has an element with", MAX_ATTRIBUTES, "attributes", _SAVE_AGAIN)
        self._watcher.start(name, attributes)

    def _begin(self, name: str) -> None:
        self._watcher = self._choose(name)
        if self._watcher.reads_text:
            self._parser.CharacterDataHandler = self._watcher.text

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._watcher.reads_text:
            self._watcher.end(tag.rpartition(":")[2])

    def _refuse_type(self, *_declaration: object) -> NoReturn:
        raise refused(
            "doctype",
            f"{self._where} has a document type or declares entities.",
            "No form needs them, and entities are how a small file becomes a large one or reads other files.",
            "Remove the <!DOCTYPE ...> from the file, or save the form anew.",
        )

"""Lists that never change: secondary instances of tens of thousands of rows, small in memory and looked up by value."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import merge
from types import MappingProxyType
from typing import Any

from forms.xpath.tree import Node, string_value

# What an equality may call equal to a number: a text that reads as one, or as a date.
_PLAIN = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*\Z", re.ASCII)
_NEAR = 1e-9  # wider than the tolerance of an equality: what is found here is compared once more
# Shared by all rows, which have none: a dictionary each would add a third to the size of a list.
_NO_ATTRIBUTES: Any = MappingProxyType({})

Cells = Sequence[str]


class Listing(Node):
    """The element around the rows of a list. Its children are never changed, so each column is indexed once.

    `matching()` answers `row[column = value]` in the time of a dictionary, whatever the length of the list.
    """

    __slots__ = ("_columns",)

    def __init__(self, name: str = "root", namespace: str = "", attributes: dict[str, str] | None = None) -> None:
        super().__init__(name, namespace, attributes=attributes)
        self._columns: dict[tuple[str, str], _Column] = {}

    def matching(self, row: str, column: str, values: Sequence[float | str]) -> list[Node]:
        """The children named `row` that may have one of the values in `column`, in document order: all that do, and
        few others. A row without the column has a blank there."""
        index = self._columns.get((row, column))
        if index is None:
            index = self._columns[(row, column)] = _Column(self.children, row, column)
        return [self.children[place] for place in index.places(values)]


class Row(Node):
    """A row of a table: it becomes nodes only when somebody looks into it."""

    __slots__ = ("_cells", "_made", "header")

    def __init__(self, name: str, header: tuple[str, ...], cells: Cells) -> None:
        super().__init__(name, attributes=_NO_ATTRIBUTES)
        self._made: list[Node] | None = None
        self.header = header
        self._cells: Cells = cells

    @property
    def children(self) -> list[Node]:
        made = self._made
        if made is None and self._cells:
            fresh = [
                Node(column, text=text, parent=self) for column, text in zip(self.header, self._cells, strict=True)
            ]
            made = self._made = fresh if self._made is None else self._made
        return [] if made is None else made

    @children.setter
    def children(self, nodes: list[Node] | None) -> None:
        self._made = nodes or None

    def values(self, column: str) -> Iterator[str]:
        """The texts in the column, without making nodes."""
        if self._made is not None:
            yield from (string_value(node) for node in self._made if node.name == column)
        else:
            yield from (text for name, text in zip(self.header, self._cells, strict=True) if name == column)


class _Column:
    """Where each value of a column stands."""

    def __init__(self, children: Sequence[Node], row: str, column: str) -> None:
        self._texts: dict[str, list[int]] = {}
        for place, child in enumerate(children):
            if child.name == row:
                for text in {*_values(child, column)} or ("",):
                    self._texts.setdefault(text, []).append(place)
        self._numbers: list[tuple[float, str]] | None = None
        self._odd: list[str] = []

    def places(self, values: Sequence[float | str]) -> Iterator[int]:
        """The places in order, each once."""
        texts: set[str] = set()
        for value in values:
            if isinstance(value, str):
                texts.add(value)
            else:
                texts.update(self._near(value))
        before = -1
        for place in merge(*(self._texts[text] for text in texts if text in self._texts)):
            if place != before:
                yield place
            before = place

    def _near(self, number: float) -> Iterator[str]:
        """Texts that may equal the number: those that read as one near it, and all that may be dates."""
        if self._numbers is None:
            plain = [text for text in self._texts if _PLAIN.match(text)]
            self._numbers = sorted((float(text), text) for text in plain)
            self._odd = [text for text in self._texts if text[:1].isdigit() and not _PLAIN.match(text)]
        low = bisect_left(self._numbers, (number - _NEAR, ""))
        high = bisect_right(self._numbers, (number + _NEAR, "\U0010ffff"))
        yield from (text for _, text in self._numbers[low:high])
        yield from self._odd


def _values(child: Node, column: str) -> Iterator[str]:
    if isinstance(child, Row):
        return child.values(column)
    return (text for node in child.children if node.name == column for text in _texts(node))


def _texts(node: Node) -> tuple[str, ...]:
    """A path may not see a node that has a namespace; then its row counts as blank."""
    return (string_value(node), "") if node.namespace or node.prefix else (string_value(node),)

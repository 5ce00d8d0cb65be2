"""Two submissions side by side: the leaves of their instance XML, by path with the position of every element."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

Leaves = dict[str, str]
_POSITION = re.compile(r"\[\d+\]")


def leaves(xml: str) -> Leaves:
    """`/data/rep[2]/x[1]` -> text, and `/data[1]/@id` -> value; elements that hold others have no text."""
    root = ElementTree.fromstring(xml)
    return dict(_leaves(root, f"/{_name(root.tag)}[1]"))


def differences(one: Leaves, other: Leaves, left_out: Iterable[str] = ()) -> list[str]:
    """A line for every path whose text differs or that one of them lacks, but for generic paths `left_out`."""
    paths = differing(one, other, left_out)
    return [f"{path}: {one.get(path)!r} != {other.get(path)!r}" for path in paths]


def differing(one: Leaves, other: Leaves, left_out: Iterable[str] = ()) -> list[str]:
    """The paths themselves. Who leaves out an element leaves out its attributes."""
    aside = set(left_out)
    paths = dict.fromkeys((*one, *other))
    return [path for path in paths if one.get(path) != other.get(path) and not {generic(path), element(path)} & aside]


def generic(path: str) -> str:
    """`/data[1]/rep[2]/@id` -> `/data/rep/@id`."""
    return _POSITION.sub("", path)


def element(path: str) -> str:
    """The generic path of the element that a leaf belongs to: `/data[1]/rep[2]/@id` -> `/data/rep`."""
    return generic(path).partition("/@")[0]


def _leaves(element: ElementTree.Element, path: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        yield f"{path}/@{_name(name)}", value
    if not len(element):
        yield path, element.text or ""
    seen: Counter[str] = Counter()
    for child in element:
        name = _name(child.tag)
        seen[name] += 1
        yield from _leaves(child, f"{path}/{name}[{seen[name]}]")


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]

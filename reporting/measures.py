"""The programme's figures as `templates/indicators.toml` defines them, and what one report adds to each. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

COMPLETENESS, TIMELINESS = "completeness", "timeliness"
Better = Literal["higher", "lower"]


class Share(NamedTuple):
    """What reports add to a figure: how many they are, and two sums. `below` is 0 for what is only added up."""

    reports: int
    above: float
    below: float

    def plus(self, other: Share, sign: int = 1) -> Share:
        return Share(
            self.reports + sign * other.reports, self.above + sign * other.above, self.below + sign * other.below
        )


NOTHING = Share(0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One defined figure, in percent. `above` and `below` are names of answers, `of` of other figures: a mean of them.

    A figure of neither is counted from what is owed. `absent_is_none`: a part above that is missing counts 0.
    """

    name: str
    titles: Mapping[str, str]
    better: Better
    source: str
    above: tuple[str, ...] = ()
    below: str = ""
    of: tuple[str, ...] = ()
    absent_is_none: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All definitions. `whole` maps an answer to the answers that add up to it; `kept` are stock and the figures that
    are of stock alone, `ratios` the figures that have a whole."""

    figures: Mapping[str, Figure]
    never_added: frozenset[str]
    stock: frozenset[str]
    things: frozenset[str]
    whole: Mapping[str, tuple[str, ...]]
    kept: frozenset[str]
    ratios: tuple[Figure, ...]

    def is_stock(self, name: str) -> bool:
        """Whether the last report's value holds until the next: an answer, or a figure of such answers alone."""
        return name in self.kept


@cache
def book() -> Book:
    """The programme's definitions. Raises ValueError for a name that stands for two things."""
    return read_book((files("templates") / "indicators.toml").read_text(encoding="utf-8"))


def read_book(text: str) -> Book:
    """The definitions in a file. Raises ValueError for a name that stands for two things, or a part nobody defines."""
    told = tomllib.loads(text)
    figures: dict[str, Figure] = {}
    for one in (*told["ratio"], *told["mean"], *told["standing"]):
        if one["name"] in figures:
            raise ValueError(f"{one['name']} is defined twice")
        figures[one["name"]] = _figure(one)
    parts = {name for figure in figures.values() for name in (*figure.above, figure.below)}
    if taken := parts & (figures.keys() | set(told["never_added"])):
        raise ValueError(f"{min(taken)} can't be a part: it is never added up")
    if unknown := {name for figure in figures.values() for name in figure.of} - figures.keys():
        raise ValueError(f"{min(unknown)} is not defined")
    whole = {name: tuple(some) for name, some in told["whole"].items()}
    never, stock, things = (frozenset(told[key]) for key in ("never_added", "stock", "things"))
    ratios = tuple(figure for figure in figures.values() if figure.below)
    kept = stock | {figure.name for figure in ratios if {*figure.above, figure.below} <= stock}
    return Book(figures, never, stock, things, whole, kept, ratios)


def shares(defined: Book, numbers: Mapping[str, float]) -> dict[str, Share]:
    """What one report adds to each figure and each sum, by name; `numbers` are its answers by indicator."""
    added = {
        name: Share(1, number, 0.0)
        for name, number in numbers.items()
        if name not in defined.never_added and name not in defined.figures
    }
    for figure in defined.ratios:
        share = _share(figure, numbers)
        if share is not None:
            added[figure.name] = share
    return added


def percent(share: Share | None) -> float | None:
    """In percent; None where there is nothing to take a part of."""
    return 100 * share.above / share.below if share and share.below else None


def mean(parts: Sequence[float | None]) -> float | None:
    """The mean over all of them; one that is not known counts 0, as a group that nobody could join. None of none."""
    known = [part for part in parts if part is not None]
    return sum(known) / len(parts) if known else None


def _share(figure: Figure, numbers: Mapping[str, float]) -> Share | None:
    """None for a report that can't take part: nothing to take a part of, or a part that was not told."""
    above = [numbers.get(name, 0.0 if figure.absent_is_none else None) for name in figure.above]
    below = numbers.get(figure.below)
    if not below or any(part is None for part in above):
        return None
    return Share(1, sum(part or 0.0 for part in above), below)


def _figure(one: Mapping[str, Any]) -> Figure:
    titles = {"id": one["id"], "en": one["en"]}
    above, of = tuple(one.get("above", ())), tuple(one.get("of", ()))
    absent = one.get("absent", "") == "none"
    return Figure(one["name"], titles, one["better"], one["source"], above, one.get("below", ""), of, absent)

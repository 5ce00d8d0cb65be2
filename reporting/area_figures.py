"""The figures of an area and of the areas in it, as a page or a command tells them: small numbers hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models import region, target
from models.database import Transaction
from models.rollup import Key, Sums
from models.scope import Scope
from models.target import Target
from reporting import area_sums
from reporting.area_sums import DISTRICT, share
from reporting.measures import COMPLETENESS, TIMELINESS, Figure, book, mean, percent
from reporting.programme import previous_month
from reporting.refusals import Refusal
from reporting.rolling_up import month_of
from reporting.shielding import LEAST, SMALL, Cell, Family, Why, hidden


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in percent, with its two sums. All None where nothing is known, or where `hidden` says why not."""

    percent: float | None = None
    above: float | None = None
    below: float | None = None
    hidden: Why | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what it is compared with; `targets` of several sources."""

    now: Value
    month_ago: Value
    year_ago: Value
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An area in a period: how many reports are expected, came, and came in time; and its figures and counts by name.

    Stocks are of the last reports until the period, of `known` kampung, `age` months old in the mean (None without
    any); all else is of the period's own reports.
    """

    code: str
    expected: int
    reported: int
    on_time: int
    values: Mapping[str, Value]
    known: int
    age: float | None


@dataclass(frozen=True, slots=True)
class View:
    """An area with what it is compared with, and the areas in it by name; villages stand for their kampung."""

    period: str
    place: Place
    figures: Mapping[str, Told]
    below: tuple[tuple[str, Place], ...]


def view(tx: Transaction, scope: Scope, area: str, period: str) -> View:
    """The area's figures. Raises Refusal("not_found") for an area that is not in the scope, or is none above a
    village."""
    check(tx, scope, area)
    path, names = path_of(tx, area)
    beside = _beside(path)
    earlier = [previous_month(period), year_before(period)]
    found = area_sums.read(tx, [area], [period, *earlier])
    found |= area_sums.read(tx, path[-1].below, [period])
    found |= area_sums.read(tx, beside, [period, *earlier], _shielded())
    reader = _Reader(found, path, period)
    now, (month_ago, year_ago) = reader.place(area), (_Reader(found, _alone(path), one).place(area) for one in earlier)
    held = target.holding(tx, [area, *_above(area)], int(period[:4]))
    figures = {
        name: Told(now.values[name], month_ago.values[name], year_ago.values[name], tuple(held.get(name, ())))
        for name in book().figures
    }
    below = tuple((names[code], reader.place(code)) for code in path[-1].below)
    return View(period, now, figures, below)


def months(tx: Transaction, scope: Scope, area: str, periods: Sequence[str]) -> tuple[Place, ...]:
    """The area alone in each of the periods, hidden as in `view`. Raises Refusal as it does."""
    check(tx, scope, area)
    path, _ = path_of(tx, area)
    found = area_sums.read(tx, [area], periods) | area_sums.read(tx, _beside(path), periods, _shielded())
    return tuple(_Reader(found, _alone(path), one).place(area) for one in periods)


def check(tx: Transaction, scope: Scope, area: str) -> None:
    """Raises Refusal("not_found") for an area that is not in the scope, or is none above a village."""
    if not scope.includes(area, 0) or area.count(".") > DISTRICT or (area and region.get(tx, area) is None):
        raise Refusal("not_found")


def year_before(period: str) -> str:
    """The same month, or half year, of the year before."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def _beside(path: Sequence[Family]) -> list[str]:
    """The areas on the way down to the last one, and those beside each; without it."""
    return sorted({code for family in path[:-1] for code in (family.area, *family.below)} - {path[-1].area})


def _alone(path: Sequence[Family]) -> list[Family]:
    """Whether something is hidden in the last area does not depend on what lies below."""
    return [*path[:-1], Family(path[-1].area, ())]


class _Reader:
    """The sums of one period as they may be told."""

    def __init__(self, found: dict[Key, Sums], path: Sequence[Family], period: str) -> None:
        self._found = found
        self._period = period
        self._hidden = hidden(_counts(found, period), path, book().whole)

    def place(self, area: str) -> Place:
        expected, reported = self._standing(area, COMPLETENESS)
        values = {name: self._count(area, name) for name in area_sums.needed() if name not in book().figures}
        values |= {name: self._figure(area, figure) for name, figure in book().figures.items()}
        sums = self._found.get(Key(area, "pus", self._period), Sums())
        age = month_of(self._period) - sums.known_months / sums.known if sums.known else None
        return Place(area, expected, reported, self._standing(area, TIMELINESS)[1], values, sums.known, age)

    def _count(self, area: str, name: str) -> Value:
        why = self._hidden.get(Cell(area, name))
        told = share(self._found, Key(area, name, self._period))
        return Value(hidden=why) if why or told is None else Value(above=told.above)

    def _figure(self, area: str, figure: Figure) -> Value:
        """A figure is hidden with any of its parts, and where its own sums are small."""
        if figure.of:
            parts = [self._figure(area, book().figures[name]) for name in figure.of]
            why = next((part.hidden for part in parts if part.hidden), None)
            return Value(hidden=why) if why else Value(mean([part.percent for part in parts]))
        told = share(self._found, Key(area, figure.name, self._period))
        if told is None or not told.below:
            return Value()
        if not figure.below:  # reports, not families
            return Value(percent(told), told.above, told.below)
        whys = [
            self._hidden[cell] for one in (*figure.above, figure.below) if (cell := Cell(area, one)) in self._hidden
        ]
        if SMALL in whys or 0 < told.above < LEAST or told.below < LEAST:
            return Value(hidden=SMALL)
        return Value(hidden=whys[0]) if whys else Value(percent(told), told.above, told.below)

    def _standing(self, area: str, name: str) -> tuple[int, int]:
        sums = self._found.get(Key(area, name, self._period), Sums())
        return int(sums.below), int(sums.above)


def _shielded() -> list[str]:
    """What is hidden where it is small: families and people, not meetings."""
    told = book()
    return [name for name in area_sums.needed() if name not in told.figures and name not in told.things]


def _counts(found: dict[Key, Sums], period: str) -> dict[Cell, float]:
    names = set(_shielded())
    keys = [key for key in found if key.period == period and key.figure in names]
    return {Cell(key.area_code, key.figure): one.above for key in keys if (one := share(found, key)) is not None}


def path_of(tx: Transaction, area: str) -> tuple[list[Family], dict[str, str]]:
    """From the country down to the area, each with the areas in it; and the names of the last ones."""
    families, names = [], {}
    for code in ["", *reversed([one for one in (area, *_above(area)) if one])]:
        inside = region.below(tx, code)
        names = {one.code: one.name for one in inside}
        families.append(Family(code, tuple(names)))
    return families, names


def _above(area: str) -> list[str]:
    """The areas above, the nearest first, the country last."""
    parts = area.split(".") if area else []
    return [".".join(parts[:count]) for count in range(len(parts) - 1, -1, -1)]

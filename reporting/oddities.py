"""Oddities: what makes a report worth a second look, each rule a small function in a table. Pure.

A figure is held against what its own unit reported before; where that is too little, against the last report and
against the kampung around. All is by medians, so that one slip in the past spoils nothing. Rules are made to be right
rather than to find all: a coordinator who is shown ten honest reports for one slip stops looking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, log1p, radians, sin, sqrt
from statistics import median

from reporting.checks import LEAST, is_odd

HISTORY = 12  # periods looked back
ENOUGH = 3  # periods that make a history: with two nobody knows which is the slip
NEAR = 8  # neighbours that make a neighbourhood
SPREADS = 4  # a figure this many spreads from the median is an outlier; of honest figures one in some thousands
FAR_SPREADS = 5  # neighbours differ more than the months of one kampung do
SCALE = 1.4826  # makes a median of deviations comparable to a standard deviation (Rousseeuw and Croux, 1993)
STOCK_DRIFT, FLOW_DRIFT = 0.05, 0.25  # how much of itself a figure moves from month to month without any reason
SHARE_DRIFT, SIZE_DRIFT = 0.05, 0.35  # the same between neighbours: of a share, and of a logarithm of a count
FEWEST_ZEROS = 3  # figures; one or two zeros are an ordinary month
AWAY = 5.0  # kilometres; a village is seldom wider
PLACED = 3  # earlier places that tell where a kampung is
EARTH = 6371.0  # kilometres

Numbers = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was answered. `whole` names the figure that the form says it can't exceed, "" for none."""

    path: str
    name: str
    value: float
    is_stock: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a report. `past` and `near` are figures by name: the unit's own reports, the latest first, and
    those of other kampung; `numbers` all its own, calculated ones too. `same` is the period of an own report that tells
    the same, `twin` the kampung of another; `away` kilometres from where the kampung's reports come from."""

    figures: tuple[Figure, ...] = ()
    numbers: Numbers = field(default_factory=dict)
    past: tuple[Numbers, ...] = ()
    near: tuple[Numbers, ...] = ()
    unusual: tuple[str, ...] = ()  # paths that break the form's own soft rule
    explained: tuple[str, ...] = ()  # paths of which the officer said in words why they are so
    ruled: frozenset[str] = frozenset()  # paths that have such a rule: it takes the place of any other
    same: str = ""
    twin: str = ""
    away: float | None = None


@dataclass(frozen=True, slots=True)
class Oddity:
    """`rule` is a key of RULES; what the others are `models.report_flag.ReportFlag` says."""

    rule: str
    path: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    other: str = ""


def oddities(facts: Facts) -> tuple[Oddity, ...]:
    """All that is odd, the report as a whole first; of each answer what the first rule says."""
    found: dict[str, Oddity] = {}
    for key, rule in RULES:
        for one in rule(facts):
            found.setdefault(one.path or key, one)
    return tuple(found.values())


def zeros(facts: Facts) -> Iterator[Oddity]:
    """Every figure is 0, and the unit's reports are not usually so."""
    names = [figure.name for figure in facts.figures]
    if len(names) < FEWEST_ZEROS or any(figure.value for figure in facts.figures):
        return
    empty = sum(not any(one.get(name) for name in names) for one in facts.past)
    if 2 * empty <= len(facts.past):
        yield Oddity("zeros")


def copied(facts: Facts) -> Iterator[Oddity]:
    """Word for word an earlier report of its own."""
    if facts.same:
        yield Oddity("same", other=facts.same)


def twinned(facts: Facts) -> Iterator[Oddity]:
    """Word for word the report of another kampung."""
    if facts.twin:
        yield Oddity("twin", other=facts.twin)


def far(facts: Facts) -> Iterator[Oddity]:
    """Sent from somewhere else."""
    if facts.away is not None and facts.away > AWAY:
        yield Oddity("far", other=f"{facts.away:.0f}")


def unusual(facts: Facts) -> Iterator[Oddity]:
    """Against the form's own rule of what is usual."""
    return (Oddity("soft", figure.path, figure.value) for figure in facts.figures if figure.path in facts.unusual)


def beside_own(facts: Facts) -> Iterator[Oddity]:
    """Far from what the unit reported in the last periods."""
    for figure in _free(facts):
        before = _of(facts.past, figure.name)
        if len(before) >= ENOUGH and (usual := _outside(figure, before)):
            yield Oddity("history", figure.path, figure.value, *usual)


def jumped(facts: Facts) -> Iterator[Oddity]:
    """More than double or less than half of the last report's, where there is no history yet; small counts differ so by
    chance alone."""
    for figure in _free(facts):
        before = _of(facts.past, figure.name)
        if not 0 < len(before) < ENOUGH or not is_odd(f"{figure.value:g}", f"{before[0]:g}"):
            continue
        if abs(figure.value - before[0]) > SPREADS * sqrt(max(figure.value, before[0])):
            yield Oddity("jump", figure.path, figure.value, before[0], before[0])


def beside_others(facts: Facts) -> Iterator[Oddity]:
    """Far from what other kampung report, each by its own size, where there is no history yet."""
    for figure in _free(facts):
        if len(_of(facts.past, figure.name)) < ENOUGH and (usual := _unlike(figure, facts)):
            yield Oddity("neighbours", figure.path, figure.value, *usual)


def explained(facts: Facts) -> Iterator[Oddity]:
    """The officer was asked about it and gave a reason, which is there to be read."""
    return (Oddity("said", figure.path, figure.value) for figure in facts.figures if figure.path in facts.explained)


Rule = Callable[[Facts], Iterable[Oddity]]
RULES: tuple[tuple[str, Rule], ...] = (
    ("zeros", zeros),
    ("same", copied),
    ("twin", twinned),
    ("far", far),
    ("soft", unusual),
    ("history", beside_own),
    ("jump", jumped),
    ("neighbours", beside_others),
    ("said", explained),
)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two places in degrees of latitude and longitude, along the surface."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def middle(places: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Where most of them are; None of too few."""
    if len(places) < PLACED:
        return None
    return median(lat for lat, _ in places), median(lon for _, lon in places)


def _free(facts: Facts) -> Iterator[Figure]:
    """Figures that no rule of the form itself looks after."""
    return (figure for figure in facts.figures if figure.path not in facts.ruled)


def _of(reports: Sequence[Numbers], name: str) -> list[float]:
    return [report[name] for report in reports if name in report]


def _outside(figure: Figure, before: Sequence[float]) -> tuple[float, float] | None:
    """What is usual, if the figure is not; the drift keeps a history without any change from being a prison."""
    usual = median(before)
    drift = STOCK_DRIFT if figure.is_stock else FLOW_DRIFT
    spread = max(_deviation(before, usual), drift * abs(usual), sqrt(abs(usual)))
    away = abs(figure.value - usual)
    if away < LEAST or away <= SPREADS * spread:
        return None
    inner = sorted(before)[1:-1] if len(before) > ENOUGH + 1 else sorted(before)
    return inner[0], inner[-1]


def _unlike(figure: Figure, facts: Facts) -> tuple[float, float] | None:
    whole = facts.numbers.get(figure.whole, 0) if figure.whole else 0
    if whole:
        return _share_unlike(figure, whole, facts.near)
    counts = _of(facts.near, figure.name)
    usual = median(map(log1p, counts)) if len(counts) >= NEAR and min(counts) >= 0 else None
    if usual is None or figure.value < LEAST:
        return None
    spread = max(_deviation([log1p(one) for one in counts], usual), SIZE_DRIFT)
    return _inner(counts) if log1p(figure.value) - usual > FAR_SPREADS * spread else None


def _share_unlike(figure: Figure, whole: float, near: Sequence[Numbers]) -> tuple[float, float] | None:
    shares = [one[figure.name] / one[figure.whole] for one in near if figure.name in one and one.get(figure.whole)]
    if len(shares) < NEAR:
        return None
    usual = median(shares)
    spread = max(_deviation(shares, usual), SHARE_DRIFT, sqrt(abs(usual) / whole))
    away = abs(figure.value / whole - usual)
    if away <= FAR_SPREADS * spread or away * whole < LEAST:
        return None
    low, high = _inner(shares)
    return round(low * whole), round(high * whole)


def _inner(values: Sequence[float]) -> tuple[float, float]:
    """The range of the middle half."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return ordered[quarter], ordered[-1 - quarter]


def _deviation(values: Sequence[float], middle: float) -> float:
    return SCALE * median(abs(one - middle) for one in values)

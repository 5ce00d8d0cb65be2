"""One line of a digest: what the answers to a question amount to, by the question's kind. Pure.

A sum of fewer than five may be one of people, and is not told. Where each report is about people (a visit, a family),
neither is a count of fewer than five answers, nor what it could be found from; a report for a whole kampung is nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from models.digest import CHOSEN, Cell
from reporting.fitting import clip
from reporting.periods import Span
from reporting.shielding import LEAST

TOP = 3  # choices named; the others are told together
OPTION = 28  # letters of one
LABEL = 48  # letters of a question
Line = dict[str, Any]  # "what" is the name of the function that made it, or "rounds"; what else it has it says


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is digested. `is_added`: its figures may be summed up."""

    name: str
    kind: str
    label: str
    path: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    is_added: bool = True


@dataclass(frozen=True, slots=True)
class Around:
    """What a line may need beside its cells: how many reports there are, the days of the period, the sums of those
    before it (the latest first, None for one without any), how many reports came from far away, and whether small
    counts are hidden."""

    reports: int
    span: Span | None = None
    before: Sequence[float | None] = ()
    far: int = 0
    hides: bool = False


def line(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """None where nobody answered, or where too few did to say anything."""
    make = MAKERS.get(asked.kind, count)
    made = make(asked, cells, around) if cells else None
    return made and {"label": clip(asked.label, LABEL), **made}


def choices(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """Shares of the choices in percent of who answered: the first three, and the others together where one alone could
    be chosen; None stands for what is not told, 0 for no others."""
    answered = sum(cell.often for cell in cells)
    if around.hides and answered < LEAST:
        return None
    counts = Counter[str]()
    for cell in cells:
        for one in _picked(asked.kind, cell.key):
            counts[one] += cell.often
    place = {name: at for at, name in enumerate(asked.options)}
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], place.get(pair[0], len(place))))
    shown = ordered[:TOP]
    rest = sum(told for _, told in ordered[TOP:]) if asked.kind != "select_multiple" else 0
    told = _shares([one for _, one in shown] + ([rest] if rest else []), answered, around.hides, asked.kind)
    parts = [
        [clip(asked.options.get(name, name), OPTION), share] for (name, _), share in zip(shown, told, strict=False)
    ]
    return {"what": "choices", "parts": parts, "rest": told[-1] if rest else 0, "answered": answered}


def figure(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """The sum, the median and the sums before; None for what is not told."""
    numbers = [(cell.number, cell.often) for cell in cells if cell.number is not None]
    answered = sum(count for _, count in numbers)
    if not answered or (around.hides and answered < LEAST):
        return None
    total = sum(number * count for number, count in numbers)
    middle = _median(numbers)
    is_told = answered >= LEAST and not _is_small(middle)
    return {
        "what": "figure",
        "sum": None if not asked.is_added or _is_small(total) else round(total, 1),
        "is_small": asked.is_added and _is_small(total),
        "median": round(middle, 1) if is_told else None,
        "before": [None if one is None or _is_small(one) else round(one, 1) for one in around.before],
    }


def day(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """How many of the days lie in the period, in percent, and how many days later they were sent, in the median."""
    days = [(*_days(cell.key), cell.often) for cell in cells if " " in cell.key]
    answered = sum(often for *_, often in days)
    if not answered or (around.hides and answered < LEAST):
        return None
    span = around.span
    inside = sum(count for told, _, count in days if span and span.first <= told <= span.last)
    later = _median([((sent - told).days, count) for told, sent, count in days])
    return {"what": "day", "within": _percent(inside, answered), "days": round(later)}


def hour(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """The first, the middle and the last of the times."""
    times = sorted(cell.key for cell in cells for _ in range(cell.often))
    if around.hides and len(times) < LEAST:
        return None
    return {"what": "hour", "first": times[0], "middle": times[len(times) // 2], "last": times[-1]}


def place(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """How many of the reports tell where they were made, in percent, and how many of those far from the kampung."""
    located = sum(cell.often for cell in cells)
    if around.hides and located < LEAST:
        return None
    far = 0 if around.hides and around.far < LEAST else around.far
    return {"what": "place", "located": _percent(min(located, around.reports), around.reports), "far": far}


def count(asked: Asked, cells: Sequence[Cell], around: Around) -> Line | None:
    """How often it was filled in; never what with."""
    total = sum(cell.often for cell in cells)
    return None if around.hides and total < LEAST else {"what": "count", "count": total}


Maker = Callable[[Asked, Sequence[Cell], Around], Line | None]
MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        **dict.fromkeys(CHOSEN, choices),
        **dict.fromkeys(("integer", "decimal", "range", "calculate"), figure),
        **dict.fromkeys(("date", "datetime"), day),
        "time": hour,
        "geopoint": place,
    }
)


def _picked(kind: str, key: str) -> Iterator[str]:
    """What was chosen; of an order only what stands first."""
    names = key.split()
    return iter(names[:1] if kind == "rank" else names)


def _days(key: str) -> tuple[date, date]:
    """The day of a date, and the day on which it was sent."""
    told, sent = map(date.fromisoformat, key.split())
    return told, sent


def _shares(counts: Sequence[int], answered: int, hides: bool, kind: str) -> list[int | None]:
    """In percent. One that is hidden alone could be found from the others, where they add up to all."""
    told: list[int | None] = [
        None if hides and 0 < one < LEAST else _percent(one, answered) for one in counts
    ]  # fmt: skip
    if kind != "select_multiple" and told.count(None) == 1 and len(told) > 1:
        others = [at for at, share in enumerate(told) if share is not None]
        told[min(others, key=lambda at: counts[at])] = None
    return told


def _is_small(number: float) -> bool:
    return 0 < number < LEAST


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _median(numbers: Sequence[tuple[float, int]]) -> float:
    """Of numbers with how often each came."""
    ordered = sorted(numbers)
    upto = list(accumulate(often for _, often in ordered))
    low, high = (
        next(at for at, count in enumerate(upto) if count > half) for half in ((upto[-1] - 1) // 2, upto[-1] // 2)
    )
    return (ordered[low][0] + ordered[high][0]) / 2

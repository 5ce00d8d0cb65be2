"""What the recap of an area and a month tells, gathered from the sums, the classes and what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models import classification, region
from models.database import Transaction
from models.scope import Scope
from reporting import area_figures, periods
from reporting.area_figures import Place, View, year_before
from reporting.kampung_class import semester_of
from reporting.recap import impact, lacking
from reporting.recap.impact import Impact
from reporting.recap.lacking import Lack

MONTHS = 13  # the month, and the twelve before it: the first of them is the same month last year
SEMESTERS = 4


@dataclass(frozen=True, slots=True)
class Recap:
    """An area ("" is the country, whose `name` is "") in a month. `months` are its figures month by month, the oldest
    first and the recap's own last. `classes` counts kampung by half year and class, the latest first; the class "" is
    that of a kampung of which a fact is missing."""

    area: str
    name: str
    view: View
    months: tuple[Place, ...]
    classes: Mapping[str, Mapping[str, int]]
    lacks: tuple[Lack, ...]
    impacts: tuple[Impact, ...]

    @property
    def period(self) -> str:
        return self.view.period

    @property
    def periods(self) -> tuple[str, ...]:
        """The months of `months`."""
        return tuple(months_until(self.period, len(self.months)))

    @property
    def semester(self) -> str:
        """The half year of the classes, "" if nothing was classified yet."""
        return next(iter(self.classes), "")

    @property
    def year_ago(self) -> Place:
        return self.months[0]


def gather(tx: Transaction, scope: Scope, area: str, period: str) -> Recap:
    """The recap. Raises Refusal("not_found") for an area outside the scope."""
    view = area_figures.view(tx, scope, area, period)
    latest = classification.latest_semester(tx, semester_of(period))
    found = region.get(tx, area) if area else None
    return Recap(
        area=area,
        name=found.name if found else "",
        view=view,
        months=area_figures.months(tx, scope, area, months_until(period, MONTHS)),
        classes=_classes(tx, scope, area, latest),
        lacks=lacking.lacks(tx, scope, area, latest),
        impacts=impact.impacts(tx, scope, area, _semesters(semester_of(period))),
    )


def months_until(period: str, count: int) -> list[str]:
    """So many months, the oldest first, that one last."""
    found = [period]
    while len(found) < count:
        found.insert(0, periods.before(found[0]))
    return found


def _classes(tx: Transaction, scope: Scope, area: str, latest: str) -> dict[str, dict[str, int]]:
    counted = {one: classification.counts(tx, scope, area, one) for one in reversed(_semesters(latest)) if latest}
    return {one: told for one, told in counted.items() if told}


def _semesters(last: str) -> list[str]:
    """The last half years, the oldest first."""
    found = [last]
    while last and len(found) < SEMESTERS:
        half = found[0]
        found.insert(0, f"{half[:4]}-S1" if half.endswith("S2") else year_before(f"{half[:4]}-S2"))
    return found

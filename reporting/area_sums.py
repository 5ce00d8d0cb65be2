"""The sums behind the figures of some areas: kept ones from the district up, the reports themselves for villages."""

from __future__ import annotations

from collections.abc import Sequence

from models import report_figures, rollup
from models.database import Transaction
from models.rollup import Key, Sums
from models.scope import Scope
from reporting.measures import COMPLETENESS, TIMELINESS, Share, book, shares
from reporting.programme import BULANAN
from reporting.rolling_up import month_of

EVERYWHERE = Scope(("",))  # whether a number is small depends on the areas beside it; none of theirs is told
DISTRICT = 2  # dots in the code of a district: the villages lie below


def read(tx: Transaction, areas: Sequence[str], periods: Sequence[str], figures: Sequence[str] = ()) -> dict[Key, Sums]:
    """For each area, figure (all that are needed, if none is named) and period what was reported, or of a stock what
    is last known.

    Not bound to anybody's area: whoever calls tells nobody more than they may see.
    """
    names = figures or needed()
    high = [area for area in areas if area.count(".") <= DISTRICT]
    stock, flow = [name for name in names if name in book().kept], [name for name in names if name not in book().kept]
    found = rollup.of_periods(tx, EVERYWHERE, high, flow, periods)
    found |= rollup.known(tx, EVERYWHERE, high, stock, periods)
    for district in sorted({area.rpartition(".")[0] for area in areas if area.count(".") > DISTRICT}):
        for period in periods:
            found |= _villages(tx, district, period)
    return found


def needed() -> list[str]:
    """Names of all figures, and of all counts that they are computed of or that add up with those."""
    defined = book()
    names = {name for figure in defined.figures.values() for name in (*figure.above, figure.below) if name}
    more = {name for total, parts in defined.whole.items() if total in names for name in (total, *parts)}
    return sorted(names | more | {name for name, figure in defined.figures.items() if not figure.of})


def share(found: dict[Key, Sums], key: Key) -> Share | None:
    """The two sums of a figure or a count: the last known of a stock, what was reported in the period of others."""
    sums = found.get(key)
    if sums is None:
        return None
    if book().is_stock(key.figure):
        return Share(sums.known, sums.known_above, sums.known_below) if sums.known else None
    return Share(sums.reports, sums.above, sums.below) if sums.reports else None


def _villages(tx: Transaction, district: str, period: str) -> dict[Key, Sums]:
    found: dict[Key, Sums] = {}
    for report in report_figures.latest(tx, EVERYWHERE, district, BULANAN, period):
        month = month_of(report.period)
        for name, (n, above, below) in shares(book(), report.numbers).items():
            told = Sums(n, above, below) if report.period == period else Sums()
            if book().is_stock(name):
                told = told._replace(known=n, known_above=above, known_below=below, known_months=n * month)
            _add(found, Key(report.area_code, name, period), told)
    for owed in report_figures.owed(tx, EVERYWHERE, BULANAN, (district,), (period,)):
        for name, came in ((COMPLETENESS, owed.reported), (TIMELINESS, owed.on_time)):
            _add(found, Key(owed.area_code, name, period), Sums(owed.expected, float(came), float(owed.expected)))
    return found


def _add(found: dict[Key, Sums], key: Key, sums: Sums) -> None:
    found[key] = found[key].plus(sums) if key in found else sums

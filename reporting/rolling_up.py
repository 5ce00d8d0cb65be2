"""Rolling up: every report is added to the sums of its areas in the transaction that stores it.

Every current report counts, whatever its review has come to; a correction takes the place of what it corrects. A report
that moves is taken out before and put in after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models import report_figures, rollup
from models.database import Transaction
from models.obligation import Obligation
from models.report_figures import Report
from models.rollup import Key, Sums
from models.scope import Scope
from models.submission import Submission
from reporting import periods, stocks
from reporting.measures import COMPLETENESS, TIMELINESS, Share, book, shares
from reporting.periods import bucket
from reporting.programme import BULANAN, is_known

Changes = dict[tuple[str, str, str], list[float]]  # by district, figure and period
EVERYWHERE = Scope(("",))  # the sums of a whole country are made by nobody in particular


def sent(tx: Transaction, row: Submission) -> None:
    """After a report was stored; of a correction, what it corrects is taken out."""
    if row.replaces_id is not None:
        take_out(tx, tx.get_one(Submission, row.replaces_id))
    put_in(tx, row)


def put_in(tx: Transaction, row: Submission) -> None:
    """Adds a current report, once."""
    tx.flush()
    rollup.add(tx, _upwards(_changes(tx, row, 1)))


def take_out(tx: Transaction, row: Submission) -> None:
    """Undoes `put_in`: for a report that is current no longer, or before it moves elsewhere."""
    tx.flush()
    rollup.add(tx, _upwards(_changes(tx, row, -1)))


def opened(tx: Transaction, form_id: str, period: str, area_codes: Iterable[str]) -> None:
    """A kampung of each of the areas owes the report from now on."""
    changes: Changes = {}
    for code in area_codes if form_id == BULANAN else ():
        _standing(changes, code, period, (1, 0, 0))
    rollup.add(tx, _upwards(changes))


def asked(tx: Transaction, owed: Obligation, count: int) -> None:
    """A report is asked for again (1), or no more (-1): its kampung was excused, or is no more."""
    changes: Changes = {}
    if owed.form_id == BULANAN:
        _standing(changes, owed.area_code, owed.period, (count, 0, 0))
    rollup.add(tx, _upwards(changes))


def met(tx: Transaction, owed: Obligation) -> None:
    """The report that was owed came for the first time."""
    _came(tx, owed, 1)


def unmet(tx: Transaction, owed: Obligation) -> None:
    """Undoes `met`, while `sent_at` still says when it came: the report was one of another kampung or period."""
    _came(tx, owed, -1)


def regencies(tx: Transaction) -> list[str]:
    """Codes of the regencies where anything was reported or is owed: what a rebuild goes through."""
    return report_figures.regencies(tx)


def rebuild_regency(tx: Transaction, code: str) -> int:
    """Makes the sums of a regency and its districts anew from the reports; how many reports there are."""
    rollup.lock(tx)
    changes: Changes = {}
    count = 0
    before: _Told | None = None
    for report in report_figures.of_area(tx, EVERYWHERE, code):
        told = _told(tx, report)
        _happened(changes, told, 1)
        _known(changes, told, report.period, 1)
        if before and before.report[1:3] == report[1:3]:  # the same form and kampung
            _known(changes, before, report.period, -1)
        before, count = told, count + 1
    for owed in report_figures.owed(tx, EVERYWHERE, BULANAN, (code,)):
        _standing(changes, owed.area_code, owed.period, (owed.expected, owed.reported, owed.on_time))
    own = {key: sums for key, sums in _upwards(changes).items() if key.area_code.startswith(code)}
    rollup.forget(tx, code)
    rollup.insert_all(tx, own)
    return count


def rebuild_above(tx: Transaction) -> None:
    """Makes the sums of the provinces and the country anew from those of the regencies; a regency where nothing was
    reported any more is taken out."""
    rollup.lock(tx)
    for code in set(rollup.regencies(tx)) - set(report_figures.regencies(tx)):
        rollup.forget(tx, code)
    rollup.add_up(tx)


def month_of(period: str) -> int:
    """The month, since year 0, that the period ends with."""
    end = periods.last(period)
    return end.year * 12 + end.month - 1


class _Told(NamedTuple):
    """A report with what it adds to each figure, and the names of those that hold until the next."""

    report: Report
    shares: Mapping[str, Share]
    kept: frozenset[str]


def _told(tx: Transaction, report: Report) -> _Told:
    kept = stocks.kept(tx, report.form_id, report.period, report.version_id)
    return _Told(report, _added(report), kept)


def _added(report: Report) -> Mapping[str, Share]:
    """Any form may add to a sum of the programme's, but what is known of a kampung, and ratios, only its own forms say:
    the same people would be counted twice."""
    added = shares(book(), report.numbers)
    if is_known(report.form_id):
        return added
    return {name: share for name, share in added.items() if name not in book().kept and name not in book().figures}


def _changes(tx: Transaction, row: Submission, sign: int) -> Changes:
    changes: Changes = {}
    around = report_figures.around(tx, row)
    told = _told(tx, around.report)
    before, after = (one and _told(tx, one) for one in (around.before, around.after))
    _happened(changes, told, sign)
    _known(changes, told, row.period, sign)
    if after is not None:  # what it took out at its period is this report now, and no longer the one before
        _known(changes, told, after.report.period, -sign)
    if before is not None:
        _known(changes, before, row.period, -sign)
        if after is not None:
            _known(changes, before, after.report.period, sign)
    return changes


def _happened(changes: Changes, told: _Told, sign: int) -> None:
    """What the report adds to its period, or no longer adds."""
    area, period = _district(told.report.area_code), bucket(told.report.period)
    for name, (reports, above, below) in told.shares.items():
        sums = _row(changes, area, name, period)
        sums[0] += sign * reports
        sums[1] += sign * above
        sums[2] += sign * below


def _known(changes: Changes, told: _Told, period: str, sign: int) -> None:
    """From the period on, what the report says is known of its kampung, or no longer."""
    area, month = _district(told.report.area_code), month_of(told.report.period)
    for name in told.kept & told.shares.keys():
        reports, above, below = told.shares[name]
        sums = _row(changes, area, name, period)
        sums[3] += sign * reports
        sums[4] += sign * above
        sums[5] += sign * below
        sums[6] += sign * reports * month


def _came(tx: Transaction, owed: Obligation, sign: int) -> None:
    changes: Changes = {}
    if owed.form_id == BULANAN and owed.sent_at is not None:
        _standing(changes, owed.area_code, owed.period, (0, sign, sign * int(owed.sent_at <= owed.due_at)))
    rollup.add(tx, _upwards(changes))


def _standing(changes: Changes, area: str, period: str, counts: tuple[int, int, int]) -> None:
    expected, *came = counts
    for name, count in zip((COMPLETENESS, TIMELINESS), came, strict=True):
        sums = _row(changes, _district(area), name, period)
        sums[0] += expected
        sums[1] += count
        sums[2] += expected


def _district(village: str) -> str:
    return village.rpartition(".")[0]


def _row(changes: Changes, area: str, name: str, period: str) -> list[float]:
    """The sums in a district, as `Sums` has them; `_upwards` does the rest."""
    sums = changes.get((area, name, period))
    if sums is None:
        sums = changes[area, name, period] = [0, 0.0, 0.0, 0, 0.0, 0.0, 0]
    return sums


def _upwards(changes: Changes) -> dict[Key, Sums]:
    """The same with all areas above."""
    found: dict[Key, Sums] = {}
    for (area, name, period), told in changes.items():
        sums = _sums(told)
        for code in (area, *rollup.above(area)):
            key = Key(code, name, period)
            found[key] = found[key].plus(sums) if key in found else sums
    return found


def _sums(told: list[float]) -> Sums:
    reports, above, below, known, known_above, known_below, months = told
    return Sums(int(reports), above, below, int(known), known_above, known_below, int(months))

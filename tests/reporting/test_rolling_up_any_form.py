"""A form that somebody uploads rolls up as the programme's own do, however often it is owed: held against plain SQL."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import text

import forms
from models import rollup, submission
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.rollup import Key
from models.scope import Scope
from models.submission import Submission
from reporting import periods, publishing, rolling_up
from reporting.periods import CADENCES, Cadence
from reporting.publishing import Source
from tests.reporting.world_of_reports import AT, country

FORM = """
| survey |
| | type | name | label::Indonesia (id) | calculation | bind::kabar:indicator | bind::kabar:prefill |
| | integer | hadir | Berapa anak yang datang? | | anak_hadir | |
| | integer | timbangan | Berapa timbangan yang ada? | | timbangan | stok |
| | integer | kader_baru | Berapa kader sekarang? | | | stok |
| | calculate | kader | | ${kader_baru} | kader_aktif | |

| settings |
| | form_title | form_id | version | default_language |
| | Posyandu | posyandu | 1 | Indonesia (id) |
"""
FIGURES = ("anak_hadir", "timbangan", "kader_aktif")
STOCK = FIGURES[1:]
EVERYWHERE = Scope(("",))
LENGTHS = {"": 0, "province": 2, "regency": 5, "district": 8}
REPORTED = text("""
    SELECT substr(s.area_code, 1, :letters), v.indicator, s.period, v.number
    FROM submission s JOIN answer_value v ON v.submission_id = s.id WHERE s.is_current
""")
KNOWN = text("""
    SELECT substr(s.area_code, 1, :letters), v.indicator, count(*), sum(v.number)
    FROM submission s JOIN answer_value v ON v.submission_id = s.id
    WHERE s.is_current AND v.indicator IN ('timbangan', 'kader_aktif') AND s.period = (
        SELECT max(t.period) FROM submission t
        WHERE t.kampung_id = s.kampung_id AND t.form_id = s.form_id AND t.is_current AND t.period <= :period)
    GROUP BY 1, 2
""")


def published(tx: Transaction, markdown: str = FORM) -> FormVersion:
    sheet = forms.read_xlsform(markdown.encode(), "posyandu.md")
    return publishing.publish(tx, Source("posyandu.md", b"x", sheet.xform, forms.compile_form(sheet.xform)))


def filed(tx: Transaction, place: Kampung, version: int, period: str, told: dict[str, int], number: int) -> Submission:
    """A report as it is stored, in the place of the one before for that period."""
    before = submission.current(tx, "posyandu", place.id or 0, period)
    if before is not None:
        before.is_current = False
        tx.add(before)
        tx.flush()
    row = Submission(
        instance_id=f"uuid:{number}", replaces_id=before.id if before else None, number=f"KB-{number}",
        form_id="posyandu", form_version_id=version, kampung_id=place.id or 0, area_code=place.village_code,
        period=period, person_id=1, xml="", started_at=AT, submitted_at=AT,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    for name, value in told.items():
        tx.add(
            AnswerValue(
                submission_id=row.id or 0, path=f"/data/{name}", name=name, kind="integer", text=str(value),
                number=float(value), indicator=name,
            )
        )  # fmt: skip
    tx.flush()
    return row


def of_the_year(cadence: Cadence) -> list[str]:
    """The cadence's periods from November 2025 to the end of 2026: over the turn of a year."""
    days = [date(2025, 11, 3) + timedelta(days=at) for at in range(0, 420, 5)]
    return sorted({periods.containing(cadence, day) for day in days})


@pytest.mark.parametrize("cadence", CADENCES)
def test_sums_equal_plain_sql(database: Database, now: datetime, cadence: Cadence) -> None:
    chance, times = Random(cadence), of_the_year(cadence)
    with database.transaction(now) as tx:
        places = country(tx, (2, 1, 2, 2))
        version = published(tx).id or 0
        for number in range(30):
            told = {name: chance.randint(0, 40) for name in FIGURES}
            period = chance.choice(times) + (f".{number + 1}" if cadence == "event" else "")
            row = filed(tx, chance.choice(places), version, period, told, number)
            rolling_up.sent(tx, row)
            other = chance.choice(times)
            free = submission.current(tx, "posyandu", row.kampung_id, other) is None
            if cadence != "event" and free and chance.random() < 0.3:
                rolling_up.take_out(tx, row)
                row.period = other
                tx.add(row)
                rolling_up.put_in(tx, row)
        compare(tx, times, holds=cadence != "event")
        before = rollup.everything(tx)
        tx.connection().execute(text("UPDATE rollup SET above = above + 1, known = 7"))
        for code in rolling_up.regencies(tx):
            rolling_up.rebuild_regency(tx, code)
        rolling_up.rebuild_above(tx)
        assert rollup.everything(tx) == before


def compare(tx: Transaction, times: list[str], *, holds: bool) -> None:
    """What was reported for each period, and what is known by each, in every area. Of events nothing holds."""
    kept = {key: sums for key, sums in rollup.everything(tx).items() if sums.reports}
    reported: dict[Key, list[float]] = {}
    for letters in LENGTHS.values():
        for area, name, period, number in tx.connection().execute(REPORTED, {"letters": letters}):
            day = periods.span(period)
            of = period if day is None or day.cadence != "event" else period[:7]
            sums = reported.setdefault(Key(area, name, of), [0, 0.0])
            sums[0], sums[1] = sums[0] + 1, sums[1] + number
        for period in times if holds else ():
            rows = tx.connection().execute(KNOWN, {"letters": letters, "period": period}).all()
            areas = sorted({row[0] for row in rows})
            found = rollup.known(tx, EVERYWHERE, areas, FIGURES, [period])
            expected = {(area, name): (count, total) for area, name, count, total in rows}
            assert {(k.area_code, k.figure): (s.known, s.known_above) for k, s in found.items()} == expected
    assert {key: [sums.reports, sums.above] for key, sums in kept.items()} == reported
    assert holds or not any(sums.known for sums in rollup.everything(tx).values())


def test_a_version_without_the_stock_takes_out_what_an_earlier_one_put_in(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        (place,) = country(tx, (1, 1, 1, 1))
        first = published(tx).id or 0
        second = published(tx, FORM.replace("| 1 |", "| 2 |").replace("stok", "")).id or 0
        for number, (period, version) in enumerate((("2026-W47", first), ("2026-W48", second), ("2026-W49", first))):
            rolling_up.sent(tx, filed(tx, place, version, period, {"timbangan": 3 + number}, number))
        weeks = ("2026-W46", "2026-W47", "2026-W48", "2026-W49")
        told = rollup.known(tx, EVERYWHERE, [""], STOCK, weeks)
        assert {key.period: (sums.known, sums.known_above) for key, sums in told.items()} == {
            "2026-W47": (1, 3.0), "2026-W49": (1, 5.0),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "counted", "month"),
    [("2026-W47", "2026-W47", 24322), ("2026-W47.2", "2026-W47", 24322), ("2026-W01", "2026-W01", 24312),
     ("2026-Q4", "2026-Q4", 24323), ("2026-Q1.12", "2026-Q1", 24314)],
)  # fmt: skip
def test_weeks_and_quarters_count_for_themselves(period: str, counted: str, month: int) -> None:
    assert (periods.bucket(period), rolling_up.month_of(period)) == (counted, month)


def test_what_is_known_of_a_kampung_only_the_programme_says(database: Database, now: datetime) -> None:
    """Else the couples of a kampung would be known twice, and the country's CPR be of both."""
    with database.transaction(now) as tx:
        (place,) = country(tx, (1, 1, 1, 1))
        row = filed(tx, place, published(tx).id or 0, "2026-10", {"pus": 100, "pa_total": 10, "anak_hadir": 7}, 1)
        rolling_up.sent(tx, row)
        assert {key.figure for key in rollup.everything(tx)} == {"anak_hadir"}

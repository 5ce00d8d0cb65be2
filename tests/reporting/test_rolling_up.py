"""The sums of areas equal plain SQL over the reports, however reports came: in any order, corrected, moved."""

from __future__ import annotations

import os
from datetime import datetime
from random import Random

import pytest
from sqlalchemy import text

from models import obligation, rollup, submission
from models.database import Database, Transaction
from models.kampung import Kampung
from models.rollup import Key
from models.scope import Scope
from reporting import opening, rolling_up
from reporting.measures import book, mean, percent, read_book, shares
from reporting.rolling_up import bucket, month_of
from tests.reporting import desk
from tests.reporting.world_of_reports import FORM, country, figures, report

PERIODS = tuple(f"2026-{month:02d}" for month in range(1, 13))
LENGTHS = {"": 0, "province": 2, "regency": 5, "district": 8}

# What was reported for a period, and what was last known then: written apart from what they check, straight over the
# answers. `:letters` is how much of a village's code names the area.
REPORTED = text("""
    SELECT substr(s.area_code, 1, :letters), v.indicator, s.period, count(*), sum(v.number)
    FROM submission s JOIN answer_value v ON v.submission_id = s.id
    WHERE s.is_current AND v.indicator IS NOT NULL AND v.indicator <> 'cpr'
    GROUP BY 1, 2, 3
""")
UNMET = text("""
    SELECT substr(s.area_code, 1, :letters), s.period, count(*), sum(a.number + b.number), sum(p.number)
    FROM submission s
    JOIN answer_value a ON a.submission_id = s.id AND a.indicator = 'non_iat'
    JOIN answer_value b ON b.submission_id = s.id AND b.indicator = 'non_tial'
    JOIN answer_value p ON p.submission_id = s.id AND p.indicator = 'pus' AND p.number > 0
    WHERE s.is_current GROUP BY 1, 2
""")
KNOWN = text("""
    SELECT substr(s.area_code, 1, :letters), v.indicator, count(*), sum(v.number)
    FROM submission s JOIN answer_value v ON v.submission_id = s.id
    WHERE s.is_current AND v.indicator IN ('pus', 'pa_total', 'ikut_bkb') AND s.period = (
        SELECT max(t.period) FROM submission t
        WHERE t.kampung_id = s.kampung_id AND t.form_id = s.form_id AND t.is_current AND t.period <= :period)
    GROUP BY 1, 2
""")
EVERYWHERE = Scope(("",))


def live(tx: Transaction, places: list[Kampung], reports: int, seed: int) -> None:
    """Reports in any order, some of them corrections, and now and then one that moves to another month."""
    chance = Random(seed)
    for number in range(reports):
        row = report(tx, chance.choice(places), chance.choice(PERIODS), figures(chance), number)
        rolling_up.sent(tx, row)
        period = chance.choice(PERIODS)
        if chance.random() < 0.2 and submission.current(tx, FORM, row.kampung_id, period) is None:
            rolling_up.take_out(tx, row)
            row.period = period
            tx.add(row)
            rolling_up.put_in(tx, row)


def compare(tx: Transaction) -> int:
    """Every row with its sum in plain SQL; returns how many."""
    kept = {key: sums for key, sums in rollup.everything(tx).items() if sums.reports}
    found = 0
    for letters in LENGTHS.values():
        for code, name, period, count, total in tx.connection().execute(REPORTED, {"letters": letters}):
            sums = kept[Key(code, name, period)]
            assert (sums.reports, sums.above, sums.below) == (count, total, 0), (code, name, period)
            found += 1
        for code, period, count, above, below in tx.connection().execute(UNMET, {"letters": letters}):
            assert kept[Key(code, "unmet", period)][:3] == (count, above, below)
    plain = [key for key in kept if key.figure not in book().figures]
    assert len(plain) == found
    for period in (PERIODS[0], PERIODS[5], PERIODS[-1]):
        compare_known(tx, period)
    return found


def compare_known(tx: Transaction, period: str) -> None:
    for letters in LENGTHS.values():
        rows = tx.connection().execute(KNOWN, {"letters": letters, "period": period}).all()
        areas = sorted({row[0] for row in rows})
        told = rollup.known(tx, EVERYWHERE, areas, ["pus", "pa_total", "ikut_bkb"], [period])
        assert {(key.area_code, key.figure): (s.known, s.known_above) for key, s in told.items()} == {
            (code, name): (count, total) for code, name, count, total in rows
        }


def test_sums_equal_plain_sql(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        live(tx, country(tx, (2, 2, 1, 3)), 50, seed=1)
        assert compare(tx) > 2_000


def test_made_anew_they_are_the_same(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        live(tx, country(tx, (2, 2, 1, 2)), 30, seed=2)
        before = rollup.everything(tx)
        tx.connection().execute(text("UPDATE rollup SET above = above + 1, known = 7"))
        for _ in range(2):
            for code in ("11.01", "11.02", "12.01", "12.02"):
                rolling_up.rebuild_regency(tx, code)
            rolling_up.rebuild_above(tx)
            assert rollup.everything(tx) == before


@pytest.mark.soak
def test_a_million_rows_equal_plain_sql(database: Database, now: datetime) -> None:
    """On PostgreSQL a tenth of it: there each report takes as long as ten do on SQLite."""
    seed, wanted = int(os.environ.get("KABAR_SEED", "3")), int(os.environ.get("KABAR_REPORTS", "30000"))
    reports = wanted if database.is_sqlite else wanted // 10  # some 34 figures each
    with database.transaction(now) as tx:
        live(tx, country(tx, (3, 5, 8, 30)), reports, seed)
        assert compare(tx) > reports
        before = rollup.everything(tx)
        for code in {key.area_code for key in before if len(key.area_code) == len("11.01")}:
            rolling_up.rebuild_regency(tx, code)
        rolling_up.rebuild_above(tx)
        assert rollup.everything(tx) == before


def test_a_report_sent_by_chat_is_added_at_once(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        opening.ensure_schedules(tx, "2026-10")
        opening.open_period(tx, "2026-10")
        sari = desk.officer(tx)
        sent = sari.files(tx)
        names, areas = ["cpr", "pus", "completeness", "timeliness"], ["", "13", "13.72", "13.72.01"]
        told = rollup.of_periods(tx, EVERYWHERE, areas, names, ["2026-10"])
        assert {told[Key(area, "pus", "2026-10")].above for area in areas} == {486.0}
        assert told[Key("13.72", "cpr", "2026-10")][:3] == (1, 336.0, 486.0)
        assert told[Key("13.72", "completeness", "2026-10")][:3] == (2, 1.0, 2.0)
        assert told[Key("13.72", "timeliness", "2026-10")][:3] == (2, 1.0, 2.0)
        for state in ("has_issues", "approved"):
            sent.review_state = state
            tx.flush()
            rolling_up.rebuild_regency(tx, "13.72")
            assert rollup.of_periods(tx, EVERYWHERE, areas[2:], names, ["2026-10"]) == {
                key: sums for key, sums in told.items() if len(key.area_code) > 2
            }


def test_only_what_lies_in_the_scope_is_read(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        live(tx, country(tx, (1, 2, 1, 1)), 4, seed=4)
        own = Scope(("11.01",))
        told = rollup.of_periods(tx, own, ["", "11", "11.01", "11.02", "11.01.01"], ["pus"], PERIODS)
        assert {key.area_code for key in told} == {"11.01", "11.01.01"}
        assert not rollup.known(tx, own, ["11.02"], ["pus"], PERIODS[-1:])


def test_an_obligation_is_expected_once(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        opening.ensure_schedules(tx, "2026-10")
        for _ in range(2):
            opening.open_period(tx, "2026-10")
        assert len(obligation.of_period(tx, EVERYWHERE, FORM, "2026-10")) == 2
        told = rollup.of_periods(tx, EVERYWHERE, [""], ["completeness"], ["2026-10"])
        assert told[Key("", "completeness", "2026-10")][:3] == (2, 0.0, 2.0)


def test_what_cannot_be_computed_adds_nothing() -> None:
    added = shares(book(), {"pus": 0, "pa_total": 0, "non_iat": 0, "non_tial": 0, "kel_balita": 40, "krs": 9})
    assert added.keys() & book().figures.keys() == {"bkb"}
    assert added["bkb"] == (1, 0.0, 40.0)  # without a group nobody takes part
    assert percent(added["bkb"]) == 0.0
    assert percent(None) is None
    assert mean([50.0, None, 10.0, None, None]) == 12.0
    assert mean([None, None]) is None


def test_percentages_and_scores_are_never_added() -> None:
    assert shares(book(), {"persen_mkjp": 20, "cpr": 60, "s_pokja": 4, "ibangga": 61.4}) == {}


def test_every_answer_that_is_named_stands_in_a_form() -> None:
    named = {slot.bind.attributes.get("indicator") for form in FORMS for slot in form_of(form).slots.values()}
    one = book()
    parts = {name for figure in one.figures.values() for name in (*figure.above, figure.below) if name}
    told = {*parts, *one.never_added, *one.stock, *one.things, *one.whole, *(n for s in one.whole.values() for n in s)}
    assert told - named == set()


FORMS = ("bulanan_kkb", "kegiatan_kkb", "poktan_bulanan", "monev_klasifikasi", "profil_kkb", "rakor_lintas_sektor",
         "tindak_lanjut_opd")  # fmt: skip


def form_of(form_id: str):  # type: ignore[no-untyped-def]
    import forms

    return forms.load(desk.source(form_id).content, f"{form_id}.md")


@pytest.mark.parametrize(
    ("period", "month", "added_to"),
    [("2026-10", 24321, "2026-10"), ("2026-10-14.1", 24321, "2026-10"), ("2026-10.2", 24321, "2026-10"),
     ("2026-S1", 24317, "2026-S1"), ("2026-S2", 24323, "2026-S2"), ("2026", 24323, "2026")],
)  # fmt: skip
def test_periods_end_with_a_month(period: str, month: int, added_to: str) -> None:
    assert (month_of(period), bucket(period)) == (month, added_to)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [('name = "mkjp"', 'name = "cpr"', "cpr is defined twice"), ('of = ["bkb"', 'of = ["bkx"', "bkx is not defined"),
     ('below = "pus"', 'below = "persen_mkjp"', "it is never added up")],
)  # fmt: skip
def test_a_definition_that_contradicts_itself_is_refused(old: str, new: str, complaint: str) -> None:
    from importlib.resources import files

    text_of = (files("templates") / "indicators.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_book(text_of.replace(old, new, 1))

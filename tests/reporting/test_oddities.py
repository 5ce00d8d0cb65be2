"""What makes a report odd: each rule by itself, and all together on a district of honest reports with slips in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

import pytest
from sqlmodel import select

from models import chat as chats
from models import report_flag
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.scope import Scope
from models.submission import Submission
from reporting import odd_list
from reporting.flagging import Flagging
from reporting.library import Library
from reporting.oddities import Facts, Figure, kilometres, middle, oddities
from reporting.screens.screen import Screen
from tests.reporting.desk import TEXTS
from tests.reporting.odd_world import MONTHS, SLIPS, District, Slip, honest, spoilt

EVERYWHERE = Scope(("",))
KAMPUNG = 24
TESTED = MONTHS[-1]


def figure(value: float, *, is_stock: bool = False, whole: str = "") -> Figure:
    return Figure("/data/suntik", "suntik", value, is_stock, whole)


def found(value: float, *past: float, is_stock: bool = False) -> list[tuple[str, float | None, float | None]]:
    facts = Facts(figures=(figure(value, is_stock=is_stock),), past=tuple({"suntik": one} for one in past))
    return [(one.rule, one.low, one.high) for one in oddities(facts)]


def test_a_figure_is_held_against_its_own_history() -> None:
    assert found(120, 12, 14, 10, 13, 11) == [("history", 11, 13)]  # without the lowest and the highest
    assert found(20, 12, 14, 10, 13, 11) == []
    assert found(0, 12, 14, 10, 13, 11) == []  # what happens in a month may not happen in the next


def test_one_slip_in_the_past_spoils_nothing() -> None:
    assert found(12, 120, 14, 10, 13, 11) == []
    assert found(120, 120, 14, 10, 13, 11) == [("history", 11, 14)]


def test_stock_moves_little() -> None:
    assert found(240, 400, 402, 398, is_stock=True) == [("history", 398, 402)]
    assert found(430, 400, 402, 398, is_stock=True) == []
    assert found(240, 400, 402, 398) == []


def test_a_short_history_is_the_last_report() -> None:
    assert found(120, 12) == [("jump", 12, 12)]
    assert found(23, 12) == []
    assert found(14, 2) == found(1, 12) == []  # a few people more or less
    assert found(120) == []


def test_a_new_kampung_is_held_against_its_neighbours() -> None:
    near = tuple({"suntik": 20.0 + at, "pus": 100.0} for at in range(8))
    by_size = Facts(figures=(figure(180, whole="pus"),), numbers={"suntik": 180, "pus": 200}, near=near)
    assert [(one.rule, one.low, one.high) for one in oddities(by_size)] == [("neighbours", 44, 50)]
    assert oddities(Facts(figures=(figure(48, whole="pus"),), numbers={"pus": 200}, near=near)) == ()
    assert [one.rule for one in oddities(Facts(figures=(figure(2400),), near=near))] == ["neighbours"]
    assert oddities(Facts(figures=(figure(2400),), near=near[:7])) == ()


def test_zeros_are_odd_where_they_are_new() -> None:
    names = ("a", "b", "c")
    figures = tuple(Figure(f"/data/{name}", name, 0) for name in names)
    assert [one.rule for one in oddities(Facts(figures=figures))] == ["zeros"]
    assert oddities(Facts(figures=figures, past=({"a": 0, "b": 0, "c": 0},))) == ()
    assert oddities(Facts(figures=figures[:2])) == ()


def test_the_whole_report_comes_first_and_each_answer_once() -> None:
    facts = Facts(
        figures=(figure(120),),
        past=({"suntik": 12},) * 3,
        unusual=("/data/suntik",),
        same="2026-09",
        twin="2",
        away=14.4,
    )
    assert [(one.rule, one.other) for one in oddities(facts)] == [
        ("same", "2026-09"),
        ("twin", "2"),
        ("far", "14"),
        ("soft", ""),
    ]


def test_a_rule_of_the_form_takes_the_place_of_the_others() -> None:
    facts = Facts(figures=(figure(120),), past=({"suntik": 12},) * 3, ruled=frozenset(("/data/suntik",)))
    assert oddities(facts) == ()


def test_a_place_is_where_most_reports_come_from() -> None:
    solok, padang = (-0.79, 100.65), (-0.95, 100.35)
    assert kilometres(solok, padang) == pytest.approx(37.8, abs=0.5)
    assert middle([solok, solok, padang]) == solok
    assert middle([solok, padang]) is None


@pytest.fixture
def district(database: Database, now: datetime) -> Iterator[District]:
    """Every kampung has reported honestly all months but the last."""
    with database.transaction(now) as tx:
        made = District.of(tx, KAMPUNG)
        for place in made.kampung:
            for month in MONTHS[:-1]:
                made.files(place, month, honest(place.village_code, month))
        yield made


def test_honest_reports_are_seldom_flagged(district: District) -> None:
    rows = [district.files(place, TESTED, honest(place.village_code, TESTED)) for place in district.kampung]
    flagged = [row for row in rows if district.found(row)]
    assert len(flagged) <= 0.05 * len(rows)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_slips_are_found_for_what_they_are(district: District, slip: Slip) -> None:
    chance = Random(slip.name)
    caught = 0
    others = district.kampung[1::2]
    for place in others:  # every second one is honest, and there to be copied from
        district.found(district.files(place, TESTED, honest(place.village_code, TESTED)))
    spoiled = district.kampung[::2]
    for place, other in zip(spoiled, others, strict=True):
        told, before = (honest(place.village_code, month) for month in (TESTED, MONTHS[-2]))
        wrong = spoilt(slip, told, before, honest(other.village_code, TESTED), chance)
        flags = district.found(district.files(place, TESTED, wrong))
        caught += any(one.rule in slip.rules for one in flags)
    assert caught >= 0.9 * len(spoiled)


def test_the_first_month_of_a_district_is_held_against_neighbours(database: Database, now: datetime) -> None:
    chance = Random("young")
    with database.transaction(now) as tx:
        made = District.of(tx, KAMPUNG)
        rows = [made.files(place, TESTED, honest(place.village_code, TESTED)) for place in made.kampung]
        assert sum(bool(made.found(row)) for row in rows) <= 0.05 * len(rows)
        told = honest(made.kampung[0].village_code, TESTED)
        row = made.files(made.kampung[0], "2026-10", spoilt(SLIPS[0], told, told, told, chance))
        assert "jump" in {one.rule for one in made.found(row)}


def test_a_report_from_far_away_is_told_with_the_distance(district: District) -> None:
    """Four from the village, one from a village 38 km away: in the queue and on the page of odd reports."""
    tx, place = district.tx, district.kampung[0]
    for month in MONTHS[:-1]:
        stand(tx, district, month, "-0.79 100.65 400 8")
    near = district.files(place, TESTED, honest(place.village_code, TESTED), approved=False)
    tx.add(AnswerValue(submission_id=near.id or 0, path="/data/l", name="l", kind="geopoint", text="-0.80 100.66 0 9"))
    tx.flush()
    assert "far" not in {one.rule for one in district.found(near)}
    row = tx.exec(select(AnswerValue).where(AnswerValue.submission_id == near.id, AnswerValue.name == "l")).one()
    row.text = "-0.95 100.35 0 9"
    tx.add(row)
    tx.flush()
    assert [(one.rule, one.other) for one in district.found(near)] == [("far", "38")]
    chat = chats.of(tx, 1, 5)
    odd_list.put(tx, TEXTS, Library(), chat, EVERYWHERE)
    screen = Screen.from_json(chat.screen)
    assert "lokasi 38 km dari kampung" in TEXTS.screen("id", screen)
    assert [button.tap for button in screen.rows[0]] == [f"q::open:{near.id}"]
    assert [one.id for one in report_flag.queue(tx, EVERYWHERE, 9)] == [near.id], "it waits like any other"


def stand(tx: Transaction, district: District, month: str, where: str) -> None:
    """The first kampung's report of that month tells where it was made."""
    mine = (Submission.kampung_id == district.kampung[0].id, Submission.period == month)
    row = tx.exec(select(Submission).where(*mine)).one()
    tx.add(AnswerValue(submission_id=row.id or 0, path="/data/l", name="l", kind="geopoint", text=where))
    tx.flush()


def test_the_clock_looks_at_what_nobody_looked_at(district: District, now: datetime) -> None:
    place, tx = district.kampung[0], district.tx
    copied = honest(place.village_code, MONTHS[-2])
    district.files(place, TESTED, copied, approved=False)
    other = district.kampung[1]
    district.files(other, TESTED, honest(other.village_code, TESTED), approved=False)
    assert report_flag.count(tx, EVERYWHERE) == 0
    assert Flagging(Library()).some(tx, now, 0) is None
    assert report_flag.count(tx, EVERYWHERE) == 1
    assert [row.kampung_id for row in report_flag.queue(tx, EVERYWHERE, 9)] == [place.id, other.id]
    assert [row.kampung_id for row in report_flag.clean(tx, EVERYWHERE, 9)] == [other.id]
    assert report_flag.count(tx, Scope(("63",))) == 0
    assert report_flag.unseen(tx, 9) == []

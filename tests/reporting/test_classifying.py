"""The class of a Kampung KB: as the portal's chapter has it, without its defects, and what is lacking for the next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from reporting.classifying import CLASSES, NAMES, Facts, Part, Step, classify, participation
from tests.reporting.chapter import chapter

# A kampung of the highest class, to take things away from.
BEST = Facts(
    pokja=True, members=15, trained=True, funds=5, groups=5, facilities=2, officer=True, regulation=True, data=4,
    mechanisms=5, agencies=7, participation=Fraction(31), cpr=Part(60, 100), mkjp=Part(15, 60), unmet=Part(6, 100),
)  # fmt: skip


def test_it_equals_an_independent_transcription() -> None:
    assert compare(5_000, seed=1) == {"", *CLASSES}


@pytest.mark.soak
def test_it_equals_an_independent_transcription_on_many() -> None:
    assert compare(200_000, int(os.environ.get("KABAR_SEED", "2"))) == {"", *CLASSES}


def compare(many: int, seed: int) -> set[str]:
    """Random kampung, classified twice; which classes there were. Whoever can rise does so by the steps told."""
    seen = set()
    for row in rows(many, seed):
        found = classify(facts(row))
        assert found.name == chapter(row), row
        seen.add(found.name)
        if found.steps:
            risen = classify(after(facts(row), found.steps))
            assert CLASSES.index(risen.name) >= CLASSES.index(found.higher), (row, found.steps)
            assert CLASSES.index(found.higher) > CLASSES.index(found.name)
    return seen


def rows(many: int, seed: int) -> Iterator[dict[str, Any]]:
    """Among them many at the bounds of a score, and some about which something is not known."""
    chance = Random(seed)
    for _ in range(many):
        pus = chance.choice((0, 100, 200, 1000, chance.randint(1, 900)))
        users = min(
            pus, max(0, pus * chance.choice((30, 40, 50, chance.randint(0, 100))) // 100 + chance.randint(-1, 1))
        )
        long = min(
            users, max(0, users * chance.choice((20, 22, 24, chance.randint(0, 60))) // 100 + chance.randint(-1, 1))
        )
        unmet = pus * chance.choice((6, 9, 12, chance.randint(0, 30))) // 100 + chance.randint(0, 1)
        row: dict[str, Any] = {
            "pokja": chance.random() < 0.8, "members": chance.choice((0, 1, 20)), "trained": chance.random() < 0.5,
            "funds": chance.randint(0, 6), "groups": chance.randint(0, 5), "facilities": chance.randint(0, 2),
            "officer": chance.random() < 0.7, "regulation": chance.random() < 0.7, "data": chance.randint(0, 5),
            "mechanisms": chance.randint(0, 5), "agencies": chance.randint(0, 9), "pus": pus, "users": users,
            "long": long, "unmet": min(unmet, pus),
            "participation": chance.choice((10, 20, 30, 20.5, chance.randint(0, 500) / 10)),
        }  # fmt: skip
        if chance.random() < 0.2:
            row[chance.choice([name for name in row if name not in ("users", "long")])] = None
        yield row


def facts(row: dict[str, Any]) -> Facts:
    def part(some: str, of: str) -> Part | None:
        return None if row[some] is None or row[of] is None else Part(row[some], row[of])

    names = ("pokja", "members", "trained", "funds", "groups", "facilities", "officer", "regulation", "data",
             "mechanisms", "agencies")  # fmt: skip
    mean = None if row["participation"] is None else Fraction(str(row["participation"]))
    shares = {"cpr": part("users", "pus"), "mkjp": part("long", "users"), "unmet": part("unmet", "pus")}
    return Facts(**{name: row[name] for name in names}, participation=mean, **shares)


def after(told: Facts, steps: tuple[Step, ...]) -> Facts:
    """The facts once the steps are taken, and no more than that."""
    for step in steps:
        match step.name:
            case "pokja":
                done = sum(((told.pokja or False), (told.members or 0) > 0, bool(told.trained))) if told.pokja else 0
                have = [True, *((told.members or 0) > 0, bool(told.trained))] if told.pokja else [False, False, False]
                for at in range(3):
                    if not have[at] and done < step.to - 1:
                        have[at], done = True, done + 1
                told = replace(told, pokja=have[0], members=int(have[1]), trained=have[2])
            case "support":
                both = step.amount == 2
                told = replace(told, officer=True if both else told.officer or bool(told.regulation),
                               regulation=True if both else told.regulation or not told.officer or True)  # fmt: skip
            case "participation":
                told = replace(told, participation=(told.participation or Fraction(0)) + step.amount)
            case "cpr" | "mkjp":
                some, all_ = getattr(told, step.name)
                told = replace(told, **{step.name: Part(some + step.amount, max(all_, 1))})
            case "unmet":
                assert told.unmet is not None
                told = replace(told, unmet=Part(told.unmet.some - step.amount, told.unmet.all))
            case name:
                told = replace(told, **{name: getattr(told, name) + step.amount})
    return told


def test_what_is_missing_is_missing() -> None:
    """A kampung without couples has no unmet need of 0 percent, and so not the best score for it."""
    none = classify(replace(BEST, cpr=Part(0, 0), mkjp=Part(0, 0), unmet=Part(0, 0)))
    assert (none.name, none.indices["output"], none.steps) == ("", None, ())
    assert none.missing == ("cpr", "mkjp", "unmet")
    assert none.indices["input"] == Decimal("3.60")
    assert classify(Facts()).missing == NAMES
    nobody = classify(replace(BEST, cpr=Part(0, 100), mkjp=Part(0, 0)))
    assert (nobody.scores["mkjp"], nobody.missing) == (1, ())


@pytest.mark.parametrize(
    ("name", "told", "points"),
    [
        ("participation", Fraction("9.99"), 1), ("participation", Fraction(10), 2), ("participation", Fraction(20), 2),
        ("participation", Fraction("20.01"), 3), ("participation", Fraction(30), 3),
        ("participation", Fraction("30.1"), 4), ("cpr", Part(299, 1000), 1), ("cpr", Part(300, 1000), 2),
        ("cpr", Part(400, 1000), 2), ("cpr", Part(401, 1000), 3), ("cpr", Part(500, 1000), 3),
        ("cpr", Part(501, 1000), 4), ("mkjp", Part(199, 1000), 1), ("mkjp", Part(220, 1000), 2),
        ("mkjp", Part(225, 1000), 3), ("mkjp", Part(240, 1000), 3), ("mkjp", Part(241, 1000), 4),
        ("unmet", Part(121, 1000), 1), ("unmet", Part(120, 1000), 2), ("unmet", Part(905, 10000), 2),
        ("unmet", Part(90, 1000), 3), ("unmet", Part(605, 10000), 3), ("unmet", Part(60, 1000), 4),
        ("unmet", Part(0, 1000), 4),
    ],
)  # fmt: skip
def test_between_two_rows_of_the_table_the_portals_comparison_decides(name: str, told: object, points: int) -> None:
    assert classify(replace(BEST, **{name: told})).scores[name] == points  # type: ignore[arg-type]


def test_no_share_is_lost_to_binary_fractions() -> None:
    """0.07 * 100 is more than 7 in floats, and 0.09 * 100 may be."""
    for whole in (100, 300, 700, 1100):
        assert classify(replace(BEST, unmet=Part(whole * 9 // 100, whole))).scores["unmet"] == 3
        assert classify(replace(BEST, mkjp=Part(whole * 24 // 100, whole))).scores["mkjp"] == 3


def test_means_have_two_decimals() -> None:
    found = classify(replace(BEST, mechanisms=1, agencies=0))
    assert found.indices["process"] == Decimal("2.33")
    assert found.indices["output"] == Decimal("4.00")


def test_participation_is_the_mean_of_five_groups() -> None:
    assert participation([Part(10, 100), None, Part(5, 10), Part(0, 9), Part(1, 4)]) == Fraction(17)
    assert participation([Part(10, 100), Part(1, 0), None, None, None]) == Fraction(2)
    assert participation([None] * 5) is None
    assert participation([Part(0, 0)] * 5) is None


@pytest.mark.parametrize(
    ("change", "name", "steps"),
    [
        ({}, "berkelanjutan", ()),
        ({"mechanisms": 3, "data": 2, "agencies": 2}, "mandiri", (Step("agencies", 2, 3, 2),)),
        ({"cpr": Part(30, 100), "mkjp": Part(5, 30), "participation": Fraction(19), "unmet": Part(10, 100)},
         "berkembang", (Step("unmet", 2, 3, 1), Step("participation", 2, 3, 2), Step("mkjp", 1, 4, 3))),
        ({"agencies": 3, "data": 1, "mechanisms": 2, "groups": 2, "facilities": 0, "officer": False, "funds": 1},
         "dasar", (Step("agencies", 2, 3, 1), Step("data", 2, 3, 1), Step("mechanisms", 2, 3, 1))),
    ],
)  # fmt: skip
def test_what_lacks_is_the_easiest_way_up(change: dict[str, Any], name: str, steps: tuple[Step, ...]) -> None:
    found = classify(replace(BEST, **change))
    assert (found.name, found.steps) == (name, steps)

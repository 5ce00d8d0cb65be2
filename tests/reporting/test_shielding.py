"""Small numbers are hidden, and can't be found by taking what is shown from a sum."""

from __future__ import annotations

from random import Random

from reporting.shielding import HELD, SMALL, Cell, Family, Why, hidden

METHODS = {"users": ("iud", "pill"), "couples": ("users", "others")}


def told(found: dict[Cell, Why]) -> dict[str, str]:
    return {f"{cell.area or 'country'} {cell.name}": why for cell, why in found.items()}


def cells(**numbers: dict[str, int]) -> dict[Cell, float]:
    return {Cell(area, name): number for name, areas in numbers.items() for area, number in areas.items()}


def test_one_hidden_area_takes_the_smallest_other_with_it() -> None:
    counts = cells(iud={"": 60, "a": 3, "b": 40, "c": 17, "d": 0})
    assert told(hidden(counts, [Family("", ("a", "b", "c", "d"))], {})) == {"a iud": SMALL, "c iud": HELD}


def test_two_hidden_areas_hide_each_other() -> None:
    counts = cells(iud={"": 47, "a": 3, "b": 40, "c": 4})
    assert told(hidden(counts, [Family("", ("a", "b", "c"))], {})) == {"a iud": SMALL, "c iud": SMALL}


def test_nothing_small_hides_nothing() -> None:
    counts = cells(iud={"": 45, "a": 5, "b": 40, "c": 0})
    assert hidden(counts, [Family("", ("a", "b", "c"))], METHODS) == {}


def test_where_only_nothing_is_beside_it_that_is_held_back() -> None:
    counts = cells(iud={"": 3, "a": 3, "b": 0})
    assert told(hidden(counts, [Family("", ("a", "b"))], {})) == {"country iud": SMALL, "a iud": SMALL}


def test_a_method_is_not_found_by_the_others() -> None:
    counts = cells(iud={"": 3}, pill={"": 50}, users={"": 53}, others={"": 20}, couples={"": 73})
    assert told(hidden(counts, [Family("", ())], METHODS)) == {"country iud": SMALL, "country pill": HELD}


def test_what_is_held_back_is_held_back_below() -> None:
    counts = cells(iud={"": 60, "a": 3, "b": 40, "c": 17, "c.1": 9, "c.2": 8})
    found = hidden(counts, [Family("", ("a", "b", "c")), Family("c", ("c.1", "c.2"))], {})
    assert told(found) == {"a iud": SMALL, "c iud": HELD, "c.2 iud": HELD}


def test_no_cell_can_be_found_whatever_the_numbers() -> None:
    """In every sum with a hidden member there is another; all 1 to 4 are hidden; who looks closer sees the same."""
    for seed in range(40):
        chance = Random(seed)
        areas = [f"{at}" for at in range(chance.randint(1, 5))]
        below = [f"0.{at}" for at in range(chance.randint(1, 5))]
        counts: dict[Cell, float] = {}
        for area in (*areas[1:], *below):
            iud, pill, others = (chance.choice((0, 2, 4, 5, 9, 30)) for _ in range(3))
            row = {"iud": iud, "pill": pill, "others": others, "users": iud + pill, "couples": iud + pill + others}
            counts |= {Cell(area, name): number for name, number in row.items()}
        for name in ("iud", "pill", "others", "users", "couples"):
            counts[Cell("0", name)] = sum(counts[Cell(area, name)] for area in below)
            counts[Cell("", name)] = sum(counts[Cell(area, name)] for area in areas)
        path = [Family("", tuple(areas)), Family("0", tuple(below))]
        found = hidden(counts, path, METHODS)
        assert {cell for cell, number in counts.items() if 0 < number < 5} <= set(found)
        assert {cell: why for cell, why in found.items() if "." not in cell.area} == hidden(
            {cell: number for cell, number in counts.items() if "." not in cell.area}, path[:1], METHODS
        )
        for name in ("iud", "pill", "others", "users", "couples"):
            for family in path:
                check(found, [Cell(area, name) for area in (family.area, *family.below)])
        for area in ("", *areas, *below):
            for total, parts in METHODS.items():
                check(found, [Cell(area, name) for name in (total, *parts)])


def check(found: dict[Cell, Why], sum_: list[Cell]) -> None:
    assert sum(cell in found for cell in sum_) != 1, sum_

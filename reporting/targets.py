"""Lists of targets: read from CSV, checked row by row, stored whole or not at all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.resources import files

from models import region, target
from models.database import Transaction
from models.target import Row
from reporting import listed
from reporting.listed import Problem
from reporting.measures import book

COLUMNS = ("area", "figure", "year", "kind", "value", "source")
KINDS = ("target", "level")
EARLIEST, LATEST = 2016, 2045  # the programme's first year, and the end of the plan that it is part of


def shipped() -> str:
    """The national figures that come with Kabar, each with its source."""
    return (files("templates") / "targets.csv").read_text(encoding="utf-8")


def read(tx: Transaction, text: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a list, and everything that is wrong with it."""
    lines, problems = listed.read(text, COLUMNS)
    rows: list[Row] = []
    for number, told in lines:
        found = [Problem(number, *one) for one in _problems(tx, told)]
        problems += found
        if not found:
            value = float(told["value"].replace(",", "."))
            rows.append(Row(told["area"], told["figure"], int(told["year"]), told["kind"], value, told["source"]))
    return rows, problems


def store(tx: Transaction, rows: list[Row]) -> int:
    """Adds them, or gives those that are there their new value; how many."""
    return target.put(tx, rows)


def _problems(tx: Transaction, told: dict[str, str]) -> Iterator[tuple[str, str]]:
    if told["area"] and region.get(tx, told["area"]) is None:
        yield "area", f"no region has the code {told['area']!r}"
    if told["figure"] not in book().figures:
        yield "figure", f"not one of {', '.join(book().figures)}"
    if not told["year"].isdecimal() or not EARLIEST <= int(told["year"]) <= LATEST:
        yield "year", f"not a year from {EARLIEST} to {LATEST}"
    if told["kind"] not in KINDS:
        yield "kind", f"not one of {', '.join(KINDS)}"
    if not _is_percent(told["value"]):
        yield "value", "not a percentage from 0 to 100"
    if not told["source"]:
        yield "source", "every figure needs its source"


def _is_percent(text: str) -> bool:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return False
    return math.isfinite(value) and 0 <= value <= 100

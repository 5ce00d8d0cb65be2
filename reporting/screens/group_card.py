"""What a group reads on Monday: counts, and nothing of anybody. No kampung and no person is named, and nothing is
told of families."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reporting.overseeing import shorten
from reporting.screens.screen import Screen
from reporting.screens.summary import Week, counts
from reporting.texts import Texts

if TYPE_CHECKING:
    from reporting.standing import Line, Part, Standing

WANTED = 700  # units: as every message
FORMS = 4  # beside the monthly report
PARTS = (38, 20, 12, 8, 4)  # areas below that are told: as many as fit


def card(texts: Texts, language: str, found: Standing, parts: Sequence[Part], week: Week) -> Screen:
    """With as many of the areas below, in the order of their names, as there is room for; where that is not all, those
    that are not complete."""
    told = _figures(found, week)
    for most in PARTS:
        shown = parts if len(parts) <= most else [part for part in parts if part.reported < part.expected][:most]
        below = {"parts": [_part(part) for part in shown], "parts_more": len(parts) - len(shown)}
        made = Screen("groups/weekly", told | below)
        if texts.fits(language, made, WANTED):
            break
    return made


def _figures(found: Standing, week: Week) -> dict[str, Any]:
    line = found.monthly
    others = [one for one in found.lines[1:] if is_open(one)]
    return counts(found, week) | {
        "late": line.reported - line.on_time,
        "missing": line.expected - line.reported - found.closed,
        "lines": [_line(one) for one in others[:FORMS]],
    }


def is_open(line: Line) -> bool:
    """Whether its counts may be read by anybody. None of families may: the group of a regency and those of its
    districts would tell by subtraction what each keeps to itself."""
    return line.unit != "family"


def _line(line: Line) -> dict[str, Any]:
    about = {"title": shorten(line.title.partition(" (")[0]), "period": line.period}
    return {**about, "reported": line.reported, "expected": line.expected}


def _part(part: Part) -> dict[str, Any]:
    return {"name": shorten(part.name), "reported": part.reported, "expected": part.expected}

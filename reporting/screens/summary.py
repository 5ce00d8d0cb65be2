"""The text and the buttons of a summary: exceptions before totals, in the order of areas, and no more than a caption
holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.chat import Chat
from models.scope import Scope
from reporting import agencies
from reporting.overseeing import shorten
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts, templates_folder

if TYPE_CHECKING:
    from reporting.standing import Line, Part, Standing
    from reporting.summary_names import Names

WANTED = 900  # units of a caption; Telegram's limit is 1,024

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Week:
    """Its first and last day (ISO), and whether the periods before are told in words."""

    first: str
    last: str
    with_trend: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How much is told: names in each list, other forms, and figures that ask for nothing."""

    names: int
    lines: int
    has_figures: bool


ROOMS = (
    Room(5, 6, True),
    Room(5, 6, False),
    Room(3, 6, False),
    Room(3, 3, False),
    Room(1, 3, False),
    Room(1, 0, False),
)


def screen(texts: Texts, chat: Chat, found: Standing, names: Names, week: Week, scope: Scope) -> Screen:
    """With as much as a caption holds."""
    rows, offices = _buttons(texts, chat, found, scope), _offices(chat.language, found)
    for room in ROOMS:
        args = {**_figures(found, week, room), **_lists(found, names, offices, room.names)}
        made = Screen("summaries/weekly", args, rows, bar="menu")
        if texts.fits(chat.language, made, WANTED):
            break
    return made


def counts(found: Standing, week: Week) -> Told:
    """Whose week it is, and how far the monthly report has come: what is told to everybody."""
    line = found.monthly
    return {
        "area": found.area,
        "level": found.level,
        "first": week.first,
        "last": week.last,
        "period": line.period,
        "expected": line.expected,
        "reported": line.reported,
        "week_ago": line.week_ago,
        "on_time": line.on_time,
        "closed": found.closed,
    }


def _figures(found: Standing, week: Week, room: Room) -> Told:
    others = found.lines[1:]
    return counts(found, week) | {
        "lines": [_line(one) for one in others[: room.lines]],
        "lines_more": max(0, len(others) - room.lines),
        "waiting": found.waiting,
        "oldest_days": found.oldest_days,
        "came": found.came,
        "questions": found.questions,
        "is_quiet": found.is_quiet,
        "compared": found.compared,
        "indicators": _indicators(found) if room.has_figures else [],
        "trend": _trend(found) if week.with_trend and room.has_figures else [],
    }


def _line(line: Line) -> Told:
    about = {"title": _title(line), "period": line.period, "week_ago": line.week_ago}
    return {**about, "reported": line.reported, "expected": line.expected}


def _title(line: Line) -> str:
    """The form's title without what explains it in brackets."""
    return shorten(line.title.partition(" (")[0])


def _indicators(found: Standing) -> list[Told]:
    return [{"name": one.name, "value": one.value, "before": one.before} for one in found.indicators]


def _trend(found: Standing) -> list[Told]:
    """The same as the picture shows, for who has none."""
    return [{"period": one.period, "share": round(100 * one.reported / one.expected)} for one in found.trend]


def _lists(found: Standing, names: Names, offices: dict[str, str], most: int) -> Told:
    first, told = found.first, Counter(found.stock)
    behind = [part for part in found.parts if found.helped and part.needs_help] if found.owed is None else []
    areas = [part for part in found.parts if part.reported < part.expected] if found.owed is None else []
    late = [one for one in found.actions if one.late] or list(found.actions)
    officers, left = _cut(names, most), (first.missing if first else 0)
    shown = sum(len(one["kampung"]) for one in officers)
    return {
        "missing": left,
        "missing_of": "" if first is None or first.unit == "kampung" else _title(first),
        "officers": officers,
        "stuck": [{"kampung": place, "reason": reason, "note": note} for place, reason, note in names.stuck[:most]],
        "behind": [_part(one) for one in behind[:most]],
        "areas": [] if behind or (first and first is not found.monthly) else [_part(one) for one in areas[:most]],
        "missing_more": max(0, len(behind or areas) - most) if found.owed is None else left - shown,
        "odd": list(names.odd[:most]),
        "odd_count": found.odd,
        "odd_more": max(0, found.odd - most),
        "stock": [{"name": shorten(name), "count": count} for name, count in list(told.items())[:most]],
        "stock_count": len(found.stock),
        "stock_more": max(0, len(told) - most),
        "actions": [{"name": offices[one.agency], "count": one.count, "late": one.late} for one in late[:most]],
        "actions_count": sum(one.count for one in found.actions),
        "actions_late": found.late,
        "actions_more": max(0, len(late) - most),
    }


def _cut(names: Names, most: int) -> list[Told]:
    told: list[Told] = []
    for officer, owed in names.officers:
        if most > 0:
            told.append({"name": officer, "kampung": list(owed[:most])})
            most -= len(owed)
    return told


def _part(part: Part) -> Told:
    about = {"name": shorten(part.name), "missing": part.expected - part.reported}
    return {**about, "reported": part.reported, "expected": part.expected}


def _offices(language: str, found: Standing) -> dict[str, str]:
    """What the agencies are called."""
    known = {one.code: one for one in agencies.load(templates_folder() / "forms")} if found.actions else {}
    codes = [one.agency for one in found.actions]
    return {code: shorten(known[code].names.get(language, code) if code in known else code) for code in codes}


def _buttons(texts: Texts, chat: Chat, found: Standing, scope: Scope) -> Rows:
    """Only what there is something to do for; nobody nudges themselves."""
    nudged = len(found.nudged - {chat.person_id}) if found.first else 0
    area = next((code for code in scope.areas if code), "")
    offers = (
        (nudged, "nudge_officer" if nudged == 1 else "nudge_officers", "k::nudge_all"),
        (found.waiting, "queue_short", "q::next"),
        (found.odd, "see_odd", "k::odd"),
        (found.questions, "answer_questions", "t::queue"),
        (found.late if area else 0, "see_actions", f"z::plans:{area},0"),
    )
    made = [(tap, Button(texts.word(chat.language, key, count=count), tap)) for count, key, tap in offers if count]
    whole = [button for tap, button in made if tap == "k::nudge_all"]
    halves = [button for tap, button in made if tap != "k::nudge_all"]
    listed = (Button(texts.word(chat.language, "missing_list"), "k::missing"),) if found.first else ()
    return tuple(row for row in (tuple(whole), *_pairs(halves), listed) if row)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))

"""Sent reports: the review card, all answers, photos, the reason of a return, and the page of one's own report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forms.prompt import Line
from reporting.fitting import clip
from reporting.reports import Report
from reporting.screens.review import briefly, odd_fact, split, told
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

LONGEST = 900  # letters of what a coordinator reads
NOTE = 80  # letters of the reason of a move
FEWEST, MOST_AT_ONCE = 2, 12  # reports accepted with one tap: as many as a person reads through in a list


@dataclass(frozen=True, slots=True)
class Sizes:
    """What fits the card: letters of a name and of a note, odd figures, what nobody knew, changes. The rest is
    counted."""

    name: int
    note: int
    odd: int
    open: int
    changes: int


# A card begins with the most and takes less when it is too long.
SIZES = (
    Sizes(60, 120, 6, 4, 5),
    Sizes(36, 80, 4, 3, 3),
    Sizes(24, 60, 3, 2, 2),
    Sizes(24, 40, 1, 1, 1),
    Sizes(16, 24, 1, 0, 0),
    Sizes(12, 16, 1, 0, 0),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened just before the card: `echo` is said on it, `leaves` is the line that the card before becomes.
    `returned` is why the version before was sent back."""

    echo: dict[str, Any] | None = None
    leaves: dict[str, Any] | None = None
    returned: str = ""
    notes: tuple[Any, ...] = ()  # what was written about it, as (who, text)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes the page is for."""

    texts: Texts
    language: str
    zone: str

    def button(self, key: str, tap: str, **args: Any) -> Button:
        return Button(self.texts.word(self.language, key, **args), tap)


def card(reader: Reader, report: Report, place: tuple[int, int], told: Told, unflagged: int) -> Screen:
    """One report of the queue; `place` is its position and the length of the queue, `unflagged` how many wait that
    have nothing odd."""
    standing = {**facts(reader, report), "echo": told.echo, "position": place[0], "total": place[1]}
    number = report.row.id
    looks = [reader.button("note_ask", f"c::open:{number}"), reader.button("all_answers", f"q:*:all:{number}")]
    if report.photos:
        looks.insert(1, reader.button("photos", f"q:*:photo:{number}", count=len(report.photos)))
    rows: list[tuple[Button, ...]] = [
        (reader.button("approve", f"q:*:approve:{number}"), reader.button("give_back", f"q:*:return:{number}")),
        tuple(looks),
    ]
    if unflagged >= FEWEST:
        rows.append((reader.button("approve_clean", f"q:*:clean:{number}", count=unflagged),))
    rows.append((reader.button("skip_report", f"q:*:skip:{number}"), reader.button("menu", "m::menu")))
    for sizes in SIZES:
        args = standing | _seen(report, told, sizes)
        screen = Screen("reviewing/card", args, tuple(rows), told.leaves, is_fresh=told.leaves is not None, bar="menu")
        if reader.texts.fits(reader.language, screen, LONGEST):
            break
    return screen


def clean(reader: Reader, number: int, reports: list[dict[str, Any]]) -> Screen:
    """The reports without anything odd, before all of them are accepted with one tap. The safe choice stands first."""
    rows = (
        (reader.button("back_to_report", f"q:*:card:{number}"),),
        (reader.button("approve_count", f"q:*:clean_now:{number}", count=len(reports)),),
    )
    return Screen("reviewing/clean", {"reports": reports}, rows, bar="menu")


def empty(reader: Reader, skipped: int, told: Told) -> Screen:
    """Nothing left to look at, or only what was skipped."""
    rows: Rows = ((reader.button("menu", "m::menu"),),)
    if skipped:
        rows = ((reader.button("check_skipped", "q::next"),), *rows)
    args = {"skipped": skipped, "echo": told.echo, "zone": reader.zone}
    return Screen("reviewing/empty", args, rows, told.leaves, is_fresh=told.leaves is not None, bar="menu")


def decided(reader: Reader, echo: dict[str, Any], undo: int = 0) -> Told:
    """The line that a card becomes once it is decided on; `undo` is the decision that may be taken back, 0 for none."""
    line: dict[str, Any] = {"text": "reviewing/echo", "args": {"echo": echo, "zone": reader.zone}}
    if undo:
        button = reader.button("undo", f"q::undo:{undo}")
        line["rows"] = [[[button.label, button.tap]]]
    return Told(leaves=line)


def answers(reader: Reader, report: Report, page: int) -> Screen:
    """All answers of the report under review, a page at a time."""
    number = report.row.id
    back = (reader.button("back_to_report", f"q:*:card:{number}"),)
    return _pages(reader, report, page, f"q:*:all:{number}", (back,), {"reason": "", "state": ""})


def sent(reader: Reader, report: Report, page: int, reason: str, rows: Rows) -> Screen:
    """A report as it was sent, with its state; `reason` if it was returned, `rows` what may be done with it."""
    state = report.row.review_state if report.row.is_current else "replaced"
    rows = (*rows, (reader.button("menu", "m::menu"),))
    return _pages(reader, report, page, f"r::see:{report.row.id}", rows, {"reason": reason, "state": state})


def photo(reader: Reader, report: Report, index: int) -> Screen:
    """One photo of the report, with ways to the others."""
    number = report.row.id
    index = max(0, min(index, len(report.photos) - 1))
    turns = [
        reader.button(key, f"q:*:photo:{number},{i}")
        for key, i in (("previous_page", index - 1), ("next_page", index + 1))
        if 0 <= i < len(report.photos)
    ]
    rows: Rows = ((reader.button("back_to_report", f"q:*:card:{number}"),),)
    rows = (tuple(turns), *rows) if turns else rows
    args = {**facts(reader, report), "index": index + 1, "count": len(report.photos)}
    shown = report.photos[index].telegram_file_id
    return Screen("reviewing/photo", args, rows, is_fresh=True, bar="menu", photo=shown)


def facts(reader: Reader, report: Report) -> dict[str, Any]:
    """What every text about a report may say."""
    row = report.row
    return {
        "title": report.title,
        "kampung": report.kampung,
        "officer": report.officer,
        "period": row.period,
        "number": row.number,
        "revision": row.revision,
        "sent_at": row.submitted_at.isoformat(),
        "behalf": report.behalf,
        "moves": [one | {"reason": clip(one["reason"], NOTE)} for one in report.moves[-1:]],
        "zone": reader.zone,
        "emptied": not row.xml,
    }


def _seen(report: Report, told: Told, most: Sizes) -> dict[str, Any]:
    """What the card says of the answers, so much of each."""
    return {
        "returned": clip(told.returned, 3 * most.note),
        "notes": [[who, clip(text, most.note)] for who, text in told.notes],
        "odd": [
            _named(odd_fact(one), most.name) | {"reason": clip(one.reason, most.note)} for one in report.odd[: most.odd]
        ],
        "open": [_named(_open(line), most.name) for line in report.open[: most.open]],
        "more_open": max(0, len(report.open) - most.open),
        "flags": len(report.odd) + len(report.marks),
        "marks": [one | {"other": clip(one["other"], most.name)} for one in report.marks[: most.odd]],
        "more_odd": max(0, len(report.odd) - most.odd) + max(0, len(report.marks) - most.odd),
        "moves": [one | {"reason": clip(one["reason"], most.note)} for one in report.moves[-1:]],
        "changes": [_turned(change, most.name) for change in report.changes[: most.changes]],
        "more_changes": max(0, len(report.changes) - most.changes),
        "figures": [[clip(label, most.name), answer] for label, answer in report.figures],
    }


def _named(fact: dict[str, Any], letters: int) -> dict[str, Any]:
    return fact | {"label": clip(fact["label"], letters)}


def _turned(change: tuple[str, Any, Any], letters: int) -> list[Any]:
    label, *answers = change
    return [clip(label, letters), *(briefly(one, letters) for one in answers)]


def _pages(reader: Reader, report: Report, page: int, tap: str, rows: Rows, more: dict[str, Any]) -> Screen:
    parts = split(report.lines)
    page = max(0, min(page, len(parts) - 1))
    turns = [
        reader.button(key, f"{tap},{p}")
        for key, p in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= p < len(parts)
    ]
    args = {**facts(reader, report), "page": page + 1, "pages": len(parts), "sections": _sections(parts[page]), **more}
    return Screen("reviewing/report", args, (tuple(turns), *rows) if turns else rows, bar="menu")


def _sections(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {"label": label, "lines": [told(x) for x in group]}
        for label, group in groupby(lines, key=lambda line: line.section.label if line.section else "")
    ]


def _open(line: Line) -> dict[str, Any]:
    return {**told(line), "number": line.number}

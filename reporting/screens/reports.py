"""Sent reports: the review card, all answers, photos, the reason of a return, and the page of one's own report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forms.prompt import Line
from reporting.reports import Report
from reporting.screens.review import odd_fact, split, told
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

ODD = 6  # odd figures told on the card; the rest is counted
OPEN = 4  # the same of what nobody knew
CHANGES = 5
FEWEST, MOST_AT_ONCE = 2, 12  # reports accepted with one tap: as many as a person reads through in a list


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
    args = {
        **facts(reader, report),
        "echo": told.echo,
        "position": place[0],
        "total": place[1],
        "returned": told.returned,
        "notes": told.notes,
        "odd": [odd_fact(one) for one in report.odd[:ODD]],
        "open": [_open(line) for line in report.open[:OPEN]],
        "more_open": max(0, len(report.open) - OPEN),
        "flags": len(report.odd),
        "changes": [list(change) for change in report.changes[:CHANGES]],
        "more_changes": max(0, len(report.changes) - CHANGES),
        "figures": [list(figure) for figure in report.figures],
    }
    number = report.row.id
    looks = [reader.button("note_ask", f"c::open:{number}"), reader.button("all_answers", f"q:*:all:{number}")]
    if report.photos:
        looks.insert(1, reader.button("photos", f"q:*:photo:{number}", count=len(report.photos)))
    rows: list[tuple[Button, ...]] = [
        (reader.button("approve", f"q:*:approve:{number}"), reader.button("give_back", f"q:*:return:{number}")),
        tuple(looks),
    ]
    if unflagged >= FEWEST:
        rows.append((reader.button("approve_clean", f"q:*:clean:{number}", count=min(unflagged, MOST_AT_ONCE)),))
    rows.append((reader.button("skip_report", f"q:*:skip:{number}"), reader.button("menu", "m::menu")))
    return Screen("reviewing/card", args, tuple(rows), told.leaves, is_fresh=told.leaves is not None, bar="menu")


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
        "zone": reader.zone,
    }


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

"""The pages of a return (M-RET-01 as the coordinator makes it): the answers, the reason, and how it will read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forms.prompt import Line
from reporting.fitting import clip, length
from reporting.reports import Report
from reporting.screens.reports import Reader, facts
from reporting.screens.review import LONGEST, told
from reporting.screens.screen import Rows, Screen, grid
from reporting.screens.values import CHOSEN

REASONS = ("reason_numbers", "reason_photo", "reason_place")  # words that are a reason by themselves
PAGE = 8  # answers a page, in two rows of toggles
NAMED = 6
PICKED = 16  # numbers that are named below the list
CUT = (100, 50, 36, 24)  # letters of a label and of an answer: as many as keep the page within its limit


def items(reader: Reader, report: Report, picked: Sequence[int], page: int) -> Screen:
    """Which answers are to be mended: toggles with their target; flagged ones stand first."""
    lines = _ordered(report)
    page = max(0, min(page, (len(lines) - 1) // PAGE))
    here = lines[page * PAGE : (page + 1) * PAGE]
    number = report.row.id
    odd = {one.number for one in report.odd}

    def toggle(line: Line) -> Any:
        is_on = line.number in picked
        key, act = ("item_on", "drop") if is_on else ("item_off", "pick")
        return reader.button(key, f"q:*:{act}:{number},{line.number}", number=line.number)

    turns = [
        reader.button(key, f"q:*:items:{number},{p}")
        for key, p in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= p * PAGE < len(lines)
    ]
    onward = reader.button("return_on" if picked else "return_whole", f"q:*:why:{number}", count=len(picked))
    rows: Rows = (*grid([toggle(line) for line in here], 4), *((tuple(turns),) if turns else ()), (onward,))
    back = (reader.button("back_to_report", f"q:*:card:{number}"),)
    args = {**facts(reader, report), "picked": sorted(picked)[:PICKED], "more": max(0, len(picked) - PICKED)}
    for letters in CUT:
        shown = [{**_short(line, letters), "number": line.number, "is_odd": line.number in odd} for line in here]
        screen = Screen("reviewing/items", {**args, "lines": shown}, (*rows, back), bar="menu")
        if length(reader.texts.screen(reader.language, screen)) <= LONGEST:
            break
    return screen


def why(reader: Reader, report: Report, picked: Sequence[int], problem: str) -> Screen:
    """Why is it returned? `problem` says what was wrong with the reason typed before."""
    number = report.row.id
    rows = tuple((reader.button(key, f"q:*:because:{number},{i}"),) for i, key in enumerate(REASONS))
    back = (reader.button("back_to_items", f"q:*:items:{number},0"),)
    args = {**facts(reader, report), "problem": problem, **_named(report, picked)}
    return Screen("reviewing/reason", args, (*rows, back), bar="menu")


def preview(reader: Reader, report: Report, picked: Sequence[int], reason: str, who: str) -> Screen:
    """What the officer will read."""
    number = report.row.id
    rows = (
        (reader.button("return_send", f"q:*:give_back:{number}"),),
        (
            reader.button("return_reword", f"q:*:why:{number}"),
            reader.button("back_to_items", f"q:*:items:{number},0"),
        ),
        (reader.button("back_to_report", f"q:*:card:{number}"),),
    )
    args = {**facts(reader, report), "reason": reason, "who": who, **_named(report, picked)}
    return Screen("reviewing/preview", args, rows, bar="menu")


def _short(line: Line, letters: int) -> dict[str, Any]:
    """The answer, its label and its text in so many letters each."""
    read = told(line)
    text = clip(read["text"], letters) if line.kind in ("text", "barcode", *CHOSEN) else read["text"]
    return {**read, "label": clip(read["label"], letters), "text": text}


def _ordered(report: Report) -> list[Line]:
    odd = {one.number for one in report.odd}
    asked = [line for line in report.lines if line.kind not in ("note", "acknowledge")]
    return sorted(asked, key=lambda line: (line.number not in odd, line.number))


def _named(report: Report, picked: Sequence[int]) -> dict[str, Any]:
    chosen = [line for line in report.lines if line.number in picked]
    named = [[line.number, told(line)["label"]] for line in chosen[:NAMED]]
    return {"items": named, "more": max(0, len(chosen) - NAMED)}

"""The page before sending: every answer, what looks odd, and what is missing (M-REV-01)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forms.events import Violation
from forms.prompt import Line, Prompt
from reporting.checks import Odd
from reporting.markup import bare
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.screens.values import reads_as
from reporting.texts import Texts

LONGEST = 900  # letters of the whole message: what two screens of a 5 inch phone hold
AROUND = 240  # of them for title, page, the last answer above and the last line
LABEL, TEXT = 60, 100  # letters of a question and of an answer; the rest is behind "ubah 7"
FLAGGED = 420  # of them for what is to be looked at again: so that answers stand below it
FIXES = 5  # odd or wrong answers named
SHORTER = ((FIXES, TEXT), (3, 60), (2, 40), (1, 40))  # how many of them, and letters of what is said of each
NUMBERS = 12  # of skipped questions told; as in the text
SKIPPED = 2  # skipped questions named one by one; more are counted
SIDE_BY_SIDE = 34  # letters of a line that holds several short figures
MOST_BUTTONS = 8
FIGURES = ("integer", "decimal", "range")
WORDS = ("text", "select_one", "select_multiple", "rank", "barcode")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the report stands. `waiting` is the first question that was never asked, None when all were."""

    lines: tuple[Line, ...]
    odd: tuple[Odd, ...] = ()
    violations: tuple[Violation, ...] = ()
    waiting: Prompt | None = None
    is_correction: bool = False

    @property
    def can_go(self) -> bool:
        return not self.violations and self.waiting is None

    @property
    def skipped(self) -> tuple[Line, ...]:
        wrong = {one.path for one in self.violations}
        asked = (line for line in self.lines if line.kind not in ("note", "acknowledge"))
        return tuple(line for line in asked if not line.text and line.path not in wrong)


def review_page(texts: Texts, language: str, told: dict[str, Any], standing: Standing, page: int = 0) -> Screen:
    """One page of the review. `told`: form title, kampung, period, moved, echo, change, problem, reason.

    Sending is offered on the last page only, so that all pages are seen, and not while something is missing.
    """
    parts = pages(standing)
    page = min(page, len(parts) - 1)
    args = {
        "page": page + 1,
        "pages": len(parts),
        "sections": _sections(parts[page]),
        "is_last": page == len(parts) - 1,
        "waiting": standing.waiting.number if standing.waiting else 0,
        **_flagged(standing if page == 0 else Standing(())),
    }
    rows = _rows(texts, language, standing, page, len(parts))
    for letters in (TEXT, 40, 0):
        screen = Screen("filling/review", _around(told, letters) | args, rows, bar="menu")
        if texts.fits(language, screen, LONGEST):
            break
    return screen


def _around(told: dict[str, Any], letters: int) -> dict[str, Any]:
    """What stands above the answers; no more of the last one and of the coordinator's note than so many letters."""
    around = {"reason": "", "echo": None, "change": None, "moved": None, **told}
    echo = around["echo"] and around["echo"] | {key: _cut(around["echo"][key], letters) for key in ("label", "text")}
    return around | {"echo": echo if letters else None, "reason": _cut(around["reason"], 3 * letters or LABEL)}


def pages(standing: Standing) -> list[list[Line]]:
    """The lines of each page; the first one also holds what was flagged."""
    return split(standing.lines, LONGEST - AROUND - _length(_flagged(standing)))


def edit_page(texts: Texts, language: str, standing: Standing, unknown: int) -> Screen:
    """Which answer is to be changed? Its number is typed; what was flagged has a button. `unknown` is a number that was
    typed and is none, 0 for no such."""

    def button(key: str, tap: str, **args: Any) -> Button:
        return Button(texts.word(language, key, **args), f"n:*:{tap}")

    numbers = [button("edit_number", f"jump:{number}", number=number) for number in fixes(standing)[:MOST_BUTTONS]]
    args = {"unknown": unknown, "highest": max((line.number for line in standing.lines), default=0)}
    back = button("ask_rest", "resume", number=standing.waiting.number) if standing.waiting else None
    rows = (*grid(numbers, 4), (button("to_review", "ringkasan"),))
    return Screen("filling/edit_number", args, (*rows, (back,)) if back else rows)


def odd_page(texts: Texts, language: str, facts: dict[str, Any], odd: tuple[Odd, ...]) -> Screen:
    """Once more before sending: figures far from last month's. The safe choice stands first."""
    rows = (
        (
            Button(texts.word(language, "look_first"), "n:*:ringkasan"),
            Button(texts.word(language, "send_as_is"), "n:*:submit_now"),
        ),
    )
    return Screen("filling/review_odd", {**facts, "odd": odd_told(odd), "more_odd": max(0, len(odd) - FIXES)}, rows)


def split(lines: tuple[Line, ...], first: int = LONGEST - AROUND) -> list[list[Line]]:
    """The lines in pages, `first` letters on the first one. A section is cut only where it is longer than a page."""
    pages: list[list[Line]] = [[]]
    room = max(first, LONGEST // 4)
    for label, group in groupby(lines, key=_section):
        section = list(group)
        if len(label) + sum(map(_size, section)) > room and pages[-1]:
            pages.append([])
            room = LONGEST - AROUND
        room -= len(label) + 1
        for line in section:
            if _size(line) > room and pages[-1]:
                pages.append([])
                room = LONGEST - AROUND - len(label)
            pages[-1].append(line)
            room -= _size(line)
    return pages


def told(line: Line) -> dict[str, Any]:
    """One answer as others may read it: of a sensitive one only that it is there."""
    sensitive = "sensitive" in line.attributes
    text = "•" if sensitive and line.text else _cut(line.text, TEXT)
    label = _cut(line.short.rstrip("?"), LABEL)
    return {"label": label, "text": text, "kind": reads_as(line), "sensitive": sensitive, "mark": mark(line)}


def briefly(answer: dict[str, Any], letters: int) -> dict[str, Any]:
    """The answer with its words cut; figures and days stay whole."""
    return answer | {"text": _cut(answer["text"], letters)} if answer["kind"] in WORDS else answer


def mark(line: Line) -> str:
    """What was said instead of an answer: "unknown", "deferred", or the person's own words; "" for nothing."""
    return "" if line.text else _cut(line.remark, TEXT)


def fixes(standing: Standing) -> list[int]:
    """The numbers of what is wrong, odd or skipped: each gets a button where an answer is chosen."""
    numbers = {line.path: line.number for line in standing.lines}
    found = [numbers[v.path] for v in standing.violations if v.path in numbers]
    found += [o.number for o in standing.odd] + [line.number for line in standing.skipped]
    return list(dict.fromkeys(found))


def fix_key(standing: Standing) -> str:
    """The word of the button that leads to what is missing, or no longer right."""
    return "fix_missing" if all(one.condition == "required" for one in standing.violations) else "fix_wrong"


def _section(line: Line) -> str:
    return line.section.label if line.section else ""


def _sections(lines: list[Line]) -> list[dict[str, Any]]:
    return [{"label": label, "rows": _rows_of(list(group))} for label, group in groupby(lines, key=_section)]


def _rows_of(lines: list[Line]) -> list[list[dict[str, Any]]]:
    """Short figures stand side by side, anything else has its own line."""
    rows: list[list[dict[str, Any]]] = []
    room = 0
    for line in lines:
        shown = {**told(line), "text": _cut(line.text, TEXT), "number": line.number, "sensitive": False}
        size = _size(line) if line.kind in FIGURES else SIDE_BY_SIDE + 1
        if size <= room:
            rows[-1].append(shown)
        else:
            rows.append([shown])
            room = SIDE_BY_SIDE
        room = room - size if line.kind in FIGURES else 0
    return rows


def _flagged(standing: Standing) -> dict[str, Any]:
    """What to look at again: what is missing, odd figures, what was skipped."""
    for most, letters in SHORTER:
        flagged = {**_wrong(standing, most, letters), **_left_out(standing)}
        odd = [one | {"reason": _cut(one["reason"], letters)} for one in odd_told(standing.odd)[:most]]
        flagged |= {"odd": odd, "more_odd": len(standing.odd) - len(odd)}
        if _length(flagged) <= FLAGGED:
            break
    return flagged


def _wrong(standing: Standing, most: int, letters: int) -> dict[str, Any]:
    numbers = {line.path: line.number for line in standing.lines}
    seen = [one for one in standing.violations if one.path in numbers or standing.waiting is None]
    named = [
        {
            "number": numbers.get(v.path, 0),
            "label": _cut(bare(v.label), LABEL),
            "condition": v.condition,
            "message": _cut(bare(v.message), letters),
        }
        for v in seen[:most]
    ]
    return {"violations": named, "more_violations": len(seen) - len(named)}


def _left_out(standing: Standing) -> dict[str, Any]:
    """Skipped questions one by one where they are few, else their numbers."""
    skipped = [
        {"number": line.number, "label": _cut(line.short, LABEL), "mark": mark(line)} for line in standing.skipped
    ]
    few = len(skipped) <= SKIPPED
    return {"skipped": skipped if few else [], "passed_over": [] if few else [one["number"] for one in skipped]}


def odd_told(odd: tuple[Odd, ...]) -> list[dict[str, Any]]:
    """Odd figures as texts read them."""
    return [odd_fact(one) for one in odd[:FIXES]]


def odd_fact(one: Odd) -> dict[str, Any]:
    """One odd figure, and what the officer said of it."""
    return {
        "number": one.number,
        "label": _cut(one.label, LABEL),
        "value": one.value,
        "before": one.before,
        "is_confirmed": one.is_confirmed,
        "reason": _cut(one.reason, TEXT),
        "why": one.why,
    }


def _rows(texts: Texts, language: str, standing: Standing, page: int, count: int) -> Rows:
    def button(key: str, tap: str, **args: Any) -> Button:
        return Button(texts.word(language, key, **args), f"n:*:{tap}")

    turns = [button("edit_answer", "edit")]
    if page:
        turns.insert(0, button("page_before", f"page:{page - 1}", page=page))
    rows: list[tuple[Button, ...]] = [tuple(turns)]
    if page < count - 1:
        forth = button("page_after", f"page:{page + 1}", page=page + 2)
        rows = [(*turns, forth)] if len(turns) == 1 else [(turns[0], forth), (turns[1],)]
    if standing.waiting:
        rows.append((button("ask_rest", "resume", number=standing.waiting.number),))
    elif standing.violations:
        rows.append((button(fix_key(standing), "fix", count=len(standing.violations)),))
    elif page == count - 1:
        rows.append((button("submit_correction" if standing.is_correction else "submit", "submit"),))
    rows.append((button("save_for_later", "save"),))
    return tuple(rows)


def _size(line: Line) -> int:
    text = line.text or "dilewati"
    return len(str(line.number)) + min(len(line.short), LABEL) + min(len(text), TEXT) + 5


def _length(flagged: dict[str, Any]) -> int:
    named = [*flagged["violations"], *flagged["odd"], *flagged["skipped"]]
    told = sum(len(one["label"]) + len(one.get("message", "")) + len(one.get("mark", "")) + 32 for one in named)
    told += sum(len(one["reason"]) + (40 if one["is_confirmed"] else 16) for one in flagged["odd"])
    return told + 5 * min(len(flagged["passed_over"]), NUMBERS) + (30 if named or flagged["passed_over"] else 0)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

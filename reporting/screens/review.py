"""The page before sending: every answer, what looks odd, and what is missing."""

from __future__ import annotations

from typing import Any

from forms.events import Violation
from forms.prompt import Line
from reporting.checks import Odd
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

PAGE_LENGTH = 700  # letters of answers a page; the whole message stays below 900
FIXES = 5  # odd or wrong answers named, each with a button


def review(
    texts: Texts,
    language: str,
    facts: dict[str, Any],
    lines: tuple[Line, ...],
    odd: tuple[Odd, ...],
    violations: tuple[Violation, ...],
    page: int = 0,
) -> Screen:
    """One page of the review. `facts`: form title, kampung, period, the reason of a return, an echo.

    Sending is offered on the last page only, so that all pages are seen, and not while something is missing.
    """
    parts = split(lines)
    page = min(page, len(parts) - 1)
    return Screen(
        "filling/review",
        {
            **facts,
            "page": page + 1,
            "pages": len(parts),
            "sections": _sections(parts[page]),
            "odd": [_odd(one) for one in odd[:FIXES]],
            "more_odd": max(0, len(odd) - FIXES),
            "violations": _told(violations, lines),
        },
        _rows(texts, language, lines, odd, violations, page, len(parts)),
        bar="menu",
    )


def split(lines: tuple[Line, ...]) -> list[list[Line]]:
    """The lines in pages of about PAGE_LENGTH letters, cut between sections where that is near."""
    pages: list[list[Line]] = [[]]
    length = 0
    for line in lines:
        size = len(line.short) + len(line.text) + 6
        if length + size > PAGE_LENGTH and pages[-1]:
            pages.append([])
            length = 0
        pages[-1].append(line)
        length += size
    return pages


def _sections(lines: list[Line]) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = []
    for line in lines:
        label = line.section.label if line.section else ""
        if not sections or sections[-1]["label"] != label:
            sections.append({"label": label, "lines": []})
        sections[-1]["lines"].append({**told(line), "text": line.text, "number": line.number, "sensitive": False})
    return sections


def told(line: Line) -> dict[str, Any]:
    """One answer as others may read it: of a sensitive one only that it is there."""
    sensitive = "sensitive" in line.attributes
    text = "•" if sensitive and line.text else line.text
    return {"label": line.short.rstrip("?"), "text": text, "kind": line.kind, "sensitive": sensitive}


def _odd(one: Odd) -> dict[str, Any]:
    return {"number": one.number, "label": one.label, "value": one.value, "before": one.before}


def _told(violations: tuple[Violation, ...], lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    numbers = {line.path: line.number for line in lines}
    return [
        {"number": numbers.get(v.path, 0), "label": v.label, "condition": v.condition, "message": v.message}
        for v in violations
    ]


def _rows(
    texts: Texts,
    language: str,
    lines: tuple[Line, ...],
    odd: tuple[Odd, ...],
    violations: tuple[Violation, ...],
    page: int,
    count: int,
) -> Rows:
    def button(key: str, tap: str, **args: Any) -> Button:
        return Button(texts.word(language, key, **args), f"n:*:{tap}")

    turns = [button("review_page", f"page:{p}", page=p + 1) for p in (page - 1, page + 1) if 0 <= p < count]
    numbers = {line.path: line.number for line in lines}
    fixes = [numbers[v.path] for v in violations if v.path in numbers] + [o.number for o in odd]
    rows: list[tuple[Button, ...]] = [tuple(turns)] if turns else []
    if fixes:
        rows.append(tuple(button("edit_number", f"jump:{n}", number=n) for n in dict.fromkeys(fixes[:FIXES])))
    rows.append((button("edit_answer", "edit"), button("save", "save")))
    if violations:
        rows.append((button("fix_missing", "fix", count=len(violations)),))
    elif page == count - 1:
        rows.append((button("submit", "submit"),))
    return tuple(rows)

"""Small forms for the tests, written as their sheets."""

from __future__ import annotations

from forms import FormProblem
from forms.check import check


def form(survey: str, choices: str = "", settings: str = "form_id; instance_name\nuji; 'uji'") -> str:
    """A Markdown form: a line for each row, the first with the columns, cells parted by `;`."""
    sheets = (("survey", survey), ("choices", choices), ("settings", settings))
    return "".join(f"| {name} |\n{_rows(text)}" for name, text in sheets if text)


def found(source: str, *codes: str) -> list[FormProblem]:
    """The findings of `source`; with `codes` only those."""
    return [one for one in check(source, "uji.md") if not codes or one.code in codes]


def codes(source: str) -> set[str]:
    return {one.code for one in found(source)}


def places(problems: list[FormProblem]) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.row, one.column) for one in problems]


def _rows(text: str) -> str:
    lines = [line.split(";") for line in text.strip().splitlines()]
    width = max(map(len, lines))
    return "".join(
        f"| | {' | '.join(cell.strip() for cell in [*line, *[''] * (width - len(line))])} |\n" for line in lines
    )

"""Every way a form can be wrong, told to its author with the cell and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class FormProblem:
    """`message` says what is wrong, `why` what it would do, `advice` how to mend it.

    `code` is stable (`unknown_function`, `cycle`, ...); `row` counts from 1 as a spreadsheet does, 0 if unknown;
    `column` is the header as the sheet writes it. With an error the form can't be used; a warning is about the
    conversation; an info asks for nothing.
    """

    code: str
    message: str
    advice: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    severity: Severity = "error"
    why: str = ""


class FormErrors(Exception):
    """The form can't be used; `problems` holds all that was found, never only the first."""

    def __init__(self, problems: tuple[FormProblem, ...]) -> None:
        super().__init__("; ".join(f"{p.sheet}:{p.row} {p.message}" for p in problems) or "form is wrong")
        self.problems = problems

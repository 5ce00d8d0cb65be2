"""One rule of the check: what it finds, why that matters to the people who answer, and how an author mends it."""

from __future__ import annotations

from dataclasses import dataclass

from forms.problems import FormProblem, Severity
from forms.sheet.cells import Cell


@dataclass(frozen=True, slots=True)
class Rule:
    """`what` describes the rule in the documentation; `why` and `mend` go with each finding."""

    code: str
    severity: Severity
    what: str
    why: str
    mend: str

    def at(self, cell: Cell, message: str, mend: str = "") -> FormProblem:
        """A finding in `cell`; `mend` says more precisely what helps here."""
        return FormProblem(
            code=self.code,
            message=message,
            advice=mend or self.mend,
            sheet=cell.sheet,
            row=cell.row,
            column=cell.column,
            severity=self.severity,
            why=self.why,
        )

"""The one way in which a file is refused before it is read."""

from __future__ import annotations

from forms.problems import FormErrors, FormProblem

FORMATS = "An XLSForm is an Excel workbook (.xlsx or .xls) or Markdown (.md); an XForm is XML (.xml)."


def refused(code: str, what: str, why: str, mend: str, *, sheet: str = "", row: int = 0) -> FormErrors:
    """The error to raise: what is wrong with the file, why that is refused, and how to mend it."""
    return FormErrors((FormProblem(code, what, mend, sheet=sheet, row=row, why=why),))


def damaged(kind: str, reason: str) -> FormErrors:
    return refused(
        "damaged",
        f"This {kind} is damaged: {reason}.",
        "Nobody can tell what a damaged file was meant to say.",
        "Open it in the program that wrote it and save it again.",
    )


def too_much(what: str, most: int, unit: str, mend: str, *, sheet: str = "", row: int = 0) -> FormErrors:
    """Refuses what is more than a form needs; `what` says where, as in "The sheet survey has"."""
    return refused(
        "too_large",
        f"{what} more than {most:,} {unit}.",
        "Reading it would take the time and memory of everybody else.",
        mend,
        sheet=sheet,
        row=row,
    )


def too_heavy(error: MemoryError | RecursionError | SystemError) -> FormErrors:
    """For a file that passed every count and still brought a reader to its limits."""
    return refused(
        "too_large",
        f"The form is too {'deep' if isinstance(error, RecursionError) else 'large'} to be read.",
        "Reading it would take the time and memory of everybody else.",
        "Divide the form into several.",
    )

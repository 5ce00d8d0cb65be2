"""Collects everything that is wrong with a form while it is compiled, each with its cell in the XLSForm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forms.problems import FormProblem, Severity
from forms.sheet.cells import Cells
from forms.sheet.slips import as_written, cure, cure_call, cure_name

if TYPE_CHECKING:
    from forms.xpath import Expression


class ProblemLog:
    """`cells` knows where everything stands; it knows nothing of a form that came as XForm XML."""

    def __init__(self, namespaces: Mapping[str, str], cells: Cells) -> None:
        self.problems: list[FormProblem] = []
        self._namespaces = dict(namespaces)
        self._cells = cells
        self._compiled: dict[str, Expression] = {}  # a form writes one expression in many cells

    def expression(self, source: str | None, path: str, column: str) -> Expression | None:
        """Compile `source`, or note why it can't be; None for a blank one as well."""
        if not source or not source.strip():
            return None
        from forms.xpath import XPathSyntaxError
        from forms.xpath import compile as compile_xpath
        from forms.xpath.library import known_functions

        try:
            compiled = self._compiled.get(source) or compile_xpath(source, self._namespaces)
        except XPathSyntaxError as error:
            rest = as_written(source[error.position :])
            place = f' at "{rest[:20]}"' if rest else ""
            self.add("syntax", path, column, f"{as_written(source)} is not XPath: {error.reason}{place}.", cure(source))
            return None
        self._compiled[source] = compiled
        for function in sorted(compiled.unknown_functions):
            self.add("unknown_function", path, column, f"There is no function {function}().",
                     cure_name(function, known_functions()))  # fmt: skip
        for problem in () if compiled.unknown_functions else compiled.problems:
            self.add("expression", path, column, f"{problem}.", cure_call(problem))
        return compiled

    def add(self, code: str, path: str, column: str, message: str, advice: str = "") -> None:
        """Note an error: the form can't be used."""
        self._note("error", code, path, column, message, advice)

    def warn(self, code: str, path: str, column: str, message: str, advice: str = "") -> None:
        """Note what makes a poor conversation."""
        self._note("warning", code, path, column, message, advice)

    def _note(self, severity: Severity, code: str, path: str, column: str, message: str, advice: str) -> None:
        cell = self._cells.question(path, column)
        found = FormProblem(
            code=code,
            message=message if cell.row else f"{path}: {message}",
            advice=advice,
            sheet=cell.sheet,
            row=cell.row,
            column=cell.column,
            severity=severity,
        )
        if found not in self.problems:
            self.problems.append(found)

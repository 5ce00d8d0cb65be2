"""The recap as a workbook and on paper: specs that `reporting.drawing` draws.

A document's spec is as in `reporting/documents.py`, its sections being tables: {"label", "kinds", "columns", "rows",
"legend"} with every cell a text; "kinds" are text, number, percent or state, a state being [kind, sign].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from html import unescape
from typing import Any

from models.database import Transaction
from models.scope import Scope
from reporting.recap import matrix
from reporting.recap.gathering import Recap
from reporting.recap.matrix import STATES, KampungRow
from reporting.recap.tables import LEVELS, Cell, Kind, Table, Tables
from reporting.recap.telling import called
from reporting.texts import Texts

MOST_ON_PAPER = 90  # kampung: two pages; of more the areas are told
NAME_ON_PAPER = 34  # letters
NOT_TOLD = "–"  # where nothing is known; in words it would fill half a page
PAPER_FIGURES = 5  # columns: the figure, and what it is compared with


class Files:
    """Makes the files of one recap for somebody who may see `scope` and, if `reads`, the reports in it."""

    def __init__(self, texts: Texts, language: str, recap: Recap, *, reads: bool) -> None:
        self._texts = texts
        self._language = language
        self._recap = recap
        self._reads = reads
        self._tables = Tables(texts, language, recap)
        self._name = called(texts, language, recap.area, recap.name)

    def workbook(self, tx: Transaction, scope: Scope) -> dict[str, Any]:
        """Sheets of {"title", "heading", "tables"}, for `reporting.workbook`."""
        tables = self._tables
        sheets = (
            ("sheet_figures", (tables.figures(),)),
            ("sheet_classes", (tables.classes(), tables.lacks())),
            ("sheet_kampung", (self._places(tx, scope),)),
            ("sheet_trend", (tables.trend(), tables.impacts())),
        )
        return {
            **self._spec("workbook", "xlsx"),
            "sheets": [
                {"title": tables.word(key), "heading": self._heading(), "tables": [asdict(one) for one in told]}
                for key, told in sheets
            ],
        }

    def paper(self, tx: Transaction, scope: Scope) -> dict[str, Any]:
        """One to three A4 pages for the monthly meeting."""
        tables = self._tables
        figures, lacks = tables.figures(), tables.lacks()
        rows = tuple(row[:PAPER_FIGURES] for row in figures.rows)
        short = Table(figures.label, figures.columns[:PAPER_FIGURES], rows)
        sections = [self._section(one) for one in (short, tables.classes(), lacks, tables.trend(), tables.impacts())]
        return {
            **self._spec("recap", "pdf"),
            "title": self._heading()[0],
            "facts": [*self._heading()[1:], tables.word("recap_dash")],
            "sections": [*(one for one in sections if one["rows"]), self._matrix(tx, scope)],
            "foot": self._heading()[0],
        }

    def _places(self, tx: Transaction, scope: Scope) -> Table:
        """The kampung; of the whole country its regencies."""
        months = self._recap.periods[1:]
        if not self._recap.area:
            return self._tables.areas(matrix.by_area(tx, scope, matrix.regencies(tx), months), months, "regency")
        return self._tables.kampung(self._kampung(tx, scope), months, reads=self._reads)

    def _matrix(self, tx: Transaction, scope: Scope) -> dict[str, Any]:
        """Kampung by month, or areas by month where the kampung are too many for paper."""
        months, below = self._recap.periods[1:], dict(self._below())
        level = LEVELS[self._recap.area.count(".") + 1 if self._recap.area else 0]
        rows = self._kampung(tx, scope) if self._recap.view.place.known <= MOST_ON_PAPER else []
        if level == "village" or 0 < len(rows) <= MOST_ON_PAPER:
            return self._kampung_section(rows or self._kampung(tx, scope), months)
        return self._section(self._tables.areas(matrix.by_area(tx, scope, below, months), months, level))

    def _kampung(self, tx: Transaction, scope: Scope) -> list[KampungRow]:
        return matrix.by_kampung(tx, scope, self._recap.area, self._recap.semester, self._recap.periods[1:])

    def _below(self) -> list[tuple[str, str]]:
        return [(place.code, name) for name, place in self._recap.view.below]

    def _kampung_section(self, rows: Sequence[KampungRow], months: Sequence[str]) -> dict[str, Any]:
        tables = self._tables
        kinds: list[Kind] = ["text", "text"]
        kinds += ["state"] * len(months)
        signs = {state: tables.word(f"sign_{state}") for state in STATES}
        return {
            "label": tables.word("recap_matrix"),
            "kinds": kinds,
            "columns": [tables.word("recap_name"), tables.word("recap_class"), *map(tables.short_month, months)],
            "rows": [
                [_cut(row.name), tables.class_of(row), *([one or "", signs.get(one or "", "")] for one in row.states)]
                for row in rows
            ],
            "legend": [[state, signs[state], tables.word(f"state_{state}")] for state in STATES],
        }

    def _section(self, table: Table) -> dict[str, Any]:
        kinds = [column.kind for column in table.columns]
        return {
            "label": table.label,
            "kinds": kinds,
            "columns": [column.label for column in table.columns],
            "rows": [[self._told(kind, cell) for kind, cell in zip(kinds, row, strict=True)] for row in table.rows],
            "legend": [],
        }

    def _told(self, kind: Kind, cell: Cell) -> str:
        return NOT_TOLD if cell == self._tables.word("recap_no_data") else self._tables.told(kind, cell)

    def _spec(self, document: str, suffix: str) -> dict[str, Any]:
        area = self._recap.area.replace(".", "") or "indonesia"
        facts = {"name": self._name, "period": self._recap.period}
        return {
            "document": document,
            "file": f"{self._tables.word('recap_file')}-{area}-{self._recap.period}.{suffix}",
            "sorry": self._texts.render(self._language, "recap/sorry", **facts),
        }

    def _heading(self) -> list[str]:
        facts = {"name": self._name, "period": self._recap.period, "place": asdict(self._recap.view.place)}
        told = self._texts.render(self._language, "recap/heading", **facts)
        return [unescape(line) for line in told.splitlines() if line.strip()]


def _cut(text: str) -> str:
    return text if len(text) <= NAME_ON_PAPER else f"{text[: NAME_ON_PAPER - 1].rstrip()}…"

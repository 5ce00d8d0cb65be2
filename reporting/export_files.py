"""The files of an export: CSV, a workbook, JSON, or the XForms instances in a zip, written record by record."""

from __future__ import annotations

import csv
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reporting import cells
from reporting.exporting import LINK, META, Layout, Record, Value

NO_ANSWER = Value("", False)
MOST_ROWS = 1_048_576  # of a sheet, the header among them


class TooManyRows(Exception):
    """More than a sheet holds."""


class Writer(ABC):
    """Used in a `with`; the files are whole when it ends without an exception."""

    needs_xml = False

    def __init__(self, file: Path, plan: Layout) -> None:
        self.file = file
        self.plan = plan
        self.stack = ExitStack()

    def __enter__(self) -> Writer:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self.stack:
            if kind is None:
                self.finish()

    @abstractmethod
    def open(self) -> None:
        """Begins the files."""

    @abstractmethod
    def add(self, record: Record, xml: str) -> None:
        """Writes one submission; `xml` is "" unless the writer needs it."""

    def finish(self) -> None:
        """Writes what comes last; most have nothing."""
        return


class CsvWriter(Writer):
    """One file, and one more for each repeat: `name.csv`, `name.<repeat>.csv`. Cells are guarded."""

    def open(self) -> None:
        self._main = self._table(self.file, (*META, *self.plan.columns))
        self._repeats = {
            name: self._table(self.file.with_name(f"{self.file.stem}.{name}{self.file.suffix}"), (*LINK, *columns))
            for name, columns in self.plan.repeats.items()
        }

    def add(self, record: Record, xml: str) -> None:
        row = [*record.meta.values(), *_texts(record.answers, self.plan.columns)]
        self._main.writerow([cells.guarded(text) for text in row])
        for name, position, answers in _repeated(record):
            link = (record.meta["instance_id"], record.meta["number"], position)
            row = [*link, *_texts(answers, self.plan.repeats[name])]
            self._repeats[name].writerow([cells.guarded(text) for text in row])

    def _table(self, file: Path, header: tuple[str, ...]) -> Any:
        writer = csv.writer(self.stack.enter_context(file.open("w", encoding="utf-8", newline="")))
        writer.writerow(header)
        return writer


class XlsxWriter(Writer):
    """One sheet, and one more for each repeat. Numbers are numbers; all else is text, whatever it begins with."""

    def open(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._rows: dict[str, int] = {}
        self._sheets = {"": self._sheet("submissions", "", (*META, *self.plan.columns))}
        for name, columns in self.plan.repeats.items():
            self._sheets[name] = self._sheet(name, name, (*LINK, *columns))

    def add(self, record: Record, xml: str) -> None:
        meta = [Value(text, False) for text in record.meta.values()]
        self._append("", [*meta, *_values(record.answers, self.plan.columns)])
        for name, position, answers in _repeated(record):
            link = (record.meta["instance_id"], record.meta["number"], position)
            row = [*(Value(text, False) for text in link), *_values(answers, self.plan.repeats[name])]
            self._append(name, row)

    def finish(self) -> None:
        self._book.save(self.file)

    def _sheet(self, title: str, name: str, header: tuple[str, ...]) -> Any:
        sheet = self._book.create_sheet(re.sub(r"[\[\]:*?/\\]", "_", title)[:31])
        self._rows[name] = 1
        sheet.append(list(header))
        return sheet

    def _append(self, name: str, row: list[Value]) -> None:
        self._rows[name] += 1
        if self._rows[name] > MOST_ROWS:
            raise TooManyRows(f"more than {MOST_ROWS:,} rows: choose a shorter time, an area, or csv")
        self._sheets[name].append([self._cell(self._sheets[name], value) for value in row])

    def _cell(self, sheet: Any, value: Value) -> Any:
        """openpyxl makes a formula of a text that begins with "="; the type set by hand keeps it text."""
        from openpyxl.cell import WriteOnlyCell

        number = cells.number(value.text) if value.is_number else None
        if number is not None or not value.text:
            return number
        cell = WriteOnlyCell(sheet, cells.clean(value.text))
        cell.data_type = "s"
        return cell


class JsonWriter(Writer):
    """One array; a submission has its answers under `answers`, repeats as arrays of objects in it. Blank is null."""

    def open(self) -> None:
        self._out = self.stack.enter_context(self.file.open("w", encoding="utf-8"))
        self._separator = "[\n"

    def add(self, record: Record, xml: str) -> None:
        answers: dict[str, Any] = _plain(record.answers, self.plan.columns)
        for name in self.plan.repeats:
            rows = record.repeats.get(name, {}).items()
            answers[name] = [{"position": at, **_plain(row, self.plan.repeats[name])} for at, row in rows]
        told = json.dumps({**record.meta, "answers": answers}, ensure_ascii=False)
        self._out.write(self._separator + told)
        self._separator = ",\n"

    def finish(self) -> None:
        self._out.write("\n]\n" if self._separator != "[\n" else "[]\n")


class XmlWriter(Writer):
    """A zip with one file for each submission: the XForms instance as ODK Central takes it."""

    needs_xml = True

    def open(self) -> None:
        self._zip = self.stack.enter_context(ZipFile(self.file, "w", ZIP_DEFLATED))

    def add(self, record: Record, xml: str) -> None:
        name = re.sub(r"[^A-Za-z0-9_-]", "_", record.meta["instance_id"].removeprefix("uuid:"))
        sent = datetime.fromisoformat(record.meta["submitted_at"])
        if not xml:  # emptied when its term was over: there is no document any more
            return
        self._zip.writestr(ZipInfo(f"{name}.xml", sent.timetuple()[:6]), xml, ZIP_DEFLATED)


WRITERS: Mapping[str, type[Writer]] = MappingProxyType(
    {"csv": CsvWriter, "xlsx": XlsxWriter, "json": JsonWriter, "xml": XmlWriter}
)


def _values(answers: dict[str, Value], columns: tuple[str, ...]) -> list[Value]:
    return [answers.get(column, NO_ANSWER) for column in columns]


def _texts(answers: dict[str, Value], columns: tuple[str, ...]) -> list[str]:
    return [value.text for value in _values(answers, columns)]


def _plain(answers: dict[str, Value], columns: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, value in zip(columns, _values(answers, columns), strict=True):
        number = cells.number(value.text) if value.is_number else None
        found[column] = number if number is not None else value.text or None
    return found


def _repeated(record: Record) -> list[tuple[str, str, dict[str, Value]]]:
    return [(name, at, row) for name, rows in record.repeats.items() for at, row in rows.items()]

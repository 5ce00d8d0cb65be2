"""Forms as workbooks, as an office would make them in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

SURVEY = ("type", "name", "label::Indonesia (id)", "label::English (en)", "required", "constraint")
QUESTIONS: tuple[Sequence[str], ...] = (
    ("select_one yatidak", "ada", "Ada posyandu bulan ini?", "Was there a posyandu this month?", "yes", ""),
    ("integer", "balita", "Berapa balita yang datang?", "How many toddlers came?", "yes", ". >= 0 and . <= 500"),
)
FAULTY: tuple[Sequence[str], ...] = (
    ("select_one yatidak", "ada", "Ada posyandu bulan ini?", "Was there a posyandu this month?", "yes", ""),
    ("intger", "balita", "Berapa balita yang datang?", "How many toddlers came?", "yes", ". >= 0 and . <= 500"),
)
NEW = ("integer", "kader", "Berapa kader yang bertugas?", "How many cadres were there?", "yes", ". >= 0 and . <= 50")
CHOICES = (
    ("list_name", "name", "label::Indonesia (id)", "label::English (en)"),
    ("yatidak", "ya", "Ya", "Yes"),
    ("yatidak", "tidak", "Tidak", "No"),
)
MANDATE = {
    "attribute::kabar:purpose": "Mengetahui kehadiran balita di posyandu",
    "attribute::kabar:legal_basis": "Perpres 72/2021",
    "attribute::kabar:retention_months": "24",
}


def workbook(
    version: str = "2026-11-02",
    questions: Sequence[Sequence[str]] = QUESTIONS,
    form_id: str = "posyandu",
    mandate: dict[str, str] | None = None,
) -> bytes:
    """The form "Kehadiran Posyandu", with those questions."""
    said = MANDATE if mandate is None else mandate
    names = {"form_title": "Kehadiran Posyandu", "form_id": form_id, "version": version, **said}
    names |= {"instance_name": "concat('Posyandu ', ${balita})", "default_language": "Indonesia (id)"}
    settings = (tuple(names), tuple(names.values()))
    return written({"survey": (SURVEY, *questions), "choices": CHOICES, "settings": settings})


def written(sheets: dict[str, Sequence[Sequence[str]]]) -> bytes:
    """Those sheets as an .xlsx."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    held = BytesIO()
    book.save(held)
    return held.getvalue()

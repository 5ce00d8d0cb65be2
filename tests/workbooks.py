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


WEEKLY = (
    ("type", "name", "label::Indonesia (id)", "label::English (en)", "required", "constraint", "bind::kabar:indicator",
     "bind::kabar:prefill", "bind::kabar:short", "bind::kabar:short_en"),
    ("select_one tempat", "tempat", "Di mana anak ditimbang?", "Where were the children weighed?", "yes", "", "", "",
     "Tempat", "Place"),
    ("integer", "hadir", "Berapa anak yang ditimbang?", "How many children were weighed?", "yes",
     ". >= 0 and . <= 500", "anak_ditimbang", "", "Anak ditimbang", "Children weighed"),
    ("integer", "timbangan", "Berapa timbangan yang masih baik?", "How many scales still work?", "yes",
     ". >= 0 and . <= 50", "timbangan_baik", "stok", "Timbangan baik", "Working scales"),
    ("date", "hari", "Hari apa penimbangannya?", "On which day?", "yes", "", "", "", "Hari", "Day"),
    ("geopoint", "lokasi", "Di mana letaknya?", "Where is it?", "", "", "", "", "Lokasi", "Location"),
    ("text", "cerita", "Ada yang perlu diceritakan?", "Anything to tell?", "", "", "", "", "Cerita", "Story"),
)  # fmt: skip
WEIGHED = ("integer", "kurang", "Berapa yang beratnya kurang?", "How many weigh too little?", "yes",
           ". >= 0 and . <= ${hadir}", "berat_kurang", "", "Berat kurang", "Underweight")  # fmt: skip
PLACES = (
    ("list_name", "name", "label::Indonesia (id)", "label::English (en)"),
    ("tempat", "posyandu", "Posyandu", "Health post"),
    ("tempat", "balai", "Balai desa", "Village hall"),
    ("tempat", "rumah", "Rumah warga", "A home"),
)


def weekly(version: str = "2026-11-02", *more: Sequence[str]) -> bytes:
    """The form "Penimbangan Mingguan", with all kinds of questions that a digest tells apart."""
    names = {"form_title": "Penimbangan Mingguan", "form_id": "penimbangan", "version": version, **MANDATE}
    names |= {"attribute::kabar:purpose": "Mengetahui anak yang ditimbang tiap minggu"}
    names |= {"default_language": "Indonesia (id)"}
    settings = (tuple(names), tuple(names.values()))
    return written({"survey": (*WEEKLY, *more), "choices": PLACES, "settings": settings})


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

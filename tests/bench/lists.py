"""A country's lists: 20,000 people and 20,000 kampung with every column, as a programme's office would keep them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from openpyxl import Workbook

from models import region_files
from models.kampung_profile import AGES, DATA_USES, FUNDS, MECHANISMS, REGULATIONS
from models.poktan import KINDS
from reporting.imports.kampung_columns import FIGURES

SEED = 7
Line = Sequence[object]


def villages(count: int) -> list[str]:
    """Codes from all over the country, no two the same."""
    codes = [row.code for row in region_files.shipped() if row.code.count(".") == 3]
    return Random(SEED).sample(codes, count)


def kampung(count: int) -> Iterator[Line]:
    chance = Random(SEED)
    plain = ("village", "name", "founded_on", "criteria", "coverage", "rw", "description", "pokja", "pokja_members")
    more = ("pokja_decree_number", "pokja_sections", "pokja_is_trained", "pokja_trained", "companion", "rumah_dataku")
    last = ("sekretariat", "funds", "regulations", "work_plan", "data_uses")
    yield (*plain, *more, *last, *FIGURES, *KINDS, *MECHANISMS, *AGES)
    for at, code in enumerate(villages(count)):
        families = chance.randint(200, 3_000)
        figures = (families * 4, families, *(families // some for some in (2, 4, 3, 5)), families // 2)
        yield (
            *(code, f"Kampung KB {at}", "15-08-2017", "miskin, khusus", "rw", "01-03", "Di tepi sungai."),
            *("ya", 14),
            *(f"SK/{at}/2017", "Agama; Sosial budaya; Pendidikan", "ya", 6, "plkb", "lengkap"),
            *("ya", ", ".join(chance.sample(FUNDS, 2)), REGULATIONS[at % 4], "ya", ", ".join(DATA_USES[:2])),
            *figures,
            *(f"Melati {at} (0{at}); Mawar {at}" if chance.random() < 0.5 else "tidak" for _ in KINDS),
            *(chance.choice(("bulanan", "tidak", "ya")) for _ in MECHANISMS),
            *(chance.randint(20, 400) for _ in AGES),
        )


def people(count: int) -> Iterator[Line]:
    yield "name", "phone", "role", "area", "address", "agency", "since", "until"
    for at, code in enumerate(villages(count)):
        role = ("plkb", "pokja", "ppkbd", "kader", "opd")[at % 5]
        area = code[:5] if role == "opd" else code
        agency = "dinkes" if role == "opd" else ""
        yield f"Orang ke {at}", f"+62811{at:07d}", role, area, f"Bu {at}", agency, "2026-01-01", ""


def written(path: Path, lines: Iterator[Line]) -> Path:
    """The list as .csv with semicolons, or as .xlsx."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(lines)
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path

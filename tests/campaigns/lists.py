"""Lists of kampung and people as long as a province's, made from a number: the same number makes the same list."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from random import Random

from models import region
from models.database import Transaction
from models.region_files import RegionRow

PER_DISTRICT = 500
KAMPUNG = (
    "village", "name", "founded_on", "rw", "pokja", "pokja_members", "pokja_is_trained", "pokja_trained", "companion",
    "bkb", "bkl", "rumah_dataku", "funds", "rencana", "families", "couples",
)  # fmt: skip
PEOPLE = ("name", "phone", "role", "area", "address")
# One fault a row, in the column that the import has to name.
WRONG_KAMPUNG = {
    "village": "13.72.99.9999",
    "founded_on": "31-02-2019",
    "pokja_members": "dua belas",
    "funds": "apbn, kas",
    "couples": "999999",
    "rw": "RW satu",
}
WRONG_PEOPLE = {"phone": "08-tidak-ada", "role": "camat", "area": "99.99", "name": ""}

List = list[list[str]]
Faults = set[tuple[int, str]]  # row as a spreadsheet counts, column


def villages(count: int) -> list[str]:
    return [f"13.72.{1 + at // PER_DISTRICT:02d}.{1001 + at % PER_DISTRICT}" for at in range(count)]


def settle(tx: Transaction, count: int) -> None:
    """The villages of the lists, with what lies above them."""
    codes = villages(count)
    districts = sorted({code[:8] for code in codes})
    rows = [RegionRow("13", "Sumatera Barat"), RegionRow("13.72", "Kota Solok")]
    rows += [RegionRow(code, f"Kecamatan {code[-2:]}") for code in districts]
    region.load_regions(tx, [*rows, *(RegionRow(code, f"Desa {code[6:]}") for code in codes)])


def kampung(count: int, random: Random, bad: float = 0.0) -> tuple[List, Faults]:
    """A header and that many rows; of each hundred `bad` have one fault."""
    rows, faults = [list(KAMPUNG)], set()
    for at, code in enumerate(villages(count)):
        families = random.randint(100, 900)
        told = dict.fromkeys(KAMPUNG, "")
        told |= {"village": code, "name": f"Kampung KB Sejahtera {at}", "founded_on": f"{1 + at % 28}-08-2017"}
        told |= {"rw": "01, 02", "pokja": "ya", "pokja_members": "14", "pokja_is_trained": "ya", "pokja_trained": "6"}
        told |= {
            "companion": "plkb",
            "bkb": f"Melati {at} ({at:04d}); Mawar {at}",
            "bkl": "ya",
            "rumah_dataku": "lengkap",
        }
        told |= {
            "funds": "APBD; Dana Desa",
            "rencana": "bulanan",
            "families": f"{families}",
            "couples": f"{families // 2}",
        }
        if random.random() < bad:
            column = random.choice(sorted(WRONG_KAMPUNG))
            told[column] = WRONG_KAMPUNG[column]
            faults.add((at + 2, column))
        rows.append(list(told.values()))
    return rows, faults


def people(count: int, random: Random, bad: float = 0.0) -> tuple[List, Faults]:
    """Officers and cadres, one a village and in turn, and a coordinator for every district."""
    rows, faults = [list(PEOPLE)], set()
    for at, code in enumerate(villages(count)):
        role, area = ("koordinator", code[:8]) if at % PER_DISTRICT == 0 else (("plkb", "kader")[at % 2], code)
        told = {"name": f"Petugas {at}", "phone": f"0812{at:08d}", "role": role, "area": area, "address": f"Bu {at}"}
        if random.random() < bad:
            column = random.choice(sorted(WRONG_PEOPLE))
            told[column] = WRONG_PEOPLE[column]
            faults.add((at + 2, column))
        rows.append(list(told.values()))
    return rows, faults


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """With semicolons, as an Indonesian spreadsheet saves it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()

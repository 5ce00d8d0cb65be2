"""The programme's forms as pyxform reads them, and the field lists they were written from.

Cells come through pyxform's own Markdown reader, so a bare bar that shifts columns shows up here as it does in use.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyxform.xls2json_backends import md_to_dict

ROOT = Path(__file__).parents[3]
FORMS = ROOT / "templates" / "forms"
ANSWERS = Path(__file__).parent / "answers"
INDONESIAN = "Indonesia (id)"
ENGLISH = "English (en)"
FORM_IDS = (
    "bulanan_kkb",
    "kegiatan_kkb",
    "poktan_bulanan",
    "kunjungan_keluarga",
    "monev_klasifikasi",
    "rakor_lintas_sektor",
    "profil_kkb",
    "tindak_lanjut_opd",
)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Workbook:
    survey: tuple[Row, ...]
    choices: dict[str, tuple[Row, ...]]  # rows by list name, in order
    settings: Row


def path_of(form_id: str) -> Path:
    return FORMS / f"{form_id}.md"


def workbook(form_id: str) -> Workbook:
    """The three sheets; raises what pyxform raises when the file is not a Markdown workbook."""
    sheets = md_to_dict(path_of(form_id).read_text(encoding="utf-8"))
    lists: dict[str, list[Row]] = defaultdict(list)
    for row in sheets.get("choices", []):
        lists[row["list_name"]].append(row)
    return Workbook(
        survey=tuple(sheets["survey"]),
        choices={name: tuple(rows) for name, rows in lists.items()},
        settings=sheets["settings"][0],
    )


def source(form_id: str) -> dict[str, Any]:
    """The form's entry in the programme's field lists (`tests/data/forms.json`)."""
    entries = json.loads((ROOT / "tests" / "data" / "forms.json").read_text(encoding="utf-8"))
    return next(entry for entry in entries if entry["id"] == form_id)

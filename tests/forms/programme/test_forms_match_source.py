"""Each programme form, cell by cell, against the field list it was written from.

The only differences allowed are the ones in `DEVIATIONS`, each with its value and its reason; one that is no longer
there fails too.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.forms.programme.workbook import FORM_IDS, INDONESIAN, Row, Workbook, source, workbook

TAKEN_FROM_UNIT = "the kampung is chosen when the report is started, so the form gets its code and does not ask"
NO_LIST = "the list lives in the database and the source names no choices: free text until it can be attached"
PLANS = "the open plans of the agency and area, which Kabar lists for each report"
NO_PLAN = "what no meeting in Kabar has planned is named in words"
KAMPUNG_HINT = "Terisi dari kampung yang Anda pilih. Di luar Kabar: tulis kode kampung."

Deviations = dict[tuple[str, str, str], tuple[object, str]]

DEVIATIONS: Deviations = {
    (form, "kampung_id", attribute): (value, TAKEN_FROM_UNIT)
    for form in ("kegiatan_kkb", "bulanan_kkb", "poktan_bulanan", "monev_klasifikasi", "profil_kkb")
    for attribute, value in (("type", "text"), ("hint", KAMPUNG_HINT))
} | {
    ("poktan_bulanan", "poktan_id", "type"): ("text", NO_LIST),
    ("poktan_bulanan", "poktan_id", "hint"): ("Tulis nama kelompok atau nomor registernya.", NO_LIST),
    ("rakor_lintas_sektor", "kampung_terkait", "type"): ("text", NO_LIST),
    ("rakor_lintas_sektor", "kampung_terkait", "hint"): (
        "Kosongkan bila semua. Tulis nama kampung, pisahkan dengan koma.",
        NO_LIST,
    ),
    ("tindak_lanjut_opd", "rencana_id", "type"): ("select_one_from_file", PLANS),
    ("tindak_lanjut_opd", "rencana_id", "hint"): (
        "Pilih rencana OPD Anda yang belum selesai. Lewati bila tidak ada di daftar.",
        PLANS,
    ),
    ("tindak_lanjut_opd", "rencana_id", "required"): (False, NO_PLAN),
    ("tindak_lanjut_opd", "rencana_id", "relevant"): ("count(instance('rencana')/root/item) > 0", NO_PLAN),
    ("bulanan_kkb", "poktan_ada", "hint"): (
        "Ubah bila ada yang baru atau bubar.",
        "the first report of a kampung has nothing filled in yet",
    ),
    ("kegiatan_kkb", "kegiatan_inpres", "hint"): (
        "Pilihannya mengikuti sasaran di atas.",
        "people read what they can do, not how the service works",
    ),
    ("bulanan_kkb", "data_berubah", "constraint"): (
        ". = 'ya' or ${pus_lalu} != ''",
        "the hint says a kampung's first report must answer Ya; the form now holds to it",
    ),
    ("bulanan_kkb", "data_berubah", "constraint_message"): (
        "Belum ada laporan bulan lalu untuk kampung ini. Pilih Ya dan isi angkanya.",
        "tells why Tidak is refused",
    ),
    ("monev_klasifikasi", "kekuatan", "label"): ("Praktik baik", "what was achieved has a question of its own now"),
    ("monev_klasifikasi", "kelemahan", "label"): ("Masalah utama", "what was not has a question of its own now"),
}

# Questions that the source does not have, and why.
ADDED = (
    {
        ("monev_klasifikasi", name): "Banjarmasin evaluates successes, weaknesses and opportunities"
        for name in ("keberhasilan", "kekurangan", "peluang")
    }
    | {
        ("monev_klasifikasi", name): "impact beside the score: poverty, deaths of mothers and of children"
        for name in ("keluarga_miskin", "kematian_ibu", "kematian_anak")
    }
    | {("tindak_lanjut_opd", "instansi_opd"): "whose follow-up it is, of a contact who speaks for one agency"}
    | {
        ("profil_kkb", name): "what the portal's profile asks too, once a year and behind one question"
        for name in (
            *("isi_rinci", "g_rinci", "rw_nomor", "pokja_sk_tgl", "pokja_sk_oleh", "pokja_seksi", "dataku_klas"),
            *("frek_rencana", "frek_koordinasi", "frek_sosialisasi", "frek_monev", "frek_laporan"),
        )
    }
    | {("tindak_lanjut_opd", name): NO_PLAN for name in ("rencana_lain", "rencana_nama")}
)

COLUMNS = {
    "label": f"label::{INDONESIAN}",
    "hint": f"hint::{INDONESIAN}",
    "constraint": "constraint",
    "constraint_message": f"constraint_message::{INDONESIAN}",
    "relevant": "relevant",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
    "repeat_count": "repeat_count",
}
SOURCE_KEYS = {"label": "label_id", "hint": "hint_id", "constraint_message": "constraint_message_id"}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_field_is_there_in_order(form_id: str) -> None:
    wanted = [(_source_type(field).split()[0], field["name"]) for field in source(form_id)["fields"]]
    found = [(row["type"].split()[0], row.get("name", "")) for row in _from_source(form_id)]
    changed = {
        name: value for (form, name, what), (value, _) in DEVIATIONS.items() if (form, what) == (form_id, "type")
    }

    assert found == [(changed.get(name, kind), name) for kind, name in wanted]


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_cell_is_as_in_the_source(form_id: str) -> None:
    book = workbook(form_id)
    differences = {
        (form_id, field["name"], attribute): found
        for field, row in zip(source(form_id)["fields"], _from_source(form_id), strict=True)
        for attribute, wanted, found in _attributes(field, row, book)
        if found != wanted
    }

    assert differences == {key: value for key, (value, _) in DEVIATIONS.items() if key[0] == form_id}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_title_and_id_are_as_in_the_source(form_id: str) -> None:
    entry, settings = source(form_id), workbook(form_id).settings

    assert (settings["form_id"], settings["form_title"]) == (entry["id"], entry["title_id"])


def test_what_was_added_is_optional() -> None:
    added = [(form, row) for form in FORM_IDS for row in workbook(form).survey if (form, row["name"]) in ADDED]

    assert {(form, row["name"]) for form, row in added} == set(ADDED)
    assert [row["name"] for _, row in added if row.get("required")] == ["rencana_lain"]  # instead of `rencana_id`


def _from_source(form_id: str) -> list[Row]:
    return [row for row in workbook(form_id).survey if (form_id, row.get("name", "")) not in ADDED]


def _attributes(field: dict[str, Any], row: Row, book: Workbook) -> list[tuple[str, object, object]]:
    """(attribute, value in the source, value in the form) of one field."""
    cells = [(name, field.get(SOURCE_KEYS.get(name, name)) or "", row.get(col, "")) for name, col in COLUMNS.items()]
    kind, *list_name = row["type"].split()
    asked_of = book.choices[list_name[0]] if kind.startswith("select") and not kind.endswith("_file") else ()
    return [
        *cells,
        ("type", _source_type(field), row["type"] if kind in ("begin", "end") else kind),
        ("required", field["required"], row.get("required") == "yes"),
        ("choices", _source_choices(field), [_choice(choice) for choice in asked_of]),
    ]


def _source_type(field: dict[str, Any]) -> str:
    return str(field["type"]).replace("begin_", "begin ").replace("end_", "end ")


def _source_choices(field: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(c["name"], c["label_id"], c.get("sasaran_inpres", "")) for c in field["choices"] or ()]


def _choice(row: Row) -> tuple[str, str, str]:
    return row["name"], row[f"label::{INDONESIAN}"], row.get("sasaran_inpres", "")

"""What chat and summaries need from the programme's forms beyond the field lists."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

import pytest
from pyxform.xls2xform import convert

from forms import Context, jump, load, prompt, start
from tests.forms.programme.workbook import (
    ENGLISH,
    FORM_IDS,
    INDONESIAN,
    Row,
    Workbook,
    path_of,
    source,
    workbook,
)

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
SHORT_LIMIT = 24  # characters of a short label, so that a line of the review page fits a narrow telephone
PREFILLS = {"akun", "unit", "periode", "tahun", "semester", "profil", "bulan_lalu", "stok", "bawaan"}

# What happened this month: last month's figure says nothing about it, so "same as last month" must never be offered.
MONTHLY_FLOWS = {
    *("pb_total", "pb_mkjp", "kbpp", "ganti_cara", "ganti_ke_mkjp", "krs_didampingi", "bumil_didampingi"),
    *("baduta_didampingi", "catin", "catin_skrining", "balita_diukur", "balita_stunting", "dashat", "dashat_penerima"),
    *("genting", "rapat_pokja", "rumah_dataku", "kendala", "kendala_ket", "ada_kegiatan", "alasan_nihil"),
}
MONTHLY_STOCKS = {
    *("jiwa_l_baru", "jiwa_p_baru", "keluarga_baru", "pus_baru"),
    *("kel_balita_baru", "kel_remaja_baru", "kel_lansia_baru", "remaja_baru"),
    *("ikut_bkb", "ikut_bkr", "ikut_bkl", "ikut_uppka", "ikut_pikr"),
    *("pa_iud", "pa_mow", "pa_mop", "pa_implan", "pa_suntik", "pa_pil", "pa_kondom"),
    *("non_hamil", "non_ias", "non_iat", "non_tial", "bpjs", "krs", "bumil", "baduta"),
}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_converts_without_a_warning(form_id: str) -> None:
    assert convert(path_of(form_id)).warnings == []


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_settings_name_version_language_and_namespace(form_id: str) -> None:
    settings = workbook(form_id).settings

    assert settings["version"].isdigit() and len(settings["version"]) == len("2026110100")
    assert settings["default_language"] == INDONESIAN
    assert settings["namespaces"] == 'kabar="https://kabar.id/xlsform"'
    assert settings["instance_name"].startswith("concat(")


@pytest.mark.parametrize("form_id", FORM_IDS)
@pytest.mark.parametrize("column", ["label", "hint", "constraint_message"])
def test_english_is_complete(form_id: str, column: str) -> None:
    book = workbook(form_id)
    rows = [*book.survey, *(row for rows in book.choices.values() for row in rows)]
    one_sided = [
        row.get("name")
        for row in rows
        if bool(row.get(f"{column}::{INDONESIAN}")) != bool(row.get(f"{column}::{ENGLISH}"))
    ]

    assert one_sided == []


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_what_is_asked_has_a_label_short_enough_for_review(form_id: str) -> None:
    shorts = {row["name"]: (_short(row), _short_in_english(row)) for row in _asked(workbook(form_id))}
    too_long = {name: pair for name, pair in shorts.items() if max(map(len, pair)) > SHORT_LIMIT}

    assert too_long == {}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_a_short_label_is_there_in_both_languages(form_id: str) -> None:
    one_sided = [
        row["name"]
        for row in workbook(form_id).survey
        if row.get("bind::kabar:short") and not row.get("bind::kabar:short_en")
    ]

    assert one_sided == []


def test_an_english_reader_meets_english_short_labels() -> None:
    form = load(path_of("bulanan_kkb").read_bytes(), "bulanan_kkb.md")
    shorts = {}
    for language in ("id", "en"):
        draft = start(form, Context(now=NOW, language=language)).draft
        shorts[language] = prompt(form, jump(form, draft, "/data/ada_kegiatan", NOW).draft).short

    assert shorts == {"id": "Ada kegiatan", "en": "Any activity"}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_an_indicator_is_a_number_and_named_once(form_id: str) -> None:
    marked = [row for row in workbook(form_id).survey if row.get("bind::kabar:indicator")]
    names = [row["bind::kabar:indicator"] for row in marked]

    assert {row["type"] for row in marked} <= {"integer", "decimal", "calculate"}
    assert len(names) == len(set(names))


def test_no_two_forms_share_an_indicator() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for form_id in FORM_IDS:
        for row in workbook(form_id).survey:
            owners[row.get("bind::kabar:indicator", "")].add(form_id)
    del owners[""]

    assert {name: forms for name, forms in owners.items() if len(forms) > 1} == {}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_prefill_words_are_known_and_last_month_is_hidden(form_id: str) -> None:
    prefilled = {row["name"]: row for row in workbook(form_id).survey if row.get("bind::kabar:prefill")}

    assert {row["bind::kabar:prefill"] for row in prefilled.values()} <= PREFILLS
    last_month = {name for name, row in prefilled.items() if row["bind::kabar:prefill"] == "bulan_lalu"}
    assert last_month == {row["name"] for row in workbook(form_id).survey if row.get("name", "").endswith("_lalu")}
    assert all(prefilled[name]["type"] == "hidden" for name in last_month)


def test_the_monthly_report_takes_over_stocks_and_no_flows() -> None:
    stocks = {row["name"] for row in workbook("bulanan_kkb").survey if row.get("bind::kabar:prefill") == "stok"}

    assert stocks == MONTHLY_STOCKS
    assert not stocks & MONTHLY_FLOWS


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_blocks_of_numbers_are_field_lists(form_id: str) -> None:
    wanted = {field["name"] for field in source(form_id)["fields"] if field.get("block_entry")}
    found = {row["name"] for row in workbook(form_id).survey if row.get("appearance") == "field-list"}

    assert found == wanted
    assert all(_numbers_in(workbook(form_id), group) >= 3 for group in found)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_a_typed_word_names_one_choice(form_id: str) -> None:
    ambiguous = {}
    for list_name, choices in workbook(form_id).choices.items():
        meanings: dict[str, set[str]] = defaultdict(set)
        for choice in choices:
            for word in _words(choice):
                meanings[word].add(choice["name"])
        ambiguous |= {(list_name, word): names for word, names in meanings.items() if len(names) > 1}

    assert ambiguous == {}


@pytest.mark.parametrize(
    ("form_id", "list_name", "word", "choice"),
    [
        ("kunjungan_keluarga", "metode_rencana", "susuk", "implan"),
        ("kunjungan_keluarga", "metode_rencana", "spiral", "iud"),
        ("kunjungan_keluarga", "metode_rencana", "steril", "mow"),
        ("kunjungan_keluarga", "metode_rencana", "vasektomi", "mop"),
        ("bulanan_kkb", "ya_tidak", "iya", "ya"),
        ("bulanan_kkb", "ya_tidak", "nggak", "tidak"),
    ],
)
def test_the_field_s_own_words_are_known(form_id: str, list_name: str, word: str, choice: str) -> None:
    rows = workbook(form_id).choices[list_name]

    assert [row["name"] for row in rows if word in _words(row)] == [choice]


def test_what_a_visit_finds_is_sensitive() -> None:
    groups = ("g_krs", "g_catin", "g_bumil", "g_pasca", "g_anak", "g_layanan")
    found = [row for group in groups for row in _rows_in(workbook("kunjungan_keluarga"), group)]

    assert len(found) > len(groups)
    assert [row["name"] for row in found if row.get("bind::kabar:sensitive") != "yes"] == []


def _asked(book: Workbook) -> list[Row]:
    silent = ("begin", "end", "hidden", "calculate")
    return [row for row in book.survey if row["type"].split()[0] not in silent]


def _short(row: Row) -> str:
    return row.get("bind::kabar:short") or row[f"label::{INDONESIAN}"]


def _short_in_english(row: Row) -> str:
    return row.get("bind::kabar:short_en") or row[f"label::{ENGLISH}"]


def _rows_in(book: Workbook, group: str) -> list[Row]:
    start = next(i for i, row in enumerate(book.survey) if row["type"] == "begin group" and row["name"] == group)
    end = next(i for i, row in enumerate(book.survey) if i > start and row["type"] == "end group")
    return list(book.survey[start + 1 : end])


def _numbers_in(book: Workbook, group: str) -> int:
    return sum(row["type"] in ("integer", "decimal") for row in _rows_in(book, group))


def _words(choice: Row) -> set[str]:
    typed = (choice["name"], choice[f"label::{INDONESIAN}"], *choice.get("alias", "").split("|"))
    return {word.lower() for word in typed if word}

"""The blank form on paper: every question has its place, and what leads past one is said in words."""

from __future__ import annotations

from datetime import datetime

import pytest

import forms
from models.database import Database
from reporting import publishing
from reporting.drawing import draw
from reporting.inputs import Tap
from reporting.pace import is_asked
from reporting.printing import paper
from reporting.refusals import Refusal
from reporting.starting import Starting
from tests.forms.programme.workbook import FORM_IDS, path_of
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds, notices


def _form(form_id: str) -> forms.Form:
    path = path_of(form_id)
    return forms.load(path.read_bytes(), path.name)


def _numbers(form_id: str, language: str = "id") -> list[str]:
    found: list[str] = []
    for piece in paper(TEXTS, language, "", _form(form_id))["sections"]:
        match piece["piece"]:
            case "field":
                found.append(piece["number"])
            case "table":
                found += [number for number, _ in piece["columns"]]
    return found


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_question_that_is_asked_has_its_place_and_number(form_id: str) -> None:
    asked = [one for one in _form(form_id).questions.values() if is_asked(one)]

    assert _numbers(form_id) == [str(number) for number in range(1, len(asked) + 1)]


def _by_label(form_id: str, language: str) -> dict[str, dict[str, object]]:
    return {one["label"]: one for one in paper(TEXTS, language, "", _form(form_id))["sections"]}


@pytest.mark.parametrize(
    ("form_id", "label", "told"),
    [
        ("poktan_bulanan", "Alasan tidak ada pertemuan", "Hanya bila no. 4 = 0; bila tidak, lanjut ke no. 6."),
        ("poktan_bulanan", "Pertemuan", "Hanya bila no. 4 > 0; bila tidak, lanjut ke no. 17."),
        ("poktan_bulanan", "Khusus BKB", "Hanya bila no. 1 dijawab “BKB”; bila tidak, lanjut ke no. 19."),
        (
            "kegiatan_kkb",
            "Perkiraan nilai dana (Rp)",
            "Hanya bila no. 15 tidak memuat “Tanpa dana”; bila tidak, lanjut ke no. 17.",
        ),
        ("tindak_lanjut_opd", "Foto/dokumen bukti", "Hanya bila no. 4 dijawab “Selesai”; bila tidak, selesai."),
        (
            "kunjungan_keluarga",
            "B4. Anak 0-59 bulan",
            "Hanya bila no. 6 dijawab “Bertemu” dan (no. 5 dijawab “Anak 0-23 bulan” atau no. 5 dijawab "
            "“Anak 24-59 bulan”); bila tidak, lanjut ke no. 48.",
        ),
        ("monev_klasifikasi", "Frekuensi rata-rata", "Hanya bila no. 14 diisi; bila tidak, lanjut ke no. 16."),
    ],
)
def test_what_leads_past_a_question_is_said_in_words(form_id: str, label: str, told: str) -> None:
    assert _by_label(form_id, "id")[label]["if"] == told


def test_the_english_paper_is_english() -> None:
    pieces = _by_label("poktan_bulanan", "en")

    assert pieces["Why was there no meeting?"]["if"] == "Only if no. 4 = 0; if not, go on to no. 6."
    assert pieces["Kind of group"]["choices"] == ["BKB", "BKR", "BKL", "UPPKA", "PIK-R"]


def test_a_condition_that_no_words_fit_refers_to_what_stands_above() -> None:
    text = """| survey |
| | type | name | label | relevant |
| | integer | a | Satu | |
| | integer | b | Dua | ${a} * 2 > 3 |
"""
    form = forms.load(text.encode(), "lain.md")

    assert [one["if"] for one in paper(TEXTS, "id", "", form)["sections"]] == [
        "",
        "Hanya bila jawaban di atas memerlukannya; bila tidak, selesai.",
    ]


def test_a_repeat_is_a_table_whose_codes_stand_above_it() -> None:
    table = _by_label("poktan_bulanan", "id")["Pertemuan"]

    assert (table["piece"], table["rows"], table["wide"]) == ("table", 5, True)
    notes = {number: (told, codes) for number, told, codes in table["notes"]}  # type: ignore[attr-defined]
    assert notes["14"] == ("", "1 = Ada; 2 = Tidak ada")
    assert notes["7"][0] == "Hanya bila no. 1 dijawab “BKB”."


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_longest_form_becomes_a_pdf(language: str) -> None:
    form = _form("rakor_lintas_sektor")

    assert draw(paper(TEXTS, language, form.title, form)).startswith(b"%PDF-")


def test_in_the_chat_the_introduction_offers_it(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.officer(tx)
        publishing.publish(tx, desk.source("bulanan_kkb"))
        starting = Starting(LIBRARY, TEXTS, CountedIds(1))
        target = f"bulanan_kkb,{desk.PAYO},2026-10"
        assert starting.chosen(tx, sari.sender, Tap.parse(f"s::print:{target}")) == TEXTS.word("id", "print_coming")
        starting.chosen(tx, sari.sender, Tap.parse(f"s::print:{target}"))

        (sent,) = notices(tx, sari.sender)
        assert sent.chart is not None
        assert (sent.chart["document"], sent.chart["file"][:12]) == ("form", "bulanan_kkb-")


def test_nobody_gets_the_paper_of_a_kampung_that_is_not_theirs(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        other = desk.person(tx, "Bu Ani", "plkb", area_code="35.28")
        publishing.publish(tx, desk.source("bulanan_kkb"))
        target = f"bulanan_kkb,{desk.PAYO},2026-10"
        with pytest.raises(Refusal):
            Starting(LIBRARY, TEXTS, CountedIds(1)).chosen(tx, other, Tap.parse(f"s::print:{target}"))

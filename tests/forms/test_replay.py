"""Answers from an object: what each kind of question takes, and what is said of what it doesn't."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime
from typing import Any

import pytest

from forms import Context, load
from forms.replay import Replayed, ReplayError, replay
from tests.forms.scenario import SETTINGS

NOW = datetime.fromisoformat("2026-11-02T08:00:00+07:00")
FORM = """
| survey |
| | type | name | label | required | constraint | relevant |
| | text | judul | Judul | | | |
| | integer | pus | PUS | | . <= 500 | |
| | decimal | berat | Berat | | | |
| | select_one w | satu | Satu | | | |
| | select_multiple w | banyak | Banyak | | | |
| | rank w | urut | Urut | | | |
| | date | tgl | Tanggal | | | |
| | time | jam | Jam | | | |
| | dateTime | saat | Saat | | | |
| | geopoint | tempat | Tempat | | | |
| | image | foto | Foto | | | |
| | acknowledge | setuju | Setuju | | | |
| | begin group | g | G | | | |
| | begin repeat | orang | Orang | | | |
| | text | nama | Nama | | | |
| | hidden | kode | | | | |
| | end repeat | | | | | |
| | end group | | | | | |
| | hidden | diam | | | | |
| | text | akhir | Akhir | | | ${pus} > 400 |
| choices |
| | list_name | name | label |
| | w | m | Merah |
| | w | b | Biru |
"""


def replayed(answers: dict[str, Any], form: str = FORM, incomplete: str = "refuse") -> Replayed:
    return replay(load(form + SETTINGS, "uji.md"), answers, Context(now=NOW), incomplete)


def rows(answers: dict[str, Any]) -> dict[str, str]:
    return {row.path.removeprefix("/data/"): row.text for row in replayed(answers).finished.rows}


@pytest.mark.parametrize(
    ("name", "given", "stored"),
    [
        ("judul", "Rapat", "Rapat"),
        ("judul", 12, "12"),
        ("pus", 412, "412"),
        ("pus", "412", "412"),
        ("pus", 412.0, "412"),
        ("berat", 3.25, "3.25"),
        ("satu", "m", "m"),
        ("banyak", ["m", "b"], "m b"),
        ("banyak", "m b", "m b"),
        ("urut", ["b", "m"], "b m"),
        ("tgl", "2026-10-14", "2026-10-14"),
        ("jam", "09:30:00.000+07:00", "09:30:00.000+07:00"),
        ("saat", "2026-10-14T09:30:00.000+07:00", "2026-10-14T09:30:00.000+07:00"),
        ("tempat", "-0.78 100.65 12.5 4.0", "-0.78 100.65 12.5 4.0"),
        ("foto", "rapat.jpg", "rapat.jpg"),
        ("setuju", "OK", "OK"),
        ("diam", "x", "x"),
    ],
)
def test_each_kind_of_question_takes_its_own(name: str, given: object, stored: str) -> None:
    assert rows({name: given})[name] == stored


def test_media_are_told_as_attachments() -> None:
    assert replayed({"foto": "rapat.jpg"}).finished.attachments == ("rapat.jpg",)


def test_groups_nest_and_repeats_are_arrays() -> None:
    found = rows({"g": {"orang": [{"nama": "Ani", "kode": "a"}, {"nama": "Budi"}, {"kode": "c"}]}})
    assert [found.get(f"g/orang[{at}]/nama") for at in (1, 2, 3)] == ["Ani", "Budi", None]
    assert [found.get(f"g/orang[{at}]/kode") for at in (1, 2, 3)] == ["a", None, "c"]


def test_a_question_is_skipped_where_there_is_no_answer() -> None:
    done = replayed({"judul": None, "pus": ""})
    assert "<judul/><pus/>" in done.finished.xml
    assert done.ignored == ()


def test_what_is_never_asked_is_told() -> None:
    done = replayed({"pus": 3, "akhir": "x", "lain": 1, "g": {"orang": [{"nama": "A", "umur": 3}], "juga": [1]}})
    assert done.ignored == ("/data/akhir", "/data/lain", "/data/g/orang[1]/umur", "/data/g/juga")
    assert "<akhir>" not in done.finished.xml


@pytest.mark.parametrize(
    ("answers", "question", "why"),
    [
        ({"pus": 501}, "/data/pus", "/data/pus: the constraint of the form refuses this answer (received '501')"),
        (
            {"pus": "banyak"},
            "/data/pus",
            "/data/pus: a whole number of up to 18 digits is expected (received 'banyak').",
        ),
        ({"pus": True}, "/data/pus", "/data/pus: a whole number of up to 18 digits is expected (received 'true')."),
        (
            {"tgl": "14/10/2026"},
            "/data/tgl",
            "/data/tgl: a date such as 2026-10-14 is expected (received '14/10/2026').",
        ),
        (
            {"satu": "hijau"},
            "/data/satu",
            "/data/satu: not among the options that are offered: m, b (received 'hijau')",
        ),
        (
            {"tgl": "2026-02-30"},
            "/data/tgl",
            "/data/tgl: a date such as 2026-10-14 is expected (received '2026-02-30').",
        ),
        ({"urut": ["m"]}, "/data/urut", "/data/urut: all options are expected, each once: m, b (received 'm')"),
        ({"judul": {"a": 1}}, "/data/judul", "/data/judul: a text takes one value, not an object"),
        ({"satu": ["m"]}, "/data/satu", "/data/satu: a select_one takes one value, not an array"),
        (
            {"banyak": [["m"]]},
            "/data/banyak",
            "/data/banyak: a select_multiple takes an array of choice names, not an array",
        ),
        ({"g": "x"}, "/data/g", "/data/g: a group takes an object, not a text"),
        ({"g": {"orang": 3}}, "/data/g/orang", "/data/g/orang: a repeat takes an array of objects, not a number"),
        ({"g": {"orang": ["A"]}}, "/data/g/orang[1]", "/data/g/orang[1]: a group takes an object, not a text"),
    ],
)
def test_a_wrong_answer_is_named_with_its_path_and_reason(answers: dict[str, Any], question: str, why: str) -> None:
    with pytest.raises(ReplayError) as refused:
        replayed(answers)
    assert (refused.value.question, str(refused.value)) == (question, why)


def test_a_missing_required_answer_is_refused_unless_the_report_may_be_incomplete() -> None:
    required = FORM.replace("| text | judul | Judul | |", "| text | judul | Judul | yes |")
    with pytest.raises(ReplayError, match="/data/judul: an answer is required"):
        replayed({"pus": 3}, required)
    done = replayed({"pus": 3}, required, "allow")
    assert "<judul/><pus>3</pus>" in done.finished.xml


def test_the_same_seed_gives_the_same_ids() -> None:
    form = load(FORM + SETTINGS, "uji.md")
    ids = [replay(form, {}, Context(now=NOW, seed=seed)).finished.instance_id for seed in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]


def test_a_message_of_the_form_stands_beside_what_is_expected() -> None:
    form = """
| survey |
| | type | name | label | constraint | constraint_message | required | required_message |
| | date | tgl | Tanggal | . <= today() | Belum terjadi. | yes | Isi dulu. |
"""
    with pytest.raises(ReplayError, match=r"is expected \(received '2026-02-30'\)\. Belum terjadi\."):
        replayed({"tgl": "2026-02-30"}, form)
    with pytest.raises(ReplayError, match=r"^/data/tgl: Belum terjadi\. \(received '2026-11-03'\)$"):
        replayed({"tgl": "2026-11-03"}, form)
    with pytest.raises(ReplayError, match=r"^/data/tgl: Isi dulu\.$"):
        replayed({}, form)


def test_a_long_list_is_not_told_in_full() -> None:
    options = "\n".join(f"| | w | n{number} | N {number} |" for number in range(40))
    with pytest.raises(ReplayError, match=r"n0, n1, .*n11 and 28 more \(received 'x'\)"):
        replayed(
            {"satu": "x"},
            "| survey |\n| | type | name | label |\n| | select_one w | satu | Satu |\n"
            f"| choices |\n| | list_name | name | label |\n{options}\n",
        )


@pytest.mark.parametrize(("given", "stored"), [(1e-7, "0.0000001"), (0.1, "0.1"), (1e21, "1" + 21 * "0"), (-2.0, "-2")])
def test_a_decimal_is_stored_without_an_exponent(given: float, stored: str) -> None:
    assert rows({"berat": given})["berat"] == stored


@pytest.mark.parametrize("sign", ["\0", "\x01", "\ud800", "\uffff"])
def test_signs_that_no_xml_can_hold_are_left_out_of_every_field(sign: str) -> None:
    done = replayed({"judul": f"a{sign}b", "diam": f"c{sign}d", "g": {"orang": [{"kode": f"e{sign}f"}]}})
    assert {"ab", "cd", "ef"} <= {row.text for row in done.finished.rows}
    assert ET.fromstring(done.finished.xml.encode()).findtext("diam") == "cd"


def test_signs_that_no_xml_can_hold_are_left_out_of_calculations() -> None:
    form = """
| survey |
| | type | name | label | calculation |
| | text | judul | Judul | |
| | calculate | hasil | | base64-decode('YQFi') |
"""
    done = replayed({}, form)
    assert ET.fromstring(done.finished.xml).findtext("hasil") == "ab"
    assert [row.text for row in done.finished.rows] == ["ab"]


def test_a_declared_time_is_one_of_the_forms_zone() -> None:
    form = """
| survey |
| | type | name | label | default |
| | time | jam | Jam | 09:30:00 |
| | dateTime | saat | Saat | 2026-10-14T09:30:00 |
| | time | kosong | Kosong | |
"""
    assert [row.text for row in replayed({}, form).finished.rows] == [
        "09:30:00.000+07:00",
        "2026-10-14T09:30:00.000+07:00",
    ]

"""What a form takes from who fills it, for which kampung, and from last month."""
# ruff: noqa: E501  (forms are tables, and tables are wide)

import re

from tests.forms.scenario import Person

FORM = """
| survey |
| | type | name | label | calculation | bind::kabar:prefill |
| | start | start | | | |
| | end | end | | | |
| | today | today | | | |
| | username | username | | | |
| | phonenumber | phonenumber | | | |
| | hidden | pelapor_id | | | akun |
| | text | kampung_id | Kampung | | unit |
| | text | periode | Bulan | | periode |
| | integer | pus | PUS | | stok |
| | hidden | pus_lalu | | | bulan_lalu |
| | calculate | beda | | ${pus} - ${pus_lalu} | |
| | text | balai | Balai | | profil |
| | calculate | sasaran | | pulldata('sasaran', 'jumlah', 'kode', ${kampung_id}) | |
"""
KNOWN = {
    "account": {"username": "sari", "phonenumber": "0812", "pelapor_id": "P7"},
    "unit": {"id": "payo", "name": "Payo Sejahtera"},
    "period": "2026-10",
    "profile": {"balai": "Balai RW 3"},
    "last": {"pus": "400"},
    "instances": {"sasaran": [{"kode": "laing", "jumlah": "9"}, {"kode": "payo", "jumlah": "12"}]},
}


def test_what_is_known_is_filled_in_and_not_asked() -> None:
    person = Person(FORM, **KNOWN)
    assert (person.at, person.prompt.previous, person.prompt.value) == ("pus", "400", "")
    person.say("412")
    assert (person.at, person.prompt.value) == ("balai", "Balai RW 3")
    done = person.skip().finish()
    assert re.sub(r"<meta>.*</meta>", "", done.xml) == (
        '<data id="uji" version="1"><start>2026-11-02T08:00:00.000+07:00</start><end>2026-11-02T08:00:00.000+07:00</end>'
        "<today>2026-11-02</today><username>sari</username><phonenumber>0812</phonenumber>"
        "<pelapor_id>P7</pelapor_id><kampung_id>payo</kampung_id><periode>2026-10</periode><pus>412</pus>"
        "<pus_lalu>400</pus_lalu><beda>12</beda><balai>Balai RW 3</balai><sasaran>12</sasaran></data>"
    )


def test_a_code_is_no_number_and_a_calculation_is_one() -> None:
    rows = {
        row.name: row for row in Person(FORM, **KNOWN | {"account": {"pelapor_id": "13"}}).say("412", "B").finish().rows
    }
    assert (rows["pelapor_id"].number, rows["beda"].number, rows["today"].date) == (None, 12.0, "2026-11-02")


def test_what_is_not_known_is_asked() -> None:
    person = Person(FORM)
    assert person.at == "kampung_id"
    person.say("laing", "2026-09")
    assert (person.at, person.prompt.previous) == ("pus", "")


def test_what_was_taken_from_the_context_is_not_in_the_overview() -> None:
    assert [label for label, _ in Person(FORM, **KNOWN).say("412", "Balai").lines] == ["PUS", "Balai"]


def test_groups_lend_their_columns_to_their_questions() -> None:
    form = """
| survey |
| | type | name | label | bind::kabar:sensitive | bind::kabar:short |
| | begin_group | ibu | Ibu | ya | Ibu |
| | text | catatan | Catatan | | |
| | end_group | | | | |
"""
    prompt = Person(form).prompt
    assert (prompt.attributes, prompt.short) == ({"sensitive": "ya"}, "Catatan")

"""Where the options of a select come from, and how they are told."""
# ruff: noqa: E501  (forms are tables, and tables are wide)

from __future__ import annotations

import pytest

from forms import FormErrors, load
from forms.outside.external import attach, wanted
from tests.forms.scenario import SETTINGS, Person, form_of

DESA = b"kode,nama,name_en,kab\n1,Laing,Laing village,solok\n2,Payo,Payo village,solok\n3,Sumani,Sumani village,agam\n"


def offered(person: Person) -> list[tuple[str, str]]:
    return [(one.name, one.label) for one in person.prompt.choices]


EXTERNAL = """
| survey |
| | type | name | label | choice_filter |
| | text | prov | Provinsi | |
| | select_one_external kota | kota | Kota | prov=${prov} |
| external_choices |
| | list_name | name | label | prov |
| | kota | padang | Padang | 13 |
| | kota | solok | Solok | 13 |
| | kota | medan | Medan | 12 |
| | desa | laing | Laing | 13 |
"""


def test_select_one_external_reads_its_sheet() -> None:
    person = Person(EXTERNAL).say("13")
    assert offered(person) == [("padang", "Padang"), ("solok", "Solok")]
    assert person.refused("medan").condition == "choice"
    assert person.say("solok").value("kota") == "solok"


def test_the_list_of_another_sheet_can_be_attached() -> None:
    form = attach(form_of(EXTERNAL), {})
    assert wanted(form) == ()


def search(appearance: str, choices: str = "| | desa | kode | nama | name_en |") -> Person:
    form = f"""
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | appearance |
| | text | kab | Kabupaten | Regency | |
| | select_one desa | desa | Desa | Village | {appearance} |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
{choices}
"""
    return Person(attach(load(form + SETTINGS, "uji.md"), {"desa.csv": DESA}))


@pytest.mark.parametrize(
    ("appearance", "names"),
    [
        ("search('desa')", ["1", "2", "3"]),
        ("minimal search('desa', 'matches', 'kab', ${kab})", ["1", "2"]),
        ("search('desa', 'contains', 'nama', 'A')", ["1", "2", "3"]),
        ("search('desa', 'contains', 'nama', 'LA')", ["1"]),
        ("search('desa', 'startswith', 'nama', 'su')", ["3"]),
        ("search('desa', 'endswith', 'nama', 'yo')", ["2"]),
        ("search('desa', 'contains', 'nama', 'a', 'kab', ${kab})", ["1", "2"]),
        ("search('desa', 'contains', 'nama', concat('l', 'a'), 'kab', ${kab})", ["1"]),
    ],
)
def test_search_finds_rows(appearance: str, names: list[str]) -> None:
    assert [name for name, _ in offered(search(appearance).say("solok"))] == names


def test_search_labels_by_the_language_spoken() -> None:
    assert offered(search("search('desa', 'matches', 'kab', ${kab})").say("agam")) == [("3", "Sumani")]


def test_a_choice_with_a_number_for_a_name_stands_for_itself() -> None:
    choices = "| | desa | kode | nama | name_en |\n| | desa | 99 | Lain | Other |"
    assert offered(search("search('desa', 'matches', 'kab', ${kab})", choices).say("agam")) == [
        ("99", "Lain"),
        ("3", "Sumani"),
    ]


@pytest.mark.parametrize(
    ("appearance", "told"),
    [
        ("search('desa', 'contains')", "takes a file name"),
        ("search(desa)", "in quotes"),
        ("search('desa', 'like', 'nama', 'x')", "compare by 'like'"),
        ("search('desa', 'matches', 'na ma', 'x')", "in quotes"),
        ("search('desa', 'matches', 'nama', 1 +)", "not XPath"),
    ],
)
def test_a_search_that_is_none_is_told_with_its_cell(appearance: str, told: str) -> None:
    with pytest.raises(FormErrors, match=told) as raised:
        search(appearance)
    assert [(one.row, one.column) for one in raised.value.problems] == [(3, "appearance")]


def test_a_select_from_a_repeat_offers_what_was_entered() -> None:
    person = Person("""
| survey |
| | type | name | label | choice_filter |
| | begin_repeat | anak | Anak | |
| | text | nama | Nama | |
| | integer | umur | Umur | |
| | end_repeat | | | |
| | select_one ${nama} | sakit | Yang sakit | ${umur} < 5 |
""")
    person.say("Adi", "3", "yes", "Budi", "9", "yes", "Cici", "1", "no")
    assert offered(person) == [("Adi", "Adi"), ("Cici", "Cici")]
    assert person.refused("Budi").condition == "choice"
    assert person.say("Cici").value("sakit") == "Cici"


def test_a_select_from_a_group_in_a_repeat() -> None:
    xform = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>t</h:title><model><instance><data id="t"><r><g><n/><l/></g></r><s/></data></instance>
<bind nodeset="/data/r/g/n"/><bind nodeset="/data/s"/></model></h:head>
<h:body><group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/g/n"/><input ref="/data/r/g/l"/></repeat></group>
<select1 ref="/data/s"><itemset nodeset="/data/r[./g/n != '']"><value ref="g/n"/><label ref="g/l"/></itemset></select1></h:body></h:html>"""
    person = Person(load(xform, "t.xml")).say("a", "Adi", "no")
    assert offered(person) == [("a", "Adi")]


def test_or_other_asks_which() -> None:
    person = Person("""
| survey |
| | type | name | label |
| | select_one air or_other | air | Air |
| choices |
| | list_name | name | label |
| | air | sumur | Sumur |
""")
    assert [name for name, _ in offered(person)] == ["sumur", "other"]
    assert person.say("other").at == "air_other"
    assert "<air>other</air><air_other>sungai</air_other>" in person.say("sungai").finish().xml


RANK = """
| survey |
| | type | name | label | choice_filter | parameters |
| | integer | batas | Batas | | |
| | rank p | urut | Urutkan | nilai < ${batas} | |
| | select_one p | acak | Acak | | randomize=true seed=42 |
| choices |
| | list_name | name | label | nilai |
| | p | a | A | 1 |
| | p | b | B | 2 |
| | p | c | C | 3 |
| | p | d | D | 4 |
"""


def test_a_ranking_has_all_that_its_filter_leaves() -> None:
    person = Person(RANK).say("4")
    assert [name for name, _ in offered(person)] == ["a", "b", "c"]
    assert person.refused("a b").condition == "choice"
    assert person.refused("a b d").condition == "choice"
    assert person.say("c a b").value("urut") == "c a b"


def test_a_seed_shuffles_the_same_way_each_time() -> None:
    orders = {tuple(name for name, _ in offered(Person(RANK).say("4", "c a b"))) for _ in range(3)}
    assert len(orders) == 1
    assert orders != {("a", "b", "c", "d")}

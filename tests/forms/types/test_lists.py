"""Lists from files: how they are read, and what a form makes of them."""
# ruff: noqa: E501  (forms are tables, and tables are wide)

from __future__ import annotations

import json

import pytest

from forms import FormErrors, load, read_xlsform
from forms.outside.external import attach, missing, wanted
from forms.outside.lists import ListError, read_itemsets, read_list
from forms.xpath import Node, string_value
from tests.forms.scenario import SETTINGS, Person

KAB = "kode,nama,prov\n1371,Kota Padang,13\n1373,Kota Sawahlunto,13\n1101,Simeulue,11\n"

FORM = """
| survey |
| | type | name | label | choice_filter | parameters | calculation |
| | text | prov | Provinsi | | | |
| | select_one_from_file kab.csv | kab | Kabupaten | prov=${prov} | value=kode label=nama | |
| | calculate | nama | | | | pulldata('kab', 'nama', 'kode', ${kab}) |
| | select_multiple_from_file titik.geojson | titik | Titik | | | |
| | calculate | di | | | | instance('titik')/root/item[id = ${titik}]/geometry |
| | xml-external | pos | | | | |
| | csv-external | harga | | | | |
| | calculate | telp | | | | instance('pos')/posyandu/satu[@kode = ${kab}]/telp |
| | calculate | beras | | | | instance('harga')/root/item[barang = 'beras']/rp |
"""

POINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "b1",
            "properties": {"title": "Balai", "luas": 12, "buka": True, "kosong": None, "id": "tidak"},
            "geometry": {"type": "Point", "coordinates": [100.65, -0.78, 450]},
        },
        {
            "type": "Feature",
            "properties": {"id": "j1", "title": "Jalan"},
            "geometry": {"type": "LineString", "coordinates": [[100.6, -0.7], [100.7, -0.8]]},
        },
        {
            "type": "Feature",
            "properties": {"id": "s1", "title": "Sawah"},
            "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [1, 2]], [[9, 9]]]},
        },
        {"type": "Feature", "properties": {"id": "x", "title": "Tanpa tempat"}, "geometry": None},
    ],
}
FILES = {
    "kab.csv": KAB.encode(),
    "titik.geojson": json.dumps(POINTS).encode(),
    "pos.xml": b'<posyandu><satu kode="1371"><telp>0751</telp></satu></posyandu>',
    "harga.csv": "﻿barang;rp\nberas;14.500\n".encode(),
}


def test_a_form_picks_and_looks_up_in_its_files() -> None:
    person = Person(attach(load(FORM + SETTINGS, "uji.md"), FILES))
    person.say("13")
    assert [(one.name, one.label) for one in person.prompt.choices] == [
        ("1371", "Kota Padang"),
        ("1373", "Kota Sawahlunto"),
    ]
    assert person.refused("1101").condition == "choice"
    person.say("1371")
    assert [one.label for one in person.prompt.choices] == ["Balai", "Jalan", "Sawah", "Tanpa tempat"]
    person.say("b1")
    assert person.value("nama") == "Kota Padang"
    assert person.value("di") == "-0.78 100.65 450 0"
    assert person.value("telp") == "0751"
    assert person.value("beras") == "14.500"


def test_without_its_files_a_form_runs_with_empty_lists() -> None:
    person = Person(FORM)
    person.say("13")
    assert person.prompt.choices == ()
    assert person.skip().skip().finish().xml


def test_lists_are_shared_and_not_copied_into_drafts() -> None:
    form = attach(load(FORM + SETTINGS, "uji.md"), FILES)
    assert "Padang" not in json.dumps(Person(form).say("13").draft.to_json())


def test_rows_of_the_context_go_before_the_file() -> None:
    person = Person(
        attach(load(FORM + SETTINGS, "uji.md"), FILES), instances={"harga": [{"barang": "beras", "rp": "9"}]}
    )
    assert person.value("beras") == "9"


def test_the_files_a_form_reads_are_known_with_their_cells() -> None:
    sheet = read_xlsform(FORM + SETTINGS, "uji.md")
    form = load(FORM + SETTINGS, "uji.md")
    assert [one.file for one in wanted(form)] == ["kab.csv", "titik.geojson", "pos.xml", "harga.csv"]
    found = missing(form, {"kab.csv"}, {"harga"}, sheet.cells)
    assert [(one.code, one.sheet, one.row, one.column) for one in found] == [
        ("missing_list", "survey", 5, "type"),
        ("missing_list", "survey", 9, "calculation"),
    ]
    assert wanted(attach(form, FILES)) == ()


def test_a_file_that_is_no_list_is_told_with_its_cell() -> None:
    sheet = read_xlsform(FORM + SETTINGS, "uji.md")
    with pytest.raises(FormErrors) as raised:
        attach(load(FORM + SETTINGS, "uji.md"), {"kab.csv": b"\xff\xfe", "titik.geojson": b"{}"}, sheet.cells)
    assert [(one.code, one.row) for one in raised.value.problems] == [("unreadable_list", 3), ("unreadable_list", 5)]


def _items(instance: Node) -> list[dict[str, str]]:
    [root] = instance.children
    return [{cell.name: string_value(cell) for cell in item.children} for item in root.children]


@pytest.mark.parametrize(
    ("content", "items"),
    [
        ("a,b\n1,2\n", [{"a": "1", "b": "2"}]),
        ("\ufeffa;b\r\n1,5;2\r\n", [{"a": "1,5", "b": "2"}]),
        ('a,b\n"x, ""y""","dua\nbaris"\n', [{"a": 'x, "y"', "b": "dua\nbaris"}]),
        ("a,,b\n1,2,3\n", [{"a": "1", "b": "3"}]),
        ("a,b\n1\n\n,,\n1,2,3\n", [{"a": "1", "b": ""}, {"a": "1", "b": "2"}]),
        ("a , b\n 1 ,2\n", [{"a": "1", "b": "2"}]),
        ("a\nsatu\x00dua\x0b\n", [{"a": "satudua"}]),
        ("a,b\n", []),
    ],
)
def test_csv_as_people_save_it(content: str, items: list[dict[str, str]]) -> None:
    assert _items(read_list("a.csv", content.encode())) == items


def test_geojson_in_the_form_that_odk_gives_it() -> None:
    balai, jalan, sawah, tanpa = _items(read_list("titik.geojson", FILES["titik.geojson"]))
    assert balai == {
        "geometry": "-0.78 100.65 450 0",
        "title": "Balai",
        "luas": "12",
        "buka": "true",
        "kosong": "",
        "id": "b1",
    }
    assert jalan["geometry"] == "-0.7 100.6 0 0; -0.8 100.7 0 0"
    assert sawah["geometry"] == "2 1 0 0; 4 3 0 0; 6 5 0 0; 2 1 0 0"
    assert tanpa == {"id": "x", "title": "Tanpa tempat"}


def test_xml_keeps_its_shape_and_its_encoding() -> None:
    content = '<?xml version="1.0" encoding="ISO-8859-1"?><a><b c="1">caf\xe9</b></a>'.encode("latin-1")
    [element] = read_list("a.xml", content).children
    assert (element.name, string_value(element), element.children[0].attributes) == ("a", "café", {"c": "1"})


def test_itemsets_come_apart_by_their_list() -> None:
    found = read_itemsets(
        "itemsets.csv", b'"list_name","name","label"\r\n"kota","a","A"\r\n"desa","b","B"\r\n"kota","c","C"\r\n'
    )
    assert {name: [row["name"] for row in _items(one)] for name, one in found.items()} == {
        "kota": ["a", "c"],
        "desa": ["b"],
    }


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "header"),
        ("a.csv", b"a,b\n\xff\n", "UTF-8"),
        ("a.csv", b'a,b\n"1', "line 2"),
        ("a.csv", b"a\n" + b"x" * 200_000, "line 2"),
        ("a.geojson", b"[", "JSON"),
        ("a.geojson", b"[" * 100_000, "JSON"),
        ("a.geojson", b'{"type": "Feature"}', "FeatureCollection"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [1]}', "item 1"),
        (
            "a.geojson",
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": []}}]}',
            "MultiPoint",
        ),
        (
            "a.geojson",
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": ["x"]}}]}',
            "coordinates",
        ),
        ("a.xml", b"<a>", "XML"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "document type"),
        ("a.xml", b'<?xml version="1.0" encoding="nonesuch"?><a/>', "UTF-8"),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(name: str, content: bytes, told: str) -> None:
    with pytest.raises(ListError, match=told):
        read_list(name, content)


def test_a_file_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.outside.lists.LARGEST", 10)
    with pytest.raises(ListError, match="more than"):
        read_list("a.csv", b"a,b\n1,2\n3,4\n")

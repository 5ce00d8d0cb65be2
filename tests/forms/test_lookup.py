"""Long lists are looked up by value, and an index never changes what an expression says."""

from __future__ import annotations

import pytest

from forms.xpath import Node, Scope, compile, parse_xml
from forms.xpath.listing import Listing, Row
from forms.xpath.scope import STEP_BUDGET

HEADER = ("kode", "nama", "kab")
ROWS = [
    ("01", "Laing", "kota"),
    ("2", "Payo", "kab"),
    ("02", "Sinapa", "kota"),
    ("2026-11-02", "Nan Balimo", ""),
    ("2.0", "Simpang", "kota"),
    ("", "Tanpa kode", "kab"),
    ("2", "Kembar", "kota"),
]


def _indexed() -> Node:
    instance = Node("instance")
    root = instance.append(Listing("root"))
    for cells in ROWS:
        root.append(Row("item", HEADER, cells))
    return instance


def _plain() -> Node:
    instance = Node("instance")
    root = instance.append(Node("root"))
    for cells in ROWS:
        item = root.append(Node("item"))
        for column, text in zip(HEADER, cells, strict=True):
            item.append(Node(column, text=text))
    return instance


def _scope(instance: Node) -> Scope:
    answers = "<kab>kota</kab><n>2</n><blank/><many><k>01</k><k>2</k></many><tgl>2026-11-02</tgl>"
    document = parse_xml(f"<data>{answers}</data>")
    document.children[0].children[1].data_type = "int"
    document.children[0].children[4].data_type = "date"
    return Scope(node=document.children[0], root=document, instances={"desa": instance})


@pytest.mark.parametrize(
    "predicate",
    [
        "kab = /data/kab",
        "/data/kab = kab",
        "kode = '2'",
        "kode = 2",
        "kode = /data/n",
        "kode = /data/tgl",
        "kode = /data/blank",
        "kode = ''",
        "luas = ''",
        "kode = /data/many/k",
        "kode = true()",
        "kab = 'kota' and kode = 2",
        "kode != 2 and kab = 'kota'",
        "kab = 'kota' or kab = 'kab'",
        "kab = 'kota' and position() = 1",
        "kab = 'kota'][2",
        "kab = current()/kab",
        "kab = string(.)",
        "not(kab = 'kota')",
    ],
)
def test_an_index_finds_what_looking_at_every_row_finds(predicate: str) -> None:
    expression = compile(f"join(',', instance('desa')/root/item[{predicate}]/nama)")
    found = expression.string(_scope(_indexed()))
    assert found == expression.string(_scope(_plain()))


def test_pulldata_takes_the_first_row_of_that_key() -> None:
    expression = compile("concat(pulldata('desa', 'nama', 'kode', '2'), pulldata('desa', 'nama', 'kode', 'x'))")
    assert expression.string(_scope(_indexed())) == "Payo"


def test_a_row_is_a_node_like_any_other() -> None:
    expression = compile("count(instance('desa')/root/item/*[. = 'kota']/../kode[. > 1])")
    assert expression.number(_scope(_indexed())) == expression.number(_scope(_plain())) == 3


def test_a_lookup_costs_what_it_finds() -> None:
    scope = _scope(_indexed())
    [root] = scope.instances["desa"].children
    root.children.extend(Row("item", HEADER, (str(number), "", "jauh")) for number in range(10_000))
    assert compile("instance('desa')/root/item[kode = '9999']/kab").string(scope) == "jauh"
    assert STEP_BUDGET - scope.steps < 20

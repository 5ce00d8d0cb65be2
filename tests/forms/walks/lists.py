"""Rows for the lists that a form reads from files: those beside it, or made up where there are none."""

from __future__ import annotations

import csv
import json
import re
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape

from forms import Form
from forms.outside.external import wanted
from forms.outside.lists import read_list
from forms.xpath import Expression, Node, string_value
from reporting.form_files import beside

Rows = list[dict[str, str]]
_SAME = re.compile(r"([A-Za-z_][\w.-]*)\s*=\s*(/[\w./-]+)")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_MADE_UP = 4
_PLACE = {"type": "Point", "coordinates": [106.8, -6.2]}


def lists_of(form: Form, folder: Path) -> dict[str, Rows]:
    """The rows of every external instance: those of the file beside the form, or made up."""
    files = beside(form, folder)
    there = {
        identity: _rows(read_list(one.file, files[one.file]))
        for one in wanted(form)
        if one.file in files
        for identity in one.lists
    }
    return {identity: there.get(identity) or _made_up(form, identity) for identity in form.external}


def write_lists(form: Form, rows: dict[str, Rows], folder: Path) -> None:
    """The same rows as files, for engines that read them where the form's instances say."""
    for identity, source in form.external.items():
        file = folder / source.rpartition("/")[2]
        match file.suffix:
            case ".csv":
                _write_csv(rows[identity], file)
            case ".geojson":
                features = [{"type": "Feature", "geometry": _PLACE, "properties": row} for row in rows[identity]]
                file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
            case ".xml":
                items = "".join(f"<item>{_children(row)}</item>" for row in rows[identity])
                file.write_text(f"<root>{items}</root>")


def _rows(instance: Node) -> Rows:
    """What stands in each row, but for places: a file that is written gets one of its own for every row."""
    items = instance.children[0].children
    return [{cell.name: string_value(cell) for cell in item.children if cell.name != "geometry"} for item in items]


def _write_csv(rows: Rows, file: Path) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        table = csv.DictWriter(out, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def _children(row: dict[str, str]) -> str:
    return "".join(f"<{column}>{escape(value)}</{column}>" for column, value in row.items())


def _made_up(form: Form, identity: str) -> Rows:
    """The same word in every column of a row, so that cascades match; a column that is compared with a select of
    the form's own takes each of its names in turn."""
    columns, named = {"name", "label"}, dict[str, list[str]]()
    for question in form.questions.values():
        if question.itemset is not None and _reads(question.itemset.nodes, identity):
            columns |= {question.itemset.value, question.itemset.label}
    for expression in _expressions(form):
        if _reads(expression, identity):
            columns |= set(_NAME.findall(expression.source))
            named |= {column: names for column, path in _SAME.findall(expression.source) if (names := _own(form, path))}
    words = [dict.fromkeys(sorted(columns - {""}), f"baris{at}") for at in range(1, _MADE_UP + 1)]
    return [row | dict(zip(named, chosen, strict=True)) for row in words for chosen in product(*named.values())]


def _own(form: Form, path: str) -> list[str]:
    """The names of the choices that the select at `path` has in the form itself."""
    question = form.questions.get(path)
    source = question.itemset.nodes.source if question and question.itemset else ""
    inside = next((node for name, node in form.instances.items() if f"'{name}'" in source), None)
    items = inside.children[0].children if inside and inside.children else []
    return [child.text for item in items for child in item.children if child.name == "name"]


def _expressions(form: Form) -> list[Expression]:
    itemsets = [one.itemset.nodes for one in form.questions.values() if one.itemset is not None]
    return itemsets + [one.expression for one in form.triggerables]


def _reads(expression: Expression, identity: str) -> bool:
    return f"'{identity}'" in expression.source or f'"{identity}"' in expression.source

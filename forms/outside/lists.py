"""Lists in files -> secondary instances, as ODK Collect reads them: CSV, GeoJSON, XML (XLSForm, "External Instances").

A table becomes `root/item/column`; of GeoJSON an item holds `geometry`, the properties and the feature's id; XML is
taken as it is.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePosixPath
from typing import Any

from forms.values import clean
from forms.xpath import Node, XPathError, parse_xml
from forms.xpath.listing import Listing, Row

LARGEST = 32 * 1024 * 1024  # bytes; all villages of Indonesia with their names and codes are 5 MB

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)


class ListError(Exception):
    """The file is no list that can be read; the message says why, in one plain sentence."""


def read_list(name: str, content: bytes) -> Node:
    """The instance in the file `name`: a node around the instance's outermost element. Raises ListError."""
    if len(content) > LARGEST:
        raise ListError(f"{name} has more than {LARGEST // 2**20} MB.")
    match PurePosixPath(name).suffix.lower():
        case ".geojson" | ".json":
            return _instance(_geojson(name, content))
        case ".xml":
            return _xml(name, content)
    return _instance(_csv(name, content))


def read_itemsets(name: str, content: bytes) -> dict[str, Node]:
    """The lists in an `itemsets.csv` by their name: one CSV file with a column `list_name`. Raises ListError."""
    found: dict[str, Node] = {}
    for row in _csv(name, content).children:
        list_name = next((cell.text for cell in row.children if cell.name == "list_name"), "")
        instance = found.setdefault(list_name, _instance(Listing()))
        instance.children[0].append(row)
    return found


def rows_instance(rows: list[dict[str, str]]) -> Node:
    """The instance of a table that is given as rows."""
    root = Listing()
    for row in rows:
        root.append(Row("item", tuple(row), tuple(row.values())))
    return _instance(root)


def indexed(instance: Node) -> Node:
    """An instance that the form brings along, its rows looked up like those of a list in a file."""
    made = Node(instance.name, instance.namespace, attributes=instance.attributes)
    for element in instance.children:
        made.append(_listing(element))
    return made


def _instance(root: Node) -> Node:
    instance = Node("instance")
    instance.append(root)
    return instance


def _csv(name: str, content: bytes) -> Node:
    """Separated by commas or, if the header has one, by semicolons, as Excel writes in a country of decimal commas."""
    text = _text(name, content)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = tuple(column.strip() for column in next(rows, []))
        if not any(header):
            raise ListError(f"{name} has no header row: the first line must name the columns.")
        return _table(header, rows)
    except csv.Error as error:
        raise ListError(f"{name}, line {rows.line_num}: {error}.") from None


def _table(header: tuple[str, ...], rows: Iterator[list[str]]) -> Node:
    root = Listing()
    columns = [place for place, column in enumerate(header) if column]
    named = tuple(header[place] for place in columns)
    seen: dict[str, str] = {}  # districts repeat on thousands of rows: each text is held once
    for row in rows:
        cells = tuple(row[place].strip() if place < len(row) else "" for place in columns)
        if any(cells):
            root.append(Row("item", named, tuple(seen.setdefault(cell, cell) for cell in cells)))
    return root


def _geojson(name: str, content: bytes) -> Node:
    try:
        told = json.loads(_text(name, content))
    except (ValueError, RecursionError) as error:
        raise ListError(f"{name} is not JSON: {error}.") from None
    if not isinstance(told, dict) or told.get("type") != "FeatureCollection":
        raise ListError(f"{name} is no GeoJSON FeatureCollection.")
    root = Listing()
    for place, feature in enumerate(told.get("features") or (), start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise ListError(f"{name}: item {place} of its features is no Feature.")
        cells = _feature(f"{name}: the geometry of feature {place}", feature)
        root.append(Row("item", tuple(cells), tuple(cells.values())))
    return root


def _feature(what: str, feature: dict[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    if feature.get("geometry") is not None:
        cells["geometry"] = _geometry(what, feature["geometry"])
    properties = feature.get("properties")
    for name, value in properties.items() if isinstance(properties, dict) else ():
        cells[name] = clean(_plain(value))
    if feature.get("id") is not None:
        cells["id"] = clean(_plain(feature["id"]))
    return cells


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
    return json.dumps(value, ensure_ascii=False)


def _geometry(what: str, geometry: Any) -> str:
    """In ODK's form, "lat lon altitude accuracy" with `;` between points; of a polygon its outer line."""
    try:
        match geometry["type"], geometry["coordinates"]:
            case "Point", point:
                return _point(point)
            case "LineString", points:
                return "; ".join(map(_point, points))
            case "Polygon", rings:
                return "; ".join(map(_point, rings[0] if rings else ()))
            case kind, _:
                raise ListError(f"{what} is a {kind}; a Point, a LineString or a Polygon is read.")
    except (KeyError, TypeError, IndexError, ValueError):
        raise ListError(f"{what} has no coordinates that can be read.") from None


def _point(position: Any) -> str:
    """GeoJSON puts the longitude first."""
    longitude, latitude, *rest = position
    numbers = [latitude, longitude, rest[0] if rest else 0]
    if not all(isinstance(number, int | float) for number in numbers):
        raise ValueError(position)
    return " ".join([*map(str, numbers), "0"])


def _xml(name: str, content: bytes) -> Node:
    declared = _DECLARED.match(content)
    text = _decoded(name, content, declared[1].decode() if declared else "utf-8-sig")
    try:
        [element] = parse_xml(_DECLARATION.sub("", text, count=1)).children
    except XPathError as error:
        raise ListError(f"{name}: {error}.") from None
    return _instance(_listing(element))


def _listing(element: Node) -> Node:
    """The element with an index over its children, which become its own."""
    listing = Listing(element.name, element.namespace, element.attributes)
    listing.prefix = element.prefix
    listing.text = element.text
    for child in element.children:
        listing.append(child)
    return listing


def _text(name: str, content: bytes) -> str:
    return clean(_decoded(name, content, "utf-8-sig"))


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise ListError(f"{name} is not in UTF-8; save it as CSV UTF-8 or export it again.") from None

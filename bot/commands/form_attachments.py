"""Lists that a form reads from files beside it: `select_one_from_file`, `pulldata`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from forms import Form

Rows = list[dict[str, str]]


def attached(form: Form, folder: Path) -> dict[str, Rows]:
    """The rows of every external instance whose file lies in `folder`; those missing stay empty."""
    found = {}
    for identity, source in form.external.items():
        path = folder / source.rpartition("/")[2]
        if source and path.is_file():
            found[identity] = _rows(path)
    return found


def _rows(path: Path) -> Rows:
    match path.suffix.lower():
        case ".csv":
            with path.open(newline="", encoding="utf-8-sig") as file:
                return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(file)]
        case ".geojson":
            features = json.loads(path.read_text(encoding="utf-8")).get("features", [])
            return [{key: str(value) for key, value in one.get("properties", {}).items()} for one in features]
        case ".xml":
            items = ElementTree.parse(path).getroot().iter("item")
            return [{child.tag: (child.text or "").strip() for child in item} for item in items]
    return []

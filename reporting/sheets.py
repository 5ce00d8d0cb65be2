"""Sheets: pictures of options side by side in one picture, drawn by typst from `templates/charts/options.typ`.

An album in a chat has no words under its pictures, and eight messages with one picture each bury the question.
`python -m reporting.sheets` draws for `reporting.apart`.
"""

from __future__ import annotations

import json
import shutil
import unicodedata
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reporting import charts
from reporting.apart import ChartError, serve

MOST = 12  # pictures of a sheet: four rows of three are what stays readable on a 5 inch screen


def draw(spec: dict[str, Any]) -> bytes:
    """A PNG 1080 px wide for `{"cells": [{"label", "name", "content"}]}`: words below, a file name whose ending says
    the format (PNG, JPEG, GIF, SVG, WebP), and the content in base64. What is no picture leaves its place empty, with
    the words below. Raises ChartError where none is one."""
    if not 0 < len(spec["cells"]) <= MOST:
        raise ChartError(f"sheet spec: {len(spec['cells'])} pictures; 1 to {MOST}")
    template = charts.templates() / "charts" / "options.typ"
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        cells = [_laid(Path(folder), at, cell) for at, cell in enumerate(spec["cells"], start=1)]
        try:
            return _compiled(path, cells)
        except ChartError:
            readable = [cell if _is_readable(path, cell) else cell | {"file": ""} for cell in cells]
            if not any(cell["file"] for cell in readable):
                raise
            return _compiled(path, readable)


def _is_readable(path: Path, cell: dict[str, str]) -> bool:
    try:
        return bool(_compiled(path, [cell]))
    except ChartError:
        return False


def _laid(folder: Path, at: int, cell: dict[str, str]) -> dict[str, str]:
    """The picture as a file, under a name of ours: a form's name may be anything."""
    ending = Path(cell["name"]).suffix.lower()
    file = f"{at}{ending if ending[1:].isalnum() else ''}"
    (folder / file).write_bytes(b64decode(cell["content"]))
    return {"label": _drawn(cell["label"]), "file": file}


def _compiled(path: Path, cells: list[dict[str, str]]) -> bytes:
    import typst  # 80 MB of library: only who draws loads it

    spec = json.dumps({"cells": cells}, ensure_ascii=False)
    try:
        made = typst.compile(
            path, root=path.parent, font_paths=charts.fonts(), format="png", ppi=72, sys_inputs={"spec": spec}
        )
    except typst.TypstError as error:
        raise ChartError(f"{path.name}: {error}") from error
    assert isinstance(made, bytes)  # its page grows with what is on it
    return made


def _drawn(text: str) -> str:
    """Without what the font has no sign for: emoji are "other symbols" to Unicode."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Cn", "Co", "Cs"))


if __name__ == "__main__":
    serve(draw)

"""Draws whatever has a spec: documents with typst, workbooks, and the pictures of `charts`.

`python -m reporting.drawing` draws for `reporting.apart`. It loads no database: it is started for a few files a day.
"""

from __future__ import annotations

import json
from typing import Any

from reporting import charts, workbook
from reporting.apart import ChartError, serve

KEYS = ("document", "file", "title", "facts", "sections", "foot")


def draw(spec: dict[str, Any]) -> bytes:
    """A PDF of A4 pages for a spec with "document", the file of `workbook.draw` for the document "workbook", otherwise
    the picture of `charts.draw`. Raises ChartError."""
    if "document" not in spec:
        return charts.draw(spec)
    if spec["document"] == "workbook":
        return workbook.draw(spec)
    import typst  # only who draws loads it

    missing = [key for key in KEYS if key not in spec]
    path = charts.templates() / "documents" / f"{spec['document']}.typ"
    if missing or not str(spec["document"]).isidentifier() or not path.is_file():
        raise ChartError(f"document spec: {', '.join(missing) or 'no such template'}")
    inputs = {"spec": json.dumps(spec, ensure_ascii=False)}
    try:
        made = typst.compile(path, root=path.parent, font_paths=charts.fonts(), format="pdf", sys_inputs=inputs)
    except typst.TypstError as error:
        raise ChartError(f"{path.name}: {error}") from error
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    serve(draw)

"""Pictures for summaries, drawn by typst from `templates/charts/<chart>.typ`.

A template holds no word: titles, names and formatted figures all come in through the spec.
`python -m reporting.charts` draws for `reporting.apart`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reporting.apart import ChartError, serve

MOST_BYTES = 150_000  # what a village's 2G line loads in some ten seconds
GIVES_WAY = frozenset({"trend", "classes"})  # where a picture would be heavier; the caption tells it too
MOST_BARS = 8  # more are no longer read one by one
MOST_ROWS = 20  # two columns of ten names are what stays readable on a 5 inch screen


def draw(spec: dict[str, Any]) -> bytes:
    """A PNG of 1080 x 1080 px, the same on every machine: only the fonts of `templates/fonts/` are used.

    `spec["chart"]` names the template. `reported` takes:

    - `title`: the finding, two lines at most; `subtitle`: area and period, one line;
    - `rows`: 0 to 20 of `{"label", "reported": int, "expected": int, "value"}` in the order to be shown. Up to 8
      become bars, with `value` ("4/9") beside them; more become two columns of names with a mark, where the
      value is left out if `expected` is 1. Shorten longer lists and tell of the rest in `more` (one line);
    - `figures` (optional): up to 3 of `{"value": "1 dari 3", "label": "masuk"}`;
    - `trend` (optional): `{"label", "points": [{"label", "share": 0 to 1, "value"}], "target": {"share", "label"}}`,
      up to 8 points, oldest first; `target` may be left out. It gives way where very long names would make
      the picture heavier than 150 kB, and takes the room of the rows where there are none.

    May be called from several threads at once. Raises ChartError.
    """
    _check(spec)
    template = _template(str(spec["chart"]))
    picture = _compile(template, spec)
    if len(picture) <= MOST_BYTES or not GIVES_WAY & spec.keys():
        return picture
    return _compile(template, {key: value for key, value in spec.items() if key not in GIVES_WAY})


def _check(spec: dict[str, Any]) -> None:
    for key in ("chart", "title", "subtitle", "rows"):
        if key not in spec:
            raise ChartError(f"chart spec: '{key}' is missing")
    if len(spec["rows"]) > MOST_ROWS:
        raise ChartError(f"chart spec: 'rows' has {len(spec['rows'])} rows; {MOST_ROWS} at most, the rest into 'more'")


def _template(chart: str) -> Path:
    path = templates() / "charts" / f"{chart}.typ"
    if not chart.isidentifier() or not path.is_file():
        raise ChartError(f"chart spec: no template '{chart}' in {path.parent}")
    return path


def templates() -> Path:
    """Where the templates of pictures and documents lie."""
    return Path(str(files("templates")))


def _compile(path: Path, spec: dict[str, Any]) -> bytes:
    import typst  # 80 MB of library: only who draws loads it

    inputs = {"spec": json.dumps(spec, ensure_ascii=False)}
    try:
        picture = typst.compile(path, root=path.parent, font_paths=fonts(), format="png", ppi=72, sys_inputs=inputs)
    except typst.TypstError as error:
        raise ChartError(f"{path.name}: {error}") from error
    if not isinstance(picture, bytes):
        raise ChartError(f"{path.name}: needs {len(picture)} pages; shorten its texts")
    return picture


@cache
def fonts() -> Any:
    """The font book, read once: opening the files anew would be half of the time of a picture."""
    import typst

    folder = str(templates() / "fonts")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    serve(draw)

"""The picture of what it is all for: stunting and unmet need by month, poor families and deaths by half year. Its
template is `templates/charts/trend.typ`, which holds no word."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from typing import Any

from reporting.recap.gathering import Recap
from reporting.recap.picture import moved_by
from reporting.recap.tables import STANDINGS, Cell, Kind, Table, Tables
from reporting.recap.telling import SHOWN, called
from reporting.texts import Texts

MONTHLY = ("stunting", "unmet")


def chart(texts: Texts, language: str, recap: Recap) -> dict[str, Any]:
    """A spec for `charts.draw`: `title` the finding, `subtitle` area and month, `rows` of {"label", "value", "since",
    "points"}: the last value, the first one with its month, and all of them as shares of the largest (0 to 1, None
    where nothing is told), the oldest first."""
    tables = Tables(texts, language, recap)
    months, halves = tables.trend(), tables.impacts()
    names = (*STANDINGS, *SHOWN)
    rows = [_row(tables, months, 1 + names.index(name), "percent") for name in MONTHLY]
    rows += [_row(tables, halves, 1 + 2 * at, "number") for at in range(len(recap.impacts))]
    name = called(texts, language, recap.area, recap.name)

    def line(key: str, **args: Any) -> str:
        return unescape(texts.render(language, f"recap/{key}", **args))  # a picture has no markup

    return {
        "chart": "trend",
        "title": line("chart_title", **_finding(tables, recap)),
        "subtitle": line("chart_subtitle", name=name, period=recap.period),
        "rows": rows,
    }


def _finding(tables: Tables, recap: Recap) -> dict[str, Any]:
    """How stunting, else unmet need, has moved in a year; else how many have reported."""
    moved = [(name, one) for name in MONTHLY if (one := moved_by(recap.view.figures[name])) is not None]
    title, points = (tables.title(moved[0][0]), round(moved[0][1], 1)) if moved else ("", 0.0)
    place = recap.view.place
    return {"reported": place.reported, "expected": place.expected, "title": title, "change": points}


def _row(tables: Tables, table: Table, column: int, kind: Kind) -> dict[str, Any]:
    cells: Sequence[Cell] = [row[column] for row in table.rows]
    numbers = [float(one) if isinstance(one, int | float) else None for one in cells]
    most = max((one for one in numbers if one), default=1.0)
    first = next((at for at, one in enumerate(numbers[:-1]) if one is not None), None)
    since = "" if first is None else f"{table.rows[first][0]}: {tables.told(kind, cells[first])}"
    points = [None if one is None else round(one / most, 4) for one in numbers]
    return {
        "label": table.columns[column].label,
        "value": tables.told(kind, cells[-1]),
        "since": since,
        "points": points,
    }

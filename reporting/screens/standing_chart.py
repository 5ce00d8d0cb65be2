"""The picture of the weekly summary: who has reported. Its shape is told in `reporting/charts.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from reporting.charts import MOST_ROWS
from reporting.texts import Texts

if TYPE_CHECKING:
    from reporting.summarising import Standing

Part = tuple[str, int, int]  # name, how many reported, of how many


def standing_chart(
    texts: Texts, language: str, standing: Standing, parts: Sequence[Part], today: date
) -> dict[str, Any]:
    """A spec for `charts.draw`: a row for each part, those with somebody missing before the others if not all fit."""

    def line(key: str, **args: Any) -> str:
        return unescape(texts.render(language, f"summaries/{key}", **args))  # a picture has no markup

    shown = _fitting(parts)
    spec: dict[str, Any] = {
        "chart": "reported",
        "title": line(
            "chart_title",
            area=standing.area,
            missing=len(standing.rows) - standing.reported,
            expected=len(standing.rows),
        ),
        "subtitle": line("chart_subtitle", period=standing.period, today=today.isoformat()),
        "figures": _figures(texts, language, standing),
        "rows": [_row(texts, language, part) for part in shown],
    }
    if len(parts) > len(shown):
        spec["more"] = texts.word(language, "chart_more", count=len(parts) - len(shown))
    if len(standing.trend) > 1:
        spec["trend"] = _trend(texts, language, standing)
    return spec


def _fitting(parts: Sequence[Part]) -> list[Part]:
    """As many as fit, in their own order; what is complete is left out first."""
    if len(parts) <= MOST_ROWS:
        return list(parts)
    first = sorted(range(len(parts)), key=lambda i: (parts[i][1] >= parts[i][2], i))[:MOST_ROWS]
    return [parts[i] for i in sorted(first)]


def _row(texts: Texts, language: str, part: Part) -> dict[str, Any]:
    label, reported, expected = part
    key = "chart_done" if reported else "chart_missing"
    value = texts.word(language, key) if expected == 1 else f"{reported}/{expected}"
    return {"label": label, "reported": reported, "expected": expected, "value": value}


def _figures(texts: Texts, language: str, standing: Standing) -> list[dict[str, str]]:
    """Reported, on time, and the change since last week."""
    change = standing.reported - standing.week_ago
    of_all = texts.word(language, "chart_of", reported=standing.reported, expected=len(standing.rows))
    told = (
        (of_all, "chart_reported"),
        (str(standing.on_time), "chart_on_time"),
        (f"+{change}" if change else "0", "chart_change"),
    )
    return [{"value": value, "label": texts.word(language, key)} for value, key in told]


def _trend(texts: Texts, language: str, standing: Standing) -> dict[str, Any]:
    points = [
        {
            "label": texts.render(language, "summaries/chart_month", period=share.period),
            "share": share.reported / share.expected,
            "value": texts.word(language, "chart_percent", share=round(100 * share.reported / share.expected)),
        }
        for share in standing.trend
    ]
    return {"label": texts.word(language, "chart_trend"), "points": points}

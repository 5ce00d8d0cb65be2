"""The picture of the weekly summary: who has reported. Its shape is told in `reporting/charts.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from reporting.charts import MOST_BARS, MOST_ROWS
from reporting.overseeing import shorten
from reporting.standing import HELP
from reporting.texts import Texts

if TYPE_CHECKING:
    from reporting.standing import Part, Standing


def standing_chart(texts: Texts, language: str, standing: Standing, today: date) -> dict[str, Any]:
    """A spec for `charts.draw`: a row for each part, those with somebody missing before the others if not all fit."""

    def line(key: str, **args: Any) -> str:
        return unescape(texts.render(language, f"summaries/{key}", **args))  # a picture has no markup

    line_of, parts = standing.monthly, standing.parts
    shown = _fitting(parts, MOST_ROWS if standing.owed is not None else MOST_BARS)
    spec: dict[str, Any] = {
        "chart": "reported",
        "title": line(
            "chart_title",
            area=standing.area,
            missing=line_of.expected - line_of.reported,
            expected=line_of.expected,
        ),
        "subtitle": line("chart_subtitle", period=line_of.period, today=today.isoformat()),
        "figures": _figures(texts, language, standing),
        "rows": [_row(texts, language, part) for part in shown],
    }
    if len(parts) > len(shown):
        spec["more"] = texts.word(language, "chart_more", count=len(parts) - len(shown))
    if len(standing.trend) > 1:
        spec["trend"] = _trend(texts, language, standing)
    return spec


def _fitting(parts: Sequence[Part], most: int) -> list[Part]:
    """As many as fit, in their own order; what is complete is left out first, then what needs no help."""
    ordered = sorted(
        range(len(parts)), key=lambda i: (parts[i].reported >= parts[i].expected, not parts[i].needs_help, i)
    )
    return [parts[i] for i in sorted(ordered[:most])]


def _row(texts: Texts, language: str, part: Part) -> dict[str, Any]:
    label, reported, expected = shorten(part.name), part.reported, part.expected
    key = "chart_done" if reported else "chart_missing"
    value = texts.word(language, key) if expected == 1 else f"{reported}/{expected}"
    return {"label": label, "reported": reported, "expected": expected, "value": value}


def _figures(texts: Texts, language: str, standing: Standing) -> list[dict[str, str]]:
    """Reported, on time, and the change since last week."""
    line = standing.monthly
    change = line.reported - (line.week_ago or 0)
    of_all = texts.word(language, "chart_of", reported=line.reported, expected=line.expected)
    told = (
        (of_all, "chart_reported"),
        (str(line.on_time), "chart_on_time"),
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
    share = texts.word(language, "chart_percent", share=round(100 * HELP))
    target = {"share": HELP, "label": texts.word(language, "chart_target", share=share)}
    return {"label": texts.word(language, "chart_trend"), "points": points, "target": target}

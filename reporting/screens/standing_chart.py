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
    """A spec for `charts.draw`: a row for each part, or for those where somebody is missing."""

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
    rest = [part for part in parts if part not in shown]
    if rest and shown:
        key = "chart_rest" if _is_complete(rest) else "chart_more"
        spec["more"] = texts.word(language, key, count=len(parts) - len(shown))
    if len(standing.trend) > 1:
        spec["trend"] = _trend(texts, language, standing)
    return spec


def _fitting(parts: Sequence[Part], most: int) -> list[Part]:
    """All of a few; of more those that are not complete, and of too many of them what needs help first. In their own
    order."""
    if len(parts) <= MOST_BARS:
        return list(parts)
    left = [i for i, part in enumerate(parts) if part.reported < part.expected]
    kept = sorted(left, key=lambda i: (not parts[i].needs_help, i))[:most]
    return [parts[i] for i in sorted(kept)]


def _is_complete(parts: Sequence[Part]) -> bool:
    return all(part.reported >= part.expected for part in parts)


def _row(texts: Texts, language: str, part: Part) -> dict[str, Any]:
    label, reported, expected = shorten(part.name), part.reported, part.expected
    key = "chart_done" if reported else "chart_missing"
    of_all = f"{_number(texts, language, reported)}/{_number(texts, language, expected)}"
    value = texts.word(language, key) if expected == 1 else of_all
    return {"label": label, "reported": reported, "expected": expected, "value": value}


def _figures(texts: Texts, language: str, standing: Standing) -> list[dict[str, str]]:
    """Reported, on time, and the change since last week."""
    line = standing.monthly
    change = line.reported - (line.week_ago or 0)
    reported, expected = (_number(texts, language, one) for one in (line.reported, line.expected))
    told = (
        (texts.word(language, "chart_of", reported=reported, expected=expected), "chart_reported"),
        (_number(texts, language, line.on_time), "chart_on_time"),
        ("+" * (change > 0) + _number(texts, language, change), "chart_change"),
    )
    return [{"value": value, "label": texts.word(language, key)} for value, key in told]


def _number(texts: Texts, language: str, count: int) -> str:
    return texts.told(language, "number", str(count))


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

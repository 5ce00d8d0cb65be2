"""The picture of the recap: figures against last year and target, and the classes. Its template is
`templates/charts/recap.typ`, which holds no word."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from typing import Any

from reporting.area_figures import Place, Told
from reporting.measures import book
from reporting.recap.gathering import Recap
from reporting.recap.telling import CLASSES, SHOWN, facts
from reporting.texts import Texts

ENOUGH = 0.8  # of the kampung: with fewer reports that is what the month says
GRAIN = 0.05  # percentage points: less is no change in a figure of one decimal


def chart(texts: Texts, language: str, recap: Recap) -> dict[str, Any]:
    """A spec for `charts.draw`:

    - `title`: the finding; `subtitle`: area and month;
    - `figures`: three of {"value", "label"};
    - `rows`: {"label", "value", "was_note", "target_note", "share", "was", "target"}, the last three 0 to 1 or None;
    - `classes`: {"label", "parts": [{"label", "value", "count", "tone"}]}, the highest class first; `tone` 0 is the
      highest class, 4 none. They give way where very long names would make the picture too heavy.
    """

    def line(key: str, **args: Any) -> str:
        return unescape(texts.render(language, f"recap/{key}", **args))  # a picture has no markup

    def notes(key: str) -> list[str]:
        """Beside each figure; in words the first time, then as a number, or the picture would be too heavy."""
        lines: list[str] = []
        for one in told["figures"]:
            lines.append(line(key, one=one, is_first=not any(lines)))
        return lines

    told = facts(texts, language, recap)
    return {
        "chart": "recap",
        "title": line("chart_title", **_finding(language, recap)),
        "subtitle": line("chart_subtitle", name=told["name"], period=recap.period),
        "figures": _figures(texts, language, recap.view.place, recap.year_ago),
        "rows": [
            _row(recap.view.figures[name], one["title"], line("chart_value", one=one), noted)
            for name, one, *noted in zip(SHOWN, told["figures"], notes("chart_was"), notes("chart_target"), strict=True)
        ],
        "classes": {
            "label": line("chart_classes", semester=recap.semester),
            "parts": [
                _part(texts, language, name, count)
                for name in CLASSES
                if (count := recap.classes.get(recap.semester, {}).get(name, 0))
            ],
        },
    }


def _finding(language: str, recap: Recap) -> dict[str, Any]:
    """What the month says: that too few have reported; else the figure that changed most since last year; else how
    many have reported."""
    place = recap.view.place
    told = {"reported": place.reported, "expected": place.expected, "title": "", "change": 0.0}
    changes = [(name, one) for name in SHOWN if (one := moved_by(recap.view.figures[name])) is not None]
    if not changes or place.reported < ENOUGH * place.expected:
        return told
    name, change = max(changes, key=lambda one: abs(one[1]))
    titles = book().figures[name].titles
    return told | {"title": titles.get(language, titles["id"]), "change": round(change, 1)}


def moved_by(told: Told) -> float | None:
    """In percentage points since the same month last year; None where one of the two is not told, or nothing moved."""
    if told.now.percent is None or told.year_ago.percent is None:
        return None
    change = told.now.percent - told.year_ago.percent
    return change if abs(change) >= GRAIN else None


def _figures(texts: Texts, language: str, place: Place, before: Place) -> list[dict[str, str]]:
    """Reported and on time this month, and reported in the same month last year."""

    def share(some: int, expected: int) -> str:
        if not expected:
            return "–"
        return texts.word(language, "chart_percent", share=round(100 * some / expected))

    told = (
        (share(place.reported, place.expected), "recap_reported"),
        (share(place.on_time, place.expected), "recap_on_time"),
        (share(before.reported, before.expected), "recap_year_ago"),
    )
    return [{"value": value, "label": texts.word(language, key)} for value, key in told]


def _part(texts: Texts, language: str, name: str, count: int) -> dict[str, Any]:
    label = texts.word(language, f"class_{name or 'unknown'}")
    return {
        "label": label,
        "value": texts.told(language, "number", str(count)),
        "count": count,
        "tone": CLASSES.index(name),
    }


def _row(told: Told, label: str, value: str, notes: Sequence[str]) -> dict[str, Any]:
    target = told.targets[0].value if told.targets else None

    def share(percent: float | None) -> float | None:
        return None if percent is None else round(min(percent, 100.0) / 100, 4)

    return {
        "label": label,
        "value": value,
        "was_note": notes[0],
        "target_note": notes[1],
        "share": share(told.now.percent),
        "was": share(told.year_ago.percent) if notes[0] else None,
        "target": share(target),
    }

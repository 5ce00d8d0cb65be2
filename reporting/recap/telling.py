"""The recap as a page of a chat, which is the caption of its picture too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from reporting.area_sums import DISTRICT
from reporting.measures import book
from reporting.recap.gathering import Recap
from reporting.recap.impact import Impact
from reporting.screens.figures import standing, told_figure
from reporting.screens.lists import LONGEST, cut, menu_row
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

SHOWN = ("cpr", "mkjp", "unmet", "krs_assisted", "poktan", "stunting")
MOST_LACKS = 3  # in a caption; the files have them all
CLASSES = ("berkelanjutan", "mandiri", "berkembang", "dasar", "")


def page(texts: Texts, language: str, recap: Recap, ways: Mapping[str, str]) -> Screen:
    """On demand: with the ways to the picture, the files, other months, each form and other areas (`ways`: their codes
    and names)."""
    at = f"{recap.area},{recap.period}"
    picture = Button(texts.word(language, "summary_picture"), f"kr::picture:{at}")
    months = Button(texts.word(language, "figures_months"), f"kr::months:{recap.area}")
    forms = Button(texts.word(language, "digests"), f"kd::forms:{at},0")
    others = [
        (Button(f"⬅️ {cut(name or texts.word(language, 'country'), LONGEST - 3)}", f"kr::show:{code},{recap.period}"),)
        for code, name in ways.items()
    ]
    trend = Button(texts.word(language, "recap_impact_picture"), f"kr::trend:{at}")
    last = (months, *menu_row(texts, language))
    rows = (*files(texts, language, recap), (picture, trend), (forms,), *others, last)
    return Screen("recap/page", facts(texts, language, recap), rows, bar="menu")


def message(texts: Texts, language: str, recap: Recap) -> Screen:
    """What comes by itself after the month's lock."""
    rows = (*files(texts, language, recap), menu_row(texts, language))
    return Screen("recap/page", facts(texts, language, recap), rows)


def caption(texts: Texts, language: str, recap: Recap) -> Screen:
    """What stands below a picture or a file."""
    name = called(texts, language, recap.area, recap.name)
    return Screen("recap/caption", {"name": name, "period": recap.period})


def files(texts: Texts, language: str, recap: Recap) -> Rows:
    """The buttons that bring the recap as a file."""
    told = (("recap_pdf", "pdf"), ("recap_xlsx", "xlsx"))
    return (tuple(Button(texts.word(language, key), f"kr::{one}:{recap.area},{recap.period}") for key, one in told),)


def months(texts: Texts, language: str, area: str, name: str, choices: list[str]) -> Screen:
    buttons = [Button(texts.period(language, month), f"kr::show:{area},{month}") for month in choices]
    facts = {"name": called(texts, language, area, name)}
    return Screen("recap/months", facts, (*grid(buttons, 2), menu_row(texts, language)), bar="menu")


def called(texts: Texts, language: str, area: str, name: str) -> str:
    """What a recap calls its area: a district bears the name of a village as often as not."""
    shown = cut(name, LONGEST)
    return texts.word(language, "recap_district", name=shown) if area.count(".") == DISTRICT else shown


def facts(texts: Texts, language: str, recap: Recap) -> dict[str, Any]:
    """All that the page reads."""
    before = recap.year_ago
    classes = recap.classes.get(recap.semester, {})
    return {
        "name": called(texts, language, recap.area, recap.name),
        "period": recap.period,
        "place": standing(recap.view.place),
        "year_ago": 100 * before.reported / before.expected if before.expected else None,
        "known": recap.view.place.known,
        "figures": [told_figure(language, book().figures[one], recap.view.figures[one]) for one in SHOWN],
        "semester": recap.semester,
        "classes": {name: classes[name] for name in CLASSES if name in classes},
        "lacks": [asdict(one) for one in recap.lacks[:MOST_LACKS]],
        "impacts": [_impact(one) for one in recap.impacts],
    }


def _impact(one: Impact) -> dict[str, Any]:
    """The last half year that was told, and the one told before it; None for what nobody told."""
    told = [asdict(count) for count in one.counts if count.kampung]
    now, before = ([None, None, *told][-1], [None, None, *told][-2])
    return {"name": one.name, "now": now, "before": before}

"""Whose paper is copied, and its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from reporting.behalf import WRITERS
from reporting.screens.lists import cut, menu_row
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

PEOPLE = 4  # two rows
NAME = 16  # letters of a button that shares its row with another
DAYS = 4  # today and the days before it, as buttons; others are typed


def who(texts: Texts, language: str, target: str, facts: dict[str, Any], people: Sequence[tuple[str, str]]) -> Screen:
    """People of the kampung as (who, name), and the roles of those who have no account."""
    named = [Button(cut(name, NAME), f"s::by:{target},{one}") for one, name in people[:PEOPLE]]
    roles = [Button(texts.word(language, f"paper_{role}"), f"s::by:{target},{role}") for role in WRITERS]
    back = Button(texts.word(language, "back"), f"s::period:{target}")
    return Screen("starting/paper", facts, (*_pairs(named), *_pairs(roles), _nav(texts, language, back)), bar="menu")


def day(texts: Texts, language: str, state: str, now: date, received: str) -> Screen:
    """The last days; `received` is what was typed and is no day that can be."""
    days = [
        Button(texts.told(language, "short_day", f"{now - timedelta(days=ago)}T12:00:00+07:00"), f"s::on:{state},{ago}")
        for ago in range(DAYS)
    ]
    back = Button(texts.word(language, "back"), f"s::paper:{','.join(state.split(',')[:3])}")
    facts = {"received": received, "today": now.isoformat()}
    return Screen("starting/paper_day", facts, (*_pairs(days), _nav(texts, language, back)), bar="menu")


def _nav(texts: Texts, language: str, back: Button) -> tuple[Button, ...]:
    return (back, *menu_row(texts, language))


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))

"""The page of a kampung's profile."""

from __future__ import annotations

from typing import Any

from reporting.screens.lists import menu_row
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts


def page(texts: Texts, language: str, kampung_id: int, args: dict[str, Any], way: str) -> Screen:
    """`way` is the tap that corrects the profile, "" for who may not."""
    reports = Button(texts.word(language, "profile_reports"), f"l::kampung:{kampung_id}")
    rows: Rows = ((reports, *menu_row(texts, language)),)
    if way:
        key = "profile_correct" if args["month"] else "profile_fill"
        rows = ((Button(texts.word(language, key), way),), *rows)
    return Screen("kampung/profile", args, rows, bar="menu")

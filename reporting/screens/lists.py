"""Lists to choose from on the way to a report: what is owed, forms, kampung, periods."""

from __future__ import annotations

from typing import Any

from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

LONGEST = 32  # letters on a button that has a row of its own
KAMPUNG = 20  # kampung on a page
SLOTS = 8  # debts shown at once; the rest is one tap away through the list of forms


def menu_row(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "menu"), "m::menu"),)


def choose_slot(texts: Texts, language: str, address: str, slots: list[dict[str, Any]]) -> Screen:
    """What is still owed, the most urgent first: one tap opens it."""
    shown = slots[:SLOTS]
    numbers = [Button(str(i + 1), f"s::slot:{slot['id']}") for i, slot in enumerate(shown)]
    other = Button(texts.word(language, "other_form"), "s::forms")
    rows: Rows = (*grid(numbers, 4), (other,), menu_row(texts, language))
    args = {"address": address, "slots": shown, "more": len(slots) - len(shown)}
    return Screen("starting/slots", args, rows, bar="menu")


def choose_form(texts: Texts, language: str, items: list[tuple[str, str]]) -> Screen:
    """`items` are (form, as taps name it, and title). Titles too long for a button are numbered in the text."""
    numbered = any(len(title) > LONGEST for _, title in items)
    buttons = [Button(str(i + 1) if numbered else t, f"s::form:{f}") for i, (f, t) in enumerate(items)]
    rows = grid(buttons, 4 if numbered else 1)
    titles = [title for _, title in items] if numbered else []
    return Screen("starting/forms", {"titles": titles}, (*rows, menu_row(texts, language)), bar="menu")


def choose_kampung(texts: Texts, language: str, form: str, items: list[tuple[int, str]], page: int = 0) -> Screen:
    """`items` are (kampung id, name), told a page at a time: Telegram takes no more than 100 buttons."""
    page = min(page, max(0, len(items) - 1) // KAMPUNG)
    shown = items[page * KAMPUNG : (page + 1) * KAMPUNG]
    rows = grid([Button(name[:LONGEST], f"s::kampung:{form},{place}") for place, name in shown], 1)
    turns = [
        Button(texts.word(language, key), f"s::form:{form},{other}")
        for key, other in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= other * KAMPUNG < len(items)
    ]
    rows = (*rows, tuple(turns)) if turns else rows
    return Screen("starting/kampung", {"count": len(items)}, (*rows, menu_row(texts, language)), bar="menu")


def choose_period(texts: Texts, language: str, form: str, place: int, kampung: str, options: tuple[str, ...]) -> Screen:
    names = [texts.render(language, "starting/period_name", period=option) for option in options]
    rows = tuple((Button(n, f"s::period:{form},{place},{o}"),) for n, o in zip(names, options, strict=True))
    return Screen("starting/period", {"kampung": kampung}, (*rows, menu_row(texts, language)), bar="menu")


def intro(texts: Texts, language: str, target: str, facts: dict[str, Any]) -> Screen:
    """What is coming: form, kampung, period, how long it takes. `target` is form,kampung,period."""
    start = Button(texts.word(language, "start"), f"s::open:{target}")
    other = Button(texts.word(language, "other_form"), "s::forms")
    return Screen("starting/intro", facts, ((start,), (other, *menu_row(texts, language))), bar="menu")


def taken(texts: Texts, language: str, submission_id: int, is_own: bool, facts: dict[str, Any]) -> Screen:
    """The slot is filled already: see it, mend it, or choose another."""
    rows: list[tuple[Button, ...]] = [(Button(texts.word(language, "see_report"), f"r::see:{submission_id}"),)]
    if is_own:
        rows.append((Button(texts.word(language, "correct_report"), f"s::correct:{submission_id}"),))
    rows.append((Button(texts.word(language, "other_form"), "s::forms"), *menu_row(texts, language)))
    return Screen("starting/taken", facts, tuple(rows), bar="menu")

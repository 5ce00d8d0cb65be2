"""The cards of an invitation that a coordinator makes. Taps begin with `u`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

ROLES = ("plkb", "kader")  # whom a coordinator may invite
LISTED = 4  # kampung on buttons; the others are found by typing
LONGEST = 32  # letters on a button that has its row alone


def role(texts: Texts, language: str) -> Screen:
    """Who is to come?"""
    options = [Button(texts.word(language, f"invite_{one}"), f"u:*:role:{one}") for one in ROLES]
    return Screen("inviting/role", {}, (*grid(options, 1), _last(texts, language)))


def place(
    texts: Texts,
    language: str,
    guest: dict[str, Any],
    kampung: Sequence[tuple[int, str]],
    areas: Sequence[tuple[str, str]],
    said: str = "",
) -> Screen:
    """For which kampung? `kampung` are (id, name), those that fit what was `said`; `areas` are the coordinator's own,
    (code, name)."""
    rows: Rows = tuple((Button(name[:LONGEST], f"u:*:kampung:{one}"),) for one, name in kampung[:LISTED])
    if not said:
        rows += tuple(
            (Button(texts.word(language, "invite_whole", area=name)[:LONGEST], f"u:*:area:{code}"),)
            for code, name in areas[:1]
        )
    args = {**guest, "count": len(kampung), "listed": LISTED, "said": said}
    return Screen("inviting/place", args, (*rows, _last(texts, language)))


def name(texts: Texts, language: str, guest: dict[str, Any], problem: str = "") -> Screen:
    """What is their name?"""
    return Screen("inviting/name", {**guest, "problem": problem}, (_last(texts, language),))


def phone(texts: Texts, language: str, guest: dict[str, Any], problem: str = "") -> Screen:
    """`problem`: "shape", or "registered" for the number of somebody who has an account."""
    unknown = Button(texts.word(language, "phone_unknown"), "u:*:phone:none")
    return Screen("inviting/phone", {**guest, "problem": problem}, ((unknown,), _last(texts, language)))


def letter(texts: Texts, language: str, text: str, number: str) -> Screen:
    """The letter, and the way to WhatsApp with it. `number` as +62..., "" where it is not known."""
    url = f"https://wa.me/{number.removeprefix('+')}?text={quote(text)}"
    send = Button(texts.word(language, "by_whatsapp"), url=url)
    again = Button(texts.word(language, "invite_again"), "u::begin")
    return Screen("inviting/letter", {"letter": text}, ((send,), (again, *_last(texts, language))))


def _last(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "menu"), "m::menu"),)

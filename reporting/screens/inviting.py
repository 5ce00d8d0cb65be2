"""The cards of an invitation that a coordinator makes. Taps begin with `u`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from reporting.screens.lists import cut
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

LISTED = 4  # places on buttons; the others are found by typing
PAGE = 4  # invitations on a page
LONGEST = 32  # letters on a button that has its row alone


def role(texts: Texts, language: str, roles: Sequence[str], waiting: int) -> Screen:
    """Who is to come? `waiting` is how many invitations nobody has used yet."""
    options = [Button(texts.word(language, f"invite_{one}"), f"u:*:role:{one}") for one in roles]
    listed = (Button(texts.word(language, "invitations", count=waiting), "u::list"),) if waiting else ()
    return Screen("inviting/role", {}, (*grid(options, 2), (*listed, *_last(texts, language))))


def region(
    texts: Texts, language: str, guest: dict[str, Any], found: Sequence[tuple[str, str]], said: str = ""
) -> Screen:
    """For which area? `found` are (code, name), those that fit what was `said`."""
    return _search(texts, language, "region", guest, [(code, name) for code, name in found], said, "area")


def agency(
    texts: Texts, language: str, guest: dict[str, Any], found: Sequence[tuple[str, str]], said: str = ""
) -> Screen:
    """For which agency do they speak? `found` are (code, name)."""
    return _search(texts, language, "agency", guest, found, said, "agency")


def _search(
    texts: Texts,
    language: str,
    what: str,
    guest: dict[str, Any],
    found: Sequence[tuple[str, str]],
    said: str,
    argument: str,
) -> Screen:
    rows: Rows = tuple((Button(cut(name, LONGEST), f"u:*:{argument}:{code}"),) for code, name in found[:LISTED])
    args = {**guest, "count": len(found), "listed": LISTED, "said": said}
    return Screen(f"inviting/{what}", args, (*rows, _last(texts, language)))


def waiting(texts: Texts, language: str, lines: list[dict[str, Any]], page: int) -> Screen:
    """Whom nobody has seen yet. `lines`: id, name, role, place, state, until (ISO), zone."""
    page = max(0, min(page, (len(lines) - 1) // PAGE))
    shown = lines[page * PAGE : (page + 1) * PAGE]
    numbers = tuple(Button(str(page * PAGE + i + 1), f"u::open:{one['id']}") for i, one in enumerate(shown))
    turns = tuple(
        Button(texts.word(language, key), f"u::list:{other}")
        for key, other in (("previous_page", page - 1), ("next_page", page + 1))
        if 0 <= other * PAGE < len(lines)
    )
    again = Button(texts.word(language, "invite_again"), "u::begin")
    rows: Rows = tuple(row for row in (numbers, turns, (again, *_last(texts, language))) if row)
    return Screen("inviting/waiting", {"lines": shown, "first": page * PAGE, "count": len(lines)}, rows)


def standing(texts: Texts, language: str, facts: dict[str, Any], row_id: int) -> Screen:
    """An invitation that can't be used now: it waits for approval, or is over."""
    ways = [Button(texts.word(language, "invite_withdraw"), f"u::withdraw:{row_id}")]
    if facts["state"] == "expired":
        ways.insert(0, Button(texts.word(language, "invite_renew"), f"u::renew:{row_id}"))
    return Screen("inviting/standing", facts, (tuple(ways), _last(texts, language)))


def withdraw(texts: Texts, language: str, facts: dict[str, Any], row_id: int) -> Screen:
    """Is it meant? The safe choice first."""
    keep = Button(texts.word(language, "invite_keep"), f"u::open:{row_id}")
    go = Button(texts.word(language, "invite_withdraw"), f"u:*:withdraw_now:{row_id}")
    return Screen("inviting/withdraw", facts, ((keep, go),))


def added(texts: Texts, language: str, facts: dict[str, Any]) -> Screen:
    again = Button(texts.word(language, "invite_again"), "u::begin")
    return Screen("inviting/added", facts, ((again, *_last(texts, language)),))


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
    """`problem`: "shape", or "registered" for the number of somebody who has an account; "led" where the person works
    in the inviter's own area: the role may be added."""
    unknown = Button(texts.word(language, "phone_unknown"), "u:*:phone:none")
    add = Button(texts.word(language, "invite_add"), "u:*:add:yes")
    first = add if problem == "led" else unknown
    return Screen("inviting/phone", {**guest, "problem": problem}, ((first,), _last(texts, language)))


def letter(texts: Texts, language: str, text: str, number: str, row_id: int) -> Screen:
    """The letter, and the way to WhatsApp with it. `number` as +62..., "" where it is not known."""
    url = f"https://wa.me/{number.removeprefix('+')}?text={quote(text)}"
    send = Button(texts.word(language, "by_whatsapp"), url=url)
    again = Button(texts.word(language, "invite_again"), "u::begin")
    ways = (
        Button(texts.word(language, "invite_renew"), f"u::renew:{row_id}"),
        Button(texts.word(language, "invite_withdraw"), f"u::withdraw:{row_id}"),
    )
    return Screen("inviting/letter", {"letter": text}, ((send,), ways, (again, *_last(texts, language))))


def _last(texts: Texts, language: str) -> tuple[Button, ...]:
    return (Button(texts.word(language, "menu"), "m::menu"),)

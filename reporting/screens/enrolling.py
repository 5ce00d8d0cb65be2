"""The cards between an invitation and the first menu. Taps begin with `e`."""

from __future__ import annotations

from typing import Any

from reporting import notice as privacy
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

TITLES = {"dr.", "drg.", "drs.", "dra.", "h.", "hj.", "ir.", "apt.", "bdn."}
TAPS = {"read_all": "read", "ask_first": "ask", "other_area": "area", "other_zone": "clock"}
HOURS = ("08:30", "13:30", "15:30", "19:00")
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
ADDRESSES = ("bu", "pak", "kak", "plain")
SHORT = 12  # letters of a first name that fits two buttons in a row


def name_check(texts: Texts, language: str, name: str, places: list[Any]) -> Screen:
    """Is it you? The name is masked: whoever holds a stray link learns little."""
    rows = _column(texts, language, ("it_is_me", "yes"), ("not_me", "no"))
    return Screen("enrolling/name_check", {"masked": masked(name), "places": places}, rows)


def full_name(problem: str = "") -> Screen:
    return Screen("enrolling/full_name", {"problem": problem})


def address(texts: Texts, language: str, name: str) -> Screen:
    """How to be addressed; nobody guesses."""
    first = first_name(name)
    buttons = [Button(word, f"e:*:address:{key}") for key, word in addresses(texts, language, name).items()]
    return Screen("enrolling/address", {}, grid(buttons, 2 if len(first) <= SHORT else 1))


def addresses(texts: Texts, language: str, name: str) -> dict[str, str]:
    """Every way to address the person, by the key in the tap."""
    return {key: texts.word(language, f"address_{key}", name=first_name(name)) for key in ADDRESSES}


def notice(texts: Texts, language: str, address: str) -> Screen:
    rows = (*_column(texts, language, ("understood", "understood")), _row(texts, language, "read_all", "ask_first"))
    return Screen("enrolling/notice", {"address": address}, rows)


def ask_first(texts: Texts, language: str, host: dict[str, str]) -> Screen:
    """Whom to ask before the notice is accepted."""
    tell = _column(texts, language, ("tell_host", "tell")) if host.get("chat") else ()
    return Screen("enrolling/ask_first", {"host": host}, (*tell, *_column(texts, language, ("back", "notice"))))


def notice_full(texts: Texts, language: str) -> Screen:
    return Screen(privacy.FULL, privacy.facts(), _column(texts, language, ("understood", "understood")))


def contact(texts: Texts, language: str, address: str, problem: str = "") -> Screen:
    """`problem`: "foreign" for somebody else's contact, "different" for a number that was not registered."""
    rows = _column(texts, language, ("other_number", "number"))
    return Screen("enrolling/contact", {"address": address, "problem": problem}, rows, bar="contact")


def waiting(texts: Texts, language: str, address: str, host: dict[str, str]) -> Screen:
    """The number is not the one that was registered: a coordinator has to say that it is right."""
    return Screen("enrolling/waiting", {"address": address, "host": host}, bar="contact")


def area(texts: Texts, language: str, facts: dict[str, Any]) -> Screen:
    """Where the person works and what the clock says there. Whoever files reports says with the same tap when they
    want to be reminded. `facts`: places, count, kampung, zone, now, files, told (that the area was said to be wrong).
    """
    hours = [Button(texts.word(language, f"hour_{hour[:2]}"), f"e:*:hour:{hour.replace(':', '.')}") for hour in HOURS]
    answers = grid(hours, 2) if facts["files"] else _column(texts, language, ("right", "right"))
    others = ("other_zone",) if facts["told"] else ("other_area", "other_zone")
    return Screen("enrolling/area", facts, (*answers, _row(texts, language, *others)))


def zone(texts: Texts, language: str, now: str) -> Screen:
    """The three time zones, each with its hour."""
    options = [{"zone": one, "now": now} for one in ZONES]
    labels = [texts.render(language, "enrolling/zone_option", **option) for option in options]
    rows = tuple((Button(label, f"e:*:zone:{one}"),) for label, one in zip(labels, ZONES, strict=True))
    return Screen("enrolling/zone", {}, (*rows, *_column(texts, language, ("back", "where"))))


def contacts(people: list[dict[str, str]]) -> Screen:
    """Whom a stranger may ask for an invitation: coordinators who agreed to it, by area."""
    return Screen("enrolling/contacts", {"people": people})


def over(texts: Texts, language: str, host: dict[str, str]) -> Screen:
    """The link is used, expired or unknown. `host`: name, phone and whether they can be told; empty for strangers."""
    rows = _column(texts, language, ("tell_host", "tell")) if host.get("chat") else ()
    return Screen("enrolling/over", {"host": host}, rows)


def masked(name: str) -> str:
    """Sari Rahmawati -> S*** R*********: initials, and a star a letter (three at least)."""
    return " ".join(word[0] + "*" * max(3, len(word) - 1) for word in name.split())


def first_name(name: str) -> str:
    """The first word that is no title."""
    words = name.split()
    return next((word.rstrip(",") for word in words if word.lower() not in TITLES), name)


def _row(texts: Texts, language: str, *keys: str) -> tuple[Button, ...]:
    return tuple(Button(texts.word(language, key), f"e:*:{TAPS[key]}") for key in keys)


def _column(texts: Texts, language: str, *keys: tuple[str, str]) -> Rows:
    return tuple((Button(texts.word(language, key), f"e:*:{argument}"),) for key, argument in keys)

"""The pages of settings. Taps begin with `g`: `g:*:zone` opens a page, `g:*:zone:Asia/Makassar` chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reporting import due, way_back
from reporting.preferences import REMINDERS, WAYS, Preferences
from reporting.screens.enrolling import HOURS, ZONES, addresses
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import LANGUAGES, Texts, zone_name

QUIET = (("17:00", "08:00"), ("19:00", "07:30"), ("20:00", "06:00"), ("21:00", "05:00"))
OFFICE = ("07:30-16:00", "08:00-16:00", "08:00-17:00")
LEAVES = (3, 7, 14, 30)  # days that are offered
SHORT = 16  # letters on a button of half the width


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose settings they are. `files` says that the person files reports, `leads` that they coordinate; `area_zone` is
    where they work, `back` the draft that was in hand (0 for none)."""

    texts: Texts
    language: str
    name: str
    address: str
    chosen: Preferences
    now: datetime
    area_zone: str
    files: bool = True
    leads: bool = False
    back: int = 0

    def word(self, key: str, **args: Any) -> str:
        return self.texts.word(self.language, key, **args)

    def button(self, key: str, tap: str, **args: Any) -> Button:
        return Button(self.word(key, **args), tap)

    def option(self, label: str, tap: str, is_on: object) -> Button:
        return Button(f"● {label}" if is_on else label, tap)


def main(reader: Reader) -> Screen:
    """All that is chosen, and the way to change each."""
    chosen = reader.chosen
    pages = ["language", "address", "zone"]
    pages += ["reminders", "quiet", "way"] if reader.files else ["leave", "quiet"] if reader.leads else ["quiet"]
    buttons = [reader.button(f"set_{page}", f"g:*:{page}") for page in pages]
    buttons += [_toggle(reader, "saver", on=chosen.saver), _toggle(reader, "bar", on=chosen.bar)]
    last = [reader.button("set_contact", "g:*:contact")] if reader.leads else []
    last += [reader.button("set_privacy", "p::open"), reader.button("menu", "m::menu")]
    rows = (*grid(buttons, 2), tuple(last), *way_back.row(reader.texts, reader.language, reader.back))
    return Screen("settings/main", _facts(reader), rows, bar="menu")


def page(reader: Reader, name: str, problem: str = "") -> Screen:
    """The page of that name, the main one for any other. `problem` says why the last input was not taken: "shape",
    "range", "" for none."""
    made = {
        "language": _language,
        "address": _address,
        "zone": _zone,
        "reminders": _reminders,
        "leave": _leave,
        "quiet": _quiet,
        "way": _way,
        "contact": _contact,
    }.get(name)
    if made is None:
        return main(reader)
    rows = (*made(reader), (reader.button("back", "g:*:main"),))
    return Screen(f"settings/{name}", {**_facts(reader), "problem": problem}, rows, bar="menu")


def _facts(reader: Reader) -> dict[str, Any]:
    chosen = reader.chosen
    return {
        "address": reader.address,
        "language": reader.language,
        "zone": chosen.zone,
        "area_zone": reader.area_zone,
        "now": reader.now.isoformat(),
        "hour": due.waking(chosen.hour, chosen.quiet).isoformat("minutes"),
        "reminders": chosen.reminders,
        "away_until": _away(reader),
        "quiet_from": chosen.quiet_from,
        "quiet_until": chosen.quiet_until,
        "way": chosen.way,
        "saver": chosen.saver,
        "office": chosen.office,
        "listed": chosen.listed,
        "files": reader.files,
        "leads": reader.leads,
    }


def _away(reader: Reader) -> str:
    """The ISO day on which the leave ends, "" when there is none now."""
    until = reader.chosen.away_until
    return until.isoformat() if until and until >= due.today(reader.now, reader.chosen.zone) else ""


def _toggle(reader: Reader, name: str, *, on: bool) -> Button:
    """With its target state: pressed twice it changes once."""
    return reader.button(f"set_{name}", f"g:*:{name}:{'off' if on else 'on'}", mark="✅" if on else "⬜")


def _language(reader: Reader) -> Rows:
    options = [
        reader.option(reader.word(f"language_{code}"), f"g:*:language:{code}", code == reader.language)
        for code in LANGUAGES
    ]
    return (tuple(options),)


def _address(reader: Reader) -> Rows:
    ways = addresses(reader.texts, reader.language, reader.name)
    buttons = [reader.option(way, f"g:*:address:{key}", way == reader.address) for key, way in ways.items()]
    return grid(buttons, 2 if all(len(button.label) <= SHORT for button in buttons) else 1)


def _zone(reader: Reader) -> Rows:
    chosen = zone_name(reader.chosen.zone)
    buttons = [reader.option(zone_name(zone), f"g:*:zone:{zone}", zone_name(zone) == chosen) for zone in ZONES]
    return (tuple(buttons),)


def _reminders(reader: Reader) -> Rows:
    chosen = reader.chosen
    hours = [
        reader.option(reader.word(f"hour_{hour[:2]}"), f"g:*:hour:{_dotted(hour)}", hour == chosen.hour)
        for hour in HOURS
    ]
    kinds = [
        reader.option(reader.word(f"reminders_{kind}"), f"g:*:reminders:{kind}", kind == chosen.reminders)
        for kind in REMINDERS
    ]
    leave = reader.button("on_leave" if _away(reader) else "leave_until", "g:*:leave")
    return (*grid(hours, 2), tuple(kinds), (leave,))


def _leave(reader: Reader) -> Rows:
    today = due.today(reader.now, reader.chosen.zone)
    days = [today + timedelta(days=count) for count in LEAVES]
    buttons = [
        Button(
            reader.texts.render(reader.language, "settings/until", day=day.isoformat()), f"g:*:leave:{day.isoformat()}"
        )
        for day in days
    ]
    rows = grid(buttons, 2)
    return (*rows, (reader.button("no_leave", "g:*:leave:none"),)) if _away(reader) else rows


def _quiet(reader: Reader) -> Rows:
    chosen = (reader.chosen.quiet_from, reader.chosen.quiet_until)
    buttons = [
        reader.option(_told(reader, f"{a}–{b}"), f"g:*:quiet:{_dotted(f'{a}-{b}')}", (a, b) == chosen) for a, b in QUIET
    ]
    return grid(buttons, 2)


def _way(reader: Reader) -> Rows:
    return tuple(
        (reader.option(reader.word(f"way_{way}"), f"g:*:way:{way}", way == reader.chosen.way),) for way in WAYS
    )


def _contact(reader: Reader) -> Rows:
    spans = [
        reader.option(
            _told(reader, span.replace("-", "–")), f"g:*:office:{_dotted(span)}", span == reader.chosen.office
        )
        for span in OFFICE
    ]
    return (*grid(spans, 2), (_toggle(reader, "listed", on=reader.chosen.listed),))


def _told(reader: Reader, hours: str) -> str:
    return reader.texts.told(reader.language, "hour", hours)


def _dotted(hours: str) -> str:
    """As a tap says it: colons part taps."""
    return hours.replace(":", ".")

"""Preferences: what a person chose about how Kabar treats them. What is stored but means nothing is the default.

Zone and reminder hour have columns of their own, because queries read them; all else lies in `person.settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

from models import person
from models.database import Transaction
from models.person import Person
from reporting.quiet import Reader

WAYS = ("batch", "single")
REMINDERS = ("normal", "few")
COLUMNS = ("zone", "hour")  # of the person's row, not of `settings`
LAST_STEP = -1  # days from the due day: with "few", what comes before the day before is not sent


@dataclass(frozen=True, slots=True)
class Preferences:
    """`zone` is where the person works unless `has_own_zone`. `hour`, `quiet_from` and `quiet_until` are local, as in
    "15:30". `reminders`: "normal", or "few" for the day before and the due day alone; what is overdue always comes.
    From `away_from` (None is at once) until the end of `away_until`, both local days, the person is on leave. `way`:
    "batch" for several numbers on one card, "single" for one question at a time. `saver` spares pictures, `bar` is the
    row of keys below the chat, `shared` says that others use the phone too. `office` is when a coordinator can be
    called, `listed` that officers and cadres may see the number. `role` is whose menu somebody with several
    roles wants; "" for the usual one."""

    zone: str = "Asia/Jakarta"
    hour: str = "08:30"
    has_own_zone: bool = False
    reminders: str = "normal"
    away_from: date | None = None
    away_until: date | None = None
    quiet_from: str = "19:00"
    quiet_until: str = "07:30"
    way: str = "batch"
    saver: bool = False
    bar: bool = True
    shared: bool = False
    office: str = "08:00-16:00"
    listed: bool = False
    role: str = ""

    @property
    def quiet(self) -> tuple[time, time]:
        """When the quiet time begins and ends; it goes over midnight when it begins later than it ends."""
        return time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_until)

    def is_away(self, day: date) -> bool:
        """Whether the person is on leave on that local day."""
        if self.away_until is None or day > self.away_until:
            return False
        return self.away_from is None or day >= self.away_from

    def wants(self, step: int) -> bool:
        """Whether a reminder that many days from the due day is wanted."""
        return self.reminders != "few" or step >= LAST_STEP


def preferences(who: Person) -> Preferences:
    """What the person chose, defaults for the rest."""
    told = _told(who)
    read: dict[str, Any] = {name: meaning(told.get(name)) for name, meaning in _READ.items()}
    chosen = {name: value for name, value in read.items() if value is not None}
    return Preferences(zone=who.zone, hour=who.reminder_hour, **chosen)


def reader(who: Person, area_code: str) -> Reader:
    """The person as the quiet time sees them, about something in that area."""
    return Reader(who.zone, area_code, preferences(who).quiet)


def is_shared(tx: Transaction, person_id: int | None) -> bool:
    """Whether others use the person's phone too."""
    return person_id is not None and preferences(person.get(tx, person_id)).shared


def prefer(tx: Transaction, who: Person, **changes: Any) -> Preferences:
    """Stores what was chosen, by the names of `Preferences`. Raises TypeError for a name that is none of them."""
    chosen = replace(preferences(who), **changes)
    who.zone, who.reminder_hour = chosen.zone, chosen.hour
    told = dict(_told(who))
    for field in fields(Preferences):
        value = getattr(chosen, field.name)
        if field.name in COLUMNS or value == field.default:
            told.pop(field.name, None)
        else:
            told[field.name] = value.isoformat() if isinstance(value, date) else value
    who.settings = told
    tx.add(who)
    return chosen


def _told(who: Person) -> dict[str, Any]:
    return who.settings if isinstance(who.settings, dict) else {}


def at_hour(chosen: Preferences, hour: str) -> dict[str, str]:
    """What changes when reminders shall come at that hour: the quiet time makes room for it, by an hour at night."""
    wanted = time.fromisoformat(hour)
    begins, ends = chosen.quiet
    if begins > ends and wanted >= begins:
        return {"hour": hour, "quiet_from": f"{(wanted.hour + 1) % 24:02d}:{wanted.minute:02d}"}
    if begins > ends and wanted < ends:
        return {"hour": hour, "quiet_until": hour}
    return {"hour": hour}


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _hour(value: Any) -> str | None:
    try:
        return time.fromisoformat(value).strftime("%H:%M")
    except (TypeError, ValueError):
        return None


def _span(value: Any) -> str | None:
    begins, _, ends = value.partition("-") if isinstance(value, str) else ("", "", "")
    return value if _hour(begins) and _hour(ends) else None


def _way(value: Any) -> str | None:
    return value if value in WAYS else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _reminders(value: Any) -> str | None:
    return value if value in REMINDERS else None


_READ: Mapping[str, Callable[[Any], Any]] = {
    "has_own_zone": _flag,
    "reminders": _reminders,
    "away_from": _day,
    "away_until": _day,
    "quiet_from": _hour,
    "quiet_until": _hour,
    "way": _way,
    "saver": _flag,
    "bar": _flag,
    "shared": _flag,
    "office": _span,
    "listed": _flag,
    "role": _text,
}

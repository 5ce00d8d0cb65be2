"""Adjusting: what a person taps or types on the pages of settings."""

from __future__ import annotations

import re
from datetime import date, timedelta

from forms.prompt import Bounds, Prompt
from models import audit_event, person
from models.chat import Chat
from models.database import Transaction
from models.person import Person
from reporting import due, helping, stage, wanting
from reporting.access import LEADS, Actor, actor_of
from reporting.inputs import Sender, Tap
from reporting.places import zone_of
from reporting.preferences import REMINDERS, WAYS, at_hour, prefer, preferences
from reporting.reading import Read, Reader
from reporting.screens import settings as screens
from reporting.screens.enrolling import HOURS, ZONES, addresses
from reporting.screens.pressing import meant
from reporting.screens.screen import Screen
from reporting.settings import Settings
from reporting.staffing import relieve
from reporting.texts import LANGUAGES, Texts, zone_name

LONGEST_LEAVE = timedelta(days=92)  # three months: a leave for a birth
LONGEST_QUIET = timedelta(hours=16)  # of a day: an officer can still be told something
ADDRESS = re.compile(r"[^\W\d_][\w .'’-]{1,19}")  # fits a greeting on one line
_TIMES = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


class Adjusting:
    """Every public method is one push. Taps are bound to the card; each change tells its target."""

    def __init__(self, texts: Texts, reader: Reader) -> None:
        self._texts = texts
        self._reader = reader
        self._settings = Settings(texts)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a page of settings. Returns a toast, or ""."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        self._act(tx, actor, chat, tap)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """Words on a button count as the button; on some pages the answer itself may be typed."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        button = meant(Screen.from_json(chat.screen), text)
        if button is not None and (tap := Tap.parse(button.tap)).verb == "g":
            self._act(tx, actor, chat, tap)
            return
        page = str((chat.focus or {}).get("page", ""))
        problem = self._read(tx, actor, page, text)
        if problem is None:
            helping.put_lost(tx, self._texts, actor, chat)
            return
        if not problem:
            _record(tx, actor, page)
        self._settings.turn(tx, actor, chat, page, problem)

    def _act(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> None:
        if not tap.state:
            self._settings.turn(tx, actor, chat, tap.argument)
            return
        who = person.get(tx, actor.person_id)
        page = self._choose(tx, actor, chat, who, tap.argument, tap.state)
        _record(tx, actor, tap.argument)
        wanting.replan(tx, who)
        self._settings.turn(tx, actor, chat, page)

    def _choose(self, tx: Transaction, actor: Actor, chat: Chat, who: Person, name: str, value: str) -> str:
        """Stores the choice; the page to show then. What no button says changes nothing."""
        hours = value.replace(".", ":")
        match name:
            case "language" if value in LANGUAGES:
                who.language = chat.language = value
                tx.add_all([who, chat])
            case "address" if value in (ways := addresses(self._texts, chat.language, who.name)):
                who.address = ways[value]
                tx.add(who)
            case "zone" if value in ZONES:
                prefer_zone(tx, who, value)
            case "hour" if hours in HOURS:
                prefer(tx, who, **at_hour(preferences(who), hours))
            case "reminders" if value in REMINDERS:
                prefer(tx, who, reminders=value)
            case "leave":
                return self._leave(tx, who, value)
            case "quiet" if (pair := tuple(hours.split("-"))) in screens.QUIET:
                prefer(tx, who, quiet_from=pair[0], quiet_until=pair[1])
            case "way" if value in WAYS:
                prefer(tx, who, way=value)
            case "office" if hours in screens.OFFICE and actor.has(*LEADS):
                prefer(tx, who, office=hours)
            case "saver" | "bar" | "listed" if value in ("on", "off"):
                prefer(tx, who, **{name: value == "on"})
        return {"hour": "reminders", "office": "contact", "listed": "contact", "saver": "main", "bar": "main"}.get(
            name, name
        )

    def _leave(self, tx: Transaction, who: Person, value: str) -> str:
        if value == "none":
            prefer(tx, who, away_from=None, away_until=None)
            relieve(tx, who.id or 0, who.id or 0)
        elif (until := _day(value)) and _is_near(until, due.today(tx.now, who.zone)):
            prefer(tx, who, away_from=None, away_until=until)
        return "leave"

    def _read(self, tx: Transaction, actor: Actor, page: str, text: str) -> str | None:
        """What was typed on the page, stored; a problem, "" for none, None where nothing can be typed."""
        who = person.get(tx, actor.person_id)
        match page:
            case "address":
                return self._read_address(tx, who, text)
            case "leave":
                return self._read_leave(tx, who, text)
            case "quiet":
                return _read_quiet(tx, who, text)
            case "reminders":
                return self._read_hour(tx, who, text)
        return None

    def _read_address(self, tx: Transaction, who: Person, text: str) -> str:
        told = " ".join(text.split())
        if not ADDRESS.fullmatch(told):
            return "shape"
        who.address = told
        tx.add(who)
        return ""

    def _read_leave(self, tx: Transaction, who: Person, text: str) -> str:
        today = due.today(tx.now, who.zone)
        bounds = Bounds(today.isoformat(), (today + LONGEST_LEAVE).isoformat())
        prompt = Prompt("/leave", "leave", "date", "", bounds=bounds)
        read = self._reader.read(prompt, text, today, f"{today:%Y-%m}", who.language, who.zone)
        day = _day(read.value) if isinstance(read, Read) else None
        if day is None:
            return "shape"
        day = day if day >= today else _a_year_on(day)  # "5 Jan" said in November
        if not _is_near(day, today):
            return "range"
        prefer(tx, who, away_from=None, away_until=day)
        return ""

    def _read_hour(self, tx: Transaction, who: Person, text: str) -> str:
        today = due.today(tx.now, who.zone)
        read = self._reader.read(Prompt("/hour", "hour", "time", ""), text, today, "", who.language, who.zone)
        if not isinstance(read, Read):
            return "shape"
        prefer(tx, who, **at_hour(preferences(who), read.value[:5]))
        wanting.replan(tx, who)
        return ""


def _record(tx: Transaction, actor: Actor, page: str) -> None:
    audit_event.log(tx, actor.person_id, "settings.changed", "person", actor.person_id, page=page)


def prefer_zone(tx: Transaction, who: Person, zone: str) -> None:
    """The zone as chosen; the one where the person works goes on following them."""
    own = zone_of(tx, who.id or 0)
    same = own is not None and zone_name(own) == zone_name(zone)
    prefer(tx, who, zone=own if same else zone, has_own_zone=not same)


def _read_quiet(tx: Transaction, who: Person, text: str) -> str:
    """Two times, as in "21.00-05.30" or "21 sampai 5"."""
    found = [(int(hour), int(minute or 0)) for hour, minute in _TIMES.findall(text)]
    if len(found) != 2 or any(hour > 23 or minute > 59 for hour, minute in found):
        return "shape"
    (begin, begin_minute), (end, end_minute) = found
    length = timedelta(minutes=(end * 60 + end_minute - begin * 60 - begin_minute) % (24 * 60))
    if not timedelta(0) < length <= LONGEST_QUIET:
        return "range"
    prefer(tx, who, quiet_from=f"{begin:02d}:{begin_minute:02d}", quiet_until=f"{end:02d}:{end_minute:02d}")
    wanting.replan(tx, who)
    return ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _is_near(day: date, today: date) -> bool:
    return today <= day <= today + LONGEST_LEAVE


def _a_year_on(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)

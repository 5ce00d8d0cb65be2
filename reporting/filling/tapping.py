"""Tapping: what the buttons of an answer mean."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from models.database import Transaction
from reporting.filling import picturing
from reporting.filling.bench import Bench, Work
from reporting.filling.rounds import Rounds
from reporting.filling.ticking import Ticking
from reporting.inputs import Tap, whole
from reporting.reading import Reader
from reporting.reading.times import clock_of
from reporting.screens.values import CHOSEN
from reporting.texts import Texts

YEARS = range(1900, 2201)  # of a calendar: no form asks for others, and dates end


class Tapping:
    """The options are told apart in `reporting.screens.keys`."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader) -> None:
        self._bench = bench
        self._texts = texts
        self._ticking = Ticking(bench, texts, reader)
        self._rounds = Rounds(bench, texts)

    def chosen(self, tx: Transaction, work: Work, tap: Tap) -> str:
        """What an answer button means; see `reporting.screens.keys` for the options. Returns a toast, or ""."""
        kind, rest = tap.argument[:1], tap.argument[1:]
        place = whole(rest)
        if kind == "z":
            return self._texts.word(work.chat.language, "day_closed")
        if kind in ("c", "d", "r") and work.prompt().kind in ("select_multiple", "rank"):
            return self._ticking.ticked(tx, work, kind, place, tap.state)
        if kind == "m":
            self._bench.ask_again(tx, work, pictured=True)
            picturing.show(tx, work, work.prompt())
            return ""
        seen = looked(kind, rest, place, tap.state)
        if kind == "e" and place is not None:
            self._rounds.looked_at(tx, work, place, tap.state)
        elif seen is not None:
            self._bench.ask_again(tx, work, **seen)
        else:
            self._answered(tx, work, kind, rest, place)
        return ""

    def _answered(self, tx: Transaction, work: Work, kind: str, rest: str, place: int | None) -> None:
        """A button that says what the answer is; one that no card has shows the question again."""
        prompt, readings = work.prompt(), work.focus.get("options", ())
        match kind:
            case "c" if prompt.kind in CHOSEN and place is not None and place < len(prompt.choices):
                self._bench.answer(tx, work, prompt.choices[place].name)
            case "v":
                self._take(tx, work, rest)
            case "t" if value := self._moment(tx, work, rest):
                self._bench.answer(tx, work, value)
            case "k":
                self._bench.answer(tx, work, prompt.value)
            case "o" if place is not None and place < len(readings):
                self._take(tx, work, readings[place][0])
            case _:
                self._bench.ask_again(tx, work)

    def _take(self, tx: Transaction, work: Work, value: str) -> None:
        """The value; of a date and time its day may come first."""
        if work.prompt().kind == "datetime" and _day(value) is not None:
            self._bench.ask_again(tx, work, day=value, month="", options=[])
        else:
            self._bench.answer(tx, work, value)

    def _moment(self, tx: Transaction, work: Work, rest: str) -> str:
        return moment_of(work.prompt().kind, rest, work.focus.get("day", ""), work.today(tx), work.actor.zone)


def moment_of(kind: str, pressed: str, day: str, today: date, zone: str) -> str:
    """The lexical time of a button ("1430"), or of a date and time; "" where its day is not known yet."""
    at, on = _time(pressed), _day(day)
    if at is None:
        return ""
    if kind == "time":
        return clock_of(at, today, zone)
    return f"{on.isoformat()}T{clock_of(at, on, zone)}" if kind == "datetime" and on else ""


def looked(kind: str, rest: str, place: int | None, state: str) -> dict[str, Any] | None:
    """What the chat is to remember of a tap that only changes how the card looks; None for any other."""
    match kind:
        case "p" if place is not None:
            return {"page": place}
        case "f":
            return {"found": None if state == "off" else [], "find": "", "page": 0}
        case "g":
            day = _day(rest) or _day(f"{rest}-01") or _day(f"{rest}-01-01")
            return {"month": rest if day and day.year in YEARS else ""}
        case "h":
            return {"day": "", "month": ""}
        case "i":
            return {"is_unfolded": state != "off"}
        case _:
            return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time(int(text[:2]), int(text[2:]))
    except ValueError:
        return None

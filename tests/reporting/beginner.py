"""An officer at the lists, from /lapor on: taps by the words on buttons, typed lines, and the time that passes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.database import Database
from reporting import fitting, opening, publishing, stage
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.reading import Reader, load_vocabulary
from reporting.screens.screen import Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.texts import LANGUAGES
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds

HELD = ("starting/", "menus/", "reminders/", "filling/drop", "filling/saved")  # screens whose budgets are held here
LABELS = {1: 32, 2: 16, 3: 10, 4: 6, 5: 4}  # letters on a button by how many share its row


@dataclass
class Beginner:
    """One person, one chat; every push is a transaction at `now`."""

    database: Database
    sender: Sender
    now: datetime
    ids: CountedIds
    taps: int = 0

    def lapor(self) -> str:
        return self.push(self.starting.begin)

    def draf(self) -> str:
        return self.push(self.starting.drafts)

    def home(self) -> str:
        return self.push(Menus(TEXTS).home)

    def says(self, text: str) -> str:
        """Typed, and routed by what the chat expects."""
        with self.database.reading(self.now) as tx:
            expects = stage.expects(tx, self.sender)
        if expects == "starting":
            return self.push(self.starting.typed, text)
        if expects == "review":
            return self.push(self.filling.numbered, text)
        assert expects == "answer", expects
        return self.push(self.filling.typed, text)

    def taps_on(self, label: str) -> str:
        """The button that says so, or whose label holds it; returns what is shown then."""
        labelled = self.buttons()
        data = labelled.get(label) or next(tap for text, tap in labelled.items() if label in text)
        return self.presses(data)

    def presses(self, data: str) -> str:
        """A tap by its data, from whatever old card."""
        assert len(data.encode()) <= 64, data
        self.taps += 1
        tap = Tap.parse(data)
        cases = {"s": self.starting.chosen, "a": self.filling.chosen, "n": self.filling.navigated}
        return self.push(cases.get(tap.verb, Menus(TEXTS).chosen), tap)

    def push(self, case: Any, *args: Any) -> str:
        with self.database.transaction(self.now) as tx:
            case(tx, self.sender, *args)
        return self.shows()

    def waits(self, **time: float) -> None:
        self.now += timedelta(**time)

    def shows(self) -> str:
        """What the chat shows, held against the budgets in both languages."""
        screen = self.screen()
        if screen.text.startswith(HELD):
            holds(screen)
        return TEXTS.screen("id", screen)

    def leaves(self) -> str:
        """The line that the card before becomes."""
        leaves = self.screen().leaves
        return TEXTS.render("id", leaves["text"], **leaves["args"]) if leaves else ""

    def buttons(self) -> dict[str, str]:
        return {button.label: button.tap for row in self.screen().rows for button in row}

    def screen(self) -> Screen:
        with self.database.reading(self.now) as tx:
            return desk.screen_of(tx, self.sender)

    def english(self) -> str:
        return TEXTS.screen("en", self.screen())

    @property
    def starting(self) -> Starting:
        return Starting(LIBRARY, TEXTS, self.ids)

    @property
    def filling(self) -> Filling:
        return Filling(LIBRARY, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))


def holds(screen: Screen) -> None:
    """The budgets of a small screen, in every language."""
    for language in LANGUAGES:
        assert fitting.length(TEXTS.screen(language, screen)) <= 700, screen.text
    assert len(screen.rows) <= 6, screen.text
    for row in screen.rows:
        for button in row:
            assert len(button.label) + emoji(button.label) <= LABELS[len(row)], (screen.text, button.label)


def emoji(label: str) -> int:
    """How many more letters the emoji of a label take than they count."""
    return sum(0 if ord(sign) < 0x2190 else -1 if sign == "\ufe0f" else 1 for sign in label)


def beginner(
    database: Database, now: datetime, kampung: int = 1, forms: tuple[str, ...] = ("bulanan_kkb",)
) -> Beginner:
    """Bu Sari with so many kampung (one or two), the forms published, the obligations of the month open."""
    with database.transaction(now) as tx:
        desk.plant(tx)
        where: dict[str, Any] = {"kampung_id": desk.PAYO} if kampung == 1 else {"area_code": "13.72"}
        sender = desk.person(tx, "Bu Sari", "plkb", **where)
        for form_id in forms:
            publishing.publish(tx, desk.source(form_id))
        opening.ensure_schedules(tx, "2026-10")
        opening.open_ahead(tx, now)
    return Beginner(database, sender, now, CountedIds(1))

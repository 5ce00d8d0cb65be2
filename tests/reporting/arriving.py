"""A chat without a bot: messages get their numbers as Telegram gives them, and what is shown is what `Show` would."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import forms
from forms.draft import Draft as FormDraft
from models import chat as chats
from models import draft as drafts
from models import person as people
from models.chat import Chat
from models.database import Database, Transaction
from models.draft import Draft
from reporting import publishing, stage
from reporting.filling import Filling
from reporting.inputs import File, Location, Sender, Tap
from reporting.library import Library
from reporting.reading import Reader, load_vocabulary
from reporting.screens.screen import Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting.desk import PAYO, TEXTS, CountedIds, person, plant, source

OWN = ("filling/burst", "filling/burst_which", "filling/page")
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@cache
def reader() -> Reader:
    return Reader(load_vocabulary())


@cache
def library(form_id: str) -> Library:
    """One a form: a library knows versions by the numbers of their rows, and here each is the first of its database."""
    return Library()


@dataclass
class Desk:
    """An officer at an open report; `number` is the newest message of the chat, `held` how many the lane still has."""

    database: Database
    sender: Sender
    number: int = 100
    at: datetime = NOW
    cards: list[str] = field(default_factory=list)  # what was posted or edited in, the newest last
    posted: int = 0
    thumbs: list[int] = field(default_factory=list)
    library: Library = field(default_factory=Library)

    def __post_init__(self) -> None:
        self.filling = Filling(self.library, TEXTS, reader(), Submitting(TEXTS))

    def says(self, *texts: str) -> None:
        """Texts that wait in one lane: all were written before any reply."""
        numbers = [self.write() for _ in texts]
        for number, text in zip(numbers, texts, strict=True):
            self.hear(number, text)
        self.show()

    def write(self) -> int:
        """Telegram got a message of the officer; its number."""
        self.number += 1
        return self.number

    def hear(self, number: int, text: str, **more: Any) -> None:
        """Kabar handles it."""
        cases = {
            "answer": self.filling.typed,
            "review": self.filling.numbered,
            "burst": self.filling.agreed,
            "arrival": self.filling.paged,
        }
        case = cases[self.chat().expects]
        with self.database.transaction(self.at) as tx:
            case(tx, self.of(number, **more), text)

    def files(self, *files: File) -> None:
        """Photos and the like that wait in one lane."""
        numbers = [self.write() for _ in files]
        for number, file in zip(numbers, files, strict=True):
            with self.database.transaction(self.at) as tx:
                self.filling.filed(tx, self.of(number), file)
        self.show()

    def places(self, latitude: float = -0.78, longitude: float = 100.65, accuracy: float | None = 8.0) -> None:
        with self.database.transaction(self.at) as tx:
            self.filling.located(tx, self.of(self.write()), Location(latitude, longitude, accuracy))
        self.show()

    def strays(self) -> None:
        """A sticker."""
        with self.database.transaction(self.at) as tx:
            self.filling.strayed(tx, self.of(self.write()))
        self.show()

    def of(self, number: int, **more: Any) -> Sender:
        return replace(self.sender, **{"message_id": number, "sent_at": self.at, **more})

    def taps(self, label: str, times: int = 1) -> str:
        """Presses the button of the card that is up."""
        return self.taps_data(self.data(label), times)

    def data(self, label: str) -> str:
        buttons = [b for row in self.screen().rows for b in row]
        return next(b.tap for b in buttons if label in b.label)

    def taps_data(self, data: str, times: int = 1) -> str:
        tap, toast = Tap.parse(data), ""
        cases = {"a": self.filling.chosen, "n": self.filling.navigated, "i": self.filling.settled}
        for _ in range(times):
            with self.database.transaction(self.at) as tx:
                toast = cases[tap.verb](tx, self.sender, tap)
        self.show()
        return toast

    def show(self) -> None:
        """As the edge does after commit, when nobody waits."""
        with self.database.transaction(self.at) as tx:
            told = stage.to_show(tx, self.sender.chat_id)
            if told is None:
                return
            is_last = told.card_message_id is not None and told.card_message_id == told.last_message_id
            in_place = is_last and not told.screen.is_fresh
            others = bool(told.new_bar) + bool(told.screen.above)
            self.number += others
            self.posted += others
            if not in_place or others:
                self.number += 1
                self.posted += 1
            self.thumbs += told.noticed
            self.cards.append(TEXTS.screen("id", told.screen))
            if told.screen.text in OWN:
                assert all(len(TEXTS.screen(language, told.screen)) <= 700 for language in ("id", "en"))
            stays = in_place and not others
            stage.shown(tx, self.sender.bot_id, told, told.card_message_id if stays else self.number)

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)

    def chat(self) -> Chat:
        with self.database.reading(self.at) as tx:
            found = chats.find(tx, self.sender.chat_id)
            assert found is not None
            return found

    def screen(self) -> Screen:
        return Screen.from_json(self.chat().screen)

    def card(self) -> str:
        return TEXTS.screen("id", self.screen())

    def row(self) -> Draft:
        with self.database.reading(self.at) as tx:
            return drafts.open_of(tx, 1)[0]

    def answers(self) -> dict[str, str]:
        """What is stored, by the XLSForm name of the question."""
        row = self.row()
        with self.database.reading(self.at) as tx:
            form = self.library.of_version(tx, row.form_version_id)
        lines = forms.overview(form, FormDraft.from_json(row.data))
        return {line.path.rsplit("/", 1)[-1]: line.value for line in lines}

    def asked(self) -> str:
        """The XLSForm name of the question that waits."""
        return str(self.row().data["at"]).rsplit("/", 1)[-1]


def opened(database: Database, form_id: str, until: dict[str, str] | None = None) -> Desk:
    """Bu Sari at the first question of the form, or after these answers."""
    with database.transaction(NOW) as tx:
        plant(tx)
        sari = person(tx, "Bu Sari", "plkb", kampung_id=PAYO)
        one_by_one(tx, sari)
        publish(tx, form_id)
    desk = Desk(database, sari, library=library(form_id))
    begin(desk, form_id, 1)
    for text in (until or {}).values():
        desk.says(text)
    return desk


def one_by_one(tx: Transaction, sender: Sender) -> None:
    """They answer question by question, not several numbers on one card."""
    row = people.by_telegram_user(tx, sender.user_id)
    assert row is not None
    row.settings = {"way": "single"}
    tx.add(row)


def begin(desk: Desk, form_id: str, number: int) -> None:
    """Another report of the form; of the drafts before none is open."""
    with desk.database.transaction(desk.at) as tx:
        for row in drafts.open_of(tx, 1):
            row.state = "deleted"
            tx.add(row)
        tap = Tap("s", None, "open", f"{form_id},{PAYO},{slot(form_id)}")
        Starting(desk.library, TEXTS, CountedIds(number)).chosen(tx, desk.sender, tap)
    desk.show()


def publish(tx: Transaction, form_id: str) -> None:
    """A form that lies beside this file, an example, or one of the programme."""
    here = Path(__file__).parent
    for beside in (here / f"{form_id}.md", here.parent / "forms" / "examples" / f"{form_id}.md"):
        if beside.exists():
            publishing.publish(tx, publishing.read_source(beside))
            return
    publishing.publish(tx, source(form_id))


def slot(form_id: str) -> str:
    return "2026-10" if form_id == "bulanan_kkb" else "2026-10-14"

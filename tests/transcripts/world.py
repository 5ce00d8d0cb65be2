"""Kota Solok on the second of November, 08.00 WIB, in one process, with time and chance that repeat.

Time doesn't flow: each push takes it 7 seconds further, and a story may set it.
"""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import web

import bot.app
import bot.conversation
import bot.sandbox_time
import forms
from bot.app import serve
from bot.clock import SandboxClock
from bot.config import Config
from bot.conversation import build
from bot.handling import Handling
from models import article, form_upload, outbound_message
from models import chat as chats
from models.database import Database, Transaction
from models.invitation import Invitation
from models.membership import Membership
from models.person import Person as PersonRow
from reporting import articles, moving, publishing, resting
from reporting.texts import Texts, templates_folder
from sandbox import people
from sandbox.hub import Hub, open_hub
from sandbox.server import address, build_app
from sandbox.world import Json
from tests.handlers.filler import JPEG
from tests.people import Person, Sandbox
from tests.stories.world import join, solok

BOT = 4242
TOKEN = f"{BOT}:" + "A" * 35
FOLLOWER = f"bot {BOT}"
START = "2026-11-02T08:00:00+07:00"
INVITED = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
A_PUSH = 7.0  # seconds
PATIENCE = 30.0
CAST = (
    ("Bu Sari", "Sari Rahmawati", "PLKB, Kota Solok"),
    ("Pak Dedi", "Dedi Saputra", "Koordinator, Kota Solok"),
    ("Kak Rina", "Rina Marlina", "Kader, Payo Sejahtera"),
    ("Wati", "Wati Susanti", "diundang, belum terdaftar"),
    ("Orang lain", "Orang Lain", "tidak diundang"),
    ("Bu Ida", "Ida Farida", "Koordinator, Sumatera Barat"),  # in stories that give her the role
)
INVITED_PHONE = "+6281130000001"
FIRST_ID = 700_000_001


class Steps:
    """Seconds that pass only when somebody does something."""

    def __init__(self) -> None:
        self.passed = 0.0

    def seconds(self) -> float:
        return self.passed


class Counted:
    """Ids that are the same in every run."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def uuid(self) -> str:
        return f"uuid:00000000-0000-4000-8000-{next(self._numbers) * 7919:012d}"

    def seed(self) -> int:
        return next(self._numbers)

    def token(self) -> str:
        return f"{next(self._numbers):022d}"

    def code(self) -> str:
        return f"{next(self._numbers) + 481_902:06d}"


@dataclass(frozen=True)
class Stage:
    """A running Kabar. `handled` counts the updates that are done with, replies and all."""

    sandbox: Sandbox
    hub: Hub
    database: Database
    loop: asyncio.AbstractEventLoop
    people: dict[str, Person]
    steps: Steps
    handled: threading.Semaphore
    texts: Texts
    language: str

    def push(self, act: Callable[[], Any]) -> None:
        """Does something, and waits until nothing is left to be said about it."""
        self.steps.passed += A_PUSH
        act()
        assert self.handled.acquire(timeout=PATIENCE), "nothing came of it"
        self.settle()

    def together(self, person: Person, contents: list[Json], minutes: int = 0) -> None:
        """Somebody sends several messages that arrive at once; so many minutes after they were written."""
        self.steps.passed += A_PUSH

        def arrive() -> None:
            bot, whom = self.hub.world.bot(BOT), self.hub.world.people[person.id]
            for content in contents:
                people.say(self.hub, bot, whom, content, content.pop("reply_to", None))
            self.steps.passed += minutes * 60.0
            self.hub.settle()

        self.loop.call_soon_threadsafe(arrive)
        for _ in contents:
            assert self.handled.acquire(timeout=PATIENCE), "nothing came of it"
        self.settle()

    def publish(self, form: Path) -> None:
        """A form is published, or published anew, while people write; open drafts follow."""
        with self.database.transaction(self.hub.clock.now()) as tx:
            moving.let_follow(tx, publishing.publish(tx, publishing.read_source(form)))

    def joins(self, person: Person, role: str, area: str) -> None:
        """Somebody of the cast gets a role in an area."""
        called, name = next((one[0], one[1]) for one in CAST if self.people[one[0]] is person)
        with self.database.transaction(self.hub.clock.now()) as tx:
            row = tx.get_one(PersonRow, join(tx, person, name, called, role, area))
            row.language = self.language
            tx.add(row)

    def rests(self, begins: str, ends: str) -> None:
        """Whoever runs the server announces maintenance."""
        with self.database.transaction(self.hub.clock.now()) as tx:
            resting.announce(tx, self.texts, datetime.fromisoformat(begins), datetime.fromisoformat(ends))

    def goes_to(self, moment: str) -> None:
        """Sets the clock, and waits until all that fell due on the way is said."""
        # A bot that has been silent for a minute is dead to the sandbox, and steps pass faster than it speaks.
        alive = {"follow": FOLLOWER, "after": self.hub.clock.now().isoformat(), "wait": "0"}
        self.sandbox.http.get("/sim/clock", params=alive).raise_for_status()
        self.sandbox.clock(moment)
        self.settle()

    def settle(self) -> None:
        ends = time.monotonic() + PATIENCE
        while not self._is_quiet():
            assert time.monotonic() < ends, "something is still unsaid"
            time.sleep(0.01)

    def version(self, person: Person) -> int:
        """Grows with whatever that person could see."""
        chat = self.hub.world.chats.get((BOT, person.id))
        return chat.version if chat else 0

    def _is_quiet(self) -> bool:
        with self.database.reading(self.hub.clock.now()) as tx:
            is_said = not chats.behind(tx, BOT) and not outbound_message.count_unsent(tx)
            return is_said and not form_upload.waiting(tx, 1)


def planted(file: Path) -> None:
    """Everything that is there before a story begins."""
    url = f"sqlite:///{file}"
    solok(_Accounts(), url)  # type: ignore[arg-type]
    database = Database(url)
    with database.transaction(INVITED) as tx:
        article.sync(tx, articles.load(templates_folder() / "articles"))
        _invite(tx)
    database.close()


class Drawn:
    """Stands in for the process that draws: a transcript says only that a picture or a file came."""

    def __init__(self, module: str) -> None:
        pass

    def draw(self, figures: Any) -> bytes:
        return JPEG


class Prepared:
    """What every bot reads anew at its start and never changes: templates and forms, compiled once for all stories."""

    def __init__(self) -> None:
        self.texts = Texts(templates_folder())
        self._compile = forms.compile_form
        self._known: dict[str, forms.Form] = {}

    def compile(self, xform: str, cells: Any = None) -> forms.Form:
        """As `forms.compile_form`; a form without cells is compiled once."""
        if cells is not None:
            return self._compile(xform, cells)
        if xform not in self._known:
            self._known[xform] = self._compile(xform)
        return self._known[xform]


@contextmanager
def running(template: Path, folder: Path, language: str, prepared: Prepared) -> Iterator[Stage]:
    """Sandbox and bot until the end of the block; everyone reads that language."""
    shutil.copy(template, folder / "kabar.db")
    url = f"sqlite:///{folder / 'kabar.db'}"
    steps, handled = Steps(), threading.Semaphore(0)
    with ExitStack() as stack:
        for patched in _repeating(steps, handled, prepared):
            stack.enter_context(patched)
        hub = open_hub(None, START)
        hub.clock._monotonic, hub.clock._since = steps.seconds, steps.seconds()
        base, loop = stack.enter_context(_threads(hub, url, folder, steps))
        sandbox = stack.enter_context(Sandbox(base))
        database = Database(url)
        stack.callback(database.close)
        cast = {called: _account(sandbox, name, about, language) for called, name, about in CAST}
        with database.transaction(INVITED) as tx:
            for row in (tx.get_one(PersonRow, one) for one in range(1, 5)):
                row.language = language
                tx.add(row)
        yield Stage(sandbox, hub, database, loop, cast, steps, handled, prepared.texts, language)


def _account(sandbox: Sandbox, name: str, about: str, language: str) -> Person:
    told = {"name": name, "about": about, "language_code": language}
    told |= {"phone": INVITED_PHONE} if name.startswith("Wati") else {}
    return Person(sandbox, sandbox.http.post("/sim/people", json=told).json()["id"])


class _Accounts:
    """Stands in for the sandbox while rows are made: accounts are numbered in the order of the cast."""

    def __init__(self) -> None:
        self._ids = count(FIRST_ID)

    def person(self, name: str, about: str = "") -> Any:
        return Person(self, next(self._ids))  # type: ignore[arg-type]


def _invite(tx: Transaction) -> None:
    """Wati Susanti, asked by Pak Dedi to come; the link is `/start i_wati`, the code 481-902."""
    row = PersonRow(name="Wati Susanti", phone=INVITED_PHONE, created_at=tx.now)
    tx.add(row)
    tx.flush()
    place = {"area_code": "13.72.01.1007", "kampung_id": 2}
    tx.add(Membership(person_id=row.id, role="plkb", since=tx.now, **place))
    dates = {"created_at": tx.now, "expires_at": tx.now + timedelta(days=14)}
    tx.add(Invitation(token="wati", code="481902", person_id=row.id, invited_by=2, **dates))


def _repeating(steps: Steps, handled: threading.Semaphore, prepared: Prepared) -> list[Any]:
    handle = Handling.__call__

    async def counted(self: Handling, row_id: int, *more: Any) -> None:
        try:
            await handle(self, row_id, *more)
        finally:
            handled.release()

    class Stepped(SandboxClock):
        """Goes by the steps."""

        def __init__(self, now: datetime) -> None:
            super().__init__(now)
            self.flow(now)

        def now(self) -> datetime:
            base, since, speed = self._mark
            return base + timedelta(seconds=(steps.seconds() - since) * speed)

        def stand(self, at: datetime) -> None:
            self._mark = (at.astimezone(UTC), steps.seconds(), 0.0)

        def flow(self, at: datetime) -> None:
            self._mark = (at.astimezone(UTC), steps.seconds(), 1.0)

    return [
        patch.object(Handling, "__call__", counted),
        # They go by real seconds: bursts would be shown half-way, and on a busy machine taps would end without toast.
        patch.object(bot.app, "SWEEP_EVERY", 3600.0),
        patch.object(bot.conversation, "LOOKS_EVERY", 0.05),
        patch.object(bot.app, "TAP_PATIENCE", PATIENCE),
        patch.object(bot.sandbox_time, "SandboxClock", Stepped),
        patch.object(bot.conversation, "RandomIds", Counted),
        patch.object(bot.conversation, "Apart", Drawn),
        patch.object(bot.conversation, "Texts", lambda folder: prepared.texts),
        patch.object(forms, "compile_form", prepared.compile),
    ]


@contextmanager
def _threads(hub: Hub, url: str, folder: Path, steps: Steps) -> Iterator[tuple[str, asyncio.AbstractEventLoop]]:
    started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def main() -> None:
        # The bot has ended when the sandbox does: no request is worth waiting for.
        runner = web.AppRunner(build_app(hub), access_log=None, shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base, stop = address(runner), asyncio.Event()
        told = {"token": TOKEN, "api_base": base, "clock": "sandbox", "rate_per_second": 2500}
        config = {"telegram": told, "database": {"url": url}, "files": {"dir": str(folder / "files")}}
        started.set_result((base, asyncio.get_running_loop(), stop))
        try:
            await serve(Config.model_validate(config), build, stop)
        finally:
            await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    base, loop, stop = started.result(timeout=30)
    try:
        yield base, loop
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=30)
        assert not thread.is_alive(), "the bot did not stop"

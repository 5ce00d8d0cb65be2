"""`kabar run` is killed at random moments while people work: what they were told is true, and nothing happens twice.

The sandbox lives on, as Telegram does. Each kill is SIGKILL to the whole process group.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from random import Random

import pytest

from tests.campaigns.field import copied, plant, workers
from tests.campaigns.judge import Judge
from tests.campaigns.people import Coordinator, Ledger, Officer
from tests.people import Person, Sandbox
from tests.stories import programs

Team = list[Officer | Coordinator]
WINDOW = 2.0  # seconds in which the bot is killed, counted from when people go on
FRESH = 0.2  # share of the kills that come right after the start, before anybody could go on
WALK = 2.0  # seconds in which the first push of the next moment has arrived, unless nothing is due
SENDING = 0.04  # seconds in which the other pushes are on their way
REST = 1.0  # seconds in which a bot that lives ends what it has in hand
CATCH_UP = 0.3  # seconds for people to see what was shown before the kill
FINISH_WITHIN = 90.0
# What falls due while they work: the day before, the day, the day after, and Monday.
MOMENTS = [f"2026-11-{day}T08:30:00+07:00" for day in ("04", "05", "06", "09")]
LATER = "2026-11-09T12:00:00+07:00"


@pytest.mark.parametrize(
    ("kills", "kampung_each"),
    [(2, 2), pytest.param(50, 30, marks=pytest.mark.soak)],
)
def test_nothing_is_lost_and_nothing_twice(
    kills: int, kampung_each: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("KABAR_SEED") or time.time_ns() % 1_000_000)
    print(f"repeat with KABAR_SEED={seed}")
    with programs.sandbox(tmp_path) as base:
        told = Campaign(tmp_path, base, Random(seed)).run(kills, kampung_each, seed)
    with capsys.disabled():
        print(f"\nKABAR_SEED={seed}: {told}")


class Campaign:
    def __init__(self, folder: Path, base: str, chance: Random) -> None:
        self.folder = folder
        self.base = base
        self.chance = chance
        self.ledger = Ledger()
        self.bot = programs.bot(folder, base)
        self.database = folder / "kabar.db"
        self.walk: threading.Thread | None = None

    def run(self, kills: int, kampung_each: int, seed: int) -> str:
        began = time.monotonic()
        with Sandbox(self.base) as sandbox:
            try:
                people = plant(sandbox, programs.database_url(self.folder), officers=4, kampung_each=kampung_each)
                team = workers(self.base, people, self.ledger, seed)
                self._kill(kills, team)
                known = self.ledger.acknowledged()
                self._finish(team)
            finally:
                self.bot.end()
            judge = Judge(self.database)
            assert judge.stored(self.ledger) == []
            assert judge.settled([people[0], *people[1]]) == []
        assert self.ledger.sent() > 0
        return (
            f"{kills} kills in {time.monotonic() - began:.0f} s: {self.ledger.acknowledged()} answers acknowledged "
            f"({known} until the last kill), {self.ledger.sent()} reports, {judge.count('sent')} pushes sent, "
            f"{judge.count('unknown')} unknown; none lost, none twice"
        )

    def _kill(self, kills: int, team: Team) -> None:
        moments = iter(MOMENTS)
        for number in range(kills):
            self.bot.start(programs.READY)
            if number == 0:
                for one in team:
                    one.start()
            self._until_time_flows(team)
            moment = next(moments, None) if number % 2 else None
            if moment:
                self._move_clock(moment, team)
            elif self.chance.random() > FRESH:
                self._until_somebody_went_on()
            time.sleep(self.chance.uniform(0.0, SENDING if moment else WINDOW))
            self.bot.kill()
            self._look(number)

    def _move_clock(self, moment: str, team: Team) -> None:
        """Lets something fall due. Everybody rests meanwhile: what waits at Telegram is too old two days later."""
        for one in team:
            one.working.clear()
        time.sleep(REST)
        self.walk = threading.Thread(target=self._clock, args=(moment,), daemon=True)
        with Sandbox(self.base) as sandbox:
            first = Person(sandbox, self.chance.choice(team).person.id)
            known, _ = first.news(-1, 0)
            self.walk.start()
            first.news(known, WALK)

    def _until_time_flows(self, team: Team) -> None:
        """A walk that the kill interrupted is finished by the new process; then people go on."""
        if self.walk is not None:
            self.walk.join(FINISH_WITHIN)
            assert not self.walk.is_alive(), "the clock stands still"
        self.walk = None
        for one in team:
            one.working.set()

    def _until_somebody_went_on(self) -> None:
        known, ends = self.ledger.acknowledged(), time.monotonic() + FINISH_WITHIN
        while self.ledger.acknowledged() == known and not self.ledger.faults:
            assert time.monotonic() < ends, "nobody gets an answer"
            time.sleep(0.01)

    def _clock(self, moment: str) -> None:
        with Sandbox(self.base) as sandbox:
            sandbox.clock(moment)

    def _look(self, number: int) -> None:
        """Right after a kill, before anything is mended."""
        time.sleep(CATCH_UP)
        assert self.ledger.faults == []
        judge = Judge(copied(self.database, self.folder / "copies" / str(number)))
        assert judge.stored(self.ledger) == [], f"after kill {number + 1}"

    def _finish(self, team: Team) -> None:
        """The last start: everybody ends the report at hand, and what is on its way arrives."""
        self.bot.start(programs.READY)
        self._until_time_flows(team)
        for one in team[1:] + team[:1]:  # the coordinator, who comes first, reads to the end
            one.ending.set()
            one.join(FINISH_WITHIN)
            assert not one.is_alive(), f"{one} can't go on"
        assert self.ledger.faults == []
        with Sandbox(self.base) as sandbox:
            sandbox.clock(LATER)  # good news waits until nobody is in the middle of a report
        ends = time.monotonic() + FINISH_WITHIN
        while Judge(self.database).unsent():
            assert time.monotonic() < ends, "pushes stay unsent"
            time.sleep(0.2)
        time.sleep(0.5)
        assert self.bot.stop() == 0

"""Schedulers and couriers side by side on one PostgreSQL, killed again and again, over a Telegram that goes wrong:
nobody is reminded twice, and of every message it is known what became of it, or known that nobody knows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from bot.courier import IN_HAND
from models import delivery_log, outbound_message
from models.database import Database
from models.outbound_message import OutboundMessage
from models.scope import Scope
from tests.campaigns.delivery import crowd, stub
from tests.campaigns.delivery.nursery import Shifted
from tests.campaigns.delivery.stub import Telegram

ROOT = Path(__file__).parents[3]
REMINDERS = int(os.environ.get("KABAR_REMINDERS") or 20_000)  # of the long campaign, with a kill for each forty
FINAL = {"sent", "failed", "unknown"}
LONGEST_WAIT = 3.0  # seconds for so many messages as there should be between two kills
ENDS_WITHIN = 3600.0


@pytest.mark.parametrize(
    ("people", "kills", "each", "lease", "faults"),
    [(120, 6, 2, 2.5, 0.02), pytest.param(REMINDERS, REMINDERS // 40, 3, 10.0, 0.004, marks=pytest.mark.soak)],
)
def test_nobody_is_reminded_twice_whoever_dies(
    people: int,
    kills: int,
    each: int,
    lease: float,
    faults: float,
    postgresql_url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seed = int(os.environ.get("KABAR_SEED") or time.time_ns() % 1_000_000)
    print(f"repeat with KABAR_SEED={seed}")
    database = Database(postgresql_url)
    crowd.plant(database, people)
    began, started = time.monotonic(), time.time()
    with stub.running(faults, seed) as telegram, nursery(postgresql_url, telegram.base, started, lease) as born:
        campaign = Campaign(database, telegram, born, Shifted(started), Random(seed))
        campaign.run(people, kills, each)
    states = judged(database, telegram, people, kills)
    database.close()
    with capsys.disabled():
        took = f"{time.monotonic() - began:.0f} s"
        print(f"\nKABAR_SEED={seed}: {people} reminders, {kills} kills in {took}: {dict(states)}")
        told = f"{telegram.arrived.total()} arrived, none twice; {telegram.storms} times 429; "
        print(f"{told}{telegram.lost} answers lost, {telegram.dropped} requests dropped before they arrived")


class Campaign:
    def __init__(self, database: Database, telegram: Telegram, born: Born, clock: Shifted, chance: Random) -> None:
        self.database = database
        self.telegram = telegram
        self.born = born
        self.clock = clock
        self.chance = chance

    def run(self, people: int, kills: int, each: int) -> None:
        alive = [(what, self.born(what)) for what in ("clock", "courier") for _ in range(each)]
        for number in range(kills):
            self._until_so_many(people * number // kills)
            at = self.chance.randrange(len(alive))
            what, process = alive[at]
            os.kill(process, signal.SIGKILL)
            alive[at] = (what, self.born(what))
        self._until_all_is_settled(people)
        for _, process in alive:
            os.kill(process, signal.SIGKILL)

    def _until_so_many(self, messages: int) -> None:
        """Kills come while work is done, from the first message to the last."""
        ends = time.monotonic() + LONGEST_WAIT
        while self.telegram.arrived.total() < messages and time.monotonic() < ends:
            time.sleep(0.01)
        time.sleep(self.chance.uniform(0, 0.1))

    def _until_all_is_settled(self, people: int) -> None:
        ends = time.monotonic() + ENDS_WITHIN
        while True:
            with self.database.reading(self.clock.now()) as tx:
                found = Counter(outbound_message.count_states(tx, None))
            if sum(found[state] for state in FINAL) == people:
                return
            assert time.monotonic() < ends, f"stuck: {dict(found)}"
            time.sleep(0.5)


def judged(database: Database, telegram: Telegram, people: int, kills: int) -> Counter[str]:
    with database.reading(crowd.START) as tx:
        rows = tx.exec(select(OutboundMessage.person_id, OutboundMessage.state, OutboundMessage.dedupe_key)).all()
        seen = delivery_log.counts(tx, Scope(("",)), crowd.BEFORE)
    states = Counter(state for _, state, _ in rows)
    assert max(telegram.arrived.values()) == 1, "somebody was reminded twice"
    assert {person for person, *_ in rows} == set(range(1, people + 1)), "somebody was not thought of"
    assert len(rows) == people
    assert states.keys() <= FINAL
    assert {person for person, state, _ in rows if state == "sent"} <= telegram.arrived.keys()
    assert {person for person, state, _ in rows if state == "failed"}.isdisjoint(telegram.arrived)
    assert states["unknown"] <= kills * IN_HAND + telegram.lost + telegram.dropped
    assert states["unknown"] >= telegram.lost
    assert seen.get("unknown", 0) == states["unknown"], "a coordinator must see what nobody knows"
    return states


class Born:
    """Makes processes; says their numbers."""

    def __init__(self, nursery: subprocess.Popen[str]) -> None:
        self._nursery = nursery

    def __call__(self, what: str) -> int:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(what + "\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())


@contextmanager
def nursery(url: str, base: str, started: float, lease: float, rate: float = 1_000) -> Iterator[Born]:
    arguments = ["-m", "tests.campaigns.delivery.nursery", url, base, str(started), str(rate), str(lease)]
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as made:
        try:
            yield Born(made)
        finally:
            assert made.stdin is not None
            made.stdin.close()
            made.wait(10)

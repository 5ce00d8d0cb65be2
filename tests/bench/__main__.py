"""`make bench`: Kabar beside two plain bots, then what its parts cost. docs/performance.md says how to read it."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import figures, micro, questions, running
from tests.bench.conversation import conversation
from tests.bench.figures import Measured
from tests.bench.running import Bot, Failed, Round, Stub

NAMES = {"kabar": "Kabar", "aiogram": "aiogram FSM", "ptb": "PTB ConversationHandler"}
WARM_UP = 4  # officers whose reports are not counted


def main(arguments: Sequence[str]) -> int:
    told = _read(arguments)
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            measured = _measure(Path(folder), told.people, told.rounds)
    except Failed as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(figures.table(measured))
    print("\n" + figures.ratios(measured[0], measured[1:]))
    print("\n" + figures.costs(micro.costs()))
    print(f"\nwhole run {time.monotonic() - started:.0f} s")
    return 0


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--people", type=int, default=20, help="officers who answer at once (20)")
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds of each bot, interleaved (3)")
    return parser.parse_args(arguments)


def _measure(folder: Path, people: int, rounds: int) -> list[Measured]:
    asked = conversation()
    questions.save(asked, folder / "questions.json")
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    print(f"{machine}; {len(asked)} questions, {rounds} rounds of {people} officers")
    print("at once after a warm-up; waits in ms from an answer to the next question\n", flush=True)
    with ExitStack() as stack:
        stub = stack.enter_context(running.stub(folder / "questions.json"))
        bots = {
            name: stack.enter_context(start(name, stub, folder, officers=WARM_UP + rounds * (people + 1)))
            for name in NAMES
        }
        return _play(bots, people, rounds)


def start(name: str, stub: Stub, folder: Path, officers: int) -> running.Started:
    """One of the three bots, in a process of its own."""
    token = f"{list(NAMES).index(name) + 1}000:" + "A" * 35
    more = (str(folder), str(officers)) if name == "kabar" else (str(folder / "questions.json"),)
    return running.bot(name, stub, token, folder, *more)


def _play(bots: dict[str, Bot], people: int, rounds: int) -> list[Measured]:
    crowd: dict[str, list[Round]] = {name: [] for name in bots}
    alone: dict[str, list[Round]] = {name: [] for name in bots}
    for bot in bots.values():
        bot.play(range(1, WARM_UP + 1))
    for number in range(rounds):
        first = WARM_UP + 1 + number * (people + 1)
        for name, bot in bots.items():
            alone[name].append(bot.play(range(first, first + 1)))
            crowd[name].append(bot.play(range(first + 1, first + 1 + people)))
    return [
        Measured(NAMES[name], tuple(crowd[name]), tuple(alone[name]), running.peak_mb(bot.process.pid))
        for name, bot in bots.items()
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

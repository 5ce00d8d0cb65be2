"""Kabar and two plain bots, in turns, against the same Bot API server."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.bench import questions, running
from tests.bench.conversation import conversation
from tests.bench.figures import Measured
from tests.bench.running import Bot, Round, Stub

NAMES = {"kabar": "Kabar", "aiogram": "aiogram FSM", "ptb": "PTB ConversationHandler"}
WARM_UP = 4  # officers whose reports are not counted


def measure(folder: Path, people: int, rounds: int) -> list[Measured]:
    """Each bot's rounds, interleaved with those of the others. Raises Failed."""
    asked = conversation()
    questions.save(asked, folder / "questions.json")
    print(f"{len(asked)} questions, {rounds} rounds of {people} officers at once after a warm-up;")
    print("waits in ms from an answer to the next question\n", flush=True)
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

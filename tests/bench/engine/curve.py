"""What an answer costs as the form grows: from 10 to 2,000 questions, from 3 to 300 rounds of a repeat."""

from __future__ import annotations

import statistics

import forms
from forms import Session
from tests.bench.engine import fillings
from tests.bench.engine.fillings import CONTEXT, NOW, push, quiet
from tests.bench.table import aligned

LENGTHS = (10, 30, 100, 300, 1_000, 2_000)
ROUNDS = (3, 10, 30, 100, 300)
_MOST = 300  # answers measured at each length
_PASSES = 3


def curve() -> str:
    """Two tables: microseconds an answer (median, 95th percentile), and the cost beside that of the shortest."""
    chains = [(f"{length:,}", chain(length)) for length in LENGTHS]
    repeats = [(f"{number:,}", in_last_round(number)) for number in ROUNDS]
    return "\n\n".join((_table("questions", chains), _table("rounds of a repeat", repeats)))


def chain(length: int) -> list[float]:
    """Microseconds of each answer to the last questions of a form, each of which brings up the next question."""
    form, taken = forms.compile_form(fillings.chain(length)), []
    for _ in range(max(_PASSES, _MOST // length // 3)):
        session = Session.open(form, CONTEXT)
        with quiet():
            one = [push(session, "7") for _ in range(length)]
        taken += one[-_MOST:]
    return taken


def in_last_round(number: int) -> list[float]:
    """Microseconds of each of the four answers in the last of so many rounds, all others answered before."""
    form = forms.compile_form(fillings.rounds())
    session = Session.open(form, CONTEXT)
    for at in range(number - 1):
        one_round(session, at)
    taken: list[float] = []
    with quiet():
        for at in range(number - 1, number - 1 + 10):
            taken += one_round(session, at)
            session.remove(f"/data/baris[{number}]", NOW)
    return taken


def one_round(session: Session, at: int) -> list[float]:
    """One more round answered; the microseconds of its four answers."""
    while session.prompt.kind == "repeat" or session.prompt.kind == "end":
        session.jump("/data/baris", NOW)
        session.answer("yes", NOW)
    return [push(session, value) for value in ("beras", "3", f"{1000 + at}", "lunas")]


def _table(what: str, measured: list[tuple[str, list[float]]]) -> str:
    base = statistics.median(measured[0][1])
    rows = [(what, "median µs", "p95 µs", f"beside {measured[0][0]}")]
    for name, taken in measured:
        middle = statistics.median(taken)
        high = statistics.quantiles(taken, n=20)[-1]
        rows.append((name, f"{middle:.0f}", f"{high:.0f}", f"x{middle / base:.2f}"))
    return aligned(rows)

"""What single parts cost, without Telegram and without a database."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import forms
from forms import Draft, Form, Session
from forms.filling.machine import Machine
from tests.bench.conversation import FORM, NOW, answers, form, opened
from tests.bench.engine.fillings import push, quiet
from tests.bench.running import ROOT

PASSES = 7
CHECKS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """`per` is the median, in `unit`; `least` and `most` over the passes."""

    what: str
    unit: str
    per: float
    least: float
    most: float


def costs() -> list[Cost]:
    compiled, lexical = form(), answers()
    last = _fill(compiled, lexical)[0]
    return [
        _cost("kabar form check bulanan_kkb.md, whole command", "ms", 1e3, CHECKS, _check),
        _cost("one answer and the next prompt, session at hand", "µs", 1e6, PASSES, lambda: _push(compiled, lexical)),
        _cost("one answer, draft through JSON before and after", "µs", 1e6, PASSES, lambda: _answer(compiled, lexical)),
        _cost("one expression of the form, on a whole report", "µs", 1e6, PASSES, lambda: _evaluate(compiled, last)),
    ]


def _cost(what: str, unit: str, scale: float, passes: int, measure: Callable[[], float]) -> Cost:
    measure()  # warm-up
    taken = [measure() * scale for _ in range(passes)]
    return Cost(what, unit, statistics.median(taken), min(taken), max(taken))


def _check() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", "form", "check", str(FORM)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def _push(compiled: Form, lexical: dict[str, str]) -> float:
    """Seconds an answer, over a whole report in one session."""
    session, taken = Session.resume(compiled, opened(compiled).draft), []
    with quiet():
        while (prompt := session.prompt).kind != "end":
            taken.append(push(session, lexical[prompt.name]))
    return statistics.mean(taken) / 1e6


def _answer(compiled: Form, lexical: dict[str, str]) -> float:
    """Seconds an answer, over a whole report."""
    started = time.perf_counter()
    _, count = _fill(compiled, lexical)
    return (time.perf_counter() - started) / count


def _fill(compiled: Form, lexical: dict[str, str]) -> tuple[Draft, int]:
    step, count = opened(compiled), 0
    while step.prompt.kind != "end":
        draft = Draft.from_json(json.loads(json.dumps(step.draft.to_json())))
        step = forms.answer(compiled, draft, lexical[step.prompt.name], NOW)
        count += 1
    return step.draft, count


def _evaluate(compiled: Form, draft: Draft) -> float:
    """Seconds an expression: every relevance, constraint, requirement and calculation once."""
    machine = Machine(compiled, draft, NOW)
    pairs = [
        (expression, node)
        for path, slot in compiled.slots.items()
        for expression in (slot.bind.relevant, slot.bind.constraint, slot.bind.required, slot.bind.calculate)
        if expression is not None and (node := machine.instance.node(path)) is not None
    ]
    started = time.perf_counter()
    for expression, node in pairs:
        expression.string(machine.eval.scope(node))
    return (time.perf_counter() - started) / len(pairs)

"""The same expressions on the same answers through Kabar, lxml, elementpath and rxeval, in turn, in one process (CPU).

Run by `make bench`, or with the peers on the path: `PYTHONPATH=.cache/peers python -m tests.bench.xpath_peers`.
The expressions are those of the programme's monthly form, and of each form of the folder in KABAR_FORMS whose name has
`who` in it. Right is what Kabar says in its dialect of Collect, which is held against JavaRosa elsewhere.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forms import Form, Session
from forms.filling.machine import Machine
from forms.xpath import Node, Scope, serialize
from tests.bench.conversation import FORM
from tests.bench.engine.fillings import CONTEXT, NOW, load, walked
from tests.bench.table import aligned
from tests.forms import corpus

try:
    from tests.bench.evaluators import PEERS, Answer, Evaluator
except ImportError as error:
    sys.exit(f"expressions: {error.name} is not installed; `make bench` does it")

PASSES = 5

Asked = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one evaluator on one form: microseconds an expression, to read and to evaluate, and how many were right."""

    name: str
    reading: float
    evaluating: float
    right: int
    refused: int


def main() -> int:
    for file in [FORM, *(file for file in corpus.files() if "who" in file.name.lower())]:
        print(report(file) + "\n")
    return 0


def report(file: Path) -> str:
    """The table of one form."""
    form = load(file)
    xml, asked = _filled(form)
    standings = _compare(xml, asked)
    ours = standings[0]
    rows = [("", "read, µs", "evaluate, µs", "times ours", "right", "refused")]
    rows += [
        (
            one.name,
            f"{one.reading:.1f}",
            f"{one.evaluating:.2f}",
            f"{one.evaluating / ours.evaluating:.1f}",
            f"{one.right} of {len(asked)}",
            str(one.refused),
        )
        for one in standings
    ]
    return f"{file.name}: {len(asked)} expressions on one instance\n{aligned(rows)}"


def _filled(form: Form) -> tuple[str, Asked]:
    """An instance as a seeded walk leaves it, and every expression with the path that it stands at."""
    session = Session.open(form, CONTEXT)
    for verb, path, value in walked(form):
        session.jump(path, NOW)
        session.answer("yes" if verb == "add" else value, NOW)
    machine = Machine(form, session.draft, NOW)
    asked = [
        (expression.source, path)
        for path, slot in form.slots.items()
        for expression in (slot.bind.relevant, slot.bind.constraint, slot.bind.required, slot.bind.calculate)
        if expression is not None and len(machine.instance.nodes(path)) == 1
    ]
    return serialize(machine.instance.document), asked


def _compare(xml: str, asked: Asked) -> list[Standing]:
    read = [_read(peer(_plain(xml), _scope), asked) for peer in PEERS]
    said = [[_said(answer) for answer in answers] for answers, _ in read]
    taken: list[list[float]] = [[] for _ in PEERS]
    for _ in range(PASSES):
        for at, (answers, _reading) in enumerate(read):
            taken[at].append(_timed(answers))
    return [
        Standing(
            peer.name,
            read[at][1],
            statistics.median(taken[at]),
            sum(mine == theirs for mine, theirs in zip(said[0], said[at], strict=True)),
            said[at].count(None),
        )
        for at, peer in enumerate(PEERS)
    ]


def _plain(xml: str) -> str:
    """Without its default namespace, which is no matter to ODK's engines and all the difference to the others."""
    return xml.replace(' xmlns="http://www.w3.org/2002/xforms"', "")


def _scope(node: Node, root: Node) -> Scope:
    nothing = Node("instance")
    return Scope(
        node=node, root=root, now=NOW, timezone="Asia/Jakarta", skip_irrelevant=False, instances={"agregat": nothing}
    )


def _read(evaluator: Evaluator, asked: Asked) -> tuple[list[Answer | None], float]:
    """The expressions made ready, None where it refuses; microseconds for each."""
    answers: list[Answer | None] = []
    gc.collect()
    started = time.process_time()
    for source, path in asked:
        try:
            answers.append(evaluator.prepared(source, path))
        except Exception:  # each peer has errors of its own
            answers.append(None)
    return answers, (time.process_time() - started) / len(asked) * 1e6


def _said(answer: Answer | None) -> str | None:
    try:
        return answer() if answer is not None else None
    except Exception:  # each peer has errors of its own
        return None


def _timed(answers: Sequence[Answer | None]) -> float:
    """Microseconds an expression, those left out that it refused."""
    ready = [answer for answer in answers if answer is not None and _said(answer) is not None]
    started = time.process_time()
    for answer in ready:
        answer()
    return (time.process_time() - started) / max(1, len(ready)) * 1e6


if __name__ == "__main__":
    sys.exit(main())

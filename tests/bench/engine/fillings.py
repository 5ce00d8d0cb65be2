"""Forms and fillings to measure with: the programme's own, and grown ones of any length."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import forms
from forms import Context, Form, Session
from forms.definition import Question
from forms.filling.answering import checked
from forms.filling.machine import Machine
from forms.filling.opening import open_form
from forms.filling.walk import Stop
from forms.rehearsing.rehearsal import straight
from tests.forms.differential.scripts import PlayAct, script

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CONTEXT = Context(now=NOW)
_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Tumbuh</h:title><model>'
)


def walked(form: Form, context: Context = CONTEXT, seed: int = 1) -> list[PlayAct]:
    """The answers of a seeded walk through the form, as every engine takes them."""
    played = script(form, straight(form, context, seed))
    return [act for act, said in zip(played.acts, played.expected, strict=True) if said == "ok"]


def fill(form: Form, acts: Sequence[PlayAct], context: Context = CONTEXT) -> list[float]:
    """Play the acts on a live session; microseconds of each answer with the prompt after it."""
    session, taken = Session.open(form, context), []
    with quiet():
        for verb, path, value in acts:
            session.jump(path, NOW)
            taken.append(push(session, "yes" if verb == "add" else value))
    return taken


def store(form: Form, acts: Sequence[PlayAct], context: Context = CONTEXT) -> list[float]:
    """Microseconds to check each answer, store it and recompute what depends: what other engines do for one.

    No place is kept and nothing is asked; rounds of repeats are added untimed, as there.
    """
    machine, taken = Machine.new(form, context), []
    open_form(machine)
    with quiet():
        for verb, path, value in acts:
            stop = machine.stop(path)
            assert stop is not None
            if verb == "add":
                machine.reopen(stop)
                taken.append(0.0)
            else:
                taken.append(_stored(machine, stop, value))
    return taken


def _stored(machine: Machine, stop: Stop, value: str) -> float:
    assert isinstance(stop.control, Question)
    started = time.perf_counter()
    lexical = checked(machine, stop, stop.control, value)
    assert isinstance(lexical, str)
    machine.set(stop.node, lexical)
    return (time.perf_counter() - started) * 1e6


def push(session: Session, value: str) -> float:
    """Microseconds of one answer and of the prompt after it."""
    started = time.perf_counter()
    session.answer(value, NOW)
    session.prompt  # noqa: B018 - building it is what is measured
    return (time.perf_counter() - started) * 1e6


@contextmanager
def quiet() -> Iterator[None]:
    """No garbage collection meanwhile: its pauses belong to the whole process, not to an answer."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def load(file: Path) -> Form:
    return forms.load(file.read_bytes(), file.name)


def chain(length: int) -> str:
    """An XForm of `length` questions, each asked once the one before is answered; three calculations read the last."""
    names = [f"q{number}" for number in range(1, length + 1)]
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="int" constraint=". &gt;= 0 and . &lt;= 100" jr:constraintMsg="0 - 100"'
        + (f" relevant=\"/data/{before} != ''\"/>" if before else "/>")
        for before, name in zip(["", *names], names, strict=False)
    )
    nodes = "".join(f"<{name}/>" for name in names)
    inputs = "".join(f'<input ref="/data/{name}"><label>Angka {name}</label></input>' for name in names)
    return (
        f'{_HEAD}<instance><data id="rantai">{nodes}</data></instance>{binds}'
        f"</model></h:head><h:body>{inputs}</h:body></h:html>"
    )


def rounds() -> str:
    """An XForm with one open repeat of four questions; a product in each round, the sum over all of them outside."""
    fields = ("jenis", "jumlah", "harga", "catatan")
    binds = (
        '<bind nodeset="/data/baris/jumlah" type="int" constraint=". &gt;= 0"/>'
        '<bind nodeset="/data/baris/harga" type="int" relevant="../jumlah &gt; 0"/>'
        '<bind nodeset="/data/baris/nilai" type="int" calculate="../jumlah * ../harga"/>'
        '<bind nodeset="/data/total" type="int" calculate="sum(/data/baris/nilai)"/>'
    )
    nodes = "".join(f"<{field}/>" for field in (*fields, "nilai"))
    inputs = "".join(f'<input ref="/data/baris/{field}"><label>{field}</label></input>' for field in fields)
    return (
        f'{_HEAD}<instance><data id="ulang"><baris jr:template="">{nodes}</baris><total/></data></instance>{binds}'
        f'</model></h:head><h:body><group ref="/data/baris"><label>Baris</label><repeat nodeset="/data/baris">{inputs}'
        "</repeat></group></h:body></h:html>"
    )

"""What the engine's bench plays is played in full, and its tables say what they are about. Nothing is timed here."""

from __future__ import annotations

import forms
from forms import Session
from forms.events import FormFinished
from tests.bench.conversation import FORM
from tests.bench.engine import beside, curve, fillings, memory
from tests.bench.engine.beside import Compared, Speed
from tests.bench.engine.fillings import CONTEXT, NOW


def test_a_chain_asks_all_its_questions_one_after_the_other() -> None:
    session = Session.open(forms.compile_form(fillings.chain(12)), CONTEXT)
    asked = []
    while session.prompt.kind != "end":
        asked.append(session.prompt.name)
        fillings.push(session, "7")
    assert asked == [f"q{number}" for number in range(1, 13)]


def test_each_answer_of_the_last_round_is_taken() -> None:
    assert len(curve.in_last_round(3)) == 40
    session = Session.open(forms.compile_form(fillings.rounds()), CONTEXT)
    for at in range(3):
        curve.one_round(session, at)
    session.jump("/data/baris", NOW)
    session.answer("no", NOW)
    [finished] = [event for event in session.finish(NOW) if isinstance(event, FormFinished)]
    assert f"<total>{3 * 1000 + 3 * 1001 + 3 * 1002}</total>" in finished.xml


def test_memory_tells_of_each_form() -> None:
    table = memory.memory([FORM])
    assert "bulanan_kkb" in table
    assert "60 questions, all answered" in table


def test_ratios_stand_beside_kabars_figures() -> None:
    table = beside.table(
        [
            Compared("a", 3, 90.0, Speed(10.0, 50.0), {"JavaRosa": Speed(20.0, 100.0)}),
            Compared("b", 4, 80.0, Speed(10.0, 50.0), {}),
        ]
    )
    a, b, middle = (line.split() for line in table.splitlines()[1:])
    assert a == ["a", "3", "10.0", "x2.0", "50", "x2.0", "90"]
    assert b == ["b", "4", "10.0", "-", "50", "-", "80"]
    assert middle == ["median", "x2.0", "x2.0"]


def test_the_acts_of_a_walk_are_played() -> None:
    form = fillings.load(FORM)
    walk = fillings.walked(form, CONTEXT)
    assert len(fillings.fill(form, walk)) == len(fillings.store(form, walk)) == len(walk) > 10

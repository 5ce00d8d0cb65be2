"""What holds however a form is filled: nothing hides in memory, nothing is lost, and the way there doesn't matter."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Context, Draft, Form, Session
from forms.events import FinishRefused, FormFinished
from forms.filling.machine import Machine
from tests.forms.living import everything, push, value
from tests.forms.scenario import NOW

FORM = everything()
pushes = st.lists(st.tuples(st.sampled_from("aaaaaaasbjjrlf"), st.integers(0, 99)), max_size=40)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pushes)
def test_a_live_session_is_the_same_as_one_taken_up_again_at_every_step(made: list[tuple[str, int]]) -> None:
    live = Session.open(FORM, Context(now=NOW, seed=7))
    for act, number in made:
        again = _through_json(FORM, live)
        assert again.prompt == live.prompt
        assert push(again, act, number) == push(live, act, number)
        assert again.draft == live.draft
        assert again.prompt == live.prompt


@settings(max_examples=25, derandomize=True, deadline=None)
@given(pushes)
def test_computing_everything_again_changes_nothing(made: list[tuple[str, int]]) -> None:
    machine = Machine(FORM, _filled(made).draft, NOW)
    before = machine.instance.dump()
    machine.recompute.everything()
    after = machine.instance.dump()
    assert {**after, "invalid": None} == {**before, "invalid": None}  # what somebody passed by counts as broken again


@settings(max_examples=25, derandomize=True, deadline=None)
@given(pushes)
def test_going_back_loses_no_answer(made: list[tuple[str, int]]) -> None:
    session = _filled(made)
    before = session.draft
    for _ in range(60):
        at = session.draft.at
        session.back(NOW)
        assert session.draft.instance == before.instance
        if session.draft.at == at:
            break
    else:
        raise AssertionError("going back never arrives")


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pushes)
def test_the_way_there_makes_no_difference(made: list[tuple[str, int]]) -> None:
    """Whoever fills straight through with the answers that were left in the end sends the same."""
    session = _filled([one for one in made if one[0] not in "lr"])
    _complete(session)
    straight = Session.open(FORM, Context(now=NOW, seed=7))
    _same_answers(straight, session)
    assert _sent(straight) == _sent(session)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(pushes)
def test_only_what_is_open_is_asked_until_the_end(made: list[tuple[str, int]]) -> None:
    session = _filled(made)
    session.jump("", NOW)
    for _ in range(100):
        refused = [one for one in session.finish(NOW) if isinstance(one, FinishRefused)]
        if not refused:
            return
        _complete(session)
    raise AssertionError("the form can't be finished")


def _through_json(form: Form, session: Session) -> Session:
    return Session.resume(form, Draft.from_json(json.loads(json.dumps(session.draft.to_json()))))


def _filled(made: list[tuple[str, int]]) -> Session:
    session = Session.open(FORM, Context(now=NOW, seed=7))
    for act, number in made:
        push(session, act, number)
    return session


def _complete(session: Session) -> None:
    """Answer what is open, and mend what is refused."""
    for number in range(200):
        if session.prompt.kind == "end" and any(isinstance(one, FormFinished) for one in session.finish(NOW)):
            return
        given_ = value(session.prompt, 1 if session.prompt.kind == "repeat" else number)
        session.answer(given_, NOW)
    raise AssertionError("the form can't be completed")


def _same_answers(straight: Session, session: Session) -> None:
    for _ in range(200):
        asked = straight.prompt
        if asked.kind == "end":
            return
        if asked.kind == "repeat":
            there = asked.repeat is not None and session.value(f"{asked.path}[{asked.repeat[1] + 1}]") is not None
            straight.answer("yes" if there else "no", NOW)
        elif not (said := session.value(asked.path)) or straight.answer(said, NOW) == ():
            straight.skip(NOW)
    raise AssertionError("the straight way doesn't end")


def _sent(session: Session) -> str:
    done = [one for one in session.finish(NOW) if isinstance(one, FormFinished)]
    assert done, session.prompt
    return done[0].xml

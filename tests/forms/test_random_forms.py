"""Forms that nobody thought of: nothing hides in memory, nothing goes stale, and the way there makes no difference."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from random import Random

import pytest

from forms import Context, Draft, Form, Session
from forms.events import AnswersInvalid, Event
from forms.filling.frames import OPEN, SEEN
from forms.filling.machine import Machine
from forms.filling.prompting import question_stops
from forms.rehearsing.detours import with_detours
from forms.rehearsing.rehearsal import straight
from forms.rehearsing.volatile import volatile
from tests.forms.instances import differences, leaves
from tests.forms.random_forms import Author, Row, markdown, value
from tests.forms.scenario import NOW, form_of

FIRST = int(os.environ.get("KABAR_SEED", "0"))
FORMS = int(os.environ.get("KABAR_WALKS", "1000"))
PUSHES = 40


@pytest.mark.parametrize("seed", range(FIRST, FIRST + 16))
def test_a_form_made_by_chance_keeps_its_promises(seed: int) -> None:
    keeps_its_promises(seed)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(FIRST + 100, FIRST + 100 + FORMS, 50))
def test_many_forms_made_by_chance_keep_their_promises(first: int) -> None:
    for seed in range(first, first + 50):
        keeps_its_promises(seed)


def keeps_its_promises(seed: int) -> None:
    rows = Author(seed, 3 + seed % 8).rows
    form = form_of(markdown(rows))
    for walk in range(2):
        _play(form, Random(f"{seed} {walk}"))
        _wander(form, rows, walk)


def _play(form: Form, chance: Random) -> None:
    """Pushes by chance, each also on a session taken up from JSON."""
    live, now = Session.open(form, Context(now=NOW, seed=3)), NOW
    for _ in range(PUSHES):
        now += timedelta(seconds=7)
        verb, *values = _push(form, live, chance)
        again = Session.resume(form, Draft.from_json(json.loads(json.dumps(live.draft.to_json()))))
        assert again.prompt == live.prompt
        before = _answered(form, live.draft)
        events = getattr(live, verb)(*values, now)
        assert getattr(again, verb)(*values, now) == events
        assert (again.draft, again.prompt) == (live.draft, live.prompt)
        assert (live.prompt.kind == "end") == (live.draft.at == "")
        if verb != "remove":
            _is_told(form, before, live.draft, events)
        _nothing_is_stale(form, live.draft, now)


def _push(form: Form, session: Session, chance: Random) -> tuple[str, ...]:
    """A method of the session with what it takes beside the time."""
    match chance.choices(("answer", "skip", "back", "jump", "remove", "speak", "finish"), (62, 8, 5, 17, 4, 1, 3))[0]:
        case "answer":
            return "answer", value(session.prompt, chance)
        case "jump":
            return "jump", chance.choice(["", *session.passed])
        case "remove":
            frames = Machine(form, session.draft).instance.frame.all_frames()
            return "remove", chance.choice([frame.path for frame in frames])
        case "speak":
            return "speak", chance.choice(("id", "en"))
        case verb:
            return (verb,)


def _answered(form: Form, draft: Draft) -> dict[str, int]:
    """The state of each question that is on the way, by path."""
    stops = question_stops(Machine(form, draft).stops)
    return {stop.path: stop.frame.state[stop.at] for stop, _ in stops}


def _is_told(form: Form, before: dict[str, int], draft: Draft, events: tuple[Event, ...]) -> None:
    """Only what doesn't hold any more is asked again, and nobody is left to find that out."""
    after = _answered(form, draft)
    again = {path for path, state in after.items() if state == OPEN and before.get(path) == SEEN}
    told = {one.path for event in events if isinstance(event, AnswersInvalid) for one in event.violations}
    assert again <= told


def _nothing_is_stale(form: Form, draft: Draft, now: datetime) -> None:
    machine = Machine(form, draft, now)
    before = machine.instance.dump()
    machine.recompute.everything()
    after = machine.instance.dump()
    assert {**after, "invalid": None} == {**before, "invalid": None}  # what somebody passed by counts as broken again


def _wander(form: Form, rows: list[Row], seed: int) -> None:
    """What was answered before it became read-only stays: there the way does make a difference."""
    context = Context(now=NOW)
    done = straight(form, context, seed)
    if done.finished is None or any("read_only" in row for row in rows):
        return  # some forms made by chance ask for what can't be answered
    wandered = with_detours(form, context, done, seed)
    assert wandered.finished, wandered.stuck
    assert differences(leaves(done.finished.xml), leaves(wandered.finished.xml), volatile(form)) == []

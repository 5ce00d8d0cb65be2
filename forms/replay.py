"""Answering a form from an object, question by question, as a chat would.

The object is keyed by XLSForm `name`: groups nest, repeats are arrays of objects, `select_multiple` and `rank` are
arrays of choice names. Names without a question (hidden fields, calculations are not among them) may be set too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from forms.definition import Form, Slot
from forms.draft import Context, Draft
from forms.events import AnswerRejected, FinishRefused, FormFinished
from forms.filling.machine import Machine
from forms.filling.opening import open_form
from forms.filling.session import Session
from forms.filling.submission import finished
from forms.prompt import Prompt
from forms.refused_answers import why_not_finished, why_rejected
from forms.values import clean

_MAX_STEPS = 20_000  # far beyond any form; a repeat that never ends must not run for ever


@dataclass(frozen=True, slots=True)
class Replayed:
    """`ignored` are the paths of answers that were never asked for."""

    finished: FormFinished
    draft: Draft
    ignored: tuple[str, ...]


class ReplayError(Exception):
    """An answer was refused, or one that is required is missing. `question` is its path."""

    def __init__(self, message: str, question: str) -> None:
        super().__init__(message)
        self.question = question


@dataclass(slots=True)
class _Answers:
    """The answers as lexical text by path, and which of them were used."""

    texts: dict[str, str]
    sizes: dict[str, int]  # repeat path -> number of instances
    used: set[str]
    silent: set[str]  # paths of fields that nobody is asked for, not set yet


def replay(form: Form, answers: dict[str, Any], context: Context, incomplete: str = "refuse") -> Replayed:
    """Walk the form once with `answers`; with `incomplete="allow"` missing required answers are left blank.

    Raises ReplayError, also for an answer that has not the shape of its question: a list for a text, and so on.
    """
    given = _Answers({}, {}, set(), set())
    _flatten(form, form.root, answers, form.root.path, given)
    machine = _opened(form, context, given)
    session = Session(machine)
    for _ in range(_MAX_STEPS):
        asked = session.prompt
        if asked.kind == "end":
            break
        _push(machine, session, asked, given, incomplete)
        if given.silent:
            _set_silent(machine, given)
    ignored = tuple(path for path in given.texts if path not in given.used)
    done = _finish(machine, session, context.now, incomplete)
    return Replayed(done, session.draft, ignored)


def _opened(form: Form, context: Context, given: _Answers) -> Machine:
    """Opened with the fields that nobody is asked for set from the answers."""
    machine = Machine.new(form, context)
    open_form(machine)
    given.silent |= machine.instance.marked("filled") & given.texts.keys()
    _set_silent(machine, given)
    machine.forward()
    machine.end()
    return machine


def _set_silent(machine: Machine, given: _Answers) -> None:
    """Set what nobody is asked for, as far as its nodes are there: a repeat's come with its instances."""
    for path in sorted(given.silent):
        node = machine.instance.node(path)
        if node is not None:
            given.silent.discard(path)
            given.used.add(path)
            machine.set(node, given.texts[path])


def _is_silent(form: Form, slot: Slot) -> bool:
    return slot.path not in form.questions and slot.bind.calculate is None


def _push(machine: Machine, session: Session, asked: Prompt, given: _Answers, incomplete: str) -> None:
    now = machine.eval.context.now
    if asked.kind == "repeat":
        present = asked.repeat[1] if asked.repeat else 0
        session.answer("yes" if given.sizes.get(asked.path, 0) > present else "no", now)
        return
    given.used.add(asked.path)
    text = given.texts.get(asked.path, "")
    events = session.answer(text, now) if text or asked.kind == "note" else session.skip(now)
    refused = next((one for one in events if isinstance(one, AnswerRejected)), None)
    if refused is None:
        return
    if refused.condition != "required" or incomplete != "allow":
        raise ReplayError(why_rejected(refused, asked), asked.path)
    stop = machine.stop(asked.path)
    assert stop is not None
    machine.see(stop)
    machine.forward()


def _finish(machine: Machine, session: Session, now: datetime, incomplete: str) -> FormFinished:
    for event in session.finish(now):
        if isinstance(event, FormFinished):
            return event
        if isinstance(event, FinishRefused):
            wrong = [one for one in event.violations if one.condition != "required" or incomplete != "allow"]
            if wrong:
                raise ReplayError(why_not_finished(wrong[0]), wrong[0].path)
    machine.at = ""
    return finished(machine, "")


def _flatten(form: Form, slot: Slot, value: Any, path: str, given: _Answers) -> None:
    if not slot.children:
        text = _lexical(form, slot, value, path)
        if text:
            given.texts[path] = text
        if text and _is_silent(form, slot):
            given.silent.add(path)
        return
    if value is not None and not isinstance(value, dict):
        raise ReplayError(f"{path}: a group takes an object, not {_named(value)}", path)
    below = {one.name: one for one in slot.children}
    for name, one in (value or {}).items():
        child, at = below.get(name), f"{path}/{clean(name)}"
        if child is None:
            given.texts[at] = str(one)
        elif child.repeats:
            rows = list(_instances(one, at))
            given.sizes[at] = len(rows)
            for number, row in enumerate(rows, start=1):
                _flatten(form, child, row, f"{at}[{number}]", given)
        else:
            _flatten(form, child, one, at, given)


def _instances(value: Any, path: str) -> Iterator[Any]:
    match value:
        case None:
            return
        case list():
            yield from value
        case dict():
            yield value
        case _:
            raise ReplayError(f"{path}: a repeat takes an array of objects, not {_named(value)}", path)


def _lexical(form: Form, slot: Slot, value: Any, path: str) -> str:
    question = form.questions.get(slot.path)
    several = question is not None and question.kind in ("select_multiple", "rank")
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if several and all(isinstance(one, str | int) for one in value):
            return " ".join(clean(str(one)) for one in value)
        case float() if math.isfinite(value):
            return _digits(value)
        case str() | int() | float():
            return clean(str(value))
    what = f"a {question.kind}" if question else "a field"
    takes = "an array of choice names" if several else "one value"
    raise ReplayError(f"{path}: {what} takes {takes}, not {_named(value)}", path)


def _digits(number: float) -> str:
    """As people write a number: 12.0 as 12, and without an exponent, which no question takes."""
    return f"{Decimal(str(number)):f}".removesuffix(".0")


def _named(value: Any) -> str:
    """A JSON value as its kind is called."""
    match value:
        case dict():
            return "an object"
        case list():
            return "an array"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
    return "a text"

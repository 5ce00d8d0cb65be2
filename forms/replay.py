"""Answering a form from an object, question by question, as a chat would.

The object is keyed by XLSForm `name`: groups nest, repeats are arrays of objects, `select_multiple` and `rank` are
arrays of choice names. Names without a question (hidden fields, calculations are not among them) may be set too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms.definition import Form, Slot
from forms.draft import Context, Draft, Step
from forms.events import AnswerRejected, FinishRefused, FormFinished
from forms.machine import Machine
from forms.opening import open_form
from forms.prompt import Prompt
from forms.session import answer, finish, skip

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

    Raises ReplayError.
    """
    given = _Answers({}, {}, set(), set())
    _flatten(form, form.root, answers, form.root.path, given)
    step = _open(form, context, given)
    for _ in range(_MAX_STEPS):
        if step.prompt.kind == "end":
            break
        step = _push(form, step.draft, step.prompt, given, context.now, incomplete)
        if given.silent and step.prompt.repeat:
            step = _with_silent(Machine(form, step.draft, context.now), given)
    ignored = tuple(path for path in given.texts if path not in given.used)
    return Replayed(*_finish(form, step.draft, context.now, incomplete), ignored)


def _open(form: Form, context: Context, given: _Answers) -> Step:
    """Start with the fields that nobody is asked for set from the answers."""
    machine = Machine.new(form, context)
    open_form(machine)
    given.silent |= machine.instance.marked("filled") & given.texts.keys()
    step = _with_silent(machine, given)
    machine = Machine(form, step.draft, context.now)
    machine.forward()
    return machine.step()


def _with_silent(machine: Machine, given: _Answers) -> Step:
    """Set what nobody is asked for, as far as its nodes are there: a repeat's come with its instances."""
    changed = set()
    for path in sorted(given.silent):
        node = machine.instance.node(path)
        if node is not None:
            node.text = given.texts[path]
            given.silent.discard(path)
            given.used.add(path)
            changed.add(machine.instance.slot(node).path)
    machine.changed(changed)
    return machine.step()


def _is_silent(form: Form, slot: Slot) -> bool:
    return slot.path not in form.questions and slot.bind.calculate is None


def _push(form: Form, draft: Draft, asked: Prompt, given: _Answers, now: datetime, incomplete: str) -> Step:
    if asked.kind == "repeat":
        present = asked.repeat[1] if asked.repeat else 0
        return answer(form, draft, "yes" if given.sizes.get(asked.path, 0) > present else "no", now)
    if asked.kind == "note":
        given.used.add(asked.path)
        return answer(form, draft, "", now)
    text = given.texts.get(asked.path, "")
    given.used.add(asked.path)
    step = answer(form, draft, text, now) if text else skip(form, draft, now)
    refused = next((one for one in step.events if isinstance(one, AnswerRejected)), None)
    if refused is None:
        return step
    if refused.condition == "required" and incomplete == "allow":
        return _pass_by(form, draft, asked.path)
    raise ReplayError(_why(refused), asked.path)


def _pass_by(form: Form, draft: Draft, path: str) -> Step:
    machine = Machine(form, draft)
    stop = machine.stop(path)
    if stop:
        machine.see(stop)
    machine.forward()
    return machine.step()


def _finish(form: Form, draft: Draft, now: datetime, incomplete: str) -> tuple[FormFinished, Draft]:
    step = finish(form, draft, now)
    for event in step.events:
        if isinstance(event, FormFinished):
            return event, step.draft
        if isinstance(event, FinishRefused):
            wrong = [one for one in event.violations if one.condition != "required" or incomplete != "allow"]
            if wrong:
                raise ReplayError(f"{wrong[0].path}: {wrong[0].message or wrong[0].condition}", wrong[0].path)
    return _as_it_is(form, draft)


def _as_it_is(form: Form, draft: Draft) -> tuple[FormFinished, Draft]:
    from forms.submission import finished

    machine = Machine(form, draft)
    machine.at = ""
    return finished(machine, ""), machine.step().draft


def _why(refused: AnswerRejected) -> str:
    received = f" (received {refused.received!r})" if refused.received else ""
    return f"{refused.path}: {refused.message or refused.condition}{received}"


def _flatten(form: Form, slot: Slot, value: Any, path: str, given: _Answers) -> None:
    if not slot.children:
        text = _lexical(value)
        if text:
            given.texts[path] = text
        if text and _is_silent(form, slot):
            given.silent.add(path)
        return
    fields = value if isinstance(value, dict) else {}
    below = {one.name: one for one in slot.children}
    for name, one in fields.items():
        child = below.get(name)
        if child is None:
            given.texts[f"{path}/{name}"] = _lexical(one)
        elif child.repeats:
            rows = list(_instances(one))
            given.sizes[f"{path}/{name}"] = len(rows)
            for at, row in enumerate(rows, start=1):
                _flatten(form, child, row, f"{path}/{name}[{at}]", given)
        else:
            _flatten(form, child, one, f"{path}/{name}", given)


def _instances(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [value]


def _lexical(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return " ".join(str(one) for one in value)
        case float() if value.is_integer():
            return str(int(value))
    return str(value)

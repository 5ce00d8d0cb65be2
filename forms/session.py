"""Filling a form: every push is a pure function of (form, draft, input, time) -> Step.

Values are in XForms lexical form: `412`, `ya`, `bkb bkl`, `2026-10-12`, `lat lon alt acc`, a file name; `yes` or
`no` for "add another?". Nothing here raises for what a person says: a wrong answer is an event.
"""

from __future__ import annotations

from datetime import datetime

from forms.answering import checked, rejected, required, violation
from forms.definition import Form, Question, Repeat
from forms.draft import Context, Draft, Step
from forms.events import AnswerAccepted, AnswerRejected, Event, FinishRefused
from forms.machine import Machine
from forms.opening import open_form
from forms.prompt import Prompt
from forms.prompting import display, question_stops
from forms.submission import finished
from forms.walk import Stop


def start(form: Form, context: Context) -> Step:
    """Open the form: defaults, preloads and prefills in place, standing at the first question."""
    machine = Machine.new(form, context)
    open_form(machine)
    machine.forward()
    return machine.step()


def prompt(form: Form, draft: Draft) -> Prompt:
    """What the draft waits for, as of its last push."""
    return Machine(form, draft).prompt()


def answer(form: Form, draft: Draft, value: str, now: datetime) -> Step:
    """Answer what is asked, then go to the first question not yet passed (the end, if there is none).

    Events: AnswerAccepted, with AnswersHidden if others dropped out; or AnswerRejected, and nothing changed.
    """
    machine = Machine(form, draft, now)
    stop = machine.stop(draft.at) if draft.at else None
    if stop is None:
        return _found_again(machine)
    event = _take(machine, stop, value)
    if isinstance(event, AnswerRejected):
        return machine.unchanged(event)
    machine.forward()
    return machine.step(*((event,) if event else ()))


def skip(form: Form, draft: Draft, now: datetime) -> Step:
    """Go on and leave the value as it is; refused where an answer is required and there is none.

    At "add another?" it means no.
    """
    machine = Machine(form, draft, now)
    stop = machine.stop(draft.at) if draft.at else None
    if stop is None:
        return _found_again(machine)
    question = stop.control
    blank = stop.is_question and not stop.node.text
    if blank and isinstance(question, Question) and required(machine, question, stop.node):
        return machine.unchanged(rejected(machine, stop, question, "required", ""))
    machine.seen[stop.path] = None
    machine.forward()
    return machine.step()


def back(form: Form, draft: Draft, now: datetime) -> Step:
    """To the stop before, or stay at the first. Notes are passed over."""
    machine = Machine(form, draft, now)
    before: list[str] = []
    for stop in machine.stops:
        if stop.path == draft.at:
            break
        if not stop.grows and not stop.is_note:
            before.append(stop.path)
    if not before:
        return machine.unchanged()
    machine.at = before[-1]
    return machine.step()


def jump(form: Form, draft: Draft, path: str, now: datetime) -> Step:
    """To a stop on the present path; "" goes to the end. A path that is not asked now changes nothing."""
    machine = Machine(form, draft, now)
    if path and machine.stop(path) is None:
        return machine.unchanged()
    machine.at = path
    return machine.step()


def finish(form: Form, draft: Draft, now: datetime, deprecated_id: str = "") -> Step:
    """Check every relevant answer again; FormFinished with the submission, or FinishRefused at the first violation.

    `deprecated_id` is the instanceID that this submission corrects (OpenRosa metadata).
    """
    machine = Machine(form, draft, now)
    machine.grow()
    found = [violation(machine, stop, question) for stop, question in question_stops(machine.stops)]
    violations = tuple(one for one in found if one)
    if violations:
        machine.at = violations[0].path
        return machine.step(FinishRefused(violations))
    machine.at = ""
    return machine.step(finished(machine, deprecated_id))


def _found_again(machine: Machine) -> Step:
    """At the end nothing is answered; a place that is gone (the form was changed) gives way to the first open one."""
    if machine.at:
        machine.forward()
    return machine.step()


def _take(machine: Machine, stop: Stop, value: str) -> Event | None:
    """Store the answer to `stop`; the event, or None for a note and "add another?"."""
    control = stop.control
    if isinstance(control, Repeat):
        return _repeat(machine, stop, control, value)
    if stop.is_note:
        machine.seen[stop.path] = None
        return None
    lexical = checked(machine, stop, control, value)
    if isinstance(lexical, AnswerRejected):
        return lexical
    machine.seen[stop.path] = None
    machine.set(stop.node, lexical)
    label = machine.text(control, stop.node)
    text = display(control, lexical, machine.prompting.choices(control, stop.node))
    return AnswerAccepted(stop.path, lexical, text, label, machine.prompting.short(control, label))


def _repeat(machine: Machine, stop: Stop, repeat: Repeat, value: str) -> Event | None:
    match value:
        case "yes":
            machine.seen.pop(stop.path, None)
            machine.add(stop.node, repeat.path)
        case "no":
            machine.seen[stop.path] = None
        case _:
            label = machine.eval.text(repeat.label, stop.node) or repeat.name
            return AnswerRejected(stop.path, "choice", value, label)
    return None

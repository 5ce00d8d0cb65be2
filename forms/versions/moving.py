"""An open draft moves to another version of its form: what still fits stays, the rest is asked again or named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.definition import Form, Question
from forms.draft import Context, Draft, Step
from forms.events import Condition
from forms.filling.answering import checked, violation
from forms.filling.machine import Machine
from forms.filling.prompting import question_stops
from forms.filling.walk import Stop
from forms.versions.carrying import Carried, carry
from forms.versions.matching import plain


@dataclass(frozen=True, slots=True)
class Again:
    """An answer that the new version doesn't take as it is. `value` (lexical) is what stood there. Where the constraint
    fails it is still in the draft, as a proposal; what is of another type or not offered any more is not."""

    path: str
    label: str
    value: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer whose question the new version doesn't have. `path` and `label` are the old form's."""

    path: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The draft on its new version, standing at the first open question, and what became of its answers.

    `kept` are the paths of the answers that stay as they were, `hidden` those of them that are not asked now; `added`
    are the questions on the present path that the old version didn't have. `paths` leads from the path of a field in
    the old form to its path in the new one.
    """

    step: Step
    kept: tuple[str, ...]
    hidden: tuple[str, ...]
    asked_again: tuple[Again, ...]
    dropped: tuple[Dropped, ...]
    added: tuple[str, ...]
    paths: Mapping[str, str]


def move(old: Form, new: Form, draft: Draft, now: datetime, context: Context | None = None) -> Moved:
    """The draft, made with `old`, as a draft of `new`.

    Questions are matched by name (`forms.versions.matching`), rounds of a repeat by its name and position. The
    identity, the language and hidden answers stay; calculations are made anew, except what is drawn once. `context`
    tells what the new version may ask of the world beyond what the draft holds; where both know a thing, the draft is
    right.
    Raises ValueError for two forms of different form_id.
    """
    if old.form_id != new.form_id:
        raise ValueError(f"{old.form_id} and {new.form_id} are two forms, not two versions of one")
    carried = carry(old, new, draft, now, context)
    machine = carried.machine
    again = [*_misfits(carried), *_refused(carried)]
    machine.forward()
    step = machine.step()
    kept = tuple(path for path in machine.instance.passed() if _answer(carried, path))
    return Moved(
        step=Step(step.draft, (), step.prompt),
        kept=kept,
        hidden=tuple(path for path in kept if not machine.instance.is_relevant(machine.instance.node(path))),
        asked_again=tuple(again),
        dropped=tuple(_dropped(carried, Machine(old, draft))),
        added=tuple(_added(carried)),
        paths=carried.paths,
    )


def _misfits(carried: Carried) -> list[Again]:
    """Answers of another type or out of the choices now, hidden ones too. What is left of them takes their place."""
    machine = carried.machine
    found, changed = [], set()
    for path, text in carried.texts.items():
        question, node = machine.form.questions.get(plain(path)), machine.instance.node(path)
        if not text or node is None or question is None or not _is_asked(question):
            continue
        condition, left = _fit(machine, Stop(path, question, node, 0), question, text)
        if condition:
            found.append(Again(path, machine.text(question, node), text, condition))
            machine.forget(path)
        if left != node.text:
            node.text = left
            changed.add(question.path)
    if changed:
        machine.changed(changed)
    return found


def _fit(machine: Machine, stop: Stop, question: Question, text: str) -> tuple[Condition | None, str]:
    """What is wrong with the answer, and what stays of it. Constraints are looked at where it is asked."""
    if stop.node.text != text:  # a choice filter took it away
        return "choice", stop.node.text
    taken = checked(machine, stop, question, text)
    if isinstance(taken, str):
        return None, taken
    if taken.condition not in ("type", "choice") or (taken.condition == "choice" and _may_return(machine, stop)):
        return None, text
    if question.kind != "select_multiple":
        return taken.condition, ""
    offered = {choice.name for choice in machine.prompting.choices(question, stop.node)}
    return "choice", " ".join(name for name in text.split() if name in offered)


def _may_return(machine: Machine, stop: Stop) -> bool:
    """Whether the answer is hidden, and its choices hang on others that will have changed when it is asked again."""
    return stop.control.path in machine.form.filters and not machine.instance.is_relevant(stop.node)


def _refused(carried: Carried) -> Iterator[Again]:
    """Answers given that a constraint or a requirement of the new version refuses: they stay as proposals."""
    machine = carried.machine
    for stop, question in question_stops(machine.stops):
        found = violation(machine, stop, question) if stop.node.seen else None
        if found:
            yield Again(stop.path, machine.text(question, stop.node), stop.node.text, found.condition)
            machine.forget(stop.path)


def _answer(carried: Carried, path: str) -> str:
    question = carried.machine.form.questions.get(plain(path))
    return carried.machine.instance.value(path) if question and question.kind != "note" else ""


def _is_asked(question: Question) -> bool:
    return question.kind != "note" and question.bind.calculate is None


def _dropped(carried: Carried, past: Machine) -> Iterator[Dropped]:
    """Answers without a question in the new version; a field that nobody is asked for still holds its own."""
    for path in carried.touched:
        question, node = past.form.questions.get(plain(path)), past.instance.node(path)
        if question is None or node is None or not _is_asked(question) or not node.text:
            continue
        target = carried.paths.get(path)
        if target is None or _is_calculated(carried, target):
            yield Dropped(path, past.text(question, node), node.text)


def _is_calculated(carried: Carried, path: str) -> bool:
    return carried.machine.form.slots[plain(path)].bind.calculate is not None


def _added(carried: Carried) -> Iterator[str]:
    known = set(carried.matching.fields.values())
    for stop, question in question_stops(carried.machine.stops):
        if question.path not in known:
            yield stop.path

"""Several numbers asked at once: which of a group's questions stand together, and what of them is still open.

XLSForm puts the questions of a group with appearance `field-list` on one screen; a chat has them in one message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forms.definition import Form, Question
from forms.draft import Draft
from forms.events import Event
from forms.filling.answering import accepted, lacking, rejected, required, stored, violation
from forms.filling.frames import OFF, Frame
from forms.filling.machine import Machine
from forms.filling.named import reached
from forms.filling.track import is_note
from forms.filling.walk import Stop
from forms.prompt import Batch, Fault
from forms.values import clean, number_of

LEAST = 3  # two numbers are as quickly asked one after the other
MOST = 10  # more labels than this don't fit the 400 letters of a card; longer groups are cut evenly
_FIGURES = ("integer", "decimal")


def batch(form: Form, draft: Draft) -> Batch | None:
    """The numbers that are asked together where the draft stands; None where its question is asked alone."""
    machine = Machine(form, draft)
    stops = batch_stops(machine)
    if not stops:
        return None
    frame = stops[0].frame
    block = frame.realm.route[stops[0].at].block
    assert block is not None
    open_ = _open(machine, stops)
    return Batch(
        key=f"{frame.path}#{_first(frame, stops[0].at)}",
        label=machine.eval.text(block.label, stops[0].node),
        items=tuple(machine.prompting.prompt(stop) for stop in stops),
        waiting=frozenset(stop.path for stop in open_),
        faults=tuple(_faults(machine, open_)),
        total=_total(machine, stops),
    )


def batch_stops(machine: Machine) -> list[Stop]:
    """The stops asked together with the one the person stands at; empty where that is asked alone."""
    stop = machine.stop(machine.at) if machine.at else None
    if stop is None or not _is_figure(stop.frame, stop.at):
        return []
    run = next(run for run in _runs(stop.frame, stop.at) if stop.at in run)
    parts = -(-len(run) // MOST)
    size = -(-len(run) // parts)
    start = run.index(stop.at) // size * size
    together = run[start : start + size]
    if len(together) < LEAST:
        return []
    sites = stop.frame.realm.sites
    paths = (stop.frame.path + sites[stop.frame.realm.route[at].index].suffix for at in together)
    return [one for path in paths if (one := machine.stop(path)) is not None]


def put_all(machine: Machine, answers: Mapping[str, str]) -> list[Event]:
    """Store the answers by path, in their order, and only then hold each against its rule."""
    events: list[Event] = []
    for path, value in answers.items():
        stop = machine.stop(path)
        if stop is not None and stop.is_question:
            events += _put(machine, stop, value)
    machine.recompute.judge(node for path in answers if (node := machine.instance.node(path)) is not None)
    return events


def stay(machine: Machine, together: Sequence[str]) -> None:
    """Stand in the batch of these paths: where it waits first, or else at its last. Without any of them, go on."""
    place = next((path for path in together if machine.stop(path) is not None), None)
    if place is None:
        machine.forward()
        return
    machine.at = place
    if there := batch_stops(machine):  # a question may have joined them by what was answered
        machine.at = next((stop.path for stop in there if machine.waits(stop)), there[-1].path)


def _put(machine: Machine, stop: Stop, value: str) -> Iterator[Event]:
    question = stop.control
    assert isinstance(question, Question)
    if not value.strip():
        if not stop.node.text and required(machine, question, stop.node):
            yield rejected(machine, stop, question, "required", value)
        else:
            machine.see(stop)
        return
    lexical, condition = stored(machine, question, stop.node, clean(value))
    if condition is not None:
        yield rejected(machine, stop, question, condition, value)
        return
    machine.see(stop)
    machine.set(stop.node, lexical)
    yield accepted(machine, stop, question, lexical)


def _runs(frame: Frame, at: int) -> Iterator[list[int]]:
    """The places of the block around that one, in runs of numbers; notes and what isn't asked part nothing."""
    route, run = frame.realm.route, list[int]()
    for place, entry in enumerate(route):
        if entry.block is not route[at].block or frame.state[place] == OFF or is_note(entry, frame):
            continue
        if _is_figure(frame, place):
            run.append(place)
        elif run:
            yield run
            run = []
    yield run


def _is_figure(frame: Frame, at: int) -> bool:
    """What is sensitive is asked alone, where its answer isn't told back."""
    entry = frame.realm.route[at]
    control = entry.control
    if entry.block is None or not isinstance(control, Question) or is_note(entry, frame):
        return False
    return control.kind in _FIGURES and "sensitive" not in control.attributes


def _first(frame: Frame, at: int) -> int:
    block = frame.realm.route[at].block
    return next(place for place, entry in enumerate(frame.realm.route) if entry.block is block)


def _open(machine: Machine, stops: list[Stop]) -> list[Stop]:
    """Those without an answer, and those whose answer breaks its rule. What a rule compares with a number that is still
    missing says nothing yet."""
    open_ = [stop for stop in stops if machine.waits(stop)]
    missing = {stop.node.site.slot.path for stop in open_ if not stop.node.text}
    return [stop for stop in open_ if not stop.node.text or not missing & set(_compared(machine, stop))]


def _compared(machine: Machine, stop: Stop) -> list[str]:
    return reached(machine.form, stop.control) if isinstance(stop.control, Question) else []


def _faults(machine: Machine, stops: list[Stop]) -> Iterator[Fault]:
    for stop in stops:
        control = stop.control
        if not stop.node.invalid or not isinstance(control, Question):
            continue
        found = violation(machine, stop, control)
        if found is not None:
            yield Fault(stop.path, found.message, lacking(machine, control, stop.node, stop.node.text))


def _total(machine: Machine, stops: list[Stop]) -> tuple[str, str] | None:
    """A calculation that reads all these answers and nothing outside their group, and equals their sum now."""
    asked = {stop.node.site.slot.path for stop in stops}
    block = stops[0].frame.realm.route[stops[0].at].block
    group = {e.control.path for e in stops[0].frame.realm.route if e.block is block}
    figures = [number_of(stop.node.text) or 0.0 for stop in stops]
    for one in machine.form.triggerables:
        if one.sets != "calculate" or not asked <= one.reads <= group:
            continue
        node = next(iter(machine.instance.peers(stops[0].node, one.path)), None)
        if node is not None and node.text and number_of(node.text) == sum(figures):
            return node.name, node.text
    return None

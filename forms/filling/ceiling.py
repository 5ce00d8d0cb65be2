"""How many instances a repeat may have, and who is told when a count asks for more.

A repeat_count is often what somebody typed: 20 children become 2000 by a slip. The answer that the count comes from
is then treated as one that its constraint forbids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forms.compiling.reach import reach
from forms.definition import Question, Repeat, Slot
from forms.filling.frames import Cell, Frame, Run
from forms.filling.instance import Instance

MAX_INSTANCES = 1000  # of one repeat: no conversation goes on that long


def exceeds(run: Run) -> bool:
    """Whether the count asks for more than there can be."""
    return run.count is not None and run.count > MAX_INSTANCES


def askers(instance: Instance, run: Run) -> list[Cell]:
    """The questions that the count comes from."""
    paths = instance.form.plan.counted_by.get(run.realm.path, ())
    return [cell for path in paths for cell in instance.peers(run.holder, path)]


def exceeding(frame: Frame) -> Iterator[Run]:
    """The repeats in the frame, and inside of it, that are asked for more than there can be."""
    for run in frame.runs:
        if exceeds(run) and run.realm.entry >= 0:
            yield run
        for inner in run.shown():
            yield from exceeding(inner)


def counted_by(
    repeats: Mapping[str, Repeat], questions: Mapping[str, Question], slots: Mapping[str, Slot]
) -> dict[str, tuple[str, ...]]:
    """Repeat -> the questions that its count reads, itself or through calculations; generic paths."""
    found = {}
    for path, repeat in repeats.items():
        if repeat.count is not None:
            read = dict.fromkeys(_questions(reach(repeat.count, path, slots), questions, slots, {path}))
            found[path] = tuple(one for one in read if not one.startswith(f"{path}/"))
    return found


def _questions(
    paths: Iterable[str], questions: Mapping[str, Question], slots: Mapping[str, Slot], met: set[str]
) -> Iterator[str]:
    for path in paths:
        slot = slots.get(path)
        if slot is None or path in met:
            continue
        met.add(path)
        if slot.bind.calculate is not None:
            yield from _questions(reach(slot.bind.calculate, path, slots), questions, slots, met)
        elif path in questions:
            yield path

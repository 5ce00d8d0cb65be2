"""Keeps what every frame says of its places up to date: asked or not, waiting or passed, and how many there are.

The next question is then found by looking for a byte, however long the form is.
"""

from __future__ import annotations

import re

from forms.compiling.planning import may_lock
from forms.definition import Repeat
from forms.filling.ceiling import MAX_INSTANCES
from forms.filling.evaluation import Evaluation
from forms.filling.frames import BUSY, DONE, NOTE, OFF, OPEN, READ, SEEN, Cell, Frame, Run
from forms.plan import Entry

_WAITING = re.compile(rb"[onR]")

Key = tuple[Frame, int]


class Track:
    """Changes `state` of frames and runs. `before` has the state each changed place had when the push began, an
    instance of a repeat under the key (its frame, -1)."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._eval = evaluation
        self.before: dict[Key, int] = {}

    def enter(self, frame: Frame) -> None:
        """Take up a frame that was just built, and those inside."""
        for cell in frame.cells:
            if may_lock(cell.site):
                cell.locked = self._eval.holds(cell.site.slot.bind.readonly, cell)
        for run in frame.runs:
            run.state = bytearray(b".") * len(run.frames)
            self.gate(run)
            self.measure(run)
            for inner in run.frames:
                self.enter(inner)
        for at in range(len(frame.state)):
            frame.state[at] = self._state(frame, at)
        if frame.run is not None:
            if len(frame.run.state) < len(frame.run.frames):
                frame.run.state.append(OFF)
            frame.run.state[frame.number] = _summary(frame)

    def cell(self, cell: Cell) -> None:
        """Its value, or what was said about it, has changed."""
        for at in cell.site.entries:
            self.entry(cell.frame, at)

    def governed(self, cell: Cell) -> None:
        """Its relevance has changed."""
        for at in cell.site.governs:
            self.entry(cell.frame, at)
        if cell.site.slot.repeats:
            self.frame(cell.frame)

    def entry(self, frame: Frame, at: int) -> None:
        old, new = frame.state[at], self._state(frame, at)
        if old == new:
            return
        self.before.setdefault((frame, at), old)
        frame.state[at] = new
        if OFF in (old, new) or NOTE in (old, new) or READ in (old, new):
            self._recount(frame)
        self.frame(frame)

    def frame(self, frame: Frame) -> None:
        """Tell the run around the frame what is in it."""
        run = frame.run
        if run is None:
            return
        old, new = run.state[frame.number], _summary(frame)
        if old == new:
            return
        run.state[frame.number] = new
        if OFF in (old, new):
            self.before.setdefault((frame, -1), old)
            self._recount(frame)
        self.run(run)

    def run(self, run: Run) -> None:
        """Its count, its gate or its instances have changed."""
        if run.realm.entry >= 0:
            self.entry(run.frame, run.realm.entry)

    def resized(self, run: Run) -> None:
        """An instance was added or taken out."""
        run.state = bytearray(_summary(frame) for frame in run.frames)
        run.total = None
        self._recount(run.frame)
        self.run(run)

    def forget(self, frame: Frame) -> None:
        """The instance came or went in this push: what is in it has not changed for anybody."""
        for one in frame.all_frames():
            for at in range(-1, len(one.state)):
                self.before.pop((one, at), None)

    def measure(self, run: Run) -> None:
        """Evaluate jr:count; what is blank or no number counts as unknown."""
        repeat = run.realm.repeat
        if repeat is None or repeat.count is None:
            return
        at = run.frames[0].cells[0] if run.frames else self._eval.instance.phantom(run.holder, run.realm.path)
        number = self._eval.number(repeat.count, at)
        run.count = None if number != number else max(0, int(min(number, 1e6)))

    def gate(self, run: Run) -> None:
        """Whether the repeat itself is relevant; its bind speaks from inside an instance."""
        relevant = run.realm.sites[0].slot.bind.relevant
        if relevant is None:
            return
        if run.frames:
            run.gate = not run.frames[0].cells[0].hidden
        else:
            phantom = self._eval.instance.phantom(run.holder, run.realm.path)
            run.gate = self._eval.holds(relevant, phantom)

    def _state(self, frame: Frame, at: int) -> int:
        entry, cells = frame.realm.route[at], frame.cells
        for index in entry.conditions:
            if cells[index].hidden:
                return OFF
        if isinstance(entry.control, Repeat):
            return _of_run(frame.runs[entry.index])
        cell = cells[entry.index]
        if cell.filled:
            return OFF
        if is_note(entry, frame):
            return READ if cell.seen else NOTE
        return SEEN if cell.seen and not cell.invalid else OPEN

    def _recount(self, frame: Frame) -> None:
        at: Frame | None = frame
        while at is not None:
            at.total = None
            if at.run is not None:
                at.run.total = None
            at = at.run.frame if at.run else None


def is_note(entry: Entry, frame: Frame) -> bool:
    """Whether the place is only shown: a note, or read-only now."""
    return entry.note or any(frame.climbed(climb).cells[index].locked for climb, index in entry.locks)


def grows(run: Run) -> bool:
    """Whether the count asks for an instance that isn't there yet."""
    return run.count is not None and len(run.frames) < min(run.count, MAX_INSTANCES)


def offers(run: Run) -> bool:
    """Whether a person may add an instance."""
    repeat = run.realm.repeat
    return repeat is not None and repeat.count is None and not repeat.fixed and len(run.frames) < MAX_INSTANCES


def asked_in(frame: Frame) -> int:
    """How many questions are asked in the frame and those inside."""
    if frame.total is None:
        frame.total = asked_before(frame, len(frame.state))
    return frame.total


def asked_before(frame: Frame, at: int) -> int:
    """How many questions of the frame, and of those inside, come before the place `at` of its route."""
    found = frame.state.count(SEEN, 0, at) + frame.state.count(OPEN, 0, at)
    for run in frame.runs:
        if 0 <= run.realm.entry < at and frame.state[run.realm.entry] != OFF:
            found += _asked_in_run(run)
    return found


def _asked_in_run(run: Run) -> int:
    if run.total is None:
        run.total = sum([asked_in(frame) for frame in run.shown()])
    return run.total


def _summary(frame: Frame) -> int:
    if not frame.cells[0].relevant:
        return OFF
    return BUSY if _WAITING.search(frame.state) else DONE


def _of_run(run: Run) -> int:
    if not run.gate:
        return OFF
    waits = BUSY in run.state or grows(run) or (offers(run) and not run.closed)
    return BUSY if waits else DONE

"""The way through the form: where to ask, what comes before and after it, and what is still to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.definition import Group, Question, Repeat
from forms.filling.frames import BUSY, OFF, Cell, Frame, Run
from forms.filling.instance import Instance
from forms.filling.track import asked_before, asked_in, grows, is_note, offers

_WAITING = re.compile(rb"[onR]")
_ASKED = re.compile(rb"[^.]")


@dataclass(frozen=True, slots=True)
class Ring:
    """The innermost repeat around a stop: `position` from 1, `count` if it is known."""

    repeat: Repeat
    node: Cell
    position: int
    count: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to ask at: entry `at` of the route of its frame. `node` is the question's node, or for a repeat the node
    that holds its instances. `grows` marks the end of a counted repeat that lacks an instance: never asked itself."""

    path: str
    control: Question | Repeat
    node: Cell
    at: int
    grows: bool = False
    is_note: bool = False

    @property
    def frame(self) -> Frame:
        return self.node.frame

    @property
    def section(self) -> int:
        """Position of the top-level control in the body, from 0."""
        return self.frame.realm.route[self.at].section

    @property
    def is_question(self) -> bool:
        return isinstance(self.control, Question) and not self.is_note


class Walk:
    """Finds stops in the live tree. Notes ride on the next stop of their section; long ones and the last stop alone."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def stops(self) -> Iterator[Stop]:
        """All of them, in the order of asking."""
        for frame, at in self._ahead(self._instance.frame, -1):
            if not _is_note(frame, at) or self._is_alone(frame, at):
                yield self._stop(frame, at)

    def waiting(self) -> Stop | None:
        """The first stop not yet passed, or end of a counted repeat to grow."""
        for frame, at in self._waiting(self._instance.frame):
            if not _is_note(frame, at) or self._is_alone(frame, at):
                return self._stop(frame, at)
        return None

    def growing(self) -> Iterator[Run]:
        """The counted repeats that lack instances, in the order of asking. Who adds them meets those inside next."""
        return self._growing(self._instance.frame)

    def stop(self, path: str) -> Stop | None:
        """The stop at that path, if it is one now."""
        node = self._instance.node(path)
        if node is not None and node.site.entries:
            frame, at = node.frame, node.site.entries[0]
        else:
            run = self._instance.run(path)
            if run is None or run.realm.entry < 0 or not offers(run):
                return None
            frame, at = run.frame, run.realm.entry
        if frame.state[at] == OFF or not _is_shown(frame):
            return None
        return None if _is_note(frame, at) and not self._is_alone(frame, at) else self._stop(frame, at)

    def before(self, stop: Stop | None) -> Stop | None:
        """The stop before that is no note; the last one, if there is no stop to start from."""
        root = self._instance.frame
        for frame, at in self._behind(*((stop.frame, stop.at) if stop else (root, len(root.state)))):
            if not _is_note(frame, at) and not _grows(frame, at):
                return self._stop(frame, at)
        return None

    def notes(self, stop: Stop) -> tuple[Stop, ...]:
        """What is shown above it."""
        found: list[Stop] = []
        section = stop.section
        for frame, at in self._behind(stop.frame, stop.at):
            if _grows(frame, at):
                continue
            before = frame.realm.route[at].section
            if not _is_note(frame, at) or _is_long(frame, at) or self._leaves(before, section):
                break
            found.append(self._stop(frame, at))
            section = before
        return tuple(reversed(found))

    def number(self, stop: Stop) -> int:
        """Running number among the questions asked, from 1; 0 for what is no question."""
        if not stop.is_question:
            return 0
        frame, at = stop.frame, stop.at
        found = 1 + asked_before(frame, at)
        while frame.run is not None:
            run = frame.run
            found += sum([asked_in(one) for one in run.shown_before(frame)])
            frame, at = run.frame, run.realm.entry
            found += asked_before(frame, at)
        return found

    def ring(self, stop: Stop) -> Ring | None:
        frame = stop.frame
        run = frame.run
        if run is None or run.realm.repeat is None:
            return None
        position = frame.number + 1 - run.state.count(OFF, 0, frame.number)
        return Ring(run.realm.repeat, frame.cells[0], position, run.count)

    def _stop(self, frame: Frame, at: int) -> Stop:
        entry = frame.realm.route[at]
        if isinstance(entry.control, Repeat):
            run = frame.runs[entry.index]
            return Stop(run.path, entry.control, run.holder, at, grows(run))
        cell = frame.cells[entry.index]
        return Stop(frame.path + cell.site.suffix, entry.control, cell, at, is_note=_is_note(frame, at))

    def _waiting(self, frame: Frame) -> Iterator[tuple[Frame, int]]:
        """Places where something waits: questions, notes, and ends of repeats."""
        found = _WAITING.search(frame.state)
        while found:
            at = found.start()
            entry = frame.realm.route[at]
            if frame.state[at] == BUSY:
                run = frame.runs[entry.index]
                yield from self._waiting_in(run)
                if grows(run) or (offers(run) and not run.closed):
                    yield frame, at
            else:
                yield frame, at
            found = _WAITING.search(frame.state, at + 1)

    def _waiting_in(self, run: Run) -> Iterator[tuple[Frame, int]]:
        number = run.state.find(BUSY)
        while number >= 0:
            yield from self._waiting(run.frames[number])
            number = run.state.find(BUSY, number + 1)

    def _growing(self, frame: Frame) -> Iterator[Run]:
        for at, entry in enumerate(frame.realm.route):
            if isinstance(entry.control, Repeat) and frame.state[at] != OFF:
                yield from self._growing_in(frame.runs[entry.index])

    def _growing_in(self, run: Run) -> Iterator[Run]:
        there = run.shown()
        for one in there:
            yield from self._growing(one)
        if grows(run):
            yield run
            for one in run.shown()[len(there) :]:
                yield from self._growing(one)

    def _ahead(self, frame: Frame, at: int) -> Iterator[tuple[Frame, int]]:
        """Every place after that one, in the order of asking; a repeat's own comes after its instances."""
        yield from self._inside_ahead(frame, at)
        while frame.run is not None:
            run = frame.run
            for one in run.shown_after(frame):
                yield from self._inside_ahead(one, -1)
            frame, at = run.frame, run.realm.entry
            if grows(run) or offers(run):
                yield frame, at
            yield from self._inside_ahead(frame, at)

    def _inside_ahead(self, frame: Frame, at: int) -> Iterator[tuple[Frame, int]]:
        while found := _ASKED.search(frame.state, at + 1):
            at = found.start()
            entry = frame.realm.route[at]
            if not isinstance(entry.control, Repeat):
                yield frame, at
                continue
            run = frame.runs[entry.index]
            for one in run.shown():
                yield from self._inside_ahead(one, -1)
            if grows(run) or offers(run):
                yield frame, at

    def _behind(self, frame: Frame, at: int) -> Iterator[tuple[Frame, int]]:
        """Every place before that one, the nearest first."""
        if at < len(frame.state) and isinstance(frame.realm.route[at].control, Repeat):
            yield from self._run_behind(frame, at)
        yield from self._inside_behind(frame, at)
        while frame.run is not None:
            run = frame.run
            for one in run.shown_before(frame):
                yield from self._inside_behind(one, len(one.state))
            frame, at = run.frame, run.realm.entry
            yield from self._inside_behind(frame, at)

    def _inside_behind(self, frame: Frame, at: int) -> Iterator[tuple[Frame, int]]:
        for before in range(at - 1, -1, -1):
            if frame.state[before] == OFF:
                continue
            if not isinstance(frame.realm.route[before].control, Repeat):
                yield frame, before
                continue
            run = frame.runs[frame.realm.route[before].index]
            if grows(run) or offers(run):
                yield frame, before
            yield from self._run_behind(frame, before)

    def _run_behind(self, frame: Frame, at: int) -> Iterator[tuple[Frame, int]]:
        """The places in the instances of the repeat at that place, the last first."""
        for one in reversed(frame.runs[frame.realm.route[at].index].shown()):
            yield from self._inside_behind(one, len(one.state))

    def _is_alone(self, frame: Frame, at: int) -> bool:
        """Whether the note rides on nothing: it is long, or no stop follows."""
        if _is_long(frame, at):
            return True
        section = frame.realm.route[at].section
        for after, place in self._ahead(frame, at):
            return self._leaves(section, after.realm.route[place].section)
        return True

    def _leaves(self, note: int, section: int) -> bool:
        """Whether the section of a note is left for that one."""
        return note != section and isinstance(self._instance.form.body[note], Group | Repeat)


def _is_note(frame: Frame, at: int) -> bool:
    entry = frame.realm.route[at]
    return isinstance(entry.control, Question) and is_note(entry, frame)


def _is_long(frame: Frame, at: int) -> bool:
    return _is_note(frame, at) and frame.realm.route[at].long


def _grows(frame: Frame, at: int) -> bool:
    entry = frame.realm.route[at]
    return isinstance(entry.control, Repeat) and grows(frame.runs[entry.index])


def _is_shown(frame: Frame) -> bool:
    """Whether the instance, and all around it, are relevant."""
    while frame.run is not None:
        run = frame.run
        if run.state[frame.number] == OFF or run.realm.entry < 0 or run.frame.state[run.realm.entry] == OFF:
            return False
        frame = run.frame
    return True

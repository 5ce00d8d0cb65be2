"""Recalculation of what a change touches: each relevance, calculation and rule, where it is concerned, in order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from forms.draft import UNKNOWN
from forms.events import Condition
from forms.filling.ceiling import askers, exceeds
from forms.filling.evaluation import Evaluation
from forms.filling.frames import Cell, Frame, Run
from forms.filling.track import Key, Track
from forms.plan import Link, Task
from forms.values import cast

_ROUNDS = 200  # clearing an answer may hide others, which may clear again; a form that needs more is going round
_STORED_ONCE = {"uuid", "random"}
_SPEAKING = {"jr:itext", "jr:choice-name", "format-date", "format-date-time", "lang"}


class Recompute:
    """Changes the instance of `evaluation` in place; `run` does what is due. A task runs once for each frame it is due
    in, after all that it reads. `cleared` are the cells that lost an answer to their choice filter in this push,
    `broken` those whose answer doesn't hold any more, with the rule that failed."""

    def __init__(self, evaluation: Evaluation, track: Track) -> None:
        self._eval = evaluation
        self._instance = evaluation.instance
        self._plan = evaluation.form.plan
        self._track = track
        self._triggerables = len(evaluation.form.triggerables)  # the first of the tasks
        self._due: dict[int, dict[Frame, None]] = {}
        self._order: list[int] = []
        self.cleared: list[Cell] = []
        self.broken: dict[Cell, Condition] = {}

    def everything(self) -> None:
        """All tasks, as when a form is opened (JavaRosa, `FormDef.initialize`)."""
        for at, task in enumerate(self._plan.tasks):
            self._put(at, self._instance.frames(task.realm))
        self.run()

    def opening(self) -> None:
        """The same for a new draft: a repeat whose count is blank has no instance yet."""
        self.everything()
        counted = {task.site.realm: None for task in self._plan.tasks if task.kind == "count"}
        for frame in [frame for realm in counted for frame in self._instance.frames(realm)]:
            if frame.run is not None and frame.run.count is None:
                frame.beyond = True
                self._switch(frame.cells[0])
        self.run()

    def spoken(self) -> None:
        """Another language is spoken: what gives texts."""
        for at, task in enumerate(self._plan.tasks):
            if not task.expression.functions.isdisjoint(_SPEAKING):
                self._put(at, self._instance.frames(task.realm))
        self.run()

    def read(self, cells: Iterable[Cell]) -> None:
        """The values of `cells` have changed: what reads them is due."""
        for cell in cells:
            self._queue(cell.frame, cell.site.links)

    def after(self, slot_paths: Iterable[str]) -> None:
        """All nodes of the slots have changed."""
        for path in slot_paths:
            self.read(self._instance.nodes(path))
        self.run()

    def added(self, frame: Frame) -> None:
        """An instance of a repeat is new: its own tasks are due, and all that read the repeat or anything in it."""
        site = frame.realm.sites[0]
        self._queue(frame, frame.realm.own)
        self._queue(frame, [link for link in site.toggles if link[1]])

    def removed(self, run: Run, number: int) -> None:
        """The instance of that number was taken out: due is what reads the repeat from outside, and the place of those
        that moved up."""
        site = run.realm.sites[0]
        self._queue(run.frame, [(at, climb - 1, down) for at, climb, down in site.toggles if climb])
        places = [link for link in site.links if not link[1]]
        for frame in run.frames[number:]:
            self._queue(frame, places)
        for at, task in enumerate(self._plan.tasks):
            if task.kind == "gate" and task.site is site:
                self._put(at, (run.frame,))

    def settle(self, cells: Iterable[Cell]) -> None:
        """An action has written `cells`: relevance and calculations follow before the next action (JavaRosa,
        `SetValueAction`). What else reads them stays due."""
        self.read(cells)
        self._run(self._triggerables)

    def judge(self, cells: Iterable[Cell]) -> None:
        """Hold the answers in `cells` against their own rules; those that fail are asked again."""
        for cell in cells:
            self._check(cell)

    def run(self) -> None:
        """Do all that is due, and what falls due by it."""
        self._run(len(self._plan.tasks))
        self._order.clear()
        self._due.clear()

    def _run(self, end: int) -> None:
        """What is due of the tasks before `end`."""
        last, rounds = -1, 0
        while self._order and self._order[0] < end and rounds < _ROUNDS:
            at = heapq.heappop(self._order)
            rounds += at <= last
            last = at
            task = self._plan.tasks[at]
            for frame in self._due.pop(at):
                self._do(task, frame)

    def _queue(self, frame: Frame, links: Iterable[Link]) -> None:
        for at, climb, down in links:
            self._put(at, frame.reached(climb, down) if climb or down else (frame,))

    def _put(self, at: int, frames: Iterable[Frame]) -> None:
        due = self._due.get(at)
        if due is None:
            due = self._due[at] = {}
            heapq.heappush(self._order, at)
        for frame in frames:
            due[frame] = None

    def _do(self, task: Task, frame: Frame) -> None:
        match task.kind:
            case "relevant":
                self._relevant(task, frame.cells[task.site.index])
            case "calculate":
                self._calculate(task, frame.cells[task.site.index])
            case "count":
                self._count(frame.runs[task.site.realm.place])
            case "gate":
                run = frame.runs[task.site.realm.place]
                self._track.gate(run)
                self._track.run(run)
            case "filter":
                self._filter(frame.cells[task.site.index])
            case "readonly":
                self._lock(task, frame.cells[task.site.index])
            case "required" | "constraint":
                self._check(frame.cells[task.site.index])

    def _relevant(self, task: Task, cell: Cell) -> None:
        hidden = not self._eval.holds(task.expression, cell)
        if hidden == cell.hidden:
            return
        cell.hidden = hidden
        self._switch(cell)

    def _switch(self, cell: Cell) -> None:
        """The cell was hidden or shown, or its instance put beyond the count or back."""
        relevant = not cell.hidden and not (cell.site.slot.repeats and cell.frame.beyond)
        changed, cell.relevant = relevant != cell.relevant, relevant
        self._track.governed(cell)
        if cell.site.slot.repeats and cell.frame.run is not None and cell.frame.number == 0:
            self._track.gate(cell.frame.run)
            self._track.run(cell.frame.run)
        if changed:
            self._queue(cell.frame, cell.site.toggles)

    def _calculate(self, task: Task, cell: Cell) -> None:
        if cell.text and not task.expression.functions.isdisjoint(_STORED_ONCE):
            return
        value = cast(cell.data_type, self._eval.string(task.expression, cell))
        if value != cell.text:
            cell.text = value
            self._queue(cell.frame, cell.site.links)

    def _count(self, run: Run) -> None:
        """Switch instances past a repeat's count off, and on again when the count grows back; blank changes nothing."""
        self._track.measure(run)
        for frame in run.frames if run.count is not None else ():
            beyond = frame.number >= (run.count or 0)
            if beyond != frame.beyond:
                frame.beyond = beyond
                self._switch(frame.cells[0])
        self._track.run(run)
        for cell in askers(self._instance, run) if exceeds(run) else ():
            if cell.seen and self._is_asked(cell):
                self._judge(cell, "constraint")

    def _filter(self, cell: Cell) -> None:
        """Blank what the choice filter no longer offers."""
        if not cell.text or not self._instance.is_relevant(cell):
            return
        question = self._eval.form.questions[cell.site.slot.path]
        offered = {choice.name for choice in self._eval.choices(question, cell)}
        many = question.kind in ("select_multiple", "rank")
        value = " ".join(one for one in (cell.text.split() if many else [cell.text]) if one in offered)
        if value == cell.text:
            return
        cell.text, cell.remark = value, ""
        if cell.seen:
            self.cleared.append(cell)
            cell.seen = False
            self._track.cell(cell)
        self._queue(cell.frame, cell.site.links)

    def _lock(self, task: Task, cell: Cell) -> None:
        locked = self._eval.holds(task.expression, cell)
        if locked == cell.locked:
            return
        cell.locked = locked
        for frame, at in _locked_by(cell):
            asked = frame.cells[frame.realm.route[at].index]
            asked.seen = asked.seen and bool(locked or asked.text)  # what was only shown has not been asked
            self._track.entry(frame, at)

    def _check(self, cell: Cell) -> None:
        """An answer that was given is held against the rule again; one that holds again is not asked any more."""
        if not cell.seen or not self._is_asked(cell):
            return
        self._judge(cell, _broken(self._eval, cell))

    def _judge(self, cell: Cell, condition: Condition | None) -> None:
        if (condition is not None) == cell.invalid:
            return
        cell.invalid = condition is not None
        if condition:
            self.broken[cell] = condition
        else:
            self.broken.pop(cell, None)
        self._track.cell(cell)

    def _is_asked(self, cell: Cell) -> bool:
        return bool(cell.site.entries) and self._instance.is_relevant(cell)


def _locked_by(cell: Cell) -> Iterator[Key]:
    """The places that the cell's readonly is about."""
    for frame in cell.frame.all_frames():
        lock = (frame.realm.depth - cell.frame.realm.depth, cell.site.index)
        yield from ((frame, at) for at, entry in enumerate(frame.realm.route) if lock in entry.locks)


def _broken(evaluation: Evaluation, cell: Cell) -> Condition | None:
    """Which rule the answer breaks, if any."""
    bind = cell.site.slot.bind
    if not cell.text:
        return "required" if cell.remark != UNKNOWN and evaluation.holds(bind.required, cell) else None
    if bind.constraint is None or evaluation.holds(bind.constraint, cell):
        return None
    return "constraint"

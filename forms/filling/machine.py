"""The live tree of one draft and the person's place in it: what a push may do, and what it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from forms.definition import Form, Question, SetValue
from forms.draft import Context, Draft, Step
from forms.events import Event
from forms.filling.consequences import consequences
from forms.filling.evaluation import Evaluation, context_data, context_of
from forms.filling.frames import OPEN, Cell, Frame, Run
from forms.filling.instance import Instance
from forms.filling.or_other import question_label
from forms.filling.prompting import Prompting
from forms.filling.recompute import Recompute
from forms.filling.taken import taken
from forms.filling.track import Track, grows
from forms.filling.walk import Stop, Walk
from forms.prompt import Prompt
from forms.values import cast
from forms.xpath import Node


class Machine:
    """Lives as long as one likes. `at` is the path the person stands at ("" at the end).

    A push begins with `begin`, changes what it will, and ends with `end`. A machine just made has begun.
    """

    def __init__(self, form: Form, draft: Draft, now: datetime | None = None) -> None:
        self.form = form
        self.revision = draft.revision
        self.language = draft.language
        self.at = draft.at
        self._context = draft.context
        self.instance = Instance(form, draft.instance)
        context = context_of(draft.context, now)
        self.eval = Evaluation(form, self.instance, context, draft.language, draft.revision + 1)
        self.track = Track(self.eval)
        self.track.enter(self.instance.frame)
        self.recompute = Recompute(self.eval, self.track)
        self.walk = Walk(self.instance)
        self.prompting = Prompting(self.eval, self.walk)

    @classmethod
    def new(cls, form: Form, context: Context) -> Machine:
        """For a form just opened: the values it declares, nothing computed yet."""
        instance = {"values": form.initial, "seen": ()}
        data = context_data(taken(form, context))
        return cls(form, Draft(form.form_id, form.version, -1, context.language, "", instance, data))

    def begin(self, now: datetime) -> None:
        """Another push, at that moment."""
        self.eval.begin(replace(self.eval.context, now=now), self.revision + 1)
        self.track.before.clear()
        self.recompute.cleared.clear()
        self.recompute.broken.clear()

    def end(self, *events: Event) -> tuple[Event, ...]:
        """The push is over: its events and what it did to other answers. What was cleared is asked again first, and
        a place that the push took away gives way to the first open one."""
        if self.recompute.cleared or (self.at and self.stop(self.at) is None):
            self.forward()
        self.revision += 1
        self._context = self._context | {"now": self.eval.context.now.isoformat()}
        return (*events, *consequences(self.eval, self.track, self.recompute))

    def leave(self) -> None:
        """The push changed nothing but the revision."""
        self.revision += 1

    def draft(self) -> Draft:
        """All there is of it, as plain data."""
        return Draft(
            form_id=self.form.form_id,
            version=self.form.version,
            revision=self.revision,
            language=self.language,
            at=self.at,
            instance=self.instance.dump(),
            context=self._context,
            passed=sum(cell.seen for cell in self.instance.frame.all_cells()),
        )

    def step(self, *events: Event) -> Step:
        """End the push, with the new draft and what to ask next."""
        told = self.end(*events)
        return Step(self.draft(), told, self.prompt())

    def prompt(self) -> Prompt:
        stop = self.stop(self.at) if self.at else None
        return self.prompting.prompt(stop) if stop else self.prompting.end()

    @property
    def stops(self) -> Iterator[Stop]:
        """The present path from start to end."""
        return (stop for stop in self.walk.stops() if not stop.grows)

    def stop(self, path: str) -> Stop | None:
        return self.walk.stop(path)

    def waits(self, stop: Stop) -> bool:
        """Whether the question has no answer yet, or one that doesn't hold."""
        return stop.frame.state[stop.at] == OPEN

    def text(self, control: Question, node: Node) -> str:
        return question_label(control.name, self.eval.text(control.label, node), self.eval.wanted) or control.name

    def see(self, stop: Stop) -> None:
        """The stop was passed, with the notes above it."""
        for note in self.walk.notes(stop):
            note.node.seen = True
            self.track.cell(note.node)
        if not isinstance(stop.control, Question):
            self._run(stop).closed = True
            self.track.run(self._run(stop))
            return
        stop.node.seen, stop.node.invalid = True, False
        self.track.cell(stop.node)

    def forget(self, path: str) -> None:
        """The question is to be asked again as if it never was."""
        node = self.instance.node(path)
        if node is not None and node.seen:
            node.seen, node.invalid = False, False
            self.track.cell(node)

    def set(self, node: Node, value: str) -> None:
        """Store a person's answer and recompute; then run what hangs on it (`xforms-value-changed`)."""
        if value == node.text:
            return
        assert isinstance(node, Cell)
        node.text, node.remark = value, ""
        self.recompute.read((node,))
        self.recompute.run()
        for one in self.form.plan.hanging.get(node.site.slot.path, ()):
            targets = self.eval.nodes(one.nodes, node) if one.nodes else self.instance.peers(node, one.target)
            self.run_setvalue(one, targets)
        self.recompute.run()

    def run_setvalue(self, one: SetValue, nodes: Sequence[Node]) -> None:
        """Write the action's result, cast to its target's type, into `nodes`, and compute what follows from it."""
        data_type = self.form.slots[one.target].bind.type
        for node in nodes:
            result = one.text if one.value is None else self.eval.string(one.value, node)
            node.text = cast(data_type, result)
        self.recompute.settle([node for node in nodes if isinstance(node, Cell)])

    def changed(self, slot_paths: Iterable[str]) -> None:
        """All nodes of these slots were written to."""
        self.recompute.after(slot_paths)

    def add(self, parent: Node, repeat_path: str) -> Cell:
        """A new instance of a repeat, with its defaults, recomputed."""
        return self.add_to(self.instance.run_of(parent, repeat_path)).cells[0]

    def add_to(self, run: Run) -> Frame:
        frame = self.instance.add(run)
        self.track.enter(frame)
        inside = f"{run.realm.path}/"
        for one in self.form.setvalues:
            if "odk-new-repeat" in one.events and one.target.startswith(inside):
                self.run_setvalue(one, self.instance.peers(frame.cells[0], one.target))
        self.track.gate(run)
        self.track.resized(run)
        self.recompute.added(frame)
        self.recompute.run()
        self.track.forget(frame)
        return frame

    def remove(self, frame: Frame) -> None:
        """Take a repeat instance out; later ones move up, and with them the person's place."""
        run, stop = frame.run, self.stop(self.at)
        assert run is not None
        self.instance.remove(frame)
        gone = set(map(id, frame.all_frames()))
        self.track.forget(frame)
        self.track.resized(run)
        self.recompute.removed(run, frame.number)
        self.recompute.run()
        if stop is None or id(stop.frame) in gone:
            self.forward()
        else:
            self.at = self._run(stop).path if not isinstance(stop.control, Question) else self.instance.path(stop.node)

    def speak(self, language: str) -> None:
        """Change the language of the draft, and of what is calculated from texts."""
        self.language = language
        self.eval.speak(language)
        self.recompute.spoken()

    def reopen(self, stop: Stop) -> None:
        """ "Add another?" was answered with yes."""
        run = self._run(stop)
        run.closed = False
        self.add_to(run)

    def forward(self) -> None:
        """Go to the first stop not yet passed, growing counted repeats on the way; to the end if there is none."""
        while (stop := self.walk.waiting()) and stop.grows:
            self.add_to(self._run(stop))
        self.at = stop.path if stop else ""

    def grow(self) -> None:
        """All instances that the counts ask for; a repeat that grew may have another ask for more."""
        grown = True
        while grown:
            grown = False
            for run in self.walk.growing():
                grown = True
                self._fill(run)

    def _fill(self, run: Run) -> None:
        while grows(run):
            self.add_to(run)

    def _run(self, stop: Stop) -> Run:
        return stop.frame.runs[stop.frame.realm.route[stop.at].index]

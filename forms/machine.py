"""One push of the engine: a draft taken apart, changed, and put together again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from forms.definition import Form, Question, SetValue
from forms.draft import Context, Draft, Step
from forms.evaluation import Evaluation, context_data, context_of
from forms.events import AnswersHidden, Event
from forms.instance import Instance
from forms.prompt import Prompt
from forms.prompting import Prompting
from forms.recompute import Recompute
from forms.values import cast
from forms.walk import Stop, walk
from forms.xpath import Node


class Machine:
    """A working copy of one draft. `at` and `seen` are the person's place; `step()` closes the push."""

    def __init__(self, form: Form, draft: Draft, now: datetime | None = None) -> None:
        self.form = form
        self.draft = draft
        self.at = draft.at
        self.seen = dict.fromkeys(draft.seen)  # an ordered set
        self.instance = Instance(form, draft.instance)
        context = context_of(draft.context, now)
        self.eval = Evaluation(form, self.instance, context, draft.language, draft.revision + 1)
        self.recompute = Recompute(self.eval)
        self._stops: list[Stop] | None = None

    @classmethod
    def new(cls, form: Form, context: Context) -> Machine:
        """For a form just opened: the values it declares, nothing computed yet."""
        instance = {"values": form.initial}
        draft = Draft(form.form_id, form.version, -1, context.language, "", instance, context_data(context))
        return cls(form, draft)

    @property
    def stops(self) -> list[Stop]:
        if self._stops is None:
            self._stops = walk(self.eval, self.recompute)
        return self._stops

    def stop(self, path: str) -> Stop | None:
        return next((one for one in self.stops if one.path == path and not one.grows), None)

    def text(self, control: Question, node: Node) -> str:
        return self.eval.text(control.label, node) or control.name

    @property
    def prompting(self) -> Prompting:
        return Prompting(self.eval, self.stops)

    def set(self, node: Node, value: str) -> None:
        """Store a person's answer and recompute; then run what hangs on it (`xforms-value-changed`)."""
        if value == node.text:
            return
        node.text = value
        source = self.instance.slot(node).path
        self.changed({source})
        hanging = [one for one in self.form.setvalues if one.source == source]
        for one in hanging:
            self.run_setvalue(one, self.instance.peers(node, one.target))
        if hanging:
            self.changed({one.target for one in hanging})

    def run_setvalue(self, one: SetValue, nodes: Iterable[Node]) -> None:
        """Write the action's result, cast to its target's type, into `nodes`."""
        data_type = self.form.slots[one.target].bind.type
        for node in nodes:
            result = one.text if one.value is None else self.eval.string(one.value, node)
            node.text = cast(data_type, result)

    def changed(self, slot_paths: Iterable[str]) -> None:
        self.recompute.after(slot_paths)
        self._stops = None

    def add(self, parent: Node, repeat_path: str) -> Node:
        """A new instance of a repeat, with its defaults, recomputed."""
        node = self.instance.add(parent, repeat_path)
        inside = f"{repeat_path}/"
        for one in self.form.setvalues:
            if "odk-new-repeat" in one.events and one.target.startswith(inside):
                self.run_setvalue(one, self.instance.peers(node, one.target))
        self.recompute.added(repeat_path)
        self._stops = None
        return node

    def forward(self) -> None:
        """Go to the first stop not yet passed, growing counted repeats on the way; to the end if there is none."""
        while True:
            stop = next((one for one in self.stops if one.grows or one.path not in self.seen), None)
            if stop is None or not stop.grows:
                self.at = stop.path if stop else ""
                return
            self.add(stop.node, stop.control.path)

    def grow(self) -> None:
        """All instances that the counts ask for."""
        while stop := next((one for one in self.stops if one.grows), None):
            self.add(stop.node, stop.control.path)

    def step(self, *events: Event) -> Step:
        """The push is over: answers that fell out of a filter are asked again, hidden ones are told."""
        self._forget_cleared()
        hidden = self._hidden()
        told = (*events, AnswersHidden(hidden)) if hidden else events
        draft = replace(
            self.draft,
            revision=self.draft.revision + 1,
            at=self.at,
            instance=self.instance.dump(),
            context=self.draft.context | {"now": self.eval.context.now.isoformat()},
            seen=tuple(self.seen),
        )
        return Step(draft, told, self.prompt())

    def unchanged(self, event: Event | None = None) -> Step:
        """The draft as it was, one revision on."""
        draft = replace(self.draft, revision=self.draft.revision + 1)
        return Step(draft, (event,) if event else (), Machine(self.form, draft, self.eval.context.now).prompt())

    def prompt(self) -> Prompt:
        stop = self.stop(self.at) if self.at else None
        return self.prompting.prompt(stop) if stop else self.prompting.end()

    def _forget_cleared(self) -> None:
        forgotten = [path for path in self.recompute.cleared if path in self.seen]
        if forgotten:
            for path in forgotten:
                del self.seen[path]
            self.forward()

    def _hidden(self) -> tuple[str, ...]:
        """Answered before, on the path then, off the path now."""
        off = self.instance.hidden | self.instance.beyond
        before = {*self.draft.instance.get("hidden", ()), *self.draft.instance.get("beyond", ())}
        if off <= before:
            return ()
        fresh = tuple(f"{path}/" for path in off - before)
        return tuple(path for path in self.seen if f"{path}/".startswith(fresh) and self.instance.value(path))

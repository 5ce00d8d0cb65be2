"""Recalculation of what a change touches, in the order of the graph, each relevance and calculation once."""

from __future__ import annotations

from collections.abc import Iterable

from forms.dag import touched, with_descendants
from forms.definition import Triggerable
from forms.evaluation import Evaluation
from forms.values import cast
from forms.xpath import Node

_ROUNDS = 20  # clearing an answer may hide others, which may clear again; a form that needs more is going round


_STORED_ONCE = {"uuid", "random"}


class Recompute:
    """Changes the instance of `evaluation` in place. `cleared` collects paths that fell out of a choice filter."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._eval = evaluation
        self._form = evaluation.form
        self._instance = evaluation.instance
        self.cleared: list[str] = []

    def everything(self) -> None:
        """All triggerables, as when a form is opened (JavaRosa, `FormDef.initialize`)."""
        self._run(set(range(len(self._form.triggerables))), set())
        self._settle(set(self._form.slots))

    def after(self, changed: Iterable[str]) -> None:
        """What reads the slots in `changed` (generic paths), and what reads those in turn."""
        self._settle(self._cascade(set(changed)))

    def added(self, repeat_path: str) -> None:
        """A repeat got an instance: its own triggerables and all that read the repeat or anything in it."""
        inside = set(with_descendants(repeat_path, self._form.slots))
        own = {at for at, one in enumerate(self._form.triggerables) if one.path in inside}
        readers = {at for path in inside for at in self._form.readers.get(path, ())}
        changed = set(inside)
        self._run(own | readers, changed)
        self._settle(changed)

    def _settle(self, changed: set[str]) -> None:
        """Counts and choice filters stand outside the graph; what they change goes through it again."""
        for _ in range(_ROUNDS):
            again = self._shrink() | self._clear(changed)
            if not again:
                return
            changed = self._cascade(again)

    def _cascade(self, changed: set[str]) -> set[str]:
        pending = {at for path in changed for at in self._form.readers.get(path, ())}
        self._run(pending, changed)
        return changed

    def _run(self, pending: set[int], changed: set[str]) -> None:
        """Run `pending` in order; `changed` grows by every slot whose value or relevance changed."""
        for at, one in enumerate(self._form.triggerables):
            if at not in pending:
                continue
            if not self._refresh(one):
                continue
            paths = touched(one, self._form.slots)
            changed.update(paths)
            pending.update(reader for path in paths for reader in self._form.readers.get(path, ()))

    def _refresh(self, one: Triggerable) -> bool:
        update = self._relevant if one.sets == "relevant" else self._calculate
        changed = [update(one, node) for node in self._instance.nodes(one.path)]  # all of them, not until the first
        return any(changed)

    def _relevant(self, one: Triggerable, node: Node) -> bool:
        on = self._eval.holds(one.expression, node)
        return self._instance.switch(node, self._instance.hidden, on)

    def _calculate(self, one: Triggerable, node: Node) -> bool:
        if node.text and not one.expression.functions.isdisjoint(_STORED_ONCE):
            return False
        value = cast(node.data_type, self._eval.string(one.expression, node))
        changed = value != node.text
        node.text = value
        return changed

    def _shrink(self) -> set[str]:
        """Switch instances past a repeat's count off, and on again when the count grows back."""
        changed: set[str] = set()
        for path, repeat in self._form.repeats.items():
            if repeat.count is None:
                continue
            for parent in self._instance.nodes(path.rpartition("/")[0]):
                changed |= self._shrink_one(path, parent)
        return changed

    def _shrink_one(self, path: str, parent: Node) -> set[str]:
        count = self.count(path, parent)
        if count is None:
            return set()
        changed = [
            self._instance.switch(node, self._instance.beyond, at <= count)
            for at, node in enumerate(self._instance.repeated(parent, path), start=1)
        ]
        return set(with_descendants(path, self._form.slots)) if any(changed) else set()

    def count(self, path: str, parent: Node) -> int | None:
        """jr:count of the repeat under `parent`; None when it is blank or not a number."""
        repeat = self._form.repeats[path]
        if repeat.count is None:
            return None
        present = self._instance.repeated(parent, path)
        at = present[0] if present else self._instance.phantom(parent, path)
        number = self._eval.number(repeat.count, at)
        return None if number != number else max(0, int(min(number, 1e6)))

    def _clear(self, changed: set[str]) -> set[str]:
        """Blank the answers that their choice filter no longer offers."""
        found: set[str] = set()
        for path, reads in self._form.filters.items():
            if changed.isdisjoint(reads):
                continue
            for node in self._instance.nodes(path):
                if node.text and self._instance.is_relevant(node) and self._fell_out(path, node):
                    found.add(path)
        return found

    def _fell_out(self, path: str, node: Node) -> bool:
        question = self._form.questions[path]
        offered = {choice.name for choice in self._eval.choices(question, node)}
        many = question.kind in ("select_multiple", "rank")
        kept = [one for one in (node.text.split() if many else [node.text]) if one in offered]
        value = " ".join(kept)
        if value == node.text:
            return False
        node.text = value
        self.cleared.append(self._instance.path(node))
        return True

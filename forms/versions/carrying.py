"""The answers of a draft laid into another version of its form, before anybody asks whether they still fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from forms.definition import Form, Slot
from forms.draft import Context, Draft
from forms.filling.evaluation import context_data, context_of
from forms.filling.instance import Instance
from forms.filling.machine import Machine
from forms.filling.opening import open_form
from forms.filling.taken import taken
from forms.versions.matching import Matching, matching, plain


@dataclass(frozen=True, slots=True)
class Carried:
    """`machine` holds the new version's instance, computed. `texts` are the values laid into it, by new path; `paths`
    leads from old to new paths; `before` is the old instance and `touched` those of its paths that somebody or
    something filled since the form was opened."""

    machine: Machine
    matching: Matching
    before: Instance
    touched: tuple[str, ...]
    paths: Mapping[str, str]
    texts: Mapping[str, str]


def carry(old: Form, new: Form, draft: Draft, now: datetime, context: Context | None) -> Carried:
    """Rounds of a repeat are those of the draft. A field that nobody touched has the default of the new version, one
    that is new has its first value there; everything that is calculated is calculated anew."""
    pairs = matching(old, new)
    held = context_of(draft.context)
    world = _merged(held, context)
    before, fresh_before, fresh = Instance(old, draft.instance), _opened(old, held), _opened(new, world)
    paths = {path: moved for path in _leaf_paths(old, before) if (moved := pairs.moved(path))}
    touched = tuple(path for path in _leaf_paths(old, before) if _is_touched(path, before, fresh_before))
    seen = _seen(old, new, before, pairs)
    texts = {moved: before.value(path) for path, moved in paths.items() if path in set(touched)}
    remarks = {paths[path]: remark for path, remark in before.remarks().items() if path in paths}
    values = _Builder(fresh, texts, _sizes(old, before, pairs)).values(new.root, new.root.path)
    moving = replace(
        draft,
        version=new.version,
        at="",
        instance={"values": values, "filled": sorted(fresh.marked("filled")), "seen": seen, "remarks": remarks},
        context=context_data(taken(new, world)),
    )
    machine = Machine(new, moving, now)
    _first_values(machine, fresh, set(paths.values()))
    machine.recompute.everything()
    return Carried(machine, pairs, before, touched, paths, texts)


def _opened(form: Form, context: Context) -> Instance:
    machine = Machine.new(form, context)
    open_form(machine)
    return machine.instance


def _merged(held: Context, context: Context | None) -> Context:
    """What the draft holds wins: figures that a form was opened with don't change under the person's hands."""
    if context is None:
        return held
    names = ("account", "unit", "profile", "last", "instances")
    both = {name: getattr(context, name) | getattr(held, name) for name in names}
    return replace(held, period=held.period or context.period, **both)


def _leaf_paths(form: Form, instance: Instance) -> list[str]:
    leaves = (slot for slot in form.slots.values() if not slot.children)
    return [instance.path(node) for slot in leaves for node in instance.nodes(slot.path)]


def _is_touched(path: str, before: Instance, fresh: Instance) -> bool:
    node = fresh.node(path)
    at_first = node.text if node else before.slot(_node(before, path)).default
    return _node(before, path).seen or before.value(path) != at_first


def _node(instance: Instance, path: str) -> Any:
    node = instance.node(path)
    assert node is not None
    return node


def _sizes(old: Form, before: Instance, pairs: Matching) -> dict[str, int]:
    """How many rounds each repeat has, by its path in the new form with the positions of those around it."""
    found = {}
    for path in old.repeats:
        above, _, name = path.rpartition("/")
        for parent in before.nodes(above):
            moved = pairs.moved(f"{before.path(parent)}/{name}")
            if moved:
                found[moved] = len(before.repeated(parent, path))
    return found


def _seen(old: Form, new: Form, before: Instance, pairs: Matching) -> list[str]:
    """The places passed already. What was only shown and is a question now has not been asked."""
    found = []
    for path in before.passed():
        moved = pairs.moved(path)
        if moved and _asks(old, path) == _asks(new, moved):
            found.append(moved)
    return found


def _asks(form: Form, path: str) -> bool:
    question = form.questions.get(plain(path))
    return question is None or (question.kind != "note" and question.bind.readonly is None)


class _Builder:
    """Values in the shape of a draft, from the carried texts, else from the form as it opens, else as declared."""

    def __init__(self, fresh: Instance, texts: Mapping[str, str], sizes: Mapping[str, int]) -> None:
        self._fresh, self._texts, self._sizes = fresh, texts, sizes

    def values(self, slot: Slot, path: str) -> Any:
        if not slot.children:
            node = self._fresh.node(path)
            return self._texts.get(path, node.text if node else slot.default)
        return {one.name: self._below(one, f"{path}/{one.name}") for one in slot.children}

    def _below(self, slot: Slot, path: str) -> Any:
        if not slot.repeats:
            return self.values(slot, path)
        return [self.values(slot, f"{path}[{at}]") for at in range(1, self._size(slot, path) + 1)]

    def _size(self, slot: Slot, path: str) -> int:
        parent = self._fresh.node(path.rpartition("/")[0])
        usual = len(self._fresh.repeated(parent, slot.path)) if parent else 1
        return self._sizes.get(path, usual)


def _first_values(machine: Machine, fresh: Instance, carried: set[str]) -> None:
    """Computed defaults of new fields in rounds that the form doesn't open with (ODK XForms, "odk-new-repeat")."""
    for one in machine.form.setvalues:
        if "odk-new-repeat" in one.events:
            nodes = [(machine.instance.path(node), node) for node in machine.instance.nodes(one.target)]
            machine.run_setvalue(one, [node for path, node in nodes if path not in carried and not fresh.node(path)])

"""Which question of one version of a form is which of another.

XLSForm's identity of a question is its name, so a question that moved into another group is still the same one. A name
that several groups use is told apart by its path, and so is a repeat.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.definition import Form, Slot

_POSITION = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Matching:
    """`fields` and `repeats`: path in the old form -> path in the new one, both without positions."""

    fields: Mapping[str, str]
    repeats: Mapping[str, str]

    def moved(self, path: str) -> str | None:
        """The place in the new form of a field, or of "add another?", at a path with positions; None if it is gone."""
        target = self.fields.get(plain(path)) or self.repeats.get(plain(path))
        return _at(target, path, self.repeats) if target else None


def matching(old: Form, new: Form) -> Matching:
    """Repeats first: a field goes only where the repeats around it are the same ones, else its rows would be mixed."""
    repeats = _nested_alike(old, new, _pairs(_named(old, _repeats(old), {}), _named(new, _repeats(new), {})))
    around_old = {path: repeats.get(path, f"-{path}") for path in old.repeats}  # no path of a form begins with "-"
    around_new = {path: path for path in new.repeats}
    fields = _pairs(_named(old, _leaves(old), around_old), _named(new, _leaves(new), around_new))
    return Matching(fields, repeats)


def plain(path: str) -> str:
    """The path without the positions of rounds."""
    return _POSITION.sub("", path)


# Each field as (name, repeats around it) -> its paths below the root; the root's own name may differ.
_Named = dict[tuple[str, tuple[str, ...]], dict[str, str]]


def _named(form: Form, slots: Iterable[Slot], repeats: Mapping[str, str]) -> _Named:
    found: _Named = defaultdict(dict)
    for slot in slots:
        around = tuple(new for old, new in repeats.items() if slot.path.startswith(f"{old}/"))
        found[slot.name, around][slot.path.removeprefix(form.root.path)] = slot.path
    return found


def _pairs(old: _Named, new: _Named) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, paths in old.items():
        others = new.get(key, {})
        same = paths.keys() & others.keys()
        found |= {paths[one]: others[one] for one in same}
        left, right = (sorted(one.keys() - same) for one in (paths, others))
        if len(left) == len(right) == 1:
            found[paths[left[0]]] = others[right[0]]
    return found


def _nested_alike(old: Form, new: Form, pairs: dict[str, str]) -> dict[str, str]:
    """The pairs whose outer repeats are pairs too; `repeats` of a form names the outer ones first."""
    found: dict[str, str] = {}
    for path in filter(pairs.__contains__, old.repeats):
        outside_old = {found.get(one) for one in old.repeats if path.startswith(f"{one}/")}
        outside_new = {one for one in new.repeats if pairs[path].startswith(f"{one}/")}
        if outside_old == outside_new:
            found[path] = pairs[path]
    return found


def _leaves(form: Form) -> Iterable[Slot]:
    return (slot for slot in form.slots.values() if not slot.children)


def _repeats(form: Form) -> Iterable[Slot]:
    return (form.slots[path] for path in form.repeats)


def _at(target: str, path: str, repeats: Mapping[str, str]) -> str:
    """`target` with the positions that `path` has: both have the same repeats around them, in the same order."""
    positions = _POSITION.findall(path)
    around = sorted((one for one in repeats.values() if f"{target}/".startswith(f"{one}/")), key=len)
    for one, position in reversed(list(zip(around, positions, strict=False))):
        target = f"{one}{position}{target.removeprefix(one)}"
    return target

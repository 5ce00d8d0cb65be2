"""What of a form hangs on more than its final answers, and which answers decide how long it gets."""

from __future__ import annotations

from forms.compiling.dag import reads_of, touched, with_descendants
from forms.definition import Form, SetValue

_IMPURE = {"random", "uuid", "now", "once"}
_LOADING = {"odk-instance-first-load", "odk-instance-load", "xforms-ready"}


def volatile(form: Form) -> frozenset[str]:
    """Generic paths whose value may differ though the same answers stand: chance, the clock, `once()`, triggers
    and defaults of a new round, which keep what was true when they ran; and whatever is computed from them."""
    found: set[str] = {path for path, slot in form.slots.items() if slot.bind.preload is not None}
    found |= {f"{form.root.path}/meta/{name}" for name in ("instanceID", "deprecatedID")}
    found |= {one.path for one in form.triggerables if one.expression.functions & _IMPURE}
    found |= {one.target for one in form.setvalues if _is_historical(one)}
    while True:
        more = {path for one in form.triggerables if one.reads & found for path in touched(one, form.slots)}
        more |= {path for one in found & form.slots.keys() for path in with_descendants(one, form.slots)}
        if more <= found:
            return frozenset(found)
        found |= more


def counting(form: Form) -> frozenset[str]:
    """Generic paths that a `repeat_count` reads, through calculations too."""
    counts = [reads_of(one.count, one.path, form.slots) for one in form.repeats.values() if one.count is not None]
    return read_by(form, frozenset().union(*counts))


def read_by(form: Form, paths: frozenset[str]) -> frozenset[str]:
    """`paths`, and what the calculations among them read in turn."""
    found = set(paths)
    while True:
        calculated = (one.reads for one in form.triggerables if one.path in found and one.sets == "calculate")
        more = set[str]().union(*calculated)
        if more <= found:
            return frozenset(found)
        found |= more


def _is_historical(one: SetValue) -> bool:
    if one.value is None:
        return bool(one.source)
    return bool(one.value.functions & _IMPURE) or not one.events <= _LOADING

"""What an engine made of a script beside what Kabar made of the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from forms import Form, Session
from forms.filling.overview import overview
from forms.rehearsing.rehearsal import Rehearsal
from forms.rehearsing.volatile import volatile
from forms.values import number_of
from tests.forms.differential.engine import Played
from tests.forms.differential.scripts import Script, key
from tests.forms.instances import differing, element, leaves

_NUMBERS = {"int", "integer", "decimal"}
_BOOLEANS = {"true": "1", "false": "0"}
_CLOCKS = {"time", "dateTime"}
_PLACES = {"geopoint", "geotrace", "geoshape"}


def differences(form: Form, rehearsal: Rehearsal, script: Script, played: Played) -> Iterator[str]:
    """A line for each: verdicts on answers, questions and choices at the end, values submitted (metadata aside)."""
    for act, expected, said in zip(script.acts, script.expected, played.said, strict=True):
        if expected != said:
            yield f"{act[1]} <- {act[2]!r}: {expected} here, {said} there"
    here = _asked_here(form, rehearsal)
    there = _asked_there(form, played, here)
    if here != there:
        extra, missing = [one for one in here if one not in there], [one for one in there if one not in here]
        yield f"asked here only: {extra}, there only: {missing}" if extra or missing else "asked in another order"
    offered = {path: names for path, names in played.asked if names is not None}
    for path, choices in _offered_here(form, rehearsal):
        if choices != offered.get(path, choices):
            yield f"{path}: offers {choices} here, {offered[path]} there"
    assert rehearsal.finished
    ours, theirs = leaves(rehearsal.finished.xml), leaves(played.xml)
    for path in differing(ours, theirs, volatile(form)):
        if not _equal(form, element(path), ours.get(path), theirs.get(path)):
            yield f"{path}: {ours.get(path)!r} here, {theirs.get(path)!r} there"


def _asked_here(form: Form, rehearsal: Rehearsal) -> list[str]:
    return [key(line.path) for line in overview(form, rehearsal.draft)]


def _offered_here(form: Form, rehearsal: Rehearsal) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every select that is asked, with the names of its choices in their order."""
    session = Session.resume(form, rehearsal.draft)
    for line in overview(form, rehearsal.draft):
        if line.kind in ("select_one", "select_multiple", "rank"):
            session.jump(line.path, datetime.fromisoformat(rehearsal.draft.context["now"]))
            yield key(line.path), tuple(choice.name for choice in session.prompt.choices)


def _asked_there(form: Form, played: Played, here: list[str]) -> list[str]:
    """Without what Kabar has filled in by itself (`kabar:prefill`) and does not ask."""
    known = {path for path, slot in form.slots.items() if "prefill" in slot.bind.attributes}
    return [path for path, _ in played.asked if path in here or element(path) not in known]


def _equal(form: Form, path: str, here: str | None, there: str | None) -> bool:
    """The same value in other letters (docs/decisions/0024-the-same-value-in-other-letters.md)."""
    slot = form.slots.get(path)
    if slot is None or here is None or there is None:
        return False
    if slot.bind.type in _NUMBERS:
        return number_of(here) == number_of(there)
    if slot.bind.type in _PLACES:
        return _coordinates(here) == _coordinates(there)
    if path in form.questions and form.questions[path].kind == "select_multiple":
        return sorted(here.split()) == sorted(there.split())
    if slot.bind.type in _CLOCKS:
        # Z and +00:00 are the same zone in XML Schema.
        return here.startswith(f"{there}.000") or here.removesuffix("+00:00") == there.removesuffix("Z")
    return slot.bind.calculate is not None and (
        there.startswith(f"{here}T00:00:00.000") or _BOOLEANS.get(here, "?") == there
    )


def _coordinates(text: str) -> list[float | None]:
    return [number_of(part) for part in text.replace(";", " ").split()]

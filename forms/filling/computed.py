"""What a form works out by itself from the answers of a section."""

from __future__ import annotations

from forms.definition import Form, Group, Slot
from forms.draft import Draft
from forms.filling.machine import Machine
from forms.language import short
from forms.prompt import Section
from forms.xpath.tree import is_relevant


def computed(form: Form, draft: Draft, section: Section) -> tuple[tuple[str, str], ...]:
    """(`kabar:short` in the draft's language, value) of the calculations in that section that have one and a value, in
    the order of the form. What a calculation in a repeat comes to is different in every round, and isn't told."""
    control = form.body[form.plan.sections[section.index - 1]]
    if not isinstance(control, Group) or not control.path:
        return ()
    told = [slot for slot in form.slots.values() if _is_told(form, slot, control.path)]
    if not told:
        return ()
    instance = Machine(form, draft).instance
    nodes = ((short(slot.bind.attributes, draft.language), instance.node(slot.path)) for slot in told)
    return tuple((label, node.text) for label, node in nodes if node and is_relevant(node) and node.text)


def _is_told(form: Form, slot: Slot, section: str) -> bool:
    asked = slot.path in form.questions
    rounds = any(slot.path.startswith(f"{path}/") for path in form.repeats)
    inside = slot.path.startswith(f"{section}/") and not asked and not rounds
    return inside and slot.bind.calculate is not None and "short" in slot.bind.attributes

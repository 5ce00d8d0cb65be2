"""A finished draft as others take it: XForms instance XML for ODK Central, flat rows for tables and indicators."""

from __future__ import annotations

from collections.abc import Iterator

from forms.definition import Question, Slot
from forms.events import AnswerRow, FormFinished
from forms.filling.instance import Instance
from forms.filling.machine import Machine
from forms.filling.opening import stamp
from forms.values import clean, normalise, number_of
from forms.xpath import Node, serialize

_MEDIA = ("image", "audio", "video", "file")
_NUMBERS = ("int", "decimal")
_DATES = ("date", "dateTime")


def finished(machine: Machine, deprecated_id: str) -> FormFinished:
    """Set the end stamps and the identity, then serialise. Raises nothing: the draft has been checked."""
    _stamp_end(machine)
    meta = _meta(machine, deprecated_id)
    return FormFinished(
        instance_id=meta.get("instanceID", ""),
        instance_name=meta.get("instanceName", ""),
        xml=instance_xml(machine.instance, deprecated_id),
        rows=tuple(_rows(machine)),
        attachments=tuple(_attachments(machine)),
    )


def instance_xml(instance: Instance, deprecated_id: str = "") -> str:
    """The primary instance without what is not relevant; relevant blanks stay as empty elements."""
    document = Node(kind="document")
    root = _copy(instance.root, document)
    meta = next((one for one in root.children if one.name == "meta"), None)
    if deprecated_id and meta is not None:
        _set_deprecated(meta, deprecated_id)
    return serialize(root)


def _copy(node: Node, parent: Node) -> Node:
    copy = parent.append(Node(node.name, node.namespace, clean(node.text), _attributes(node), prefix=node.prefix))
    for child in node.children:
        if child.relevant:
            _copy(child, copy)
    return copy


def _attributes(node: Node) -> dict[str, str]:
    return {name: clean(value) for name, value in node.attribute_values().items()}


def _set_deprecated(meta: Node, deprecated_id: str) -> None:
    present = next((one for one in meta.children if one.name == "deprecatedID"), None)
    node = present or meta.append(Node("deprecatedID", meta.namespace, prefix=meta.prefix))
    node.text = deprecated_id


def _stamp_end(machine: Machine) -> None:
    context = machine.eval.context
    changed = set()
    for path, slot in machine.form.slots.items():
        if slot.bind.preload == ("timestamp", "end"):
            changed.add(path)
            for node in machine.instance.nodes(path):
                node.text = stamp(context.now, context.zone)
    machine.changed(changed)


def _meta(machine: Machine, deprecated_id: str) -> dict[str, str]:
    """The metadata by name. A correction gets an identity of its own (OpenRosa metadata, "deprecatedID"), unless its
    draft was given one: what is drawn from the draft's seed is the same for each draft of that seed."""
    meta = next(one for one in machine.instance.root.children if one.name == "meta")
    for node in meta.children:
        if node.name == "instanceID" and clean(node.text).strip() in ("", deprecated_id):
            node.text = f"uuid:{machine.eval.uuid()}"
    return {node.name: clean(node.text) for node in meta.children if node.relevant}


def _rows(machine: Machine) -> Iterator[AnswerRow]:
    for node in _leaves(machine.instance.root):
        slot = machine.instance.slot(node)
        if node.text and not _is_meta(slot, machine):
            yield _row(machine.instance.path(node), slot, machine.form.questions.get(slot.path), clean(node.text))


def _leaves(node: Node) -> Iterator[Node]:
    """Relevant nodes without children, in document order."""
    for child in node.children:
        if child.relevant:
            yield from _leaves(child) if child.children else (child,)


def _is_meta(slot: Slot, machine: Machine) -> bool:
    return slot.path.startswith(f"{machine.form.root.path}/meta/")


def _row(path: str, slot: Slot, question: Question | None, text: str) -> AnswerRow:
    data_type = slot.bind.type
    untyped = question is None and slot.bind.calculate is not None  # as calculations are in most forms
    return AnswerRow(
        path=path,
        name=slot.name,
        kind=question.kind if question else "calculate" if slot.bind.calculate else "hidden",
        text=text,
        number=number_of(text) if untyped or data_type in _NUMBERS else None,
        date=normalise("date", text) if data_type in _DATES else None,
        indicator=slot.bind.attributes.get("indicator"),
    )


def _attachments(machine: Machine) -> Iterator[str]:
    media = {path for path, one in machine.form.questions.items() if one.kind in _MEDIA}
    for node in _leaves(machine.instance.root):
        if node.text and machine.instance.slot(node).path in media:
            yield node.text

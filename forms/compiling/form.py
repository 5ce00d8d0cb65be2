"""XForm XML -> `Form`. Everything that is wrong is found in one pass and raised together."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from forms.compiling.actions import read_setvalues
from forms.compiling.body import BodyReader
from forms.compiling.dag import in_order, read_triggerables, reads_of
from forms.compiling.model import read_binds, read_instances, read_texts
from forms.compiling.planning import make_plan
from forms.compiling.tree import TreeReader, with_instance_id
from forms.compiling.xform import WELL_KNOWN, child, children, generic, parse_xform, split
from forms.definition import Control, Form, Group, Question, Repeat, SetValue, Slot
from forms.problem_log import ProblemLog
from forms.problems import FormErrors, FormProblem
from forms.sheet.cells import Cells


def compile_form(xform: str, cells: Cells | None = None) -> Form:
    """Compile an XForm. `cells` lets problems name their place in the XLSForm. Raises FormErrors."""
    html, prefixes = parse_xform(xform)
    head, body = child(html, "head"), child(html, "body")
    model = child(head, "model") if head is not None else None
    instance = child(model, "instance") if model is not None else None
    if model is None or body is None or instance is None or not len(instance):
        raise FormErrors((FormProblem("xform", "The XForm lacks its model, its instance or its body."),))
    log = ProblemLog(WELL_KNOWN | prefixes, cells or Cells())
    title = child(head, "title") if head is not None else None
    name = (title.text if title is not None else "") or ""
    form = _compile(html, model, body, instance[0], prefixes, name, log)
    if log.problems:
        raise FormErrors(tuple(log.problems))
    return form


def _compile(
    html: ET.Element,
    model: ET.Element,
    body: ET.Element,
    primary: ET.Element,
    prefixes: dict[str, str],
    title: str,
    log: ProblemLog,
) -> Form:
    _resolve_ids(html, model)
    texts, languages, default_language = read_texts(model, log)
    reader = TreeReader(read_binds(model, texts, log), _repeats(body), prefixes)
    declared = reader.slot(primary)
    root = with_instance_id(declared, prefixes)
    slots = {slot.path: slot for slot in _flat_slots(root)}
    asked = BodyReader(slots, texts, log)
    controls = tuple(asked.controls(body, root.path, {}))
    triggerables = in_order(read_triggerables(slots), slots, log)
    setvalues = tuple(one for one in read_setvalues(html, root.path, log) if _is_there(one, slots, log))
    instances, external = read_instances(model)
    external |= {name: source for name, source in asked.external.items() if name not in instances}
    flat = list(_flat(controls))
    repeats = {one.path: one for one in flat if isinstance(one, Repeat)}
    questions, filters = {one.path: one for one in flat if isinstance(one, Question)}, _filters(flat, slots)
    return Form(
        form_id=primary.get("id", ""), version=primary.get("version", ""), title=title,
        languages=languages, default_language=default_language,
        root=root, initial=reader.values(primary, declared), body=controls, slots=slots,
        questions=questions, repeats=repeats,
        texts=texts, instances=instances, external=external, setvalues=setvalues,
        triggerables=triggerables, filters=filters,
        linear=not repeats and all(slot.bind.relevant is None for slot in slots.values()),
        plan=make_plan(root, controls, repeats, triggerables, filters, questions, setvalues),
    )  # fmt: skip


def _repeats(body: ET.Element) -> dict[str, ET.Element]:
    return {
        generic(one.get("nodeset") or one.get("ref") or ""): one for one in body.iter() if split(one.tag)[1] == "repeat"
    }


def _resolve_ids(html: ET.Element, model: ET.Element) -> None:
    """`bind="id"` is the other way to say `ref` (XForms 1.1, "Single-Node Binding Attributes")."""
    paths = {one.get("id"): one.get("nodeset", "") for one in children(model, "bind") if one.get("id")}
    for element in html.iter():
        if "ref" not in element.attrib and element.get("bind") in paths:
            element.set("ref", paths[element.get("bind")])


def _is_there(action: SetValue, slots: dict[str, Slot], log: ProblemLog) -> bool:
    if action.target not in slots:
        log.add("no_node", action.target, "calculation", "This action sets a node that the form's model doesn't have.")
    return action.target in slots


def _flat_slots(slot: Slot) -> Iterator[Slot]:
    yield slot
    for below in slot.children:
        yield from _flat_slots(below)


def _flat(controls: tuple[Control, ...]) -> Iterator[Control]:
    for control in controls:
        yield control
        if isinstance(control, Group | Repeat):
            yield from _flat(control.children)


def _filters(flat: list[Control], slots: dict[str, Slot]) -> dict[str, frozenset[str]]:
    found = {}
    for one in flat:
        if isinstance(one, Question) and one.itemset is not None:
            reads = reads_of(one.itemset.nodes, one.path, slots) & slots.keys()
            if reads:
                found[one.path] = reads
    return found

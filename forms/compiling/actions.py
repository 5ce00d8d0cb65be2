"""The actions of an XForm: `<setvalue>` in the model and in the body (ODK XForms, "Actions")."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from forms.compiling.xform import absolute, split
from forms.definition import SetValue
from forms.problem_log import ProblemLog


def read_setvalues(html: ET.Element, root: str, log: ProblemLog) -> tuple[SetValue, ...]:
    """Every `<setvalue>` of model and body (ODK XForms, "Actions")."""
    holders = {one: parent for parent in html.iter() for one in parent}
    return tuple(
        _setvalue(one, _held(holders[one], holders, root), log)
        for one in html.iter()
        if split(one.tag)[1] == "setvalue"
    )


def _setvalue(element: ET.Element, holder: str, log: ProblemLog) -> SetValue:
    ref = element.get("ref") or ""
    target = absolute(ref, holder)
    events = frozenset(_attribute(element, "event").split())
    source = holder if "xforms-value-changed" in events else ""
    value = log.expression(element.get("value"), target, "calculation" if source else "default")
    nodes = log.expression(ref, target, "calculation") if "[" in ref else None
    return SetValue(target, events, value, "".join(element.itertext()), source, nodes)


def _held(element: ET.Element, holders: dict[ET.Element, ET.Element], root: str) -> str:
    """The generic path that a control or group stands for; that of the instance's root outside of them."""
    above = holders.get(element)
    parent = _held(above, holders, root) if above is not None else root
    ref = element.get("ref") or element.get("nodeset")
    return absolute(ref, parent) if ref else parent


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if split(key)[1] == name), "")

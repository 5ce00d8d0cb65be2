"""Reading XForm XML: namespaces, elements and texts, before anything is compiled."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import StringIO

from forms.problems import FormErrors, FormProblem

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
KABAR = "https://kabar.id/xlsform"
_ODK = "http://www.opendatakit.org/xforms"

X = f"{{{XFORMS}}}"
JR = f"{{{JAVAROSA}}}"
_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_PREFIX = re.compile(r"(?<=[/@])[\w.-]+:(?=\w)")
WELL_KNOWN = {"jr": JAVAROSA, "orx": OPENROSA, "odk": _ODK, "h": XHTML}


def parse_xform(xform: str) -> tuple[ET.Element, dict[str, str]]:
    """The root element and the prefixes declared anywhere in the document. Raises FormErrors.

    A document type is refused: no XForm needs one, and entities are how a small file becomes a large one.
    """
    if "<!DOCTYPE" in xform or "<!ENTITY" in xform:
        raise FormErrors((FormProblem("xml", "The XForm has a document type declaration."),))
    prefixes: dict[str, str] = {}
    try:
        events = ET.iterparse(StringIO(xform), events=("start-ns", "end"))
        root = None
        for event, value in events:
            if event == "start-ns":
                prefixes[value[0]] = value[1]
            else:
                root = value
    except ET.ParseError as error:
        raise FormErrors((FormProblem("xml", f"The XForm is not well-formed XML: {error}."),)) from error
    if root is None or split(root.tag)[1] != "html":
        raise FormErrors((FormProblem("xml", "This is not an XForm: no <h:html> element."),))
    prefixes.pop("", None)
    return root, prefixes


def split(tag: str) -> tuple[str, str]:
    """`{namespace}name` -> (namespace, name)."""
    namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return namespace, name


def child(element: ET.Element, name: str) -> ET.Element | None:
    """The first child with this local name."""
    return next(children(element, name), None)


def children(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (one for one in element if one.tag.rpartition("}")[2] == name)


def generic(reference: str) -> str:
    """A reference as the path of a slot: without prefixes (`orx:meta`), predicates and white space."""
    bare = reference.strip()
    while bare != (bare := _PREDICATE.sub("", bare)):
        pass
    return _PREFIX.sub("", bare)


def absolute(reference: str, parent: str) -> str:
    """A reference of the body as a generic path; what is relative is taken from `parent`."""
    reference = generic(reference)
    if reference.startswith("/"):
        return reference
    parts = parent.split("/")
    for step in reference.split("/"):
        if step == "..":
            parts.pop()
        elif step not in ("", ".", "current()"):
            parts.append(step)
    return "/".join(parts)


def kabar_attributes(element: ET.Element) -> dict[str, str]:
    """The element's attributes in the kabar namespace, by local name."""
    ours = f"{{{KABAR}}}"
    return {key.removeprefix(ours): value for key, value in element.attrib.items() if value and key.startswith(ours)}

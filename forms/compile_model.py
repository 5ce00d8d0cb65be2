"""The model of an XForm: texts, binds, the tree of slots, secondary instances, setvalues."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms.definition import Bind, SetValue, Slot, Text
from forms.problem_log import ProblemLog
from forms.values import cast
from forms.xform import JR, OPENROSA, XFORMS, absolute, child, children, generic, kabar_attributes, split

if TYPE_CHECKING:
    from forms.xpath import Node

_ITEXT = re.compile(r"^\s*jr:itext\(\s*(['\"])(.*?)\1\s*\)\s*$", re.DOTALL)
_XML = "http://www.w3.org/XML/1998/namespace"
MEDIA = ("image", "big-image", "audio", "video")  # forms of a text that name a file (ODK XForms, "Languages")
_MISSING = "-"  # what pyxform writes where a translation is missing
_TYPES = {
    "integer": "int", "long": "int", "double": "decimal", "float": "decimal", "datetime": "dateTime",
    "select1": "string", "select": "string",
}  # fmt: skip


def read_text(element: ET.Element, path: str, column: str, log: ProblemLog) -> tuple[str | Any, ...]:
    """The pieces of an element's mixed content: words, and the expressions of its `<output>`s."""
    pieces: list[Any] = [element.text or ""]
    for part in element:
        if split(part.tag)[1] == "output":
            source = part.get("value") or part.get("ref")
            pieces.append(log.expression(source, path, column) or "")
        else:
            pieces.append("".join(part.itertext()))
        pieces.append(part.tail or "")
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")


def read_texts(model: ET.Element, log: ProblemLog) -> tuple[dict[str, Text], tuple[str, ...], str]:
    """`<itext>` -> (id or id#form -> Text, languages, default language)."""
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    languages: list[str] = []
    default = ""
    itext = child(model, "itext")
    for translation in itext if itext is not None else ():
        language = translation.get("lang", "")
        languages.append(language)
        if translation.get("default") in ("true()", "true", ""):
            default = language
        for key, value in _values(translation):
            pieces = read_text(value, key.rsplit(":", 1)[0], "label", log)
            if pieces and pieces != (_MISSING,):
                found.setdefault(key, {})[language] = pieces
    texts = {key: Text(by_language) for key, by_language in found.items()}
    return texts, tuple(languages), default or (languages[0] if languages else "")


def _values(translation: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for text in translation:
        for value in text:
            form = value.get("form", "")
            if form in ("", "long"):
                yield text.get("id", ""), value
            elif form in ("guidance", "short", *MEDIA):
                yield f"{text.get('id', '')}#{form}", value


def message(source: str | None, texts: dict[str, Text]) -> Text:
    """A constraint or required message: a plain string or a reference to an itext."""
    if not source:
        return Text()
    reference = _ITEXT.match(source)
    return texts.get(reference[2], Text()) if reference else Text({"": (source,)})


def itext_id(source: str | None) -> str | None:
    """The id in `jr:itext('id')`, or None."""
    reference = _ITEXT.match(source or "")
    return reference[2] if reference else None


def read_binds(model: ET.Element, texts: dict[str, Text], log: ProblemLog) -> dict[str, Bind]:
    """`<bind>` elements by nodeset, those of attributes (`/data/meta/entity/@id`) among them.

    An attribute that an action sets has one even where none is written.
    """
    targets = (generic(one.get("ref") or "") for one in children(model, "setvalue"))
    written = {
        path: _bind(one, path, texts, log)
        for one in children(model, "bind")
        if (path := generic(one.get("nodeset") or one.get("ref") or ""))
    }
    return {path: Bind() for path in targets if "/@" in path} | written


def _bind(element: ET.Element, path: str, texts: dict[str, Text], log: ProblemLog) -> Bind:
    plain = element.get("type", "string").rsplit(":", 1)[-1]
    preload = element.get(f"{JR}preload")
    return Bind(
        type=_TYPES.get(plain.lower() if plain.lower() in _TYPES else plain, plain),
        relevant=log.expression(element.get("relevant"), path, "relevant"),
        constraint=log.expression(element.get("constraint"), path, "constraint"),
        required=log.expression(element.get("required"), path, "required"),
        readonly=log.expression(element.get("readonly"), path, "readonly"),
        calculate=log.expression(element.get("calculate"), path, "calculation"),
        constraint_message=message(element.get(f"{JR}constraintMsg"), texts),
        required_message=message(element.get(f"{JR}requiredMsg"), texts),
        preload=(preload, element.get(f"{JR}preloadParams", "")) if preload else None,
        attributes=kabar_attributes(element),
    )


class ModelReader:
    """Walks the primary instance once: the slots, and the values it starts with."""

    def __init__(self, binds: dict[str, Bind], repeats: dict[str, ET.Element], prefixes: dict[str, str]) -> None:
        self._binds = binds
        self._repeats = repeats
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()} | {XFORMS: ""}

    def slot(self, element: ET.Element, parent: str = "") -> Slot:
        namespace, name = split(element.tag)
        path = f"{parent}/{name}"
        below: dict[str, ET.Element] = {}
        for one in element:
            if split(one.tag)[1] not in below or f"{JR}template" in one.attrib:
                below[split(one.tag)[1]] = one
        bind = self._binds.get(path, Bind())
        slot = Slot(
            path=path,
            name=name,
            namespace="" if namespace == XFORMS else namespace,
            bind=bind,
            children=(*self._bound(element, path), *(self.slot(one, path) for one in below.values())),
            default="" if below else _declared(element, bind),
            attributes=self._attributes(element),
            repeats=path in self._repeats,
            prefix=self._prefixes.get(namespace, ""),
        )
        return replace(slot, template=self.values(element, slot)) if slot.repeats else slot

    def _bound(self, element: ET.Element, path: str) -> Iterator[Slot]:
        """Attributes with a bind."""
        for key, value in element.attrib.items():
            namespace, name = split(key)
            bind = self._binds.get(f"{path}/@{name}")
            if bind is not None:
                prefix = self._prefixes.get(namespace, "")
                yield Slot(f"{path}/@{name}", f"@{name}", namespace, bind, default=value, prefix=prefix)

    def _attributes(self, element: ET.Element) -> dict[str, str]:
        """By the name as written, after the declarations of the prefixes that stand in those names."""
        found: dict[str, str] = {}
        for key, value in element.attrib.items():
            namespace, name = split(key)
            if key == f"{JR}template":
                continue
            prefix = "xml" if namespace == _XML else self._prefixes.get(namespace, "")
            if prefix and prefix != "xml":
                found = {f"xmlns:{prefix}": namespace} | found
            found[f"{prefix}:{name}" if namespace else name] = value
        return found

    def values(self, element: ET.Element, slot: Slot) -> Any:
        """The values under `element` in the shape of a draft: str, dict, or list of dict for a repeat.

        A text beside bound attributes goes by the name "".
        """
        text = _declared(element, slot.bind) if not len(element) else ""
        if not slot.children:
            return text
        found: dict[str, Any] = {"": text} if text else {}
        for below in slot.children:
            if below.is_attribute:
                found[below.name] = below.default
            real = [one for one in children(element, below.name) if f"{JR}template" not in one.attrib]
            if below.repeats:
                found[below.name] = [self.values(one, below) for one in real] or self._fixed(below)
            elif real:
                found[below.name] = self.values(real[0], below)
        return found

    def _fixed(self, slot: Slot) -> list[Any]:
        """A repeat that nobody may add to has at least the instance of its template."""
        return [slot.template] if is_fixed(self._repeats[slot.path]) else []


def is_fixed(repeat: ET.Element) -> bool:
    """`jr:noAddRemove`: a person neither adds nor removes instances."""
    return repeat.get(f"{JR}noAddRemove") in ("true()", "true")


def _declared(element: ET.Element, bind: Bind) -> str:
    return cast(bind.type, (element.text or "").strip())


def with_instance_id(root: Slot, prefixes: dict[str, str]) -> Slot:
    """The tree with `meta/instanceID`, which every submission needs (OpenRosa metadata) and some forms lack.

    It stands in the namespace of OpenRosa if the form speaks of that, else in none, as in ODK Web Forms.
    """
    meta = next((one for one in root.children if one.name == "meta"), None)
    if meta and any(one.name == "instanceID" for one in meta.children):
        return root
    path = f"{root.path}/meta"
    if meta is None:
        prefix = next((prefix for prefix, namespace in prefixes.items() if namespace == OPENROSA), "")
        meta = Slot(path, "meta", OPENROSA if prefix else "", Bind(), prefix=prefix)
    identity = Slot(f"{path}/instanceID", "instanceID", meta.namespace, Bind(preload=("uid", "")), prefix=meta.prefix)
    meta = replace(meta, children=(*meta.children, identity))
    return replace(root, children=(*(one for one in root.children if one.name != "meta"), meta))


def read_instances(model: ET.Element) -> tuple[dict[str, Node], dict[str, str]]:
    """Secondary instances: those written out, as nodes, and the sources of those that live in files."""
    from forms.lists import indexed
    from forms.xpath import parse_xml

    inside: dict[str, Node] = {}
    outside: dict[str, str] = {}
    for instance in list(children(model, "instance"))[1:]:
        name = instance.get("id", "")
        if len(instance) and not instance.get("src"):
            for element in instance.iter():
                element.tag = split(element.tag)[1]
            inside[name] = indexed(parse_xml(ET.tostring(instance, encoding="unicode")).children[0])
        else:
            outside[name] = instance.get("src", "")
    return inside, outside


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

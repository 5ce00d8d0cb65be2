"""The primary instance of an XForm: the tree of slots, and the values it starts with."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from forms.compiling.xform import JR, OPENROSA, XFORMS, children, split
from forms.definition import Bind, Slot
from forms.values import cast

_XML = "http://www.w3.org/XML/1998/namespace"


class TreeReader:
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

"""The body of an XForm: what is asked, in the order of asking."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from forms.bounds import read_limits
from forms.compile_model import is_fixed, itext_id, read_text
from forms.definition import Bind, Control, Group, Item, Itemset, Question, Repeat, Slot, Text
from forms.problem_log import ProblemLog
from forms.prompt import Kind
from forms.xform import JR, absolute, child, children, split

_INPUTS: dict[str, Kind] = {
    "string": "text", "int": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "dateTime": "datetime", "geopoint": "geopoint", "geotrace": "geotrace", "geoshape": "geoshape",
    "barcode": "barcode", "binary": "file",
}  # fmt: skip
_CONTROLS: dict[str, Kind] = {
    "select1": "select_one", "select": "select_multiple", "rank": "rank", "range": "range", "trigger": "acknowledge",
}  # fmt: skip
_UPLOADS: dict[str, Kind] = {"image": "image", "audio": "audio", "video": "video"}
_QUESTIONS = {"input", "secret", "upload", *_CONTROLS}
# What belongs to one question even when it stands on its group.
_OWN = {"short", "alias", "indicator"}


class BodyReader:
    """Turns body elements into controls; `slots` must hold the whole model."""

    def __init__(self, slots: dict[str, Slot], texts: dict[str, Text], log: ProblemLog) -> None:
        self._slots = slots
        self._texts = texts
        self._log = log

    def controls(self, element: ET.Element, parent: str, inherited: dict[str, str]) -> Iterator[Control]:
        for one in element:
            name = split(one.tag)[1]
            if name in _QUESTIONS:
                yield from self._question(one, name, parent, inherited)
            elif name in ("group", "repeat"):
                yield from self._container(one, name, parent, inherited)

    def _container(self, element: ET.Element, tag: str, parent: str, inherited: dict[str, str]) -> Iterator[Control]:
        inner = next(children(element, "repeat"), None) if tag == "group" else element
        if inner is not None and all(split(one.tag)[1] in ("label", "hint", "repeat") for one in element):
            yield from self._repeat(inner, element, parent, inherited)
            return
        if tag == "repeat":
            yield from self._repeat(element, element, parent, inherited)
            return
        ref = element.get("ref") or element.get("nodeset")
        path = absolute(ref, parent) if ref else parent
        carried = self._carried(path, inherited)
        label = self._text(element, "label", path)
        body = tuple(self.controls(element, path, carried))
        yield Group(path if ref else "", label, element.get("appearance", ""), body)

    def _repeat(
        self, element: ET.Element, holder: ET.Element, parent: str, inherited: dict[str, str]
    ) -> Iterator[Control]:
        path = absolute(element.get("nodeset") or element.get("ref") or "", parent)
        if path not in self._slots:
            self._log.add("no_node", path, "name", "This repeat has no node in the form's model.")
            return
        yield Repeat(
            path=path,
            name=path.rsplit("/", 1)[-1],
            label=self._text(holder, "label", path) or self._text(element, "label", path),
            children=tuple(self.controls(element, path, self._carried(path, inherited))),
            count=self._log.expression(element.get(f"{JR}count"), path, "repeat_count"),
            fixed=is_fixed(element),
        )

    def _question(self, element: ET.Element, tag: str, parent: str, inherited: dict[str, str]) -> Iterator[Question]:
        path = absolute(element.get("ref") or "", parent)
        slot = self._slots.get(path)
        if slot is None:
            self._log.add("no_node", path, "name", "This question has no node in the form's model.")
            return
        appearance = element.get("appearance", "")
        if tag in ("select", "select1") and appearance.split()[:1] == ["label"]:
            return  # the header row of a table of selects: it asks nothing
        yield Question(
            path=path,
            name=slot.name,
            kind=_kind(element, tag, slot.bind),
            bind=slot.bind,
            label=self._text(element, "label", path),
            hint=self._text(element, "hint", path),
            guidance=self._guidance(element),
            appearance=appearance,
            items=tuple(self._items(element, path)),
            itemset=self._itemset(element, path),
            limits=read_limits(slot.bind.constraint, path, self._log),
            span=(element.get("start", ""), element.get("end", "")),
            attributes=self._carried(path, inherited),
        )

    def _carried(self, path: str, inherited: dict[str, str]) -> dict[str, str]:
        slot = self._slots.get(path)
        own = slot.bind.attributes if slot else {}
        return {key: value for key, value in inherited.items() if key not in _OWN} | own

    def _text(self, element: ET.Element, name: str, path: str) -> Text:
        found = child(element, name)
        if found is None:
            return Text()
        ref = found.get("ref")
        identity = itext_id(ref)
        if identity is not None:
            return self._texts.get(identity, Text())
        if ref:
            expression = self._log.expression(ref, path, name)
            return Text({"": (expression,)}) if expression else Text()
        pieces = read_text(found, path, name, self._log)
        return Text({"": pieces}) if pieces else Text()

    def _guidance(self, element: ET.Element) -> Text:
        found = child(element, "hint")
        identity = itext_id(found.get("ref")) if found is not None else None
        return self._texts.get(f"{identity}#guidance", Text())

    def _items(self, element: ET.Element, path: str) -> Iterator[Item]:
        for item in children(element, "item"):
            value = child(item, "value")
            if value is not None:
                yield Item((value.text or "").strip(), self._text(item, "label", path))

    def _itemset(self, element: ET.Element, path: str) -> Itemset | None:
        found = child(element, "itemset")
        if found is None:
            return None
        nodes = self._log.expression(found.get("nodeset"), path, "choice_filter")
        value, label = child(found, "value"), child(found, "label")
        if nodes is None or value is None:
            return None
        ref = (label.get("ref") if label is not None else "") or ""
        by_id = ref.startswith("jr:itext(")
        ref = ref[len("jr:itext(") : -1].strip() if by_id else ref
        return Itemset(nodes, value.get("ref") or "", ref, by_id)


def _kind(element: ET.Element, tag: str, bind: Bind) -> Kind:
    if tag == "upload":
        return _UPLOADS.get(element.get("mediatype", "").split("/")[0], "file")
    if tag in _CONTROLS:
        return _CONTROLS[tag]
    if bind.readonly is not None and bind.readonly.source.strip() == "true()":
        return "note"
    return _INPUTS.get(bind.type, "text")

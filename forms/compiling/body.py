"""The body of an XForm: what is asked, in the order of asking."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from forms.compiling.bounds import read_balance, read_limits
from forms.compiling.labels import LabelReader
from forms.compiling.options import OptionReader
from forms.compiling.tree import is_fixed
from forms.compiling.xform import JR, absolute, children, split
from forms.definition import Bind, Control, Group, Question, Repeat, Slot, Text
from forms.problem_log import ProblemLog
from forms.prompt import Kind

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
_OWN = ("short", "alias", "indicator")


class BodyReader:
    """Turns body elements into controls; `slots` must hold the whole model."""

    def __init__(self, slots: dict[str, Slot], texts: dict[str, Text], log: ProblemLog) -> None:
        self._slots = slots
        self._log = log
        self._labels = LabelReader(texts, log)
        self._options = OptionReader(self._labels, log)
        self.external = self._options.external  # lists in files that only the body speaks of: instance id -> source

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
        label = self._labels.text(element, "label", path)
        body = tuple(self.controls(element, path, carried))
        yield Group(path if ref else "", label, element.get("appearance", ""), body)

    def _repeat(
        self, element: ET.Element, holder: ET.Element, parent: str, inherited: dict[str, str]
    ) -> Iterator[Control]:
        path = absolute(element.get("nodeset") or element.get("ref") or "", parent)
        if path not in self._slots or path.count("/") < 2:
            self._log.add("no_node", path, "name", "This repeat has no node below the root of the form's model.")
            return
        yield Repeat(
            path=path,
            name=path.rsplit("/", 1)[-1],
            label=self._labels.text(holder, "label", path) or self._labels.text(element, "label", path),
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
        items, itemset = self._options.read(element, path)
        yield Question(
            path=path,
            name=slot.name,
            kind=_kind(element, tag, slot.bind),
            bind=slot.bind,
            label=self._labels.text(element, "label", path),
            hint=self._labels.text(element, "hint", path),
            guidance=self._labels.guidance(element),
            appearance=appearance,
            items=items,
            itemset=itemset,
            limits=read_limits(slot.bind.constraint, path, self._log),
            balance=read_balance(slot.bind.constraint, path, self._log),
            span=(element.get("start", ""), element.get("end", "")),
            step=element.get("step", ""),
            accuracy=element.get("unacceptableAccuracyThreshold", ""),
            media=self._labels.media(element),
            attributes=self._carried(path, inherited),
        )

    def _carried(self, path: str, inherited: dict[str, str]) -> dict[str, str]:
        slot = self._slots.get(path)
        own = slot.bind.attributes if slot else {}
        return {key: value for key, value in inherited.items() if not _is_own(key)} | own


def _kind(element: ET.Element, tag: str, bind: Bind) -> Kind:
    if tag == "upload":
        return _UPLOADS.get(element.get("mediatype", "").split("/")[0], "file")
    if tag in _CONTROLS:
        return _CONTROLS[tag]
    if element.get("query"):
        return "select_one"
    if bind.readonly is not None and bind.readonly.source.strip() == "true()":
        return "note"
    return _INPUTS.get(bind.type, "text")


def _is_own(attribute: str) -> bool:
    return attribute.partition("_")[0] in _OWN

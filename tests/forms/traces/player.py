"""Plays a trace on the engine and says where it first differs from what was recorded."""

from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from forms import Form, FormErrors, compile_form
from tests.forms.traces.engine import ZONE, Engine
from tests.forms.traces.recorded import State, Step, Trace, plain

_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STAMP = re.compile(r"2026-11-22T\d\d:\d\d:\d\d\.\d{1,3}-07:00")  # the moment of recording
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
_OUTCOMES = {
    None: "ANSWER_OK",
    "required": "ANSWER_REQUIRED_BUT_EMPTY",
    "constraint": "ANSWER_CONSTRAINT_VIOLATED",
}


def first_difference(trace: Trace) -> str | None:
    """None if every recorded node is equal after every step, and again once stored and loaded, and every query."""
    try:
        player = _Player(_compiled(trace.form))
    except FormErrors as errors:
        return f"refused: {errors.problems[0].message}"
    for number, step in enumerate(trace.steps):
        difference = player.take(step)
        if difference:
            return f"step {number}, {step.operation} {step.arguments}: {difference}"
    player.engine.reload()
    return player.compare(next(step.state for step in reversed(trace.steps) if step.state is not None))


@cache
def _compiled(xform: str) -> Form:
    return compile_form(xform)


class _Player:
    def __init__(self, form: Form) -> None:
        self.engine = Engine(form)

    def take(self, step: Step) -> str | None:
        """Do what the step says and compare; what upstream's engine refused to do is left out."""
        if step.error:
            return None
        if step.state is None:
            got, wanted = self.ask(step), step.result
            return None if got == wanted else f"{got!r} instead of {wanted!r}"
        refused = self.act(step, step.state)
        return refused or self.compare(step.state) or self.compare_xml(step.xml)

    def act(self, step: Step, state: State) -> str | None:
        match step.operation, step.arguments:
            case "answer", (argument,):
                return self.answer(step.reference, _lexical(argument), state)
            case "answer", (reference, *arguments):
                return self.answer(plain(reference), " ".join(map(_lexical, arguments)), state)
            case "createNewRepeat", _:
                self.engine.create(step.reference)
            case "removeRepeat", (reference,):
                self.engine.remove(plain(reference))
            case "setLanguage", (language,):
                self.engine.speak(language)
        return None

    def answer(self, path: str, text: str, state: State) -> str | None:
        """Upstream stores a blank where it can't read an answer; a chat says so and asks again. Both must refuse."""
        node = state[path]
        if text == "{}":
            text = node["v"]  # a file was recorded without its name
        if node["t"] == "trigger":
            text = {"1": "OK", "0": ""}[text]
        if node["t"] == "select":  # upstream knows no order of choosing: they are tapped as they are listed
            text = " ".join(sorted(text.split(" "), key=lambda name: [*node["opts"], name].index(name)))
        if self.engine.answer(path, text):
            return None
        self.engine.answer(path, "")
        return f"refused {text!r}, which upstream holds as {node['v']!r}" if node["v"] else None

    def ask(self, step: Step) -> Any:
        match step.operation, step.arguments:
            case "answerOf", (reference,):
                return self.value(plain(reference), step.result)
            case "countRepeatInstancesOf", (reference,):
                return self.engine.instances(plain(reference))
            case "choicesOf", (reference,):
                return [[one.name, None] for one in self.engine.choices(plain(reference))]
            case "getAvailableOptionLabels", (options,):
                return [one.label for one in self.engine.choices(_asserted(options))]
            case "getQuestionLabelText", (options,):
                return self.engine.label(_asserted(options))
            case "getValidationOutcome", _:
                found = self.engine.first_violation()
                path, what = found or (None, None)
                return {"outcome": _OUTCOMES[what], "failed": path}
        return "open" if step.operation == "open" else None

    def value(self, path: str, wanted: Any) -> Any:
        """The node's value, written as `wanted` is where it is the same."""
        got = self.engine.value(path)
        if wanted is None and got in ("", "OK"):
            return None  # upstream shows no text for a trigger
        same = (
            _as_long(got, str(wanted))
            if self.engine.is_measured(path)
            else _same(got, str(wanted), self.engine.data_type(path))
        )
        return wanted if same else got

    def compare(self, state: State) -> str | None:
        wanted = {path: node for path, node in state.items() if not node["t"].startswith("repeat-range")}
        present = self.engine.paths()
        if present != wanted.keys():
            return f"missing {sorted(wanted.keys() - present)}, too many {sorted(present - wanted.keys())}"
        return next((found for path, node in wanted.items() if (found := self.compare_node(path, node))), None)

    def compare_xml(self, recorded: str | None) -> str | None:
        """Elements, attributes and their order in the submission; the values were compared before."""
        if recorded is None:
            return None
        got, wanted = _shape(ET.fromstring(self.engine.xml())), _shape(ET.fromstring(recorded))
        return None if got == wanted else f"XML {got}, not {wanted}"

    def compare_node(self, path: str, node: dict[str, Any]) -> str | None:
        got = {
            "rel": self.engine.is_relevant(path),
            "req": self.engine.is_required(path),
            "ro": self.engine.is_readonly(path),
            "viol": self.engine.violation(path),
        }
        wanted = {"req": False, "ro": False, "viol": None} | {key: node[key] for key in got if key in node}
        if "v" in node and node["rel"]:
            got["v"], wanted["v"] = self.value(path, node["v"]), node["v"]
        if "opts" in node:
            got["opts"], wanted["opts"] = [one.name for one in self.engine.choices(path)], node["opts"]
        return next((f"{path} {key} {got[key]!r}, not {wanted[key]!r}" for key in got if got[key] != wanted[key]), None)


def _same(got: str, wanted: str, data_type: str) -> bool:
    """Equal as values of the type; of identities and the moment of opening only the kind can be equal."""
    if got == wanted or any(kind.fullmatch(got) and kind.fullmatch(wanted) for kind in (_UUID, _STAMP)):
        return True
    if _NUMBER.fullmatch(got) and _NUMBER.fullmatch(wanted) and "." in got + wanted:
        return math.isclose(float(got), float(wanted), rel_tol=1e-12, abs_tol=1e-9)
    if data_type in ("time", "dateTime") and got and wanted:
        return _moment(got) == _moment(wanted)
    return data_type in ("geotrace", "geoshape") and got.replace("; ", ";") == wanted


def _as_long(got: str, wanted: str) -> bool:
    """Distances and areas: upstream rounds to centimetres and reckons on another sphere; its tests allow for more."""
    both_numbers = _NUMBER.fullmatch(got) and _NUMBER.fullmatch(wanted)
    return got == wanted or bool(both_numbers and math.isclose(float(got), float(wanted), rel_tol=1e-5))


def _moment(text: str) -> datetime:
    """A time or dateTime; where no offset is said, in the zone of the recording."""
    moment = datetime.fromisoformat(text if "T" in text else f"2026-11-22T{text}")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ZONE))


def _shape(element: ET.Element) -> Any:
    """A blank attribute is one that nobody filled: upstream leaves some of them out."""
    attributes = {key: _UUID.sub("uuid", value) for key, value in element.attrib.items() if value}
    return element.tag, attributes, [_shape(below) for below in element]


def _asserted(options: str) -> str:
    return plain(json.loads(options)["assertCurrentReference"])


def _lexical(argument: Any) -> str:
    if isinstance(argument, bool):
        return "1" if argument else "0"
    text = "" if argument in (None, "null") else str(argument)
    if text.startswith('{"latitude"'):
        point = json.loads(text)
        return " ".join(str(point.get(key) or 0) for key in ("latitude", "longitude", "altitude", "accuracy"))
    return json.loads(text) if text.startswith('"') else text

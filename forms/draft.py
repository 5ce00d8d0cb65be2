"""A half-filled form as plain data, and what a form may take from the world around it.

A `Draft` goes through JSON between any two steps, so nothing can hide in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from forms.events import Event
from forms.prompt import Prompt

Json = Any

# What the engine itself says beside an answer; channels have remarks of their own. A new value takes a remark away.
UNKNOWN = "unknown"  # the person does not know: blank, and a requirement is content
DEFERRED = "deferred"  # passed for now, although an answer is required or what is there does not hold


@dataclass(frozen=True, slots=True)
class Context:
    """What a form takes from outside, frozen into the draft when it is opened.

    `now` is aware; `zone` an IANA name; `seed` makes `uuid()`, `random()` and `instanceID` repeatable.
    `account`: username, phonenumber, email, deviceid, and whatever `kabar:prefill` = akun asks for (by XLSForm name).
    `unit` and `period`: the kampung (or group, region, plan item) and the period that the report is about.
    `profile`: values for `kabar:prefill` = profil, by XLSForm name.
    `last`: the last submission of the same form and unit, by XLSForm name (lexical values); empty if none.
    `last_saved`: the XML of the last submission of this form by the same person, for `${last-saved#name}`; "" if none.
    `instances`: rows of external secondary instances, by instance id: for `pulldata`, `instance('id')`.
    """

    now: datetime
    zone: str = "Asia/Jakarta"
    seed: int = 0
    language: str = "id"
    account: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)  # {"id": ..., "name": ..., "code": ...}
    period: str = ""
    profile: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    last_saved: str = ""
    instances: dict[str, list[dict[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """`instance` is the tree of values and what is known of each (`forms.filling.instance`), `at` the path the person
    stands at ("" at the end), `passed` how many questions were answered or skipped so far."""

    form_id: str
    version: str
    revision: int
    language: str
    at: str
    instance: Json
    context: Json
    passed: int = 0

    def to_json(self) -> dict[str, Json]:
        """Plain data for `json.dumps`; `Draft.from_json` is its inverse."""
        return {
            "form_id": self.form_id, "version": self.version, "revision": self.revision, "language": self.language,
            "at": self.at, "instance": self.instance, "context": self.context, "passed": self.passed,
        }  # fmt: skip

    @property
    def instance_id(self) -> str:
        """OpenRosa's instanceID, which every draft has from its first moment."""
        return str(self.instance["values"]["meta"]["instanceID"])

    def with_identity(self, instance_id: str) -> Draft:
        """The same answers under another instanceID: a new draft, or one that corrects a submission."""
        values = self.instance["values"]
        named = {**values, "meta": {**values["meta"], "instanceID": instance_id}}
        return replace(self, instance={**self.instance, "values": named})

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Draft:
        """Also reads what was stored when `seen` was a list of paths beside an instance with all its values."""
        if "seen" in data:
            seen = data["seen"]
            rest = {name: value for name, value in data.items() if name != "seen"}
            return cls(**rest | {"instance": data["instance"] | {"seen": seen}, "passed": len(seen)})
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Step:
    """What one push returns: the new draft, what happened, and what to ask next."""

    draft: Draft
    events: tuple[Event, ...]
    prompt: Prompt

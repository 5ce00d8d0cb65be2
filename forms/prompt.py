"""What to ask next: one question, or one of the two stops that are not a question.

A prompt is everything a channel needs to ask; it holds no reference into the engine and no markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text", "integer", "decimal", "select_one", "select_multiple", "rank", "range", "date", "time", "datetime",
    "note", "acknowledge", "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "barcode",
    "repeat",  # "add another?": answered with "yes" or "no"
    "end",     # nothing left to ask: review and finish
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select, already filtered and translated. `aliases` are words people type for it, `media` the
    names of files by kind: `image`, `big-image`, `audio`, `video`."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    media: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers (or ISO dates) an answer may take, where the constraint says so plainly; None is open.

    Of a range with a `step`, a number must be so many steps from the minimum (from the end that it starts at).
    """

    minimum: str | None = None
    maximum: str | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level group of the form: `index` from 1, of `count`."""

    index: int
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to ask. `path` names the node with repeat positions, as in `/data/kegiatan[2]/jenis`."""

    path: str
    name: str
    kind: Kind
    label: str
    hint: str = ""
    guidance: str = ""
    short: str = ""  # kabar:short, or the label
    required: bool = False
    value: str = ""  # the present answer, in XForms lexical form; "" when blank
    choices: tuple[Choice, ...] = ()
    bounds: Bounds = Bounds()
    section: Section | None = None
    number: int = 0  # running number of this question on the present path, from 1
    total: int | None = None  # known only for a form without skip logic and repeats
    repeat: tuple[str, int, int | None] | None = None  # innermost repeat: label, position from 1, count if fixed
    notes: tuple[str, ...] = ()  # notes and calculated results to show above the question
    appearance: str = ""
    media: dict[str, str] = field(default_factory=dict)  # file names by kind: image, big-image, audio, video
    previous: str = ""  # the stock value of the last submission that may be taken over ("Sama"); "" when none
    attributes: dict[str, str] = field(default_factory=dict)  # other kabar:* columns: alias, sensitive, unknown, ...
    remark: str = ""  # what was said beside the present answer (`forms.draft`)
    accuracy: str = ""  # metres beyond which a place is too inexact, where the form says so


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that breaks a rule of its form: `message` is the form's own, or ""; `lacks` as in `AnswerRejected`."""

    path: str
    message: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Numbers that may be asked in one message: three or more next to each other in a group that is a `field-list`.

    `key` names the group in this draft, however many of its questions are asked. `waiting` are the paths without an
    answer, or with one that broke a rule (those are in `faults`); a rule about a number that is still missing says
    nothing yet. `total` is (XLSForm name, value) of a calculation of the form that adds up exactly these answers.
    """

    key: str
    label: str
    items: tuple[Prompt, ...]
    waiting: frozenset[str]
    faults: tuple[Fault, ...] = ()
    total: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One answered (or skipped) question in an overview of the draft, in document order."""

    path: str
    number: int
    label: str
    short: str
    kind: Kind
    value: str  # lexical
    text: str  # as a person reads it: choice labels, dates left ISO
    section: Section | None
    required: bool
    attributes: dict[str, str] = field(default_factory=dict)
    remark: str = ""  # what was said beside it (`forms.draft`)
    unusual: bool | None = None  # against the form's own soft rule; None where it has none
    appearance: str = ""

"""What one push of the engine did. A wrong answer is an event, not an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from forms.prompt import Bounds

Condition = Literal["type", "choice", "constraint", "required", "readonly"]


@dataclass(frozen=True, slots=True)
class AnswerAccepted:
    path: str
    value: str  # lexical
    text: str  # as a person reads it
    label: str
    short: str
    remark: str = ""  # what was said beside this very value before
    unusual: bool | None = None  # against the form's own soft rule; None where it has none


@dataclass(frozen=True, slots=True)
class AnswerRejected:
    """`message` is the form's own constraint_message or required_message, or ""; `received` what arrived.

    `lacks` is how much a sum lacks that must come out (negative: how much it is too large); "" where there is none.
    """

    path: str
    condition: Condition
    received: str
    label: str
    message: str = ""
    bounds: Bounds = Bounds()
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class AnswersHidden:
    """These answered questions are no longer relevant; their values are kept and come back."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswersReturned:
    """These questions, answered before they were hidden, are relevant again, with the answers they had."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    path: str
    condition: Condition
    label: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class AnswersInvalid:
    """These answers don't hold any more because of another one, and are asked again.

    `constraint`: what stands there is shown as a proposal. `required`: it was skipped, and may not be now. `choice`:
    its choice filter no longer offers it, so it was cleared.
    """

    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class QuestionsAsked:
    """These questions have become relevant, and wait for their first answer."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinishRefused:
    """`finish()` found answers that are missing or no longer right; the prompt leads to the first."""

    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One typed value of a submission: flat rows are what tables, exports and indicators are made of.

    `path` is the XPath with repeat positions, `name` the XLSForm name. At most one typed column is filled
    beside `text`.
    """

    path: str
    name: str
    kind: str
    text: str  # lexical
    number: float | None = None
    date: str | None = None  # ISO
    indicator: str | None = None  # kabar:indicator


@dataclass(frozen=True, slots=True)
class FormFinished:
    """The draft is complete: its submission as XForms instance XML and as flat rows."""

    instance_id: str
    instance_name: str
    xml: str
    rows: tuple[AnswerRow, ...] = ()
    attachments: tuple[str, ...] = field(default=())  # file names mentioned by media questions


Event = (
    AnswerAccepted
    | AnswerRejected
    | AnswersHidden
    | AnswersReturned
    | AnswersInvalid
    | QuestionsAsked
    | FinishRefused
    | FormFinished
)

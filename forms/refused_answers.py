"""Why an answer was refused, in a sentence for who prepares answers in a file. People in a chat read templates."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from forms.events import AnswerRejected, Violation
from forms.prompt import Prompt

_MOST_NAMED = 12  # options; a list may have thousands

_TAKES: Mapping[str, str] = MappingProxyType({
    "integer": "a whole number of up to 18 digits",
    "decimal": "a number such as 12.5",
    "range": "a number such as 12.5",
    "date": "a date such as 2026-10-14",
    "time": "a time such as 14:30 or 14:30:00.000+07:00",
    "datetime": "a moment such as 2026-10-14T14:30:00.000+07:00",
    "geopoint": 'a place such as "-0.78 100.65 12 5": latitude, longitude, altitude, accuracy',
    "geotrace": 'two or more places, parted by ";"',
    "geoshape": 'places parted by ";", the last of them the first again',
    "acknowledge": '"OK"',
    "image": "the name of a file, without a folder",
    "audio": "the name of a file, without a folder",
    "video": "the name of a file, without a folder",
    "file": "the name of a file, without a folder",
})  # fmt: skip


def why_rejected(refused: AnswerRejected, asked: Prompt) -> str:
    """`/path: reason`, with the form's own message where it has one, and what arrived."""
    received = f" (received {refused.received!r})" if refused.received else ""
    own = f" {refused.message}" if refused.message else ""
    match refused.condition:
        case "type":
            return f"{refused.path}: {_TAKES.get(asked.kind, 'another kind of value')} is expected{received}.{own}"
        case "choice":
            return f"{refused.path}: {_offered(asked)}{received}"
    return f"{refused.path}: {refused.message or _broken(refused)}{received}"


def why_not_finished(found: Violation) -> str:
    """`/path: reason` for an answer that no longer holds at the end."""
    return f"{found.path}: {found.message or _broken(found)}"


def _broken(found: AnswerRejected | Violation) -> str:
    return {
        "required": "an answer is required",
        "constraint": "the constraint of the form refuses this answer",
        "type": "the answer is of another type than the question",
        "choice": "the answer is not among the options that are offered",
        "readonly": "the form lets nobody change this answer",
    }[found.condition]


def _offered(asked: Prompt) -> str:
    names = [one.name for one in asked.choices]
    listed = ", ".join(names[:_MOST_NAMED]) + (f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else "")
    if asked.kind == "rank":
        return f"all options are expected, each once: {listed}"
    return f"not among the options that are offered: {listed or 'there is none'}"

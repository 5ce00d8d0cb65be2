"""Detours: questions asked out of their turn, after which the chat is again where it was.

An edit, the items of a returned report, and what is missing at the end are all detours. They live in the chat's focus:
who leaves the report and comes back is asked what is still open, as always.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forms.draft import Step
from forms.events import AnswersInvalid, Event, QuestionsAsked


@dataclass(frozen=True, slots=True)
class Detour:
    """`left` are the paths still to be asked; `to` is the path to return to, "" for the review. With nothing left it is
    only the way back from the question that is open: what that opens is asked on the usual way."""

    to: str = ""
    left: tuple[str, ...] = ()

    @classmethod
    def of(cls, focus: dict[str, Any]) -> Detour | None:
        """The detour that the chat is on, None on the usual way."""
        told = focus.get("detour")
        return cls(told["to"], tuple(told["left"])) if told else None

    def told(self) -> dict[str, Any]:
        """For the chat's focus."""
        return {"to": self.to, "left": list(self.left)}

    def after(self, path: str, step: Step) -> Detour:
        """The same once the question at `path` was passed: what the answer opened or broke is asked too."""
        if not self.left:
            return self
        left = [one for one in self.left if one != path]
        left += [one for one in opened(step.events) if one not in left and one != path]
        return Detour(self.to, tuple(left))


def opened(events: tuple[Event, ...]) -> list[str]:
    """The paths that the push asks anew: relevant for the first time, or no longer right."""
    paths: list[str] = []
    for event in events:
        match event:
            case QuestionsAsked():
                paths += event.paths
            case AnswersInvalid():
                paths += [one.path for one in event.violations]
    return paths

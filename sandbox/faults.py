"""Things that go wrong on purpose: the next calls of a bot are refused, lost, or done without an answer.

Kinds: `429`, `500` (refused, nothing done), `drop` (connection closed, nothing done), `timeout_after_send` (done,
but the answer never comes), `block` with a count (403, nothing done).
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("429", "500", "timeout_after_send", "block", "drop", "unblock")


@dataclass(slots=True)
class Fault:
    """One order: the next `left` calls to this person (None: to anyone) and method (None: any that acts) fail.

    `seconds`: for 429 what `retry_after` says, for `timeout_after_send` how long the connection stays open.
    """

    kind: str
    left: int
    person: int | None = None
    method: str | None = None
    seconds: int = 5


class Faults:
    """The orders that are still open, oldest first."""

    def __init__(self) -> None:
        self._open: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._open.append(fault)

    def clear(self) -> None:
        self._open.clear()

    def strike(self, method: str, person: int | None) -> Fault | None:
        """The fault that hits this call, if any; each hit counts."""
        for fault in self._open:
            if _hits(fault, method, person):
                fault.left -= 1
                self._open = [open_ for open_ in self._open if open_.left > 0]
                return fault
        return None


def _hits(fault: Fault, method: str, person: int | None) -> bool:
    if fault.method is not None and fault.method.lower() != method:
        return False
    # Polling and reading go on all the time; they fail only if asked for by name.
    if fault.method is None and method.startswith("get"):
        return False
    return fault.person is None or fault.person == person

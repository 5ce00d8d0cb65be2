"""One hostile file: how to make it, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """`code` is the problem it must be refused with; "" where it may also load, as long as nothing else happens."""

    family: str
    name: str
    make: Callable[[], bytes]
    code: str
    file: str = "form.xlsx"

    @property
    def id(self) -> str:
        return f"{self.family}: {self.name}"

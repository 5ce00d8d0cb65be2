"""Where ids and seeds come from: handed out by `bot/app.py`, so that tests repeat."""

from __future__ import annotations

from typing import Protocol


class Ids(Protocol):
    def uuid(self) -> str:
        """A fresh instance id, "uuid:..." with a random UUID (version 4)."""

    def seed(self) -> int:
        """A fresh seed for what a form draws at random."""

    def token(self) -> str:
        """22 unguessable letters for a deep link."""

    def code(self) -> str:
        """Six digits, for an invitation typed by hand."""

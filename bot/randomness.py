"""Ids and seeds from the system's own randomness."""

from __future__ import annotations

import secrets
import uuid


class RandomIds:
    """What `reporting.ids.Ids` promises."""

    def uuid(self) -> str:
        return f"uuid:{uuid.uuid4()}"

    def seed(self) -> int:
        return secrets.randbits(31)

    def token(self) -> str:
        return secrets.token_urlsafe(16)

    def code(self) -> str:
        return f"{secrets.randbelow(1_000_000):06d}"

"""What the demo's two processes say to each other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

PLANTED = "planted"


@dataclass(frozen=True, slots=True)
class Order:
    """`accounts` are Telegram user ids by name, `now` the demo's time."""

    url: str
    now: datetime
    accounts: dict[str, int]

    def written(self) -> str:
        """One line of JSON."""
        told = {"url": self.url, "now": self.now.isoformat(), "accounts": self.accounts}
        return json.dumps(told) + "\n"

    @classmethod
    def read(cls, line: str) -> Order:
        told = json.loads(line)
        return cls(told["url"], datetime.fromisoformat(told["now"]), told["accounts"])

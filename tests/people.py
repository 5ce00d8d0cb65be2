"""People at their phones, over the sandbox's HTTP calls: the same for tests, the browser's story and the kill loop."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE = 20.0  # seconds until something that was expected counts as missing


class NotSeen(AssertionError):
    """What was expected did not appear in the chat."""


class Sandbox:
    """The sandbox at an address."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=60.0)

    def close(self) -> None:
        self.http.close()

    def person(self, name: str, about: str = "", language: str = "id") -> Person:
        told = {"name": name, "about": about, "language_code": language, "phone": f"+62811{abs(hash(name)) % 10**7:07d}"}
        answer = self.http.post("/sim/people", json=told)
        answer.raise_for_status()
        return Person(self, answer.json()["id"])

    def people(self) -> dict[str, Person]:
        """Everyone, by name."""
        return {one["name"]: Person(self, one["id"]) for one in self.http.get("/sim/people").json()}

    def clock(self, to: str) -> str:
        answer = self.http.post("/sim/clock", json={"to": to}, timeout=300.0)
        answer.raise_for_status()
        return str(answer.json()["now"])

    def fault(self, **told: Any) -> None:
        self.http.post("/sim/faults", json=told).raise_for_status()


@dataclass(frozen=True)
class Person:
    sandbox: Sandbox
    id: int

    def says(self, text: str, **more: Any) -> int:
        answer = self.sandbox.http.post(f"/sim/people/{self.id}/say", json={"text": text, **more})
        answer.raise_for_status()
        return int(answer.json()["message_id"])

    def sends(self, **told: Any) -> None:
        """A location or a contact."""
        self.sandbox.http.post(f"/sim/people/{self.id}/say", json=told).raise_for_status()

    def sends_photo(self, content: bytes) -> None:
        files = {"photo": ("foto.jpg", content, "image/jpeg")}
        self.sandbox.http.post(f"/sim/people/{self.id}/say", files=files).raise_for_status()

    def messages(self) -> list[dict[str, Any]]:
        return list(self.sandbox.http.get(f"/sim/people/{self.id}/chat").json()["messages"])

    def toasts(self) -> list[Any]:
        return list(self.sandbox.http.get(f"/sim/people/{self.id}/chat").json()["toasts"])

    def last(self) -> dict[str, Any]:
        """The bot's newest message."""
        return [m for m in self.messages() if m["from"] == "bot" and not m["deleted"]][-1]

    def sees(self, text: str, within: float = PATIENCE) -> dict[str, Any]:
        """Waits until the bot's newest message holds the text, and returns that message."""
        until = time.monotonic() + within
        while True:
            seen = [m for m in self.messages() if m["from"] == "bot" and not m["deleted"]]
            if seen and text in (seen[-1]["text"] or ""):
                return seen[-1]
            if time.monotonic() > until:
                raise NotSeen(f"{text!r} is not in the newest message:\n{seen[-1]['text'] if seen else '(nothing)'}")
            time.sleep(0.03)

    def has_seen(self, text: str, within: float = PATIENCE) -> dict[str, Any]:
        """Waits until any of the bot's messages holds the text, and returns the newest of those."""
        until = time.monotonic() + within
        while True:
            seen = [m for m in self.messages() if m["from"] == "bot" and text in (m["text"] or "")]
            if seen:
                return seen[-1]
            if time.monotonic() > until:
                raise NotSeen(f"{text!r} is in no message; the newest is:\n{self.last()['text']}")
            time.sleep(0.03)

    def taps(self, label: str, message: dict[str, Any] | None = None) -> None:
        """Presses the button whose label holds the text, on the newest message that has it."""
        shown = [message] if message else [m for m in self.messages() if m["from"] == "bot"][::-1]
        for one in shown:
            for button in (b for row in one["buttons"] or [] for b in row):
                if label in button["text"]:
                    told = {"message_id": one["message_id"], "data": button["data"]}
                    self.sandbox.http.post(f"/sim/people/{self.id}/tap", json=told).raise_for_status()
                    return
        raise NotSeen(f"no button {label!r} in {[m['buttons'] for m in shown[:3]]}")

    def answers(self, text: str, then: str) -> dict[str, Any]:
        """Types an answer and waits for what comes next."""
        self.says(text)
        return self.sees(then)

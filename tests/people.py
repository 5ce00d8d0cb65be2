"""People at their phones, over the sandbox's HTTP calls: the same for tests, the browser's story and the kill loop."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpx

Among = Callable[[list[dict[str, Any]]], Iterable[dict[str, Any]]]
Fits = Callable[[dict[str, Any]], bool]
PATIENCE = 20.0  # seconds until something that was expected counts as missing


class NotSeen(AssertionError):
    """What was expected did not appear in the chat."""


class Sandbox:
    """The sandbox at an address."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=60.0)

    def close(self) -> None:
        self.http.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def person(self, name: str, about: str = "", language: str = "id") -> Person:
        told = {
            "name": name,
            "about": about,
            "language_code": language,
            "phone": f"+62811{abs(hash(name)) % 10**7:07d}",
        }
        answer = self.http.post("/sim/people", json=told)
        answer.raise_for_status()
        return Person(self, answer.json()["id"])

    def group(self, name: str, by: Person) -> Member:
        """A group that the person makes and takes the bot into, as they are in it."""
        answer = self.http.post("/sim/groups", json={"name": name, "by": by.id})
        answer.raise_for_status()
        return Member(self, answer.json()["id"], by)

    def people(self) -> dict[str, Person]:
        """Everyone, by name."""
        return {one["name"]: Person(self, one["id"]) for one in self.http.get("/sim/people").json()}

    def clock(self, to: str) -> str:
        answer = self.http.post("/sim/clock", json={"to": to}, timeout=300.0)
        answer.raise_for_status()
        return str(answer.json()["now"])

    def fault(self, **told: Any) -> None:
        self.http.post("/sim/faults", json=told).raise_for_status()


class Somebody(ABC):
    """What anyone does at a phone, by way of the abstract methods, which tell where the phone is."""

    id: int

    @abstractmethod
    def messages(self) -> list[dict[str, Any]]:
        """The chat, oldest message first, as `GET /sim/people/{id}/chat` gives it."""

    @abstractmethod
    def says(self, text: str, **more: Any) -> Any: ...

    @abstractmethod
    def press(self, message: dict[str, Any], button: dict[str, Any]) -> None: ...

    @abstractmethod
    def sends(self, **told: Any) -> None:
        """A location or a contact."""

    @abstractmethod
    def sends_photo(self, content: bytes) -> None: ...

    @abstractmethod
    def sends_document(self, name: str, content: bytes, mime_type: str) -> None: ...

    def from_bot(self) -> list[dict[str, Any]]:
        return said_by_bot(self.messages())

    def last(self) -> dict[str, Any]:
        """The bot's newest message."""
        return self.from_bot()[-1]

    def sees(self, text: str, within: float = PATIENCE) -> dict[str, Any]:
        """Waits until the bot's newest message holds the text, and returns that message."""
        return self._waits(lambda seen: seen[-1:], lambda m: text in (m["text"] or ""), text, within)

    def sees_button(self, label: str, within: float = PATIENCE) -> dict[str, Any]:
        """Waits until the bot's newest message has a button that says so, and returns that message."""
        return self._waits(lambda seen: seen[-1:], lambda m: any(label in one for one in labels(m)), label, within)

    def has_seen(self, text: str, within: float = PATIENCE) -> dict[str, Any]:
        """Waits until any of the bot's messages holds the text, and returns the newest of those."""
        return self._waits(lambda seen: seen[::-1], lambda m: text in (m["text"] or ""), text, within)

    def taps(self, label: str, message: dict[str, Any] | None = None) -> None:
        """Presses the button that says so, or else one whose label holds the text, on the newest message with one."""
        shown = [message] if message else self.from_bot()[::-1]
        for one in shown:
            if (button := _labelled(one, label)) is not None:
                self.press(one, button)
                return
        raise NotSeen(f"no button {label!r} in {[labels(m) for m in shown[:3]]}")

    def answers(self, text: str, then: str) -> dict[str, Any]:
        """Types an answer and waits for what comes next."""
        self.says(text)
        return self.sees(then)

    def _waits(self, among: Among, fits: Fits, wanted: str, within: float) -> dict[str, Any]:
        until = time.monotonic() + within
        while True:
            seen = self.from_bot()
            found = next((one for one in among(seen) if fits(one)), None)
            if found is not None:
                return found
            if time.monotonic() > until:
                newest = f"{seen[-1]['text']}\n{labels(seen[-1])}" if seen else "(nothing)"
                raise NotSeen(f"{wanted!r} was not seen; the newest message is:\n{newest}")
            time.sleep(0.03)


@dataclass(frozen=True)
class Person(Somebody):
    """Somebody who speaks through the sandbox's own calls."""

    sandbox: Sandbox
    id: int

    def says(self, text: str, **more: Any) -> int:
        answer = self.sandbox.http.post(f"/sim/people/{self.id}/say", json={"text": text, **more})
        answer.raise_for_status()
        return int(answer.json()["message_id"])

    def sends(self, **told: Any) -> None:
        self.sandbox.http.post(f"/sim/people/{self.id}/say", json=told).raise_for_status()

    def sends_photo(self, content: bytes, album: str = "") -> None:
        """A photo, one of an album where that is named."""
        files = {"photo": ("foto.jpg", content, "image/jpeg")}
        told = {"data": {"album": album}} if album else {}
        self.sandbox.http.post(f"/sim/people/{self.id}/say", files=files, **told).raise_for_status()

    def sends_voice(self, content: bytes) -> None:
        files = {"voice": ("suara.ogg", content, "audio/ogg")}
        self.sandbox.http.post(f"/sim/people/{self.id}/say", files=files).raise_for_status()

    def sends_document(self, name: str, content: bytes, mime_type: str) -> None:
        files = {"document": (name, content, mime_type)}
        self.sandbox.http.post(f"/sim/people/{self.id}/say", files=files).raise_for_status()

    def messages(self) -> list[dict[str, Any]]:
        return list(self.sandbox.http.get(f"/sim/people/{self.id}/chat").json()["messages"])

    def news(self, after: int, wait: float) -> tuple[int, list[dict[str, Any]]]:
        """The chat and its version, once it is newer than that version, or after so many seconds."""
        asked = {"after": after, "wait": wait}
        told = self.sandbox.http.get(f"/sim/people/{self.id}/chat", params=asked).json()
        return int(told["version"]), list(told["messages"])

    def toasts(self) -> list[Any]:
        return list(self.sandbox.http.get(f"/sim/people/{self.id}/chat").json()["toasts"])

    def press(self, message: dict[str, Any], button: dict[str, Any]) -> None:
        told = {"message_id": message["message_id"], "data": button["data"]}
        self.sandbox.http.post(f"/sim/people/{self.id}/tap", json=told).raise_for_status()


@dataclass(frozen=True)
class Member(Person):
    """A group, as one of its people is in it."""

    by: Person

    def says(self, text: str, **more: Any) -> int:
        return super().says(text, by=self.by.id, **more)

    def press(self, message: dict[str, Any], button: dict[str, Any]) -> None:
        told = {"message_id": message["message_id"], "data": button["data"], "by": self.by.id}
        self.sandbox.http.post(f"/sim/people/{self.id}/tap", json=told).raise_for_status()


STICKER = {
    "sticker": {
        "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512,
        "is_animated": False, "is_video": False,
    }
}  # fmt: skip


def said_by_bot(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [m for m in messages if m["from"] == "bot" and not m["deleted"]]


def labels(message: dict[str, Any]) -> list[str]:
    """What the buttons of a message say."""
    return [button["text"] for row in message["buttons"] or () for button in row]


def _labelled(message: dict[str, Any], label: str) -> dict[str, Any] | None:
    buttons = [button for row in message["buttons"] or () for button in row]
    exact = [button for button in buttons if button["text"] == label]
    return next(iter(exact + [button for button in buttons if label in button["text"]]), None)

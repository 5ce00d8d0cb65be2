"""The officer's effort: what filing each of the programme's forms by chat asks of a thumb, of patience and of data.

Each form is filed once by the real bot over the sandbox, from the first question to the receipt, with cards for several
numbers ("batch") and one by one ("single"). Seconds are those of a keystroke-level model (Card, Moran & Newell, 1980),
with times for thumbs on a cheap phone; they compare ways of asking, they are no promise.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.bench.table import aligned
from tests.people import Somebody

# Seconds. A decision before each answer; a tap; one letter or digit with the thumb; opening the keyboard and sending,
# two taps more; taking a photo and choosing it, sharing a place.
DECIDE, TAP, KEY, PHOTO, PLACE = 1.35, 1.1, 0.5, 12.0, 6.0
ROUND_TRIPS = (1.0, 4.0, 8.0)  # seconds until the next card is there: good, usual and bad signal


@dataclass
class Effort:
    """What one report took. `received` are bytes of text and buttons that the phone had to load."""

    taps: int = 0
    typed: int = 0
    letters: int = 0
    photos: int = 0
    places: int = 0
    received: int = 0
    cards: int = 0
    known: dict[int, str] = field(default_factory=dict)

    @property
    def pushes(self) -> int:
        """Taps and messages: what the targets count."""
        return self.taps + self.typed + self.photos + self.places

    def seconds(self, round_trip: float) -> float:
        """By the keystroke-level model, at that round trip."""
        hands = self.taps * TAP + self.typed * 2 * TAP + self.letters * KEY + self.photos * PHOTO + self.places * PLACE
        return hands + self.pushes * (DECIDE + round_trip)

    def forget(self) -> None:
        """Begins at nothing; what was read stays known."""
        self.taps = self.typed = self.letters = self.photos = self.places = self.received = self.cards = 0

    def read(self, messages: list[dict[str, Any]]) -> None:
        """Counts what came or changed since the last look."""
        for message in messages:
            if message["from"] != "bot" or message["deleted"]:
                continue
            shown = json.dumps([message["text"], message["buttons"]], ensure_ascii=False)
            if self.known.get(message["message_id"]) != shown:
                self.cards += message["message_id"] not in self.known
                self.known[message["message_id"]] = shown
                self.received += len(shown.encode())


@dataclass(frozen=True)
class Counted(Somebody):
    """Somebody whose every push is counted, wherever their phone is."""

    inner: Somebody
    effort: Effort = field(default_factory=Effort)

    @property
    def id(self) -> int:  # type: ignore[override]
        return self.inner.id

    def messages(self) -> list[dict[str, Any]]:
        told = self.inner.messages()
        self.effort.read(told)
        return told

    def says(self, text: str, **more: Any) -> Any:
        self.effort.typed += 1
        self.effort.letters += len(text)
        return self.inner.says(text, **more)

    def press(self, message: dict[str, Any], button: dict[str, Any]) -> None:
        self.effort.taps += 1
        self.inner.press(message, button)

    def sends(self, **told: Any) -> None:
        self.effort.places += 1
        self.inner.sends(**told)

    def sends_photo(self, content: bytes) -> None:
        self.effort.photos += 1
        self.inner.sends_photo(content)

    def sends_document(self, name: str, content: bytes, mime_type: str) -> None:
        self.effort.photos += 1
        self.inner.sends_document(name, content, mime_type)


def table(filed: list[tuple[str, str, int, Effort]]) -> str:
    """Rows of (form, way, questions answered, effort)."""
    head = ("form", "way", "answers", "taps", "messages", "both", "letters", "cards", "kB",
            *(f"min at {one:g} s" for one in ROUND_TRIPS))  # fmt: skip
    return aligned([head, *(_row(*one) for one in filed)])


def _row(form: str, way: str, answers: int, effort: Effort) -> tuple[str, ...]:
    return (
        form, way, str(answers), str(effort.taps), str(effort.pushes - effort.taps), str(effort.pushes),
        str(effort.letters), str(effort.cards), f"{effort.received / 1e3:.0f}",
        *(f"{effort.seconds(one) / 60:.1f}" for one in ROUND_TRIPS),
    )  # fmt: skip

"""Officers who answer the moment they are asked, and remember how long they waited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

BOLD = re.compile(r"<b>(.*?)</b>", re.S)
# What an officer taps on Kabar's way from /lapor to the first question, the nearest to it first.
WAYS = (*(f"s::{step}:bulanan_kkb" for step in ("open", "period", "kampung", "form")), "s::forms")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the officer does: types the text, or taps the button with that data."""

    text: str = ""
    data: str = ""


class Misunderstood(Exception):
    """The bot asked again what had been answered."""


@dataclass(slots=True)
class Officer:
    """`notebook` has the answer to each question; `until` ends the report, as do `limit` answers.

    `waits` are seconds from an answer, ready to be fetched by the bot, to the next question's arrival.
    """

    notebook: dict[str, str]
    until: str
    limit: int
    asked: str = ""
    answered_at: float = 0.0
    waits: list[float] = field(default_factory=list)
    is_done: bool = False

    def sees(self, card: dict[str, Any], at: float) -> Reply | None:
        """The newest message, as it was sent or edited; `at` in seconds. Raises Misunderstood."""
        if self.is_done:
            return None
        question = _question(card["text"])
        ends = self.until in card["text"]
        if question not in self.notebook and not ends:
            return self._tap(card)
        if question == self.asked:
            raise Misunderstood(card["text"])
        if self.asked:
            self.waits.append(at - self.answered_at)
        self.is_done = ends or len(self.waits) == self.limit
        if self.is_done:
            return None
        self.asked, self.answered_at = question, at
        return Reply(text=self.notebook[question])

    def _tap(self, card: dict[str, Any]) -> Reply | None:
        rows = card.get("reply_markup", {}).get("inline_keyboard", ())
        offered = [button.get("callback_data", "") for row in rows for button in row]
        return next((Reply(data=data) for way in WAYS for data in offered if data.startswith(way)), None)


def _question(text: str) -> str:
    """The last bold words of a card; of a plain message all of it."""
    bold = BOLD.findall(text)
    return " ".join(unescape(bold[-1] if bold else text).split())

"""What a person can send, freed of Telegram's shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_WHOLE = re.compile(r"[0-9]{1,9}")  # as many as a row's id may have in every database


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, and where. `message_id` is the message that arrived, None for a tap; `reply_to` the message that it
    answers, `sent_at` when Telegram got it (or its last change)."""

    bot_id: int
    chat_id: int
    user_id: int
    language: str = "id"
    message_id: int | None = None
    reply_to: int | None = None
    sent_at: datetime | None = None

    @property
    def is_in_group(self) -> bool:
        """Groups have negative ids (Bot API, Chat)."""
        return self.chat_id < 0


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed button: `verb:card:argument:state`. `card` is None for buttons that only open something."""

    verb: str
    card: int | None
    argument: str = ""
    state: str = ""

    @classmethod
    def parse(cls, data: str) -> Tap:
        """Reads callback data; what is malformed becomes a tap that no card knows."""
        verb, card, *rest = [*data.split(":"), "", ""]
        return cls(verb, whole(card), rest[0], rest[1] if len(rest) > 1 else "")

    @property
    def number(self) -> int:
        """The state as a whole number: a row's id, a page; 0 for anything else, which is no row's id."""
        return whole(self.state) or 0


@dataclass(frozen=True, slots=True)
class Location:
    """`accuracy` in metres, None when the place was picked on the map."""

    latitude: float
    longitude: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A photo, voice note or document at Telegram. `kind` is image, audio, video or file; `size` in bytes, `seconds`
    of sound or film; `album` names what was sent together."""

    kind: str
    file_id: str
    unique_id: str
    mime_type: str = ""
    size: int | None = None
    seconds: int | None = None
    album: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact; `user_id` is whose it is, None for someone without Telegram."""

    phone: str
    user_id: int | None


def whole(text: str) -> int | None:
    """The number that the text is, None for anything else: what looks like a digit to Unicode ("²") or overflows."""
    return int(text) if _WHOLE.fullmatch(text) else None

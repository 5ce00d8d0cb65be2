"""What of a raw update has to be known before it is stored: its natural key, its lane, and no one's NIK. Pure."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from reporting.inbox import Incoming
from reporting.privacy import without_niks

Raw = dict[str, Any]

# Bot API, Update: what we ask Telegram for; anything else would only fill the inbox.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
# What Telegram makes itself: ids, and what a button carries. All other texts may hold what somebody wrote.
_MADE = frozenset({"id", "file_id", "file_unique_id", "data", "chat_instance", "media_group_id", "type", "mime_type"})


def incoming(bot_id: int, raw: Raw) -> Incoming:
    """The update as it is stored. Never fails on a strange one: that is for the lane to find out."""
    masked, had_nik = mask(raw)
    return Incoming(bot_id, natural_key(bot_id, masked), _number(raw.get("update_id")), lane(raw), masked, had_nik)


def natural_key(bot_id: int, raw: Raw) -> str:
    """Names the same event the same, however often and under whichever update id it arrives."""
    match raw:
        case {"message": {"chat": {"id": int(chat)}, "message_id": int(message)}}:
            return f"{bot_id}:m:{chat}:{message}"
        case {"callback_query": {"id": str(callback)}}:
            return f"{bot_id}:c:{callback}"
    rest = {key: value for key, value in raw.items() if key != "update_id"}
    digest = hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode())
    return f"{bot_id}:h:{digest.hexdigest()}"


def lane(raw: Raw) -> int:
    """Whose turn it is: the sender's user id, else the chat's, else 0."""
    for part in _parts(raw):
        for who in (part.get("from"), part.get("chat")):
            if isinstance(who, dict) and isinstance(who.get("id"), int):
                return int(who["id"])
    return 0


def callback_id(raw: Raw) -> str | None:
    """The id by which a tap is answered."""
    match raw:
        case {"callback_query": {"id": str(callback)}}:
            return callback
    return None


def chat_id(raw: Raw) -> int | None:
    """The chat it happened in."""
    for part in _parts(raw):
        for holder in (part, part.get("message")):
            match holder:
                case {"chat": {"id": int(chat)}}:
                    return chat
    return None


def mask(raw: Raw) -> tuple[Raw, bool]:
    """The update with every NIK hidden that somebody wrote, wherever it stands; and was there one?

    That is text, caption, file name, contact, poll, quoted message, address of a link: every string that Telegram has
    not made itself.
    """
    found: list[str] = []
    return _masked(raw, found), bool(found)


def _masked(value: Any, found: list[str]) -> Any:
    match value:
        case dict():
            return {key: inner if key in _MADE else _masked(inner, found) for key, inner in value.items()}
        case list():
            return [_masked(inner, found) for inner in value]
        case str():
            hidden = without_niks(value)
            if hidden != value:
                found.append(hidden)
            return hidden
    return value


def _parts(raw: Raw) -> list[Raw]:
    return [part for part in raw.values() if isinstance(part, dict)]


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0

"""Parking: a draft that is left for something else is kept, and its card says so in one line."""

from __future__ import annotations

from typing import Any

from models import draft, kampung
from models.chat import Chat
from models.database import Transaction


def line(tx: Transaction, chat: Chat, focus: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the card of the draft in hand becomes when something else is put in its place; None where there is none,
    or where the next card is about the same draft. A card that has said so already expects no text any more."""
    before = int((chat.focus or {}).get("draft") or 0)
    if not before or not chat.expects or (focus or {}).get("draft") == before or chat.person_id is None:
        return None
    row = draft.get(tx, before, chat.person_id)
    if row is None:
        return None
    args = {"period": row.period, "kampung": kampung.get(tx, row.kampung_id).name, "answered": row.answered}
    return {"text": "filling/parked", "args": args}

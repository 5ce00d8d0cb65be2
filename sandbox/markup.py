"""Reply markups, checked as Telegram checks them.

Source: Client.cpp `get_reply_markup`; Bot API, InlineKeyboardMarkup and ReplyKeyboardMarkup.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sandbox import refusals
from sandbox.refusals import Refused
from sandbox.world import Json

BUTTONS = 100
BYTES = 10_240
INLINE_KINDS = ("callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query", "pay")
OTHER_KINDS = (
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "disabled",
)


@dataclass(frozen=True, slots=True)
class Markup:
    """`inline` is echoed in the message and may be edited; `keyboard` is any other kind, which is neither."""

    inline: Json | None = None
    keyboard: Json | None = None


def read_markup(given: Any) -> Markup:
    """The markup in `reply_markup`. Raises `Refused`."""
    if given is None:
        return Markup()
    if not isinstance(given, dict):
        raise Refused(refusals.MARKUP_OBJECT)
    if "inline_keyboard" in given:
        return Markup(inline=_inline(given["inline_keyboard"]))
    if "keyboard" in given:
        return Markup(keyboard={**given, "keyboard": _reply(given["keyboard"])})
    if given.get("remove_keyboard") or given.get("force_reply"):
        return Markup(keyboard=given)
    return Markup()


def _inline(rows: Any) -> Json | None:
    if not _is_rows(rows):
        raise Refused(refusals.MARKUP_JSON)
    kept = [[_inline_button(button) for button in row] for row in rows if row]
    _check_size(kept)
    return {"inline_keyboard": kept} if kept else None


def _inline_button(given: Any) -> Json:
    if not isinstance(given, dict) or not str(given.get("text", "")).strip():
        raise Refused(refusals.BUTTON_KIND)
    button: Json = {name: value for name, value in given.items() if value is not None}
    if not any(kind in button for kind in (*INLINE_KINDS, *OTHER_KINDS)):
        raise Refused(refusals.BUTTON_KIND)
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise Refused(refusals.BUTTON_DATA)
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
        raise Refused(refusals.BUTTON_URL)
    _check_copied(button.get("copy_text"))
    return button


def _check_copied(given: Any) -> None:
    if given is None:
        return
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise Refused(refusals.BUTTON_COPY)


def _reply(rows: Any) -> list[list[Json]]:
    if not _is_rows(rows):
        raise Refused(refusals.MARKUP_JSON)
    kept = [[_reply_button(button) for button in row] for row in rows if row]
    _check_size(kept)
    return kept


def _reply_button(button: Any) -> Json:
    given = {"text": button} if isinstance(button, str) else button
    if not isinstance(given, dict) or not str(given.get("text", "")).strip():
        raise Refused(refusals.MARKUP_JSON)
    return {name: value for name, value in given.items() if value is not None}


def _is_rows(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, list) for row in rows)


def _check_size(rows: list[list[Json]]) -> None:
    if sum(map(len, rows)) > BUTTONS or len(json.dumps(rows, ensure_ascii=False).encode()) > BYTES:
        raise Refused(refusals.MARKUP_TOO_LONG)

"""A chat as the person sees it, for `GET /sim/people/{id}/chat`."""

from __future__ import annotations

from typing import Any

from sandbox.clock import iso
from sandbox.entities import to_html
from sandbox.hub import Hub
from sandbox.world import Chat, Json, Post


def chat_view(hub: Hub, chat: Chat | None) -> Json:
    """The whole chat; `keyboard` is the reply keyboard at the bottom now, or null."""
    if chat is None:
        return {
            "version": 0,
            "messages": [],
            "toasts": [],
            "keyboard": None,
            "blocked": False,
            "now": _now(hub),
        }
    return {
        "version": chat.version,
        "messages": [post_view(chat, post) for post in chat.posts.values()],
        "toasts": chat.toasts,
        "keyboard": _keyboard_now(chat),
        "blocked": chat.blocked,
        "now": _now(hub),
    }


def post_view(chat: Chat, post: Post) -> Json:
    """One message. `photo`, `document` and `voice` are addresses on this server, or null."""
    message = post.message
    text = message.get("text", message.get("caption", ""))
    entities = message.get("entities", message.get("caption_entities", []))
    document = message.get("document")
    return {
        "message_id": message["message_id"],
        "from": "bot" if post.by_bot else chat.person_id,
        "date": message["date"],
        "text": text,
        "html": to_html(text, entities),
        "buttons": _buttons(message),
        "keyboard": _keys(post.keyboard),
        "photo": _address(message["photo"][-1]) if "photo" in message else None,
        "document": _address(document) if document else None,
        "document_name": document["file_name"] if document else None,
        "voice": _address(message["voice"]) if "voice" in message else None,
        "location": message.get("location"),
        "contact": message.get("contact"),
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
        "reaction": post.reaction,
        "edited": post.edited,
        "deleted": post.deleted,
    }


def _buttons(message: Json) -> list[list[Json]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [[_button(button) for button in row] for row in rows]


def _button(button: Json) -> Json:
    shown: Json = {"text": button["text"], "data": button.get("callback_data")}
    for name in ("url", "style", "disabled"):
        if button.get(name):
            shown[name] = button[name]
    if "copy_text" in button:
        shown["copy_text"] = button["copy_text"].get("text", "")
    return shown


def _keys(markup: Json | None) -> list[list[Json]]:
    return (markup or {}).get("keyboard", [])


def _keyboard_now(chat: Chat) -> Json | None:
    if chat.keyboard is None:
        return None
    return {
        "message_id": chat.keyboard["message_id"],
        "rows": _keys(chat.keyboard),
        "placeholder": chat.keyboard.get("input_field_placeholder", ""),
        "persistent": bool(chat.keyboard.get("is_persistent")),
    }


def _address(file: dict[str, Any]) -> str:
    return f"/sim/files/{file['file_id']}"


def _now(hub: Hub) -> str:
    return iso(hub.clock.now())

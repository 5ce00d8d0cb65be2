"""A chat as the person sees it, for `GET /sim/people/{id}/chat`."""

from __future__ import annotations

from typing import Any

from sandbox.clock import iso
from sandbox.entities import to_html
from sandbox.hub import Hub
from sandbox.world import Bot, Chat, Json, Person, Post


def chat_view(hub: Hub, person: Person, bot: Bot | None, last: int = 0) -> Json:
    """The whole chat, or its last messages only; `keyboard` is the reply keyboard at the bottom now, or null."""
    chat = hub.world.chats.get((bot.id, person.id)) if bot else None
    return {
        "version": chat.version if chat else 0,
        "messages": [post_view(chat, post) for post in list(chat.posts.values())[-last:]] if chat else [],
        "toasts": chat.toasts if chat else [],
        "keyboard": _keyboard_now(chat) if chat else None,
        "blocked": chat.blocked if chat else False,
        "bot": _bot(bot, person) if bot else None,
        "now": iso(hub.clock.now()),
    }


def post_view(chat: Chat, post: Post) -> Json:
    """One message. `photo`, `document`, `voice`, `audio` and `video` are addresses on this server, or null."""
    message = post.message
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    document = message.get("document")
    return {
        "message_id": message["message_id"],
        "from": "bot" if post.by_bot else message["from"]["id"],
        "name": message["from"]["first_name"] if chat.person_id < 0 else None,
        "date": message["date"],
        "text": text,
        "html": to_html(text, entities),
        "buttons": _buttons(message),
        "keyboard": _keys(post.keyboard),
        "photo": _address(message["photo"][-1]) if "photo" in message else None,
        "document": _address(document) if document else None,
        "document_name": document["file_name"] if document else None,
        **{kind: _address(message[kind]) if kind in message else None for kind in ("voice", "audio", "video")},
        "location": message.get("location"),
        "contact": message.get("contact"),
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
        "reaction": post.reaction,
        "edited": post.edited,
        "deleted": post.deleted,
        "protected": post.protected,
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
    rows: list[list[Json]] = (markup or {}).get("keyboard", [])
    return rows


def _keyboard_now(chat: Chat) -> Json | None:
    if chat.keyboard is None:
        return None
    return {
        "message_id": chat.keyboard["message_id"],
        "rows": _keys(chat.keyboard),
        "placeholder": chat.keyboard.get("input_field_placeholder", ""),
        "persistent": bool(chat.keyboard.get("is_persistent")),
    }


def _bot(bot: Bot, person: Person) -> Json:
    """What the app shows about the bot, in the person's language if there is a text in it."""
    languages = dict.fromkeys((person.language_code or "", ""))
    descriptions = (bot.profile.get(f"description:{language}") for language in languages)
    # The narrowest scope that has commands (Bot API, Determining list of commands).
    everywhere = "all_group_chats" if person.is_group else "all_private_chats"
    scopes = (f"chat {person.id}", everywhere, "default")
    menus = (bot.commands.get(f"{scope}|{language}") for scope in scopes for language in languages)
    return {
        "name": bot.user()["first_name"],
        "description": next(filter(None, descriptions), ""),
        "commands": next(filter(None, menus), []),
    }


def _address(file: dict[str, Any]) -> str:
    return f"/sim/files/{file['file_id']}"

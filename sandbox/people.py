"""What a person does with the Telegram app: says, edits, shares, taps, blocks. The bot learns it as updates."""

from __future__ import annotations

from typing import Any

from sandbox import groups
from sandbox.calls import TEXT_LIMIT, media
from sandbox.entities import strip, units, with_detected
from sandbox.files import Upload
from sandbox.hub import Hub
from sandbox.methods_sending import without_reply
from sandbox.world import Bot, Chat, Json, Person, Post

FIRST_ID = 700_000_001


class CannotDo(Exception):
    """The app would not let the person do this; `status` is the HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def add_person(hub: Hub, given: Json) -> Person:
    """A new account, or, with the `id` of one, its new data."""
    world = hub.world
    id_ = int(given.get("id") or max(world.people, default=FIRST_ID - 1) + 1)
    person = Person(
        id=id_,
        name=str(given.get("name") or f"Orang {id_}").strip(),
        about=str(given.get("about") or ""),
        language_code=given.get("language_code", "id") or None,
        phone=str(given.get("phone") or f"+62812{id_ % 100_000_000:08d}"),
    )
    world.put_person(person)
    return person


def say(hub: Hub, bot: Bot, person: Person, content: Json, reply_to: int | None, by: Person | None = None) -> Post:
    """The person sends a message; the first one opens the chat. In a group it is `by` one of its members."""
    chat = hub.world.open_chat(bot, person)
    if chat.blocked:
        raise CannotDo(409, "this person has blocked the bot; unblock first")
    if reply_to is not None:
        content = {"reply_to_message": without_reply(find(chat, reply_to).message), **content}
    post = hub.world.add_post(chat, content, hub.now(), (by or person).user())
    _used_once(chat)
    if person.is_group and not groups.reaches(bot, content):
        return post
    hub.world.add_update(bot, "message", post.message, str(person.id), hub.now())
    return post


def edit(hub: Hub, bot: Bot, person: Person, message_id: int, text: str) -> Post:
    """The person changes one of their own messages: its text, or the caption of a file."""
    chat = hub.world.open_chat(bot, person)
    post = find(chat, message_id)
    if post.by_bot:
        raise CannotDo(403, "only own messages can be edited")
    name = "text" if "text" in post.message else "caption"
    content = text_content(text)
    kept = {key: value for key, value in post.message.items() if key not in {"entities", "caption_entities"}}
    changed = {name: content["text"]}
    if "entities" in content:
        changed["entities" if name == "text" else "caption_entities"] = content["entities"]
    post.message = {**kept, **changed, "edit_date": hub.now()}
    post.edited = True
    hub.world.touch_post(chat, post)
    hub.world.add_update(bot, "edited_message", post.message, str(person.id), hub.now())
    return post


def tap(hub: Hub, bot: Bot, person: Person, message_id: int, wanted: Json, by: Person | None = None) -> Json:
    """The person, in a group `by` whom, presses a button by its `text` or `data`. 404 where there is none."""
    chat = hub.world.open_chat(bot, person)
    post = find(chat, message_id)
    button = _inline_button(post, wanted)
    if button is None:
        key = _keyboard_button(post, wanted)
        if key is None:
            raise CannotDo(404, "no such button")
        return {"message_id": say(hub, bot, person, key_content(person, key), None).message["message_id"]}
    if "callback_data" not in button:
        return {"url": button.get("url"), "copy_text": button.get("copy_text", {}).get("text")}
    query_id = hub.world.add_query(bot, person, hub.now())
    query = {
        "id": query_id,
        "from": (by or person).user(),
        "message": post.message,
        "chat_instance": str(-(bot.id * 31 + person.id)),
        "data": button["callback_data"],
    }
    # Taps have a queue of their own: one may be in flight beside a message (Client.cpp, callback query queue id).
    hub.world.add_update(bot, "callback_query", query, f"{person.id}/tap", hub.now())
    return {"callback_query_id": query_id}


def block(hub: Hub, bot: Bot, person: Person, *, blocked: bool, by: Person | None = None) -> None:
    """The person stops the bot, or lets it in again; the bot gets `my_chat_member` (Bot API, Update). Of a group it is
    put out, or taken in again, `by` one of its members."""
    chat = hub.world.open_chat(bot, person)
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    hub.world.touch_chat(chat)
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = (_membership(bot, status) for status in statuses)
    changed = {
        "chat": person.chat(),
        "from": (by or person).user(),
        "date": hub.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    hub.world.add_update(bot, "my_chat_member", changed, str(person.id), hub.now())


def text_content(text: str) -> Json:
    """A text as message content, with the entities that Telegram finds in it. Raises `CannotDo` if it is blank."""
    text, _ = strip(text, [])
    if not text:
        raise CannotDo(400, "a message needs a text")
    if units(text) > TEXT_LIMIT:
        raise CannotDo(400, f"at most {TEXT_LIMIT} characters: the app would send several messages")
    entities = with_detected(text, [])
    return {"text": text, **({"entities": entities} if entities else {})}


def file_content(hub: Hub, kind: str, upload: Upload, caption: str) -> Json:
    """A file as message content. Raises `CannotDo` for a photo that is no picture."""
    stored = hub.files.put(kind, upload)
    if kind == "photo" and not stored.width:
        raise CannotDo(400, "not a picture: PNG, GIF or JPEG")
    return {**media(stored), **({"caption": caption} if caption else {})}


def contact_content(person: Person, given: Any) -> Json:
    """The person's own contact (true), or another one's as given."""
    if isinstance(given, dict):
        return {"contact": given}
    user = person.user()
    shown = {name: user[name] for name in ("first_name", "last_name") if name in user}
    return {"contact": {"phone_number": person.phone, **shown, "user_id": person.id}}


def location_content(given: Json) -> Json:
    names = ("latitude", "longitude", "horizontal_accuracy")
    return {"location": {name: float(given[name]) for name in names if given.get(name) is not None}}


def key_content(person: Person, key: Json) -> Json:
    """What a key of the reply keyboard sends."""
    if key.get("request_contact"):
        return contact_content(person, True)
    if key.get("request_location"):
        # Kota Solok: the key alone names no place.
        return location_content({"latitude": -0.789, "longitude": 100.654, "horizontal_accuracy": 12})
    return text_content(key["text"])


def find(chat: Chat, message_id: int) -> Post:
    """The message the person means. 404 if it is not there."""
    post = chat.posts.get(message_id)
    if post is None or post.deleted:
        raise CannotDo(404, "no such message")
    return post


def _used_once(chat: Chat) -> None:
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None


def _inline_button(post: Post, wanted: Json) -> Json | None:
    rows = post.message.get("reply_markup", {}).get("inline_keyboard", [])
    return next((button for row in rows for button in row if _is(button, wanted)), None)


def _keyboard_button(post: Post, wanted: Json) -> Json | None:
    rows = (post.keyboard or {}).get("keyboard", [])
    return next((button for row in rows for button in row if _is(button, wanted)), None)


def _is(button: Json, wanted: Json) -> bool:
    if wanted.get("data") is not None:
        return bool(button.get("callback_data") == wanted["data"])
    return str(button["text"]).strip() == str(wanted.get("text", "")).strip()


def _membership(bot: Bot, status: str) -> Json:
    return {"user": bot.user(), "status": status, **({"until_date": 0} if status == "kicked" else {})}

"""Methods that put a message into a chat. Bot API, Available methods: send*, copyMessage, forwardMessage."""

from __future__ import annotations

from sandbox import refusals
from sandbox.calls import Call, media
from sandbox.markup import Markup, read_markup
from sandbox.refusals import Refused
from sandbox.world import Chat, Json, Post

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
CONTENT = (
    "text",
    "entities",
    "photo",
    "document",
    "voice",
    "audio",
    "video",
    "location",
    "contact",
    "caption",
    "caption_entities",
)


def send_message(call: Call) -> Json:
    """Bot API sendMessage: 1-4096 characters."""
    text, entities = call.formatted_text()
    return _send(call, {"text": text, **({"entities": entities} if entities else {})})


def send_photo(call: Call) -> Json:
    """Bot API sendPhoto: upload or file id, at most 10 MB."""
    return _send_file(call, "photo")


def send_document(call: Call) -> Json:
    """Bot API sendDocument: upload or file id, at most 50 MB."""
    return _send_file(call, "document")


def send_voice(call: Call) -> Json:
    """Bot API sendVoice: upload or file id."""
    return _send_file(call, "voice")


def send_audio(call: Call) -> Json:
    """Bot API sendAudio: upload or file id, at most 50 MB."""
    return _send_file(call, "audio")


def send_video(call: Call) -> Json:
    """Bot API sendVideo: upload or file id, at most 50 MB."""
    return _send_file(call, "video")


def send_location(call: Call) -> Json:
    """Bot API sendLocation."""
    try:
        latitude, longitude = float(call.text("latitude")), float(call.text("longitude"))
    except ValueError:
        raise Refused(refusals.LOCATION_EMPTY) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused(refusals.LOCATION)
    return _send(call, {"location": {"latitude": latitude, "longitude": longitude}})


def send_contact(call: Call) -> Json:
    """Bot API sendContact."""
    contact = {name: call.text(name) for name in ("phone_number", "first_name", "last_name") if call.text(name)}
    return _send(call, {"contact": contact})


def send_chat_action(call: Call) -> bool:
    """Bot API sendChatAction: checked, not shown."""
    if call.chat().blocked:
        raise Refused(refusals.BLOCKED)
    if call.text("action") not in ACTIONS:
        raise Refused(refusals.CHAT_ACTION)
    return True


def copy_message(call: Call) -> Json:
    """Bot API copyMessage, from any chat of the bot."""
    source = _source(call, refusals.COPY_NOT_FOUND)
    content = {name: source.message[name] for name in CONTENT if name in source.message}
    return {"message_id": _send(call, content)["message_id"]}


def forward_message(call: Call) -> Json:
    """Bot API forwardMessage, from any chat of the bot; protected messages are refused."""
    source = _source(call, refusals.FORWARD_NOT_FOUND)
    if source.protected:
        raise Refused(refusals.PROTECTED)
    content = {name: source.message[name] for name in CONTENT if name in source.message}
    origin = {"type": "user", "sender_user": source.message["from"], "date": source.message["date"]}
    return _send(call, {"forward_origin": origin, **content})


def _send_file(call: Call, kind: str) -> Json:
    caption, entities = call.formatted_caption()
    content = media(call.file(kind))
    if caption:
        content |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
    return _send(call, content)


def _send(call: Call, content: Json) -> Json:
    markup = read_markup(call.json("reply_markup", refusals.MARKUP_JSON))
    chat = call.open_chat()
    content = {**_reply(call, chat), **content}
    if markup.inline:
        content["reply_markup"] = markup.inline
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    post = call.hub.world.add_post(chat, content, call.hub.now())
    post.protected = call.flag("protect_content")
    _show_keyboard(chat, post, markup)
    return post.message


def _show_keyboard(chat: Chat, post: Post, markup: Markup) -> None:
    """A reply keyboard stays at the bottom of the chat until another one comes or it is removed."""
    if markup.keyboard is None:
        return
    post.keyboard = markup.keyboard
    if markup.keyboard.get("remove_keyboard"):
        chat.keyboard = None
    elif "keyboard" in markup.keyboard:
        chat.keyboard = {**markup.keyboard, "message_id": post.message["message_id"]}


def _reply(call: Call, chat: Chat) -> Json:
    parameters = call.json("reply_parameters", refusals.REPLY_NOT_FOUND) or {}
    wanted = int(parameters.get("message_id") or call.integer("reply_to_message_id"))
    if not wanted:
        return {}
    post = chat.posts.get(wanted)
    if post is None or post.deleted:
        if parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
            return {}
        raise Refused(refusals.REPLY_NOT_FOUND)
    return {"reply_to_message": without_reply(post.message)}


def without_reply(message: Json) -> Json:
    """A message as it stands inside another one: replies do not nest (Bot API, Message)."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def _source(call: Call, missing: refusals.Refusal) -> Post:
    chat = call.hub.world.chats.get((call.bot.id, call.integer("from_chat_id")))
    if chat is None:
        raise Refused(refusals.CHAT_NOT_FOUND)
    return call.post(chat, missing)

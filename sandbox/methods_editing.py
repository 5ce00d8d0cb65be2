"""Methods that change what stands in a chat. Bot API, Updating messages; answerCallbackQuery; setMessageReaction."""

from __future__ import annotations

from sandbox import refusals
from sandbox.calls import Call
from sandbox.markup import read_markup
from sandbox.refusals import Refused
from sandbox.world import Chat, Json, Post

DELETABLE_FOR = 48 * 3600  # seconds (Bot API, deleteMessage)
MOST_DELETED = 100  # ids in one call (Bot API, deleteMessages)
TOAST_LIMIT = 200  # characters (Bot API, answerCallbackQuery)
MEDIA = frozenset({"photo", "document", "voice", "audio", "video"})


def edit_message_text(call: Call) -> Json:
    """Bot API editMessageText. Without reply_markup the inline keyboard goes."""
    text, entities = call.formatted_text()
    inline = _inline(call)
    chat, post = _editable(call)
    if "text" not in post.message:
        raise Refused(refusals.NO_TEXT)
    return _edit(call, chat, post, {"text": text, "entities": entities or None, "reply_markup": inline})


def edit_message_caption(call: Call) -> Json:
    """Bot API editMessageCaption."""
    caption, entities = call.formatted_caption()
    inline = _inline(call)
    chat, post = _editable(call)
    if not MEDIA & post.message.keys():
        raise Refused(refusals.NO_CAPTION)
    new = {"caption": caption or None, "caption_entities": entities or None, "reply_markup": inline}
    return _edit(call, chat, post, new)


def edit_message_reply_markup(call: Call) -> Json:
    """Bot API editMessageReplyMarkup. The message is not marked as edited."""
    inline = _inline(call)
    chat, post = _editable(call)
    if post.message.get("reply_markup") == inline:
        raise Refused(refusals.NOT_MODIFIED)
    _put(post, {"reply_markup": inline})
    call.hub.world.touch_post(chat, post)
    return post.message


def delete_message(call: Call) -> bool:
    """Bot API deleteMessage: any message of a private chat, for 48 hours."""
    chat = call.chat()
    _delete(call, chat, call.post(chat, refusals.DELETE_NOT_FOUND))
    return True


def delete_messages(call: Call) -> bool:
    """Bot API deleteMessages: 1-100 of them; those that are not there are passed over."""
    chat = call.chat()
    message_ids = call.json("message_ids", refusals.DELETE_NOT_FOUND) or []
    if len(message_ids) > MOST_DELETED:
        raise Refused(refusals.TOO_MANY_IDS)
    for message_id in message_ids:
        post = chat.posts.get(int(message_id))
        if post is not None and not post.deleted:
            _delete(call, chat, post)
    return True


def answer_callback_query(call: Call) -> bool:
    """Bot API answerCallbackQuery: once, within 150 s of sandbox time."""
    text = call.text("text")
    if len(text) > TOAST_LIMIT:
        raise Refused(refusals.TEXT_TOO_LONG)
    query = call.hub.world.take_query(call.bot, call.text("callback_query_id"), call.hub.now())
    if query is None:
        raise Refused(refusals.QUERY_TOO_OLD)
    chat = call.hub.world.chats.get((call.bot.id, query.person_id))
    if chat is not None and text:
        call.hub.world.add_toast(chat, text, alert=call.flag("show_alert"), url=call.text("url") or None)
    return True


def set_message_reaction(call: Call) -> bool:
    """Bot API setMessageReaction: at most one reaction, an emoji."""
    chat = call.chat()
    post = call.post(chat, refusals.REACT_NOT_FOUND)
    reactions = call.json("reaction", refusals.REACTION) or []
    if len(reactions) > 1 or any(not reaction.get("emoji") for reaction in reactions):
        raise Refused(refusals.REACTION)
    post.reaction = reactions[0]["emoji"] if reactions else None
    call.hub.world.touch_post(chat, post)
    return True


def _inline(call: Call) -> Json | None:
    return read_markup(call.json("reply_markup", refusals.MARKUP_JSON)).inline


def _editable(call: Call) -> tuple[Chat, Post]:
    chat = call.chat()
    post = call.post(chat, refusals.EDIT_NOT_FOUND)
    if not post.by_bot or post.keyboard is not None:
        raise Refused(refusals.CANNOT_EDIT)
    return chat, post


def _edit(call: Call, chat: Chat, post: Post, new: Json) -> Json:
    if all(post.message.get(name) == value for name, value in new.items()):
        raise Refused(refusals.NOT_MODIFIED)
    _put(post, {**new, "edit_date": call.hub.now()})
    post.edited = True
    call.hub.world.touch_post(chat, post)
    return post.message


def _put(post: Post, new: Json) -> None:
    # A new object: updates that are still pending hold the message as it was.
    merged = {**post.message, **new}
    post.message = {name: value for name, value in merged.items() if value is not None}


def _delete(call: Call, chat: Chat, post: Post) -> None:
    if call.hub.now() - post.message["date"] > DELETABLE_FOR:
        raise Refused(refusals.CANNOT_DELETE)
    post.deleted = True
    call.hub.world.touch_post(chat, post)

"""One call of a Bot API method: its parameters, read as Telegram reads them, and the chat it is about."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sandbox import refusals
from sandbox.entities import Entity, parse_html, strip, units, with_detected
from sandbox.files import StoredFile, Upload
from sandbox.hub import Hub
from sandbox.refusals import Refusal, Refused, refuse, too_many_requests
from sandbox.world import Bot, Chat, Json, Post

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(slots=True)
class Call:
    """Parameters may be JSON values or, in forms, strings (Bot API, Making requests)."""

    hub: Hub
    bot: Bot
    params: dict[str, Any]
    uploads: dict[str, Upload]

    def text(self, name: str) -> str:
        """A string; empty if it is not given."""
        value = self.params.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str) -> int:
        """A whole number; 0 if it is not given or none, as Telegram reads it."""
        try:
            return int(self.params.get(name) or 0)
        except (TypeError, ValueError):
            return 0

    def flag(self, name: str) -> bool:
        """True for true, "true", "True", "1" and "yes" (Client.cpp to_bool)."""
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes"}

    def json(self, name: str, wrong: Refusal) -> Any:
        """An object or array, given as JSON or as a string of JSON; None if it is not given. Raises `wrong`."""
        value = self.params.get(name)
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(wrong) from None

    def chat(self) -> Chat:
        """The chat of `chat_id`. Raises `Refused` for one that never pressed Start."""
        given = self.text("chat_id").strip()
        if not given:
            raise Refused(refusals.CHAT_ID_EMPTY)
        chat = self.hub.world.chats.get((self.bot.id, self.integer("chat_id")))
        if chat is None or not (chat.posts or chat.person_id < 0):
            raise Refused(refusals.CHAT_NOT_FOUND)
        return chat

    def open_chat(self) -> Chat:
        """The chat of `chat_id`, to send to: also refused if the person has blocked the bot, or in a flood."""
        chat = self.chat()
        if chat.blocked:
            raise Refused(refusals.BLOCKED if chat.person_id > 0 else refusals.KICKED)
        if self.hub.flood is not None:
            wait = self.hub.flood.wait(chat.bot_id, chat.person_id, time.monotonic())
            if wait:
                raise too_many_requests(wait)
        return chat

    def post(self, chat: Chat, missing: Refusal, name: str = "message_id") -> Post:
        """The message of that id. Raises `missing`."""
        post = chat.posts.get(self.integer(name))
        if post is None or post.deleted:
            raise Refused(missing)
        return post

    def formatted_text(self) -> tuple[str, list[Entity]]:
        """`text` with its entities, 1-4096 characters after parsing."""
        if not self.text("text"):
            raise Refused(refusals.TEXT_EMPTY)
        text, entities = self._formatted("text", "entities")
        if not text:
            raise Refused(refusals.TEXT_BLANK)
        if units(text) > TEXT_LIMIT:
            raise Refused(refusals.TEXT_TOO_LONG)
        return text, entities

    def formatted_caption(self) -> tuple[str, list[Entity]]:
        """`caption` with its entities, 0-1024 characters after parsing."""
        text, entities = self._formatted("caption", "caption_entities")
        if units(text) > CAPTION_LIMIT:
            raise Refused(refusals.CAPTION_TOO_LONG)
        return text, entities

    def file(self, kind: str) -> StoredFile:
        """The file of a sendX method: uploaded, attached by `attach://<name>`, or by file id."""
        given = self.text(kind)
        upload = self.uploads.get(given.removeprefix("attach://") if given else kind)
        if upload is not None:
            return self._keep(kind, upload)
        if not given or given.startswith("attach://"):
            raise refuse(refusals.NO_FILE, kind=kind)
        if given.startswith(("http://", "https://")):
            raise Refused(refusals.FILE_URL)
        stored = self.hub.files.get(given)
        if stored is None or stored.kind != kind:
            raise Refused(refusals.FILE_ID)
        return stored

    def _keep(self, kind: str, upload: Upload) -> StoredFile:
        if not upload.content:
            raise Refused(refusals.FILE_EMPTY)
        if len(upload.content) > (10 if kind == "photo" else 50) * 1024 * 1024:
            raise Refused(refusals.TOO_LARGE)
        stored = self.hub.files.put(kind, upload)
        if kind == "photo" and not stored.width:
            raise Refused(refusals.IMAGE)
        return stored

    def _formatted(self, name: str, entities_name: str) -> tuple[str, list[Entity]]:
        source, mode = self.text(name), self.text("parse_mode").lower()
        if mode not in {"", "html"}:
            raise Refused(refusals.PARSE_MODE)
        if mode == "html":
            text, entities = parse_html(source)
        else:
            text, entities = source, self.json(entities_name, refusals.MARKUP_JSON) or []
        text, entities = strip(text, entities)
        return text, with_detected(text, entities)


def media(stored: StoredFile) -> Json:
    """A stored file as the part of a `Message` that carries it."""
    base: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size,
    }
    match stored.kind:
        case "photo":
            return {"photo": [{**base, "width": stored.width, "height": stored.height}]}
        case "voice":
            return {"voice": {**base, "duration": 1, "mime_type": stored.mime_type}}
        case "audio":
            return {"audio": {**base, "duration": 1, "file_name": stored.name, "mime_type": stored.mime_type}}
        case "video":
            shape = {"width": 320, "height": 240, "duration": 1}  # nobody looks into the film
            return {"video": {**base, **shape, "file_name": stored.name, "mime_type": stored.mime_type}}
    return {"document": {**base, "file_name": stored.name, "mime_type": stored.mime_type}}

"""`/sim`: what people, clock and faults do. For scripts, tests and the page; bots use the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox import groups, people
from sandbox.api import HUB
from sandbox.faults import KINDS, Fault
from sandbox.files import Upload
from sandbox.hub import Hub
from sandbox.people import CannotDo
from sandbox.view import chat_view
from sandbox.world import Bot, Json, Person

BOT_WITHIN = 30.0  # seconds to wait for the first bot to call
LONGEST_WAIT = 60.0
FILES = ("photo", "document", "voice", "audio", "video")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_sim(app: web.Application) -> None:
    """Adds the routes about people, files and faults."""
    app.router.add_post("/sim/people", add_person)
    app.router.add_get("/sim/people", list_people)
    app.router.add_post("/sim/groups", add_group)
    app.router.add_post("/sim/people/{id:-?\\d+}/say", say)
    app.router.add_post("/sim/people/{id:-?\\d+}/tap", tap)
    app.router.add_get("/sim/people/{id:-?\\d+}/chat", chat)
    app.router.add_get("/sim/files/{file_id}", file)
    app.router.add_post("/sim/faults", fault)


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What can't be done is answered with `{"error": reason}`."""
    try:
        return await handler(request)
    except CannotDo as error:
        return web.json_response({"error": str(error)}, status=error.status)


async def add_person(request: web.Request) -> web.Response:
    hub = request.app[HUB]
    person = people.add_person(hub, await read_object(request))
    hub.settle()
    return web.json_response({"id": person.id})


async def add_group(request: web.Request) -> web.Response:
    """A group that a person (`by`) makes and takes the bot into."""
    hub, given = request.app[HUB], await read_object(request)
    by, bot = _by(hub, given), await _bot(request)
    group = groups.add_group(hub.world, str(given.get("name") or "Grup coba").strip())
    hub.world.open_chat(bot, group).blocked = True  # it is outside until somebody takes it in
    people.block(hub, bot, group, blocked=False, by=by)
    hub.settle()
    return web.json_response({"id": group.id})


async def list_people(request: web.Request) -> web.Response:
    known = request.app[HUB].world.people.values()
    return web.json_response([{"id": person.id, "name": person.name, "about": person.about} for person in known])


async def say(request: web.Request) -> web.Response:
    """`{"text" | "location" | "contact" | "edit" | "content", "reply_to"}`, or multipart with a file, `caption` or
    `text`, and the `album` that it is part of. `content` is anything else an app can send, as in Bot API `Message`. In
    a group `by` is the id of who says it."""
    hub, person = request.app[HUB], _person(request)
    given, uploads = await _read(request)
    bot = await _bot(request)
    if given.get("edit"):
        post = people.edit(hub, bot, person, int(given["edit"]), str(given.get("text", "")))
    else:
        reply_to = int(given["reply_to"]) if given.get("reply_to") else None
        by = _by(hub, given) if person.is_group else None
        post = people.say(hub, bot, person, _content(hub, person, given, uploads), reply_to, by)
    hub.settle()
    return web.json_response({"message_id": post.message["message_id"]})


async def tap(request: web.Request) -> web.Response:
    hub, person = request.app[HUB], _person(request)
    given = await read_object(request)
    by = _by(hub, given) if person.is_group else None
    done = people.tap(hub, await _bot(request), person, int(given.get("message_id") or 0), given, by)
    hub.settle()
    return web.json_response(done)


async def chat(request: web.Request) -> web.Response:
    """The whole chat, or its `last` messages, once it is newer than version `after`, or after `wait` seconds."""
    hub, person = request.app[HUB], _person(request)
    after, last = int(request.query.get("after", -1)), int(request.query.get("last", 0))
    loop = asyncio.get_running_loop()
    end = loop.time() + min(float(request.query.get("wait", 0)), LONGEST_WAIT)
    while True:
        bot_id = _bot_id(request)
        seen = hub.world.chats.get((bot_id, person.id)) if bot_id is not None else None
        left = end - loop.time()
        if (seen.version if seen else 0) > after or left <= 0:
            return web.json_response(chat_view(hub, person, hub.world.bots.get(bot_id or 0), last))
        await hub.signals.wait(("chat", bot_id, person.id) if bot_id is not None else ("bots",), left)


async def file(request: web.Request) -> web.Response:
    hub = request.app[HUB]
    stored = hub.files.get(request.match_info["file_id"])
    if stored is None:
        raise CannotDo(404, "no such file")
    inline = stored.kind == "photo" or stored.mime_type.startswith(("audio/", "video/", "image/png", "image/jpeg"))
    headers = {
        "Content-Disposition": "inline" if inline else "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=hub.files.read(stored), content_type=stored.mime_type, headers=headers)


async def fault(request: web.Request) -> web.Response:
    """Orders a fault (see `sandbox/faults.py`); `block` without a count holds until `unblock`."""
    hub = request.app[HUB]
    given = await read_object(request)
    kind = str(given.get("kind"))
    if kind not in KINDS:
        raise CannotDo(400, f"kind is one of {', '.join(KINDS)}")
    person = hub.world.people.get(int(given["person"])) if given.get("person") is not None else None
    if kind in {"block", "unblock"} and not given.get("count"):
        if person is None:
            raise CannotDo(400, f"{kind} needs a person")
        by = _by(hub, given) if person.is_group else None
        people.block(hub, await _bot(request), person, blocked=kind == "block", by=by)
        hub.settle()
    else:
        seconds = int(given.get("retry_after") or (30 if kind == "timeout_after_send" else 5))
        left, whom = int(given.get("count") or 1), int(given["person"]) if given.get("person") else None
        hub.faults.add(Fault(kind, left, whom, given.get("method"), seconds))
    return web.json_response({"ok": True})


async def read_object(request: web.Request) -> Json:
    """The JSON object in the body. Raises `CannotDo` for anything else."""
    try:
        given = await request.json()
    except ValueError:
        raise CannotDo(400, "the body is not JSON") from None
    if not isinstance(given, dict):
        raise CannotDo(400, "the body is not a JSON object")
    return given


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    if not request.content_type.startswith("multipart/"):
        return await read_object(request), {}
    given: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.file.read(), value.filename, value.content_type)
        else:
            given[name] = value
    return given, uploads


def _content(hub: Hub, person: Person, given: dict[str, Any], uploads: dict[str, Upload]) -> Json:
    for kind in FILES:
        if kind in uploads:
            sent = people.file_content(hub, kind, uploads[kind], str(given.get("caption") or given.get("text") or ""))
            return {**sent, **({"media_group_id": str(given["album"])} if given.get("album") else {})}
    if isinstance(given.get("content"), dict):
        return dict(given["content"])
    if given.get("location"):
        return people.location_content(given["location"])
    if given.get("contact"):
        return people.contact_content(person, given["contact"])
    return people.text_content(str(given.get("text", "")))


def _person(request: web.Request) -> Person:
    person = request.app[HUB].world.people.get(int(request.match_info["id"]))
    if person is None:
        raise CannotDo(404, "no such person")
    return person


def _by(hub: Hub, given: Json) -> Person:
    """Which member of the group did it. Raises `CannotDo` for nobody."""
    who = hub.world.people.get(int(given.get("by") or 0))
    if who is None or who.is_group:
        raise CannotDo(400, "in a group somebody must do it: by")
    return who


def _bot_id(request: web.Request) -> int | None:
    """`?bot=ID`, else the bot that came last."""
    given = request.query.get("bot")
    return int(given) if given else request.app[HUB].world.current_bot


async def _bot(request: web.Request) -> Bot:
    """The bot that the person writes to; a person may be earlier than the bot."""
    hub = request.app[HUB]
    if _bot_id(request) is None:
        await hub.signals.wait(("bots",), BOT_WITHIN)
    bot_id = _bot_id(request)
    if bot_id is None:
        raise CannotDo(409, "no bot has called yet")
    return hub.world.bot(bot_id)

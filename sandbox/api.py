"""`/bot<token>/<method>` and `/file/bot<token>/<path>`: the Bot API over HTTP.

Bot API, Making requests: GET and POST; query string, form, multipart or JSON; answers `{"ok", "result"}` or
`{"ok": false, "error_code", "description", "parameters"}`.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from typing import Any

from aiohttp import web

from sandbox import refusals
from sandbox.calls import Call
from sandbox.faults import Fault
from sandbox.files import Upload
from sandbox.hub import Hub
from sandbox.methods import METHODS
from sandbox.refusals import Refused, too_many_requests
from sandbox.world import Bot

TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]{30,}")
HUB: web.AppKey[Hub] = web.AppKey("hub", Hub)


def add_api(app: web.Application) -> None:
    """Adds the Bot API's routes."""
    app.router.add_route("*", "/bot{token}/{method}", answer)
    app.router.add_get("/file/bot{token}/{path:.+}", download)


async def answer(request: web.Request) -> web.StreamResponse:
    """One call, from request to answer; a fault that was ordered strikes here."""
    hub = request.app[HUB]
    try:
        bot = _bot(hub, request.match_info["token"])
        name = request.match_info["method"].lower()
        if name not in METHODS:
            raise Refused(refusals.METHOD_NOT_FOUND)
        call = await read_call(request, hub, bot)
        fault = hub.faults.strike(name, _person(call, name))
        if fault is not None:
            return await _struck(request, fault, call, name)
        return _ok(await perform(call, name))
    except Refused as refused:
        return _refusal(refused)


async def perform(call: Call, name: str) -> Any:
    """Runs the method and stores what it did. Raises `Refused`."""
    try:
        result = METHODS[name](call)
        return await result if inspect.isawaitable(result) else result
    finally:
        call.hub.settle()


async def download(request: web.Request) -> web.Response:
    """A file by its `file_path` (Bot API, getFile)."""
    hub = request.app[HUB]
    try:
        _bot(hub, request.match_info["token"])
    except Refused as refused:
        return _refusal(refused)
    stored = hub.files.by_path(request.match_info["path"])
    if stored is None:
        return _refusal(Refused(refusals.Refusal(404, "Not Found", "Bot API, getFile")))
    return web.Response(body=hub.files.read(stored), content_type="application/octet-stream")


async def read_call(request: web.Request, hub: Hub, bot: Bot) -> Call:
    """Parameters and uploads of a request, whatever its body. Raises `Refused` for broken JSON."""
    params: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        params |= _json_object(await request.read())
    elif request.content_type.startswith("multipart/") or request.body_exists:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.file.read(), value.filename, value.content_type)
            else:
                params[name] = value if isinstance(value, str) else value.decode()
    return Call(hub, bot, params, uploads)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        given = json.loads(body)
    except ValueError:
        raise Refused(refusals.BAD_JSON) from None
    if not isinstance(given, dict):
        raise Refused(refusals.BAD_JSON)
    return given


def _bot(hub: Hub, token: str) -> Bot:
    match = TOKEN.fullmatch(token)
    if match is None:
        raise Refused(refusals.UNAUTHORIZED)
    bot_id = int(match.group(1))
    known = hub.world.bots.get(bot_id)
    if known is not None and hub.world.current_bot is not None:
        return known
    bot = hub.bot(bot_id)
    hub.settle()
    hub.signals.fire(("bots",))
    return bot


def _person(call: Call, name: str) -> int | None:
    if name == "answercallbackquery":
        query = call.bot.queries.get(call.text("callback_query_id"))
        return query.person_id if query else None
    return call.integer("chat_id") or None


async def _struck(request: web.Request, fault: Fault, call: Call, name: str) -> web.StreamResponse:
    """What becomes of a call that a fault hits."""
    match fault.kind:
        case "429":
            raise too_many_requests(fault.seconds)
        case "500":
            raise Refused(refusals.INTERNAL)
        case "block":
            raise Refused(refusals.BLOCKED)
        case "timeout_after_send":
            await perform(call, name)
            await asyncio.sleep(fault.seconds)
    return _cut(request)


def _cut(request: web.Request) -> web.Response:
    """Closes the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _ok(result: Any) -> web.Response:
    return _json({"ok": True, "result": result}, 200)


def _refusal(refused: Refused) -> web.Response:
    refusal = refused.refusal
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return _json(body, refusal.code)


def _json(body: Any, status: int) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(body=text.encode(), status=status, content_type="application/json")

"""`/sim/clock`: reading, setting and following the sandbox's time (the protocol: `sandbox/clock.py`)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from aiohttp import web

from sandbox.api import HUB
from sandbox.clock import Clock, iso, parse_moment
from sandbox.hub import Hub
from sandbox.people import CannotDo
from sandbox.sim import read_object

LONGEST_WAIT = 50.0
LOOK_AGAIN = 1.0  # seconds: has a follower died meanwhile?
MOVED = ("clock",)
SETTING: web.AppKey[asyncio.Lock] = web.AppKey("setting", asyncio.Lock)


def add_clock(app: web.Application) -> None:
    """Adds the clock's routes."""
    app[SETTING] = asyncio.Lock()
    app.router.add_get("/sim/clock", read)
    app.router.add_post("/sim/clock", set_target)
    app.router.add_post("/sim/clock/walk", walk)


async def read(request: web.Request) -> web.Response:
    """The time; with `follow`, waits for a target later than `after`."""
    hub = request.app[HUB]
    follower = request.query.get("follow")
    if follower:
        after = _moment(request.query["after"]) if "after" in request.query else hub.clock.now()
        await _news(hub, follower, after, float(request.query.get("wait", 25)))
    return web.json_response(_view(hub.clock))


async def set_target(request: web.Request) -> web.Response:
    """`{"to": ISO}` or `{"advance": seconds}`; answers when every follower has got there."""
    hub = request.app[HUB]
    given = await read_object(request)
    async with request.app[SETTING]:
        hub.clock.aim(_target(hub.clock, given))
        hub.signals.fire(MOVED)
        while hub.clock.target is not None:
            await hub.signals.wait(MOVED, LOOK_AGAIN)
            hub.clock.settle()
        hub.keep_clock()
    return web.json_response({"now": iso(hub.clock.now())})


async def walk(request: web.Request) -> web.Response:
    """A follower's step."""
    hub = request.app[HUB]
    given = await read_object(request)
    if not given.get("follow") or "now" not in given:
        raise CannotDo(400, 'a step is {"follow": name, "now": ISO}')
    hub.clock.walk(str(given["follow"]), _moment(given["now"]))
    hub.signals.fire(MOVED)
    return web.json_response(_view(hub.clock))


async def _news(hub: Hub, follower: str, after: datetime, wait: float) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + min(wait, LONGEST_WAIT)
    hub.clock.seen(follower)
    while not hub.clock.has_news(follower, after) and (left := end - loop.time()) > 0:
        await hub.signals.wait(MOVED, left)
    hub.clock.seen(follower)


def _target(clock: Clock, given: dict[str, object]) -> datetime:
    if "to" in given:
        return _moment(given["to"])
    try:
        return clock.now() + timedelta(seconds=float(str(given["advance"])))
    except (KeyError, ValueError, OverflowError):
        raise CannotDo(400, 'the body is {"to": ISO} or {"advance": seconds}') from None


def _moment(given: object) -> datetime:
    try:
        return parse_moment(str(given))
    except ValueError:
        raise CannotDo(400, f"not an ISO 8601 moment: {given}") from None


def _view(clock: Clock) -> dict[str, str]:
    now = clock.now()
    return {"now": iso(now), "target": iso(clock.target or now)}

"""The sandbox as a web application: Bot API, `/sim`, and the chat page at `/`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from sandbox.api import HUB, add_api, perform
from sandbox.delivery import Delivery
from sandbox.flood import Flood
from sandbox.hub import CLOCK_KEPT_EVERY, Hub, open_hub
from sandbox.sim import add_sim, plain_errors
from sandbox.sim_clock import add_clock

LARGEST_BODY = 60 * 1024 * 1024  # bytes; Telegram's own limit of 50 MB is checked per file
PAGE = Path(__file__).parent / "page"
PAGE_KINDS = frozenset({".js", ".css", ".svg"})


def build_app(hub: Hub) -> web.Application:
    """The application on a hub (see `open_hub`); it closes the hub when it ends."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[plain_errors])
    app[HUB] = hub
    add_api(app)
    add_sim(app)
    add_clock(app)
    app.router.add_get("/", page)
    app.router.add_get("/page/{name}", page_file)
    app.cleanup_ctx.append(_life)
    return app


async def serve(
    host: str, port: int, data: Path | None = None, now: str | None = None, flood: Flood | None = None
) -> web.AppRunner:
    """Starts the sandbox; port 0 takes a free one. `address(runner)` tells where; `await runner.cleanup()` ends it."""
    runner = web.AppRunner(build_app(open_hub(data, now, flood)), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


def address(runner: web.AppRunner) -> str:
    """`http://host:port` of a running sandbox."""
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


async def page(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def page_file(request: web.Request) -> web.FileResponse:
    path = PAGE / request.match_info["name"]
    if path.suffix not in PAGE_KINDS or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def _life(app: web.Application) -> AsyncIterator[None]:
    hub = app[HUB]
    delivery = Delivery(hub, perform)
    await delivery.start()
    keeper = asyncio.get_running_loop().create_task(_keep_clock(hub))
    yield
    keeper.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await keeper
    await delivery.close()
    hub.close()


async def _keep_clock(hub: Hub) -> None:
    while True:
        await asyncio.sleep(CLOCK_KEPT_EVERY.total_seconds())
        hub.keep_clock()

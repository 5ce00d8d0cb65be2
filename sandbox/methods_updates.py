"""How a bot gets its updates: getUpdates and webhooks. Bot API, Getting updates."""

from __future__ import annotations

import asyncio
import re
from itertools import islice

from sandbox import refusals
from sandbox.calls import Call
from sandbox.refusals import Refused
from sandbox.world import Json

LIMIT = 100
TIMEOUT = 50  # seconds (Client.cpp process_get_updates_query)
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
EMPTY_WEBHOOK: Json = {"url": "", "has_custom_certificate": False}


async def get_updates(call: Call) -> list[Json]:
    """Bot API getUpdates. A second poller ends the first one's call with 409."""
    bot, hub = call.bot, call.hub
    if bot.webhook:
        raise Refused(refusals.CONFLICT_WEBHOOK)
    me = hub.pollers[bot.id] = object()
    hub.signals.fire(("updates", bot.id))
    _listen_to(call)
    _confirm(call)
    hub.settle()
    loop = asyncio.get_running_loop()
    end = loop.time() + min(max(call.integer("timeout"), 0), TIMEOUT)
    while not bot.pending and (left := end - loop.time()) > 0:
        await hub.signals.wait(("updates", bot.id), left)
        if hub.pollers.get(bot.id) is not me:
            raise Refused(refusals.CONFLICT_POLLERS)
        if bot.webhook:
            raise Refused(refusals.CONFLICT_WEBHOOK)
    return _waiting(call)


def set_webhook(call: Call) -> bool:
    """Bot API setWebhook. Plain http is allowed, as on a local Bot API server."""
    url = call.text("url")
    if not url:
        return delete_webhook(call)
    if not url.startswith(("http://", "https://")):
        raise Refused(refusals.WEBHOOK_URL)
    secret = call.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise Refused(refusals.WEBHOOK_SECRET)
    _listen_to(call)
    _drop_if_asked(call)
    call.bot.webhook = {
        "url": url,
        "secret_token": secret,
        "max_connections": min(max(call.integer("max_connections") or 40, 1), 100),
    }
    call.hub.world.touch_bot(call.bot)
    call.hub.signals.fire(("updates", call.bot.id))
    return True


def delete_webhook(call: Call) -> bool:
    """Bot API deleteWebhook."""
    _drop_if_asked(call)
    call.bot.webhook = None
    call.hub.world.touch_bot(call.bot)
    return True


def get_webhook_info(call: Call) -> Json:
    """Bot API getWebhookInfo."""
    webhook = call.bot.webhook
    info: Json = {**EMPTY_WEBHOOK, "pending_update_count": len(call.bot.pending)}
    if call.bot.allowed:
        info["allowed_updates"] = call.bot.allowed
    if webhook:
        shown = {name: value for name, value in webhook.items() if name != "secret_token"}
        info |= {name: value for name, value in shown.items() if value}
    return info


def _listen_to(call: Call) -> None:
    """allowed_updates holds until it is given anew; an empty list means the usual kinds."""
    allowed = call.json("allowed_updates", refusals.MARKUP_JSON)
    if allowed is not None and allowed != call.bot.allowed:
        call.bot.allowed = [str(kind) for kind in allowed]
        call.hub.world.touch_bot(call.bot)


def _drop_if_asked(call: Call) -> None:
    if call.flag("drop_pending_updates"):
        call.hub.world.drop_updates(call.bot, call.bot.next_update)


def _confirm(call: Call) -> None:
    """An offset forgets all below it; a negative one keeps that many of the last (Client.cpp do_get_updates)."""
    bot, offset = call.bot, call.integer("offset")
    call.hub.world.drop_expired(bot, call.hub.now())
    if offset > 0:
        call.hub.world.drop_updates(bot, offset)
    elif offset < 0 and bot.pending:
        ids = list(bot.pending)
        call.hub.world.drop_updates(bot, ids[max(len(ids) + offset, 0)])


def _waiting(call: Call) -> list[Json]:
    limit = call.integer("limit")
    limit = limit if 1 <= limit <= LIMIT else LIMIT
    return [pending.update for pending in islice(call.bot.pending.values(), limit)]

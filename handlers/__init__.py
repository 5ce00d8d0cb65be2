"""Telegram in: one router file per thing a person does. A handler reads, calls one use case, shows."""

from __future__ import annotations

from aiogram import Router

from handlers import (
    ask,
    coordinate,
    enrol,
    errors,
    fill,
    help,
    history,
    membership,
    menu,
    privacy,
    review,
    settings,
    start,
)
from handlers.context import Context


def routers() -> Router:
    """All routers in the order they are tried: commands and bars, then taps, then what the chat expects."""
    root = Router(name="kabar")
    for observer in (root.message, root.edited_message, root.callback_query, root.my_chat_member):
        observer.outer_middleware(Context())
    root.include_routers(
        errors.router(),
        privacy.guard(),
        enrol.router(),
        start.router(),
        privacy.router(),
        fill.router(),
        review.router(),
        history.router(),
        coordinate.router(),
        ask.router(),
        help.router(),
        settings.router(),
        menu.router(),
        membership.router(),
        fill.expected(),
        review.expected(),
        ask.expected(),
        privacy.expected(),
        help.expected(),
        settings.expected(),
        enrol.expected(),
        start.expected(),
        menu.fallback(),
    )
    return root

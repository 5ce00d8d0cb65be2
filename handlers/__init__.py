"""Telegram in: one router file per thing a person does. A handler reads, calls one use case, shows."""

from __future__ import annotations

from aiogram import Router

from handlers import (
    ask,
    coordinate,
    digests,
    enrol,
    errors,
    fill,
    groups,
    help,
    history,
    invite,
    membership,
    menu,
    people,
    practise,
    privacy,
    publish,
    recap,
    refile,
    review,
    settings,
    start,
    talk,
    tell,
    timetable,
    visit,
    watch,
)
from handlers.context import Context

# Commands, bars and taps, in the order they are tried; enrolling comes before all others, the menu takes what is left.
ROOMS = (
    enrol,
    start,
    privacy,
    fill,
    review,
    history,
    talk,
    refile,
    coordinate,
    watch,
    recap,
    digests,
    tell,
    timetable,
    visit,
    invite,
    people,
    publish,
    ask,
    help,
    practise,
    settings,
    menu,
    membership,
)
# What free text means, after all commands; each answers to what the chat expects.
EXPECTING = (
    history,
    fill,
    review,
    talk,
    refile,
    timetable,
    ask,
    privacy,
    help,
    invite,
    people,
    publish,
    practise,
    settings,
    enrol,
    start,
)


def routers() -> Router:
    """All routers in the order they are tried: commands and bars, then taps, then what the chat expects."""
    private, root = Router(name="private"), Router(name="kabar")
    for observer in (private.message, private.edited_message, private.callback_query, private.my_chat_member):
        observer.outer_middleware(Context())
    private.include_routers(
        privacy.guard(),
        *(room.router() for room in ROOMS),
        *(room.expected() for room in EXPECTING),
        menu.fallback(),
    )
    root.include_routers(errors.router(), groups.router(), private)
    return root

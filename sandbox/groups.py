"""Groups: several people and the bot in one chat. It is kept as a person's chat is, under a negative id."""

from __future__ import annotations

from sandbox.world import Bot, Json, Person, World

FIRST_ID = -4_000_000_001


def add_group(world: World, name: str) -> Person:
    """A new group, which the bot is not in yet."""
    known = min((id_ for id_ in world.people if id_ < 0), default=FIRST_ID + 1)
    group = Person(known - 1, name, about="Grup", language_code=None)
    world.put_person(group)
    return group


def reaches(bot: Bot, content: Json) -> bool:
    """Whether the bot gets the message. In groups that is commands alone, without another bot's name behind them
    (core.telegram.org/bots/features, Privacy mode)."""
    first = str(content.get("text", "")).split(" ")[0]
    _, _, whom = first.partition("@")
    return first.startswith("/") and whom in ("", bot.user()["username"])

"""Grouping: what Kabar does in a group. It says once where it works; a coordinator registers the group for the summary
of an area, counts only; all else is met with silence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from models.group_chat import GroupChat
from models.scope import Scope
from reporting import days_off, due, group_registry, group_summaries, mornings, overseeing, stage
from reporting.access import LEADS, Actor, actor_of, require
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.screens.screen import HALF, Button, Rows, Screen, grid
from reporting.texts import Texts

ONE_COLUMN = 5  # areas; more stand two in a row
MOST_AREAS = 12
WIDE = 32  # letters on a button alone in its row


class Grouping:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def met(self, tx: Transaction, bot_id: int, chat_id: int, bot_name: str) -> None:
        """Something was asked of it in a group: the first time Kabar tells where it works, then it is silent."""
        chat = chats.of(tx, bot_id, chat_id)
        if not (chat.focus or {}).get("met"):
            open_chat = Button(self._texts.word(chat.language, "open_chat"), url=f"https://t.me/{bot_name}")
            _say(tx, chat, Screen("menus/group", {}, ((open_chat,),)), met=True)

    def added(self, tx: Transaction, bot_id: int, chat_id: int, bot_name: str) -> None:
        """Kabar was taken into the group, for the first time or again."""
        chat = chats.of(tx, bot_id, chat_id)
        chat.blocked_at, chat.focus = None, None
        if group_registry.holding(tx, chat_id) is None:
            self.met(tx, bot_id, chat_id, bot_name)

    def removed(self, tx: Transaction, bot_id: int, chat_id: int) -> None:
        """Kabar was put out of the group: its registration is over."""
        stage.blocked(tx, bot_id, chat_id)
        group_registry.removed(tx, chat_id)

    def moved(self, tx: Transaction, old: int, new: int) -> None:
        """The group has become a supergroup, with an id of its own."""
        group_registry.moved(tx, old, new)

    def commanded(self, tx: Transaction, sender: Sender, argument: str) -> None:
        """/grup by a coordinator: registers the group, tells what it is registered for, or ends that."""
        actor, chat = self._enter(tx, sender)
        row = group_registry.holding(tx, sender.chat_id)
        if argument.casefold() in self._texts.words_of("group_stop"):
            self._end(tx, actor, chat, row)
        elif row is not None:
            self._tell(tx, chat, row)
        else:
            self._choose(tx, actor, chat, argument)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """The coordinator of several areas says which. A second tap finds the group registered. Returns a toast."""
        actor, chat = self._enter(tx, sender)
        if tap.argument != "area" or tap.state not in _areas(actor):
            raise Refusal("not_found")
        row = group_registry.holding(tx, sender.chat_id)
        self._tell(tx, chat, row or group_registry.register(tx, actor, sender.chat_id, tap.state))
        return ""

    def refused(self, tx: Transaction, sender: Sender) -> None:
        """Somebody who leads nothing asked: told once a day why nothing happens. A tap of theirs is silence."""
        chat, today = chats.of(tx, sender.bot_id, sender.chat_id), due.today(tx.now, due.WIB).isoformat()
        if sender.message_id is not None and (chat.focus or {}).get("refused") != today:
            _say(tx, chat, Screen("groups/refused"), refused=today)

    def _enter(self, tx: Transaction, sender: Sender) -> tuple[Actor, Chat]:
        """In a group only. The chat belongs to nobody."""
        actor = require(actor_of(tx, sender), *LEADS)
        if not sender.is_in_group or not _areas(actor):
            raise Refusal("not_found")
        chat = chats.of(tx, sender.bot_id, sender.chat_id)
        chat.language = actor.language
        return actor, chat

    def _choose(self, tx: Transaction, actor: Actor, chat: Chat, wanted: str) -> None:
        """The one area, or the one whose name was written behind the command; else it asks which."""
        named = {code: overseeing.area_name(tx, Scope((code,))) or "Indonesia" for code in _areas(actor)}
        fitting = [code for code, name in named.items() if wanted.casefold() in name.casefold()]
        if len(fitting) == 1:
            self._tell(tx, chat, group_registry.register(tx, actor, chat.telegram_chat_id, fitting[0]))
            return
        offered = sorted(named.items(), key=lambda one: one[1])[:MOST_AREAS]
        _say(tx, chat, Screen("groups/which", {}, area_rows(offered)))

    def _tell(self, tx: Transaction, chat: Chat, row: GroupChat) -> None:
        where = group_summaries.where(tx, row)
        first = due.today(mornings.next_week(tx.now, where, days_off.load(tx)), where.zone)
        told = {"area": group_registry.area_name(tx, row), "next": first.isoformat()}
        _say(tx, chat, Screen("groups/registered", told | {"is_new": row.registered_at == tx.now}))

    def _end(self, tx: Transaction, actor: Actor, chat: Chat, row: GroupChat | None) -> None:
        if row is None:
            _say(tx, chat, Screen("groups/none"))
            return
        told: dict[str, Any] = {"area": group_registry.area_name(tx, row), "why": group_registry.ASKED}
        if not group_registry.may_end(actor, row):
            _say(tx, chat, Screen("groups/foreign", {"area": told["area"]}))
            return
        group_registry.end(tx, row, group_registry.ASKED, actor.person_id)
        _say(tx, chat, Screen("groups/ended", told))


def _say(tx: Transaction, chat: Chat, screen: Screen, **noted: Any) -> None:
    """A message of its own, never changed later; `noted` is remembered of the group."""
    fresh = Screen(screen.text, screen.args, screen.rows, is_fresh=True)
    stage.put(tx, chat, fresh, focus={**(chat.focus or {}), **noted})


def _areas(actor: Actor) -> list[str]:
    """Codes of what the actor leads, but for single kampung."""
    return sorted({one.area_code for one in actor.grants if one.role in LEADS and one.kampung_id is None})


def area_rows(offered: Sequence[tuple[str, str]]) -> Rows:
    """A button for each area (code, name), as long as its row allows."""
    room, columns = (WIDE, 1) if len(offered) <= ONE_COLUMN else (HALF, 2)
    return grid([Button(overseeing.shorten(name, room), f"gr::area:{code}") for code, name in offered], columns)

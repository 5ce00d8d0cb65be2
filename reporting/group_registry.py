"""The registration of a group: in whose name it is, how it ends, and where the group has gone."""

from __future__ import annotations

from datetime import timedelta

from models import audit_event, group_chat, outbound_message
from models import chat as chats
from models.database import Transaction
from models.group_chat import GroupChat
from models.scope import Scope
from reporting import overseeing, stage
from reporting.access import LEADS, Actor, actor_by_id
from reporting.screens.screen import Screen

ASKED, NO_ROLE, REMOVED = "asked", "no_role", "removed"
# A group that becomes a supergroup may first be told as one that Kabar was taken out of.
SAME_MOMENT = timedelta(minutes=5)


def register(tx: Transaction, actor: Actor, chat_id: int, area_code: str) -> GroupChat:
    """Registers the group for that area in the coordinator's name and language."""
    row = GroupChat(
        telegram_chat_id=chat_id,
        person_id=actor.person_id,
        area_code=area_code,
        language=actor.language,
        registered_at=tx.now,
    )
    tx.add(row)
    tx.flush()
    audit_event.log(tx, actor.person_id, "group.registered", "group_chat", row.id, area=area_code)
    return row


def holding(tx: Transaction, chat_id: int) -> GroupChat | None:
    """The registration in force. One whose coordinator leads the area no more ends here, and the group is told."""
    row = group_chat.find(tx, chat_id)
    if row is None or _is_led(tx, row):
        return row
    end(tx, row, NO_ROLE)
    chat = chats.find(tx, chat_id)
    if chat is not None:
        told = {"area": area_name(tx, row), "why": NO_ROLE}
        stage.put(tx, chat, Screen("groups/ended", told, is_fresh=True), focus=chat.focus)
    return None


def end(tx: Transaction, row: GroupChat, why: str, by: int | None = None) -> None:
    """Nothing more goes to the group. What waits is taken back when somebody asked for that; else the courier says in
    the log why it was not sent."""
    row.ended_at, row.ended_why = tx.now, why
    tx.add(row)
    if why == ASKED:
        outbound_message.take_back_all(tx, key(row.telegram_chat_id))
    audit_event.log(tx, by, "group.ended", "group_chat", row.id, reason=why)


def removed(tx: Transaction, chat_id: int) -> None:
    """Kabar is no longer in the group."""
    row = group_chat.find(tx, chat_id)
    if row is not None:
        end(tx, row, REMOVED)


def moved(tx: Transaction, old: int, new: int) -> None:
    """The group became a supergroup, which has another id (Bot API, Message: migrate_to_chat_id). Harmless when done
    twice."""
    row = group_chat.last(tx, old)
    if row is not None and group_chat.find(tx, new) is not None:
        if row.ended_at is None:  # somebody registered the new group before word of the move came
            end(tx, row, REMOVED)
    elif row is not None and row.ended_why == REMOVED and row.ended_at and tx.now - row.ended_at < SAME_MOMENT:
        row.ended_at, row.ended_why = None, ""
        tx.add(row)
    tx.flush()
    group_chat.readdress(tx, old, new)
    outbound_message.readdress(tx, old, new)
    chats.readdress(tx, old, new)


def may_end(actor: Actor, row: GroupChat) -> bool:
    """Whoever registered it, and whoever leads the area."""
    return actor.person_id == row.person_id or actor.scope(*LEADS).includes(row.area_code, 0)


def area_name(tx: Transaction, row: GroupChat) -> str:
    """ "Kota Solok"; "" for the whole country."""
    return overseeing.area_name(tx, Scope((row.area_code,)))


def key(chat_id: int) -> str:
    """What the key of every message to the group begins with."""
    return f"group:{chat_id}:"


def _is_led(tx: Transaction, row: GroupChat) -> bool:
    actor = actor_by_id(tx, row.person_id)
    return actor is not None and actor.scope(*LEADS).includes(row.area_code, 0)

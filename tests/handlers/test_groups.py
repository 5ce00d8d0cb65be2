"""Groups at the edge: what of a group reaches which use case, and that nothing of it gets any further."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    Message,
    TelegramObject,
    User,
)

from handlers import groups
from reporting.grouping import Grouping
from reporting.policies import admitted
from tests.handlers.conftest import Place
from tests.reporting.field import TEXTS

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
GROUP = Chat(id=-77, type="group", title="Kota Solok")
SARI = User(id=9001, is_bot=False, first_name="Sari")
KABAR = User(id=4242, is_bot=True, first_name="Kabar")


def test_a_group_gets_the_week(place: Place) -> None:
    kampung_id = place.kampung()
    officer = place.registered("Sari", "plkb", kampung_ids=(kampung_id,))
    coordinator = place.registered("Dedi", "koordinator", area="13.72")
    group = place.sandbox.group("Kampung KB Solok", coordinator)
    group.sees("Kabar bekerja di chat pribadi.")
    hers = replace(group, by=officer)
    hers.says("halo semua")
    hers.says("/grup")
    group.sees("didaftarkan oleh koordinator wilayah")
    group.says("/grup")
    group.sees("Grup ini terdaftar untuk Kota Solok")
    hers.says("/lapor")

    place.sandbox.clock("2026-11-09T09:00:00+07:00")
    card = group.sees("Laporan Oktober 2026: 0 dari 1 kampung masuk")
    assert card["photo"] and not card["buttons"] and not card["protected"]
    assert "Payo" not in card["text"] and "Sari" not in card["text"]
    assert len(group.from_bot()) == 5  # one of them this Monday, half an hour after all began

    place.sandbox.fault(kind="block", person=group.id, by=coordinator.id)
    place.sandbox.fault(kind="unblock", person=group.id, by=coordinator.id)
    group.sees("Kabar bekerja di chat pribadi.")
    group.says("/grup berhenti")
    group.sees("Grup ini belum terdaftar")


async def reached(kind: str, event: TelegramObject) -> tuple[Any, list[str]]:
    """What the router answers, and the use cases that it called."""
    called: list[str] = []

    async def use(through: Any, case: Any, *args: Any) -> str:
        assert through is admitted
        called.append(f"{case.__name__} {[one for one in args if isinstance(one, str | int) and one != 4242]}")
        return ""

    class Show:
        async def __call__(self, chat_id: int) -> None: ...

        async def answer(self, callback: Any, sender: Any, toast: str) -> None: ...

    async def me() -> Any:
        return SimpleNamespace(username="Kabar_Bot")

    data = {"bot": SimpleNamespace(id=4242, me=me), "grouping": Grouping(TEXTS), "use": use, "show": Show()}
    return await groups.router().propagate_event(kind, event, **data), called


def message(text: str, chat: Chat = GROUP, **told: Any) -> Message:
    return Message(message_id=7, date=NOW, chat=chat, from_user=SARI, text=text or None, **told)


def changed(before: Any, after: Any, chat: Chat = GROUP) -> ChatMemberUpdated:
    old, new = before(user=KABAR), after(user=KABAR)
    return ChatMemberUpdated(chat=chat, from_user=SARI, date=NOW, old_chat_member=old, new_chat_member=new)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("/grup", "commanded ['']"),
        ("/grup@kabar_bot berhenti", "commanded ['berhenti']"),
        ("/group stop", "commanded ['stop']"),
        ("/lapor", "met [-77, 'Kabar_Bot']"),
        ("/lapor@Kabar_Bot", "met [-77, 'Kabar_Bot']"),
    ],
)
async def test_what_is_meant_for_it_is_heard(said: str, called: str) -> None:
    assert (await reached("message", message(said)))[1] == [called]


@pytest.mark.parametrize("said", ["halo semua", "12", "/grup@other_bot", "/lapor@other_bot", "saya /grup", ""])
async def test_all_else_is_silence(said: str) -> None:
    assert await reached("message", message(said)) == (UNHANDLED, [])


@pytest.mark.parametrize("kind", ["private", "channel"])
async def test_it_is_about_groups_alone(kind: str) -> None:
    elsewhere = Chat(id=9001 if kind == "private" else -77, type=kind)
    assert await reached("message", message("/grup", elsewhere)) == (UNHANDLED, [])


async def test_coming_going_and_moving() -> None:
    assert (await reached("my_chat_member", changed(ChatMemberLeft, ChatMemberMember)))[1] == [
        "added [-77, 'Kabar_Bot']"
    ]
    assert (await reached("my_chat_member", changed(ChatMemberMember, ChatMemberLeft)))[1] == ["removed [-77]"]
    assert (await reached("my_chat_member", changed(ChatMemberMember, ChatMemberMember)))[1] == []
    assert (await reached("message", message("", migrate_to_chat_id=-1000077)))[1] == ["moved [-77, -1000077]"]


async def test_taps_in_a_group() -> None:
    told = {"id": "1", "from_user": SARI, "chat_instance": "x", "message": message("Ringkasan wilayah mana?")}
    assert (await reached("callback_query", CallbackQuery(**told, data="gr::area:13.72")))[1] == ["chosen []"]
    assert (await reached("callback_query", CallbackQuery(**told, data="q:7:approve:1")))[1] == []

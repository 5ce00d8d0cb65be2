"""Groups: one command registers one for an area's summary, another ends it; nothing else is said there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import col, select

from models import chat as chats
from models import group_chat, membership
from models.audit_event import AuditEvent
from models.database import Database
from models.group_chat import GroupChat
from models.outbound_message import OutboundMessage
from models.scope import Scope
from reporting import delivering, delivery_log, opening
from reporting.grouping import Grouping, area_rows
from reporting.inputs import Sender, Tap
from reporting.policies import admitted
from reporting.refusals import Refusal
from reporting.screens.screen import Screen
from tests import messages
from tests.reporting import field
from tests.reporting.field import DEDI, RINA, SARI, TEXTS, wib

GROUP, SUPERGROUP = -77, -1000077
BOT = "kabar_bot"
FRIDAY, MONDAY = wib(6, 10), wib(9, 8, 30)
GROUPING = Grouping(TEXTS)


@pytest.fixture
def town(database: Database) -> Database:
    with database.transaction(wib(2, 8)) as tx:
        field.settle(tx)
        opening.open_period(tx, "2026-10")
    return database


def by(person_id: int, group: int = GROUP, message_id: int | None = 5) -> Sender:
    return Sender(4242, group, 500 + person_id, message_id=message_id)


def says(town: Database, person_id: int, argument: str = "", at: datetime = FRIDAY, group: int = GROUP) -> str:
    """/grup, as the group sees it answered."""
    return run(town, GROUPING.commanded, by(person_id, group), argument, at=at)


def run(town: Database, case: Callable[..., Any], *args: Any, at: datetime = FRIDAY) -> str:
    """What the group shows after it; refusals as the handlers take them."""
    sender = args[0] if isinstance(args[0], Sender) else by(SARI)
    try:
        with town.transaction(at) as tx:
            admitted(tx, case, *args)
    except Refusal:
        with town.transaction(at) as tx:
            GROUPING.refused(tx, sender)
    return shown(town, sender.chat_id)


def shown(town: Database, group: int = GROUP) -> str:
    with town.reading(MONDAY) as tx:
        chat = chats.find(tx, group)
        if chat is None or not chat.screen:
            return ""
        screen = Screen.from_json(chat.screen)
        taps = [f"[{button.label}]" for row in screen.rows for button in row]
        return "\n".join([TEXTS.screen(chat.language, screen), *taps])


def held(town: Database, group: int = GROUP) -> GroupChat | None:
    with town.reading(MONDAY) as tx:
        return group_chat.find(tx, group)


def tick(town: Database, at: datetime = MONDAY) -> None:
    with town.transaction(at) as tx:
        field.reminding().tick(tx, at)


def pushed(town: Database) -> list[OutboundMessage]:
    with town.reading(MONDAY) as tx:
        rows = select(OutboundMessage).where(OutboundMessage.kind == "group")
        return list(tx.exec(rows.order_by(col(OutboundMessage.id))))


def claimed(town: Database, at: datetime = MONDAY) -> list[delivering.Parcel]:
    with town.transaction(at) as tx:
        return [parcel for parcel in delivering.claim(tx, 50) if parcel.kind == "group"]


def end_role(town: Database, at: datetime = FRIDAY) -> None:
    with town.transaction(at) as tx:
        membership.end_all(tx, DEDI, "moved")


def test_one_command_registers_and_one_ends(town: Database) -> None:
    assert says(town, DEDI) == (
        "✅ Grup ini terdaftar untuk <b>Kota Solok</b>. Ringkasan mingguan masuk ke sini setiap Senin pukul 08.30,"
        " mulai 9 Nov: hanya jumlah, tanpa nama.\nUntuk mengakhiri: /grup berhenti"
    )
    assert says(town, DEDI, at=wib(6, 11)).startswith("Grup ini sudah terdaftar untuk <b>Kota Solok</b>.")
    row = held(town)
    assert row is not None and (row.person_id, row.area_code, row.language) == (DEDI, "13.72", "id")
    assert says(town, DEDI, "Berhenti").startswith("Ringkasan Kota Solok tidak masuk ke grup ini lagi.")
    assert held(town) is None
    assert says(town, DEDI, "berhenti").startswith("Grup ini belum terdaftar.")
    with town.reading(MONDAY) as tx:
        events = tx.exec(select(AuditEvent).where(col(AuditEvent.action).startswith("group."))).all()
    assert [(one.person_id, one.action, one.details) for one in events] == [
        (DEDI, "group.registered", {"area": "13.72"}),
        (DEDI, "group.ended", {"reason": "asked"}),
    ]


def test_the_coordinator_of_several_areas_says_which(town: Database) -> None:
    with town.transaction(FRIDAY) as tx:
        field.member(tx, DEDI, "koordinator", area_code="63.71")
    assert says(town, DEDI) == "Ringkasan wilayah mana untuk grup ini?\n[Kota Banjarmasin]\n[Kota Solok]"
    assert held(town) is None
    tap = Tap.parse("gr::area:63.71")
    run(town, GROUPING.chosen, by(SARI, message_id=None), tap)
    run(town, GROUPING.chosen, by(DEDI, message_id=None), Tap.parse("gr::area:13"))
    assert held(town) is None
    assert "Kota Banjarmasin" in run(town, GROUPING.chosen, by(DEDI, message_id=None), tap)
    assert "Kota Banjarmasin" in run(town, GROUPING.chosen, by(DEDI, message_id=None), Tap.parse("gr::area:13.72"))
    assert "Kota Solok" in says(town, DEDI, "solok", group=-78)


def test_who_leads_nothing_is_told_once_a_day(town: Database) -> None:
    first = says(town, SARI)
    assert first.startswith("Ringkasan untuk grup didaftarkan oleh koordinator wilayah")
    revision = revisions(town)
    says(town, SARI, at=wib(6, 18))
    run(town, GROUPING.chosen, by(SARI, message_id=None), Tap.parse("gr::area:13.72"))
    says(town, 99)
    assert revisions(town) == revision and held(town) is None
    says(town, SARI, at=wib(7, 8))
    assert revisions(town) == revision + 1


def revisions(town: Database) -> int:
    with town.reading(MONDAY) as tx:
        chat = chats.find(tx, GROUP)
        assert chat is not None and chat.person_id is None  # never somebody's own chat
        return chat.revision


def test_nothing_is_registered_in_a_private_chat(town: Database) -> None:
    with town.transaction(FRIDAY) as tx, pytest.raises(Refusal):
        GROUPING.commanded(tx, field.sender(DEDI), "")


def test_where_it_works_is_said_once(town: Database) -> None:
    met = (4242, GROUP, BOT)
    assert run(town, GROUPING.met, *met).startswith("Kabar bekerja di chat pribadi.")
    revision = revisions(town)
    run(town, GROUPING.met, *met)
    says(town, DEDI)
    run(town, GROUPING.met, *met)
    assert revisions(town) == revision + 1


def test_only_who_leads_the_area_ends_it(town: Database) -> None:
    says(town, DEDI)
    assert says(town, RINA, "berhenti").startswith("Grup ini terdaftar untuk <b>Kota Solok</b>. Yang dapat")
    assert held(town) is not None
    with town.transaction(FRIDAY) as tx:
        field.member(tx, RINA, "koordinator", area_code="13")  # the province's is above
    says(town, RINA, "berhenti")
    assert held(town) is None


def test_it_ends_when_kabar_is_put_out_and_begins_anew(town: Database) -> None:
    says(town, DEDI)
    run(town, GROUPING.removed, 4242, GROUP)
    assert held(town) is None
    run(town, GROUPING.added, 4242, GROUP, BOT)
    assert shown(town).startswith("Kabar bekerja di chat pribadi.")
    assert says(town, DEDI).startswith("✅ Grup ini terdaftar")


def test_the_week_comes_once(town: Database) -> None:
    says(town, DEDI)
    tick(town, wib(9, 8, 29))
    assert pushed(town) == []
    tick(town)
    tick(town, wib(9, 9))
    (message,) = pushed(town)
    assert message.html.splitlines() == [
        "📊 Kota Solok, minggu 2 Nov – 8 Nov 2026",
        "Laporan Oktober 2026: <b>0 dari 3</b> kampung masuk (minggu lalu 0).",
        "Tepat waktu 0 · terlambat 0 · belum 3.",
        "Per kecamatan: Tanjung Harapan 0/3.",
        "Rincian ada di chat pribadi petugas dan koordinator.",
    ]
    assert (message.telegram_chat_id, message.person_id, message.lane) == (GROUP, None, "13.72")
    assert [row["label"] for row in message.chart["rows"]] == ["Tanjung Harapan"]
    (parcel,) = claimed(town)
    assert not parcel.is_protected
    says(town, DEDI, "berhenti", wib(9, 10))
    says(town, DEDI, at=wib(9, 10))
    tick(town, wib(9, 11))
    assert len(pushed(town)) == 1  # also of a group that was registered anew
    tick(town, wib(16, 8, 30))
    assert len(pushed(town)) == 2


def test_what_is_too_late_is_left_to_the_next_week(town: Database) -> None:
    says(town, DEDI)
    tick(town, wib(9, 14, 30))
    assert pushed(town) == []
    tick(town, wib(16, 14))
    assert len(pushed(town)) == 1


def test_when_the_coordinator_has_gone_it_is_dropped_and_said(town: Database) -> None:
    says(town, DEDI)
    tick(town)
    end_role(town, MONDAY)
    assert claimed(town) == []
    (message,) = pushed(town)
    assert (message.state, message.error) == ("failed", delivering.NOT_REGISTERED)
    assert held(town) is None
    assert "Koordinator yang baru cukup menulis /grup di sini." in shown(town)
    assert says(town, DEDI, "berhenti", wib(9, 9)).startswith("Ringkasan untuk grup didaftarkan oleh koordinator")


def test_a_supergroup_takes_all_along(town: Database) -> None:
    says(town, DEDI)
    tick(town)
    (parcel,) = claimed(town)
    with town.transaction(MONDAY) as tx:
        assert delivering.begin(tx, parcel)
    with town.transaction(MONDAY) as tx:
        delivering.moved(tx, parcel, SUPERGROUP)
    run(town, GROUPING.moved, GROUP, SUPERGROUP)
    assert held(town) is None and held(town, SUPERGROUP) is not None
    (again,) = claimed(town)
    assert (again.row_id, again.chat_id) == (parcel.row_id, SUPERGROUP)
    assert claimed(town) == []
    assert shown(town, SUPERGROUP).startswith("✅ Grup ini terdaftar")


def test_a_supergroup_may_first_look_like_being_put_out(town: Database) -> None:
    says(town, DEDI)
    run(town, GROUPING.removed, 4242, GROUP)
    run(town, GROUPING.moved, GROUP, SUPERGROUP)
    assert held(town, SUPERGROUP) is not None
    run(town, GROUPING.added, 4242, SUPERGROUP, BOT)
    assert "terdaftar untuk" in shown(town, SUPERGROUP)


def test_a_group_that_put_kabar_out_gets_no_more(town: Database) -> None:
    says(town, DEDI)
    tick(town)
    (parcel,) = claimed(town)
    with town.transaction(MONDAY) as tx:
        delivering.begin(tx, parcel)
    with town.transaction(MONDAY) as tx:
        delivering.unreachable(tx, parcel, "Forbidden: bot was kicked from the group chat")
    assert held(town) is None
    tick(town, wib(16, 8, 30))
    assert len(pushed(town)) == 1


def test_who_has_nothing_but_a_kampung_registers_no_group(town: Database) -> None:
    with town.transaction(FRIDAY) as tx:
        lead = field.person(tx, "Nur Aini", "Bu Nur")
        field.member(tx, lead, "koordinator", kampung_id=1)
    assert says(town, lead).startswith("Ringkasan untuk grup didaftarkan")


def test_the_log_says_why_a_group_got_nothing(town: Database) -> None:
    says(town, DEDI)
    tick(town)
    assert told(town, "13") == [("failed", 0, [])]
    end_role(town, MONDAY)
    claimed(town)
    line = ("Kota Solok", "group", "no_role")
    assert told(town, "13") == [("failed", 1, [line])] and told(town, "63.71") == [("failed", 0, [])]


def told(town: Database, area: str) -> list[tuple[str, int, list[tuple[str, str, str]]]]:
    """What is said of messages that were not delivered, to a coordinator of that area."""
    with town.reading(MONDAY) as tx:
        groups = delivery_log.facts(tx, Scope((area,)), "Asia/Jakarta", 4)["groups"]
    failed = [one for one in groups if one["state"] == "failed"] or [{"count": 0, "lines": []}]
    lines = [[(line["name"], line["kind"], line["why"]) for line in one["lines"]] for one in failed]
    return [("failed", one["count"], shown) for one, shown in zip(failed, lines, strict=True)]


def test_who_registers_the_supergroup_first_keeps_it(town: Database) -> None:
    """Word of the move may come last; then the old registration is over, and nothing is shown in the old chat again."""
    says(town, DEDI)
    says(town, DEDI, group=SUPERGROUP, at=wib(6, 11))
    with town.transaction(wib(6, 12)) as tx:
        GROUPING.moved(tx, GROUP, SUPERGROUP)
    with town.reading(wib(6, 12)) as tx:
        assert group_chat.find(tx, GROUP) is None
        assert group_chat.find(tx, SUPERGROUP) is not None
        assert GROUP not in chats.behind(tx, 4242)


@pytest.mark.parametrize("count", [5, 6, 12])
def test_areas_to_choose_from_fit_their_buttons(count: int) -> None:
    rows = area_rows([(f"13.{at:02d}", "Kabupaten Kepulauan Siau Tagulandang Biaro") for at in range(count)])
    assert not list(messages.misfits([[{"text": button.label} for button in row] for row in rows]))

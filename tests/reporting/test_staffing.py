"""Who serves where changes: a place goes to a colleague, somebody is on leave, a role ends. Nothing begun is lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from models import chat as chats
from models import membership, obligation, outbound_message
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.draft import Draft
from models.membership import Membership
from models.outbound_message import OutboundMessage
from reporting import delivering, opening, rescheduling
from reporting.access import actor_of
from reporting.handing_over import HandingOver
from reporting.inputs import Sender
from reporting.menus import Menus
from reporting.preferences import preferences
from reporting.refusals import Refusal
from reporting.reminding import Reminding
from reporting.responsible import responsible
from reporting.staffing import Staffing
from reporting.summarising import Summarising
from tests.reporting import desk
from tests.reporting.beginner import Beginner, beginner
from tests.reporting.desk import LIBRARY, TEXTS
from tests.reporting.field import wib

BULANAN = "bulanan_kkb"


@pytest.fixture
def sari(sqlite_database: Database, now: datetime) -> Beginner:
    """Bu Sari with two kampung and one answer into October's report for Payo."""
    made = beginner(sqlite_database, now, kampung=2)
    made.presses("s::open:bulanan_kkb,1,2026-10")
    made.says("ya")
    return made


def own(tx: Transaction, sender: Sender) -> list[Membership]:
    return list(membership.in_force(tx, actor_of(tx, sender).person_id, tx.now))


def owes(tx: Transaction, sender: Sender) -> set[int]:
    """The kampung that the person owes reports for."""
    return {row.kampung_id for row in obligation.open_for(tx, actor_of(tx, sender).person_id, tx.now)}


def tick(database: Database, at: datetime) -> None:
    with database.transaction(at) as tx:
        Reminding(TEXTS, Summarising(LIBRARY, TEXTS)).tick(tx, at)


def test_without_an_officer_the_pokja_answers_then_a_coordinator(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        found = []
        for name, role, where in (
            ("Bu Provinsi", "koordinator", {"area_code": "13"}),
            ("Pak Dedi", "dppkb", {"area_code": "13.72"}),
            ("Pak Umar", "ppkbd", {"kampung_id": desk.PAYO}),
            ("Bu Wati", "pokja", {"kampung_id": desk.PAYO}),
            ("Bu Ani", "kader", {"kampung_id": desk.PAYO}),
            ("Bu Sari", "plkb", {"area_code": "13.72.01"}),
        ):
            sender = desk.person(tx, name, role, **where)
            answers = responsible(tx, BULANAN, desk.PAYO, tx.now) == actor_of(tx, sender).person_id
            found.append((role, answers))
        assert found == [(role, role != "kader") for role, _ in found]
        assert responsible(tx, "poktan_bulanan", desk.PAYO, tx.now) == 5
        assert responsible(tx, BULANAN, desk.AUR, tx.now) == 6


def test_a_coordinator_files_where_nobody_else_is(sqlite_database: Database, now: datetime) -> None:
    dedi = beginner(sqlite_database, now)
    with dedi.database.transaction(now) as tx:
        dedi.sender = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    assert dedi.presses("s::open:bulanan_kkb,2,2026-10").startswith("Isian 1")
    with pytest.raises(Refusal, match="not_found"):  # Payo has Bu Sari
        dedi.presses("s::open:bulanan_kkb,1,2026-10")
    with dedi.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        opening.open_ahead(tx, tx.now)
        assert owes(tx, rina) == {desk.AUR}
    with pytest.raises(Refusal, match="no_draft"):
        dedi.presses("s::draft:1")


def test_a_place_goes_to_a_colleague_with_what_was_begun(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        dedi = actor_of(tx, desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72"))
        (mine,) = own(tx, sari.sender)
        heir = actor_of(tx, rina).person_id
        assert Staffing(TEXTS).move(tx, dedi.person_id, mine, heir, desk.PAYO) == 1
        assert owes(tx, rina) == {desk.PAYO} | owes(tx, rina)
        assert desk.PAYO not in owes(tx, sari.sender)
        assert [row.html for row in desk.notices(tx, rina)] == [
            "Wilayah berubah: Payo Sejahtera sekarang oleh Kak Rina.\n"
            "1 draf dari Bu Sari dipindahkan ke sini, lengkap dengan isiannya."
        ]
        told = {row.action: row.person_id for row in tx.exec(select(AuditEvent)) if "moved" in row.action}
        assert told == {"membership.moved": dedi.person_id}
        mark = tx.exec(select(AuditEvent).where(AuditEvent.action == "draft.handed_over")).one()
        assert (mark.person_id, mark.details) == (dedi.person_id, {"person": heir})
    heir_ = Beginner(sari.database, rina, now, desk.CountedIds(50))
    heir_.presses("s::drafts")
    assert "1 isian · dimulai Bu Sari" in heir_.push(heir_.starting.chosen, desk.Tap.parse("s::tidy"))
    with pytest.raises(Refusal, match="no_draft"):
        sari.presses("s::draft:1")


def test_a_draft_stays_where_the_heir_has_begun_the_same(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.PAYO)
    Beginner(sari.database, rina, now, desk.CountedIds(50)).presses("s::open:bulanan_kkb,1,2026-10")
    with sari.database.transaction(now) as tx:
        (mine,) = own(tx, sari.sender)
        assert Staffing(TEXTS).move(tx, None, mine, actor_of(tx, rina).person_id, desk.PAYO) == 0
        assert [row.html for row in desk.notices(tx, rina)] == [
            "Wilayah berubah: Payo Sejahtera sekarang oleh Kak Rina.\n"
            "1 draf dari Bu Sari tidak ikut, karena laporan yang sama sudah dimulai di sini."
        ]
        (told,) = desk.notices(tx, sari.sender)
        assert "1 draf tetap di sini sebagai catatan, karena Kak Rina sudah memulai laporan yang sama." in told.html


def test_who_gives_the_last_place_is_out(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        (mine,) = own(tx, sari.sender)
        assert Staffing(TEXTS).move(tx, None, mine, actor_of(tx, rina).person_id) == 1
        assert mine.because == "moved"
        with pytest.raises(Refusal, match="not_registered"):
            actor_of(tx, sari.sender)
        assert owes(tx, rina) == {desk.PAYO, desk.AUR}


def test_on_leave_a_colleague_stands_in_and_gives_back(sari: Beginner, now: datetime) -> None:
    """2 November; on leave from the 4th to the 6th, while reminders for October fall due."""
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        away, back = actor_of(tx, sari.sender).person_id, actor_of(tx, rina).person_id
        Staffing(TEXTS).leave(tx, None, own(tx, sari.sender), date(2026, 11, 4), date(2026, 11, 6), back)
        assert owes(tx, sari.sender) == {desk.PAYO}
        assert "Bu Sari cuti Rabu, 4 November 2026 sampai Jumat, 6 November 2026" in desk.notices(tx, rina)[0].html
    with sari.database.reading(now) as tx:
        reminding = Reminding(TEXTS, Summarising(LIBRARY, TEXTS))
        assert reminding.next_due(tx, wib(3, 20)) == wib(4, 0)
    for day in (4, 5):
        tick(sari.database, wib(day, 0))
        tick(sari.database, wib(day, 8, 30))
    with sari.database.reading(wib(5, 9)) as tx:
        assert owes(tx, rina) == {desk.PAYO, desk.AUR}
        assert {g.kampung_id or g.area_code for g in actor_of(tx, rina).grants} == {desk.AUR, "13.72"}
        assert [row.kind for row in desk.notices(tx, sari.sender) if row.kind == "reminder"] == []
        assert any("Payo" in row.html for row in desk.notices(tx, rina) if row.kind == "reminder")
    tick(sari.database, wib(7, 0))
    with sari.database.reading(wib(7, 1)) as tx:
        assert owes(tx, sari.sender) == {desk.PAYO}
        assert owes(tx, rina) == {desk.AUR}
        assert not preferences(tx.get_one(desk.Person, away)).is_away(date(2026, 11, 7))
    assert sari.screen()  # nothing was put over what Bu Sari had


def test_who_is_back_early_has_the_kampung_again(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        back = actor_of(tx, rina).person_id
        staffing = Staffing(TEXTS)
        staffing.leave(tx, None, own(tx, sari.sender), date(2026, 11, 2), date(2026, 11, 9), back)
        assert owes(tx, rina) == {desk.PAYO, desk.AUR}
        staffing.leave(tx, None, own(tx, sari.sender), date(2026, 11, 2), date(2026, 11, 3), None)
        assert owes(tx, rina) == {desk.AUR}
        assert owes(tx, sari.sender) == {desk.PAYO}


def test_the_end_of_the_last_role_closes_access_at_once(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
        outbound_message.enqueue(
            tx, dedupe_key="x", kind="notice", telegram_chat_id=sari.sender.chat_id, html="Halo", person_id=1
        )
        Staffing(TEXTS).end(tx, None, own(tx, sari.sender), "dismissed")
        own_message = select(OutboundMessage.state).where(OutboundMessage.dedupe_key == "x")
        assert tx.exec(own_message).one() == "cancelled"
        outbound_message.enqueue(
            tx, dedupe_key="y", kind="notice", telegram_chat_id=sari.sender.chat_id, html="Halo", person_id=1
        )
        assert {one.chat_id for one in delivering.claim(tx, 5)} == {dedi.chat_id}
        assert desk.shown(tx, sari.sender).startswith("Akses ke Kabar untuk akun ini sudah ditutup.")
        assert "hubungi Pak Dedi" in desk.shown(tx, sari.sender)
        chat = chats.find(tx, sari.sender.chat_id)
        assert chat is not None and chat.revision > chat.shown_revision  # the sweep shows it within seconds
        assert chat.expects == "invitation_code"
    for push in (sari.lapor, sari.home, lambda: sari.presses("s::draft:1")):
        with pytest.raises(Refusal, match="not_registered"):
            push()
    assert "sudah ditutup" in sari.presses("a:1:v:1")  # a button of the question that was up
    with sari.database.reading(now) as tx:
        assert tx.exec(select(Draft.state)).one() == "open"  # it waits for whoever comes next
        assert tx.exec(select(Membership.because).where(Membership.person_id == 1)).one() == "dismissed"


def test_who_serves_nowhere_owes_nothing_of_their_own(sari: Beginner, now: datetime) -> None:
    """What an officer owes as one, beside what their kampung do: what was late already stays."""
    with sari.database.transaction(now) as tx:
        who = actor_of(tx, sari.sender).person_id
        rescheduling.owe(tx, None, "kegiatan_kkb", "13.72", "weekly", unit="officer", due_day=1, late_day=2, lock_day=9)
        opening.open_ahead(tx, now)
    after = now + timedelta(days=19)
    tick(sari.database, after)
    with sari.database.transaction(after) as tx:
        Staffing(TEXTS).end(tx, None, own(tx, sari.sender), "removed")
    with sari.database.reading(after) as tx:
        found = obligation.of_unit(tx, "kegiatan_kkb", f"officer:{who}")
        assert {(one.late_at > after, one.state) for one in found} == {(True, "void"), (False, "waiting")}


def test_what_somebody_dismissed_owed_is_given_away_and_what_they_began_waits(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
        owed = owes(tx, sari.sender)
        Staffing(TEXTS).end(tx, None, own(tx, sari.sender), "dismissed")
        assert owed and owes(tx, dedi) == owed
        HandingOver(TEXTS).tick(tx, now)
        row = tx.exec(select(Draft)).one()
        assert (row.person_id, row.state) == (1, "open")
        (html,) = tx.exec(select(OutboundMessage.html).where(col(OutboundMessage.dedupe_key).startswith("left:")))
        assert html.startswith("Bu Sari tidak bertugas lagi. 1 draf belum dikirim, untuk Payo Sejahtera.")
        heir = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.PAYO)
        HandingOver(TEXTS).tick(tx, now)
        assert (row.person_id, row.begun_by_id) == (actor_of(tx, heir).person_id, 1)


def test_who_loses_one_of_two_roles_goes_on(sari: Beginner, now: datetime) -> None:
    with sari.database.transaction(now) as tx:
        tx.add(Membership(person_id=1, role="kader", kampung_id=desk.PAYO, since=desk.SINCE))
        tx.flush()
        before = desk.screen_of(tx, sari.sender)
        plkb = [row for row in own(tx, sari.sender) if row.role == "plkb"]
        Staffing(TEXTS).end(tx, None, plkb, "dismissed")
        assert desk.screen_of(tx, sari.sender) == before
        Menus(TEXTS).home(tx, sari.sender)
        assert desk.screen_of(tx, sari.sender).text == "menus/kader"
        assert owes(tx, sari.sender) == set()


def test_what_was_to_come_never_does(sari: Beginner, now: datetime) -> None:
    """Who stands in for somebody dismissed does not begin."""
    with sari.database.transaction(now) as tx:
        rina = desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        back = actor_of(tx, rina).person_id
        Staffing(TEXTS).leave(tx, None, own(tx, sari.sender), date(2026, 11, 4), date(2026, 11, 6), back)
        Staffing(TEXTS).end(tx, None, own(tx, sari.sender), "dismissed")
    with sari.database.reading(now + timedelta(days=3)) as tx:
        assert {g.kampung_id for g in actor_of(tx, rina).grants} == {desk.AUR}

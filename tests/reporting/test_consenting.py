"""The privacy notice: what was shown is kept, a new version is asked about once, and consent can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import product

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.__main__ import run
from models import chat as chats
from models import consent, engines, membership, person, schema
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from reporting import consenting, notice, refusing, stage
from reporting.access import actor_by_id, actor_of
from reporting.agreeing import Agreeing
from reporting.asking import Asking
from reporting.delivering import claim
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.notices import Notice, Notices
from reporting.privately import Privately
from reporting.refusals import Refusal
from reporting.screens.agreeing import AGAIN
from reporting.shared_phone import SharedPhone
from reporting.texts import LANGUAGES
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds, buttons, notices, shown, tap

MENUS = Menus(TEXTS)
AGREEING = Agreeing(TEXTS, MENUS, Asking(TEXTS))
PRIVATELY = Privately(TEXTS, LIBRARY, Asking(TEXTS), SharedPhone(TEXTS, CountedIds(7)))
# A changed text gets a new version and a line here: nobody agreed to what they never saw.
KNOWN = {
    "2": ("a0d1abd70fe9e310", "c670efc192b78b85", "533a84c5db2f4548", "3e2f3bfc1e54d65a"),
}


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


@pytest.fixture
def sari(tx: Transaction) -> desk.Officer:
    return desk.officer(tx)


@pytest.fixture
def dedi(tx: Transaction) -> Sender:
    return desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")


def read_before(tx: Transaction, sender: Sender) -> None:
    """They read the first version, long ago."""
    row = consent.shown(tx, actor_of(tx, sender).person_id, "1", "id", "yang lama")
    row.given_at, row.how = desk.SINCE, "tap"
    tx.add(row)


def chosen(tx: Transaction, sender: Sender, label: str) -> str:
    return AGREEING.chosen(tx, sender, tap(tx, sender, label))


def test_a_changed_text_is_a_new_version() -> None:
    told = [notice.body(TEXTS, *one) for one in product(LANGUAGES, (notice.SHORT, notice.FULL))]
    assert KNOWN[notice.VERSION] == tuple(hashlib.sha256(one.encode()).hexdigest()[:16] for one in told)


def test_a_new_version_is_asked_about_once_and_its_text_is_kept(tx: Transaction, sari: desk.Officer) -> None:
    read_before(tx, sari.sender)
    MENUS.home(tx, sari.sender)
    assert "pemberitahuan privasi Kabar berubah" in shown(tx, sari.sender)
    assert notice.body(TEXTS, "id") in shown(tx, sari.sender)
    assert list(buttons(tx, sari.sender))[:3] == ["✅ Saya mengerti", "Baca lengkap", "Nanti saja"]
    chosen(tx, sari.sender, "Saya mengerti")
    assert "Bu Sari" in shown(tx, sari.sender) and "berubah" not in shown(tx, sari.sender)
    old, new = consent.of_person(tx, 1)
    assert (old.version, new.version, new.given_at, new.how) == ("1", notice.VERSION, tx.now, "tap")
    assert consent.text_of(tx, new) == notice.body(TEXTS, "id")
    MENUS.home(tx, sari.sender)
    assert "berubah" not in shown(tx, sari.sender)
    events = tx.exec(select(AuditEvent.action).where(AuditEvent.object_kind == "person")).all()
    assert events == ["notice.shown", "notice.accepted"]


def test_whoever_has_no_time_now_is_not_asked_again_and_finds_it_later(tx: Transaction, sari: desk.Officer) -> None:
    read_before(tx, sari.sender)
    MENUS.chosen(tx, sari.sender, Tap("m", None, "menu"))
    chosen(tx, sari.sender, "Nanti saja")
    assert "berubah" not in shown(tx, sari.sender)
    MENUS.home(tx, sari.sender)
    assert "berubah" not in shown(tx, sari.sender)
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "Pemberitahuan")
    assert "Versi 1 sudah dibaca Kamis, 1 Januari 2026" in shown(tx, sari.sender)
    chosen(tx, sari.sender, "Saya mengerti")
    proof = consent.in_force(tx, 1)
    assert proof is not None and consent.text_of(tx, proof) == notice.body(TEXTS, "id", notice.FULL)
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "Pemberitahuan")
    assert next(iter(buttons(tx, sari.sender))) == "Untuk apa data ini"


def test_a_report_in_hand_is_not_lost(tx: Transaction, sari: desk.Officer) -> None:
    read_before(tx, sari.sender)
    chats.of(tx, 4242, sari.sender.chat_id).focus = {"draft": 7}
    MENUS.home(tx, sari.sender)
    assert buttons(tx, sari.sender)["⬅️ Kembali ke isian"] == "s::draft:7"
    assert stage.expects(tx, sari.sender) == AGAIN


@pytest.mark.parametrize(("said", "agreed"), [("saya mengerti", True), ("nanti saja", False), ("apa itu?", False)])
def test_words_count_as_buttons(tx: Transaction, sari: desk.Officer, said: str, agreed: bool) -> None:
    read_before(tx, sari.sender)
    MENUS.home(tx, sari.sender)
    AGREEING.typed(tx, sari.sender, said)
    assert "berubah" not in shown(tx, sari.sender)
    assert consenting.is_agreed(tx, 1) is agreed
    assert [one.how for one in consent.of_person(tx, 1) if one.version == notice.VERSION] == ["typed" if agreed else ""]


def test_a_cadre_may_ask_a_question_instead(tx: Transaction) -> None:
    rina = desk.person(tx, "Kak Rina", "kader", kampung_id=desk.PAYO)
    read_before(tx, rina)
    MENUS.home(tx, rina)
    assert AGREEING.typed(tx, rina, "nomor saya 081234567890, apa itu KRS?")
    MENUS.home(tx, rina)
    AGREEING.typed(tx, rina, "apakah spiral bisa hilang?")
    assert "berubah" not in shown(tx, rina)


def test_whoever_withdraws_finds_everything_shut_and_is_left_alone(
    tx: Transaction, sari: desk.Officer, dedi: Sender
) -> None:
    report = sari.files(tx)
    consenting.give(tx, person.get(tx, 1), "id", "teks", "tap")
    AGREEING.chosen(tx, sari.sender, Tap("p", None, "withdraw"))
    assert "1 laporan yang sudah dikirim tetap tersimpan" in shown(tx, sari.sender)
    assert next(iter(buttons(tx, sari.sender))) == "Jangan, kembali"
    sure = tap(tx, sari.sender, "Tarik persetujuan sekarang")
    PRIVATELY.page(tx, sari.sender)
    assert AGREEING.chosen(tx, sari.sender, sure) and actor_by_id(tx, 1) is not None, "an old card never writes"
    AGREEING.chosen(tx, sari.sender, Tap("p", None, "withdraw"))
    chosen(tx, sari.sender, "Tarik persetujuan sekarang")
    assert "Persetujuan sudah ditarik, Bu Sari" in shown(tx, sari.sender)
    assert consent.in_force(tx, 1) is None and consent.of_person(tx, 1)[0].withdrawn_how == "tap"
    assert "Bu Sari menarik persetujuan" in notices(tx, dedi)[-1].html
    with pytest.raises(Refusal, match="not_registered") as refusal:
        MENUS.home(tx, sari.sender)
    refusing.tell(tx, sari.sender, TEXTS, refusal.value)
    assert "Persetujuan sudah ditarik" in shown(tx, sari.sender)
    Notices(TEXTS).tell(tx, 1, Notice("x:1", "privacy/forgot_notice", {"who": "x"}, (), is_urgent=True))
    assert [one.chat_id for one in claim(tx, 9)] == [dedi.chat_id]
    assert tx.exec(select(OutboundMessage.state).where(OutboundMessage.person_id == 1)).all() == ["cancelled"]
    assert tx.get_one(type(report), report.id).is_current
    assert len(membership.in_force(tx, 1, tx.now)) == 1


def withdrawn(tx: Transaction, sari: desk.Officer) -> None:
    AGREEING.chosen(tx, sari.sender, Tap("p", None, "withdraw"))
    chosen(tx, sari.sender, "Tarik persetujuan sekarang")


def test_consent_can_be_given_again(tx: Transaction, sari: desk.Officer) -> None:
    withdrawn(tx, sari)
    assert AGREEING.returned(tx, sari.sender, tap(tx, sari.sender, "lanjut pakai Kabar")) == (
        "Baik. Kabar bisa dipakai lagi."
    )
    assert consenting.is_agreed(tx, 1) and actor_of(tx, sari.sender).person_id == 1
    assert "lanjut pakai Kabar" not in str(buttons(tx, sari.sender))


def test_whoever_withdrew_may_close_the_account_too(tx: Transaction, sari: desk.Officer) -> None:
    withdrawn(tx, sari)
    AGREEING.returned(tx, sari.sender, tap(tx, sari.sender, "Hapus/tutup akun"))
    AGREEING.returned(tx, sari.sender, tap(tx, sari.sender, "Jangan, kembali"))
    AGREEING.returned(tx, sari.sender, tap(tx, sari.sender, "Hapus/tutup akun"))
    AGREEING.returned(tx, sari.sender, tap(tx, sari.sender, "Tutup akun"))
    assert "Akun sudah ditutup, Bu Sari" in shown(tx, sari.sender)
    assert person.get(tx, 1).telegram_user_id is None
    assert membership.in_force(tx, 1, tx.now) == []


def test_nobody_else_comes_in_by_that_door(tx: Transaction, sari: desk.Officer) -> None:
    for argument in ("again", "go", "gone", "stay"):
        with pytest.raises(Refusal, match="not_registered"):
            AGREEING.returned(tx, sari.sender, Tap("p", 0, argument))


def test_what_data_is_for_is_told_form_by_form(tx: Transaction, sari: desk.Officer) -> None:
    AGREEING.chosen(tx, sari.sender, Tap("p", None, "why"))
    assert "Belum ada laporan" in shown(tx, sari.sender)
    sari.files(tx)
    AGREEING.chosen(tx, sari.sender, Tap("p", None, "why"))
    for piece in ("Laporan Bulanan Kampung KB", "Gunanya: Melihat perkembangan", "Inpres 3/2022", "60 bulan"):
        assert piece in shown(tx, sari.sender)


def test_what_people_had_read_before_is_carried_over(sqlite_database: Database) -> None:
    schema.downgrade(sqlite_database.url, "0023")
    told = "(1, 'Sari', '', 'id', 'Asia/Jakarta', '', '2026-11-23', '2026-10-01 01:00:00', '08:30', '2026-01-01')"
    with engines.migrating(sqlite_database.url).begin() as connection:
        columns = "id, name, address, language, zone, phone, notice_version, noticed_at, reminder_hour, created_at"
        connection.execute(text(f"INSERT INTO person ({columns}) VALUES {told}"))
    schema.upgrade(sqlite_database.url)
    with sqlite_database.reading(desk.SINCE) as tx:
        (row,) = consent.of_person(tx, 1)
        assert (row.version, row.how, row.given_at.isoformat()[:10]) == ("2026-11-23", "carried", "2026-10-01")
        assert "sesuai aturan arsip" in (consent.text_of(tx, row) or "")
    schema.downgrade(sqlite_database.url, "0023")
    with engines.migrating(sqlite_database.url).begin() as connection:
        assert connection.execute(text("SELECT notice_version FROM person")).scalar_one() == "2026-11-23"


def test_the_command_prints_what_was_shown_and_when(
    sqlite_database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        desk.officer(tx)
        consenting.give(tx, person.get(tx, 1), "id", notice.body(TEXTS, "id"), "typed")
    assert run(["privacy", "withdraw", "1"]) == 0
    assert run(["privacy", "withdraw", "1"]) == 1
    assert run(["privacy", "proof", "77"]) == 2
    capsys.readouterr()
    assert run(["privacy", "proof", "1"]) == 0
    told = capsys.readouterr().out
    assert "Bu Sari (person 1): 1 on record" in told
    assert "agreed 2026-11-02 01:00:00 UTC (typed), withdrawn" in told and "(command)" in told
    assert "  • Gunanya: laporan program KB dan pembinaan.\n" in told
    assert hashlib.sha256(notice.body(TEXTS, "id").encode()).hexdigest() in told

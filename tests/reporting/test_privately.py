"""What a person may know and do about their own data, and a phone that others use too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models import chat as chats
from models import chat_message, draft, membership, person
from models.database import Database, Transaction
from models.membership import Membership
from reporting import inbox, pushing, shared_phone, stage
from reporting.access import actor_of
from reporting.asking import Asking
from reporting.delivering import claim, sent
from reporting.inputs import Sender, Tap
from reporting.inviting import Guest, grant, write
from reporting.privately import Privately
from reporting.pushing import Push
from reporting.refusals import Refusal
from reporting.screens.screen import Screen
from reporting.shared_phone import SharedPhone
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, PAYO, TEXTS, CountedIds, buttons, notices, press, shown, tap

SHARED = SharedPhone(TEXTS, CountedIds(7))
PRIVATELY = Privately(TEXTS, LIBRARY, Asking(TEXTS), SHARED)


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


def later(tx: Transaction, **span: int) -> None:
    tx.now = tx.now + timedelta(**span)


def chosen(tx: Transaction, sender: Sender, label: str) -> str:
    return PRIVATELY.chosen(tx, sender, tap(tx, sender, label))


def seat(tx: Transaction, sender: Sender) -> chats.Chat:
    found = chats.find(tx, sender.chat_id)
    assert found is not None
    return found


def test_the_page_shows_what_is_stored(tx: Transaction, sari: desk.Officer) -> None:
    sari.files(tx)
    PRIVATELY.page(tx, sari.sender)
    assert list(buttons(tx, sari.sender))[:5] == [
        "Data saya", "Salinan data", "Perbaiki data", "Hapus/tutup akun", "Bersihkan chat",
    ]  # fmt: skip
    chosen(tx, sari.sender, "Data saya")
    said = shown(tx, sari.sender)
    for piece in ("Sapaan: Bu Sari", "PLKB, Kampung KB Payo Sejahtera", "Laporan terkirim: 1"):
        assert piece in said


def test_a_copy_holds_what_is_stored_and_nothing_about_others(tx: Transaction, sari: desk.Officer) -> None:
    report = sari.files(tx)
    copy = PRIVATELY.copy(tx, sari.sender)
    told = json.loads(copy.content)
    assert copy.name == "kabar-data-2026-11-02.json"
    assert told["orang"]["sapaan"] == "Bu Sari"
    assert [one["nomor"] for one in told["laporan"]] == [report.number]
    assert len(told["laporan"][0]["isi"]) > 40
    assert told["catatan"][0]["apa"].startswith("submission.")
    assert "pin" not in told["orang"]["pengaturan"]


def test_a_copy_hides_what_was_marked_sensitive(tx: Transaction, sari: desk.Officer) -> None:
    from models.answer_value import AnswerValue
    from reporting import own_data

    report = sari.files(tx)
    form = LIBRARY.of_version(tx, report.form_version_id)
    path, question = next(iter(form.questions.items()))
    tx.add(AnswerValue(submission_id=report.id, path=path, name="rahasia", kind="text", text="1372-031"))
    tx.flush()
    secret = replace(question, attributes={**question.attributes, "sensitive": "ya"})
    form.questions[path] = secret
    try:
        assert "1372-031" not in own_data.document(tx, LIBRARY, 1).decode()
    finally:
        form.questions[path] = question


def test_what_is_wrong_goes_to_the_coordinator(tx: Transaction, sari: desk.Officer, dedi: Sender) -> None:
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "Perbaiki data")
    PRIVATELY.wrong(tx, sari.sender, "x" * 501)
    assert "terlalu panjang" in shown(tx, sari.sender)
    PRIVATELY.wrong(tx, sari.sender, "nomor HP saya sekarang 0812-3456-7890")
    assert "diteruskan" in shown(tx, sari.sender)
    (notice,) = notices(tx, dedi)
    assert "Perbaikan data: nomor HP saya sekarang 0812-3456-7890" in notice.html


def test_closing_an_account_asks_first_and_forgets_the_person(
    tx: Transaction, sari: desk.Officer, dedi: Sender
) -> None:
    report = sari.files(tx)
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "Hapus/tutup akun")
    assert "1 laporan yang sudah dikirim tetap tersimpan" in shown(tx, sari.sender)
    assert next(iter(buttons(tx, sari.sender))) == "Jangan, kembali"
    old = tap(tx, sari.sender, "Tutup akun")
    chosen(tx, sari.sender, "Jangan, kembali")
    assert PRIVATELY.chosen(tx, sari.sender, old), "an old card never writes"
    chosen(tx, sari.sender, "Hapus/tutup akun")
    chosen(tx, sari.sender, "Tutup akun")
    who = person.get(tx, 1)
    assert (who.telegram_user_id, who.phone, who.address, who.settings) == (None, "", "", None)
    assert who.name == "Bu Sari", "reports keep the name of who sent them"
    assert membership.in_force(tx, 1, tx.now) == []
    assert not [row for row in draft.begun_by(tx, 1) if row.state == "open" or (row.state == "deleted" and row.data)]
    assert tx.get_one(type(report), report.id).is_current
    with pytest.raises(Refusal, match="not_registered"):
        PRIVATELY.page(tx, sari.sender)
    assert "Bu Sari menutup akun" in notices(tx, dedi)[-1].html
    row = tx.exec(select(Membership).where(Membership.person_id == 1)).all()
    assert all(one.until == tx.now for one in row)


def test_whoever_closed_an_account_can_be_invited_again(tx: Transaction, sari: desk.Officer, dedi: Sender) -> None:
    PRIVATELY.leaving(tx, sari.sender)
    chosen(tx, sari.sender, "Tutup akun")
    later(tx, minutes=1)
    grant(tx, 2, person.get(tx, 1), Guest("plkb", "", "Bu Sari", kampung_id=PAYO))
    assert write(tx, CountedIds(5), 2, person.get(tx, 1)).person_id == 1


def test_messages_of_two_days_can_be_deleted_and_older_are_forgotten(tx: Transaction, sari: desk.Officer) -> None:
    for number in (11, 12):
        stage.hear(tx, replace(sari.sender, message_id=number))
        stage.hear(tx, replace(sari.sender, message_id=number))
        later(tx, hours=47)
    PRIVATELY.page(tx, sari.sender)
    told = stage.to_show(tx, sari.sender.chat_id)
    assert told is not None
    stage.shown(tx, 4242, told, 13, 14)
    chosen(tx, sari.sender, "Bersihkan chat")
    assert "tidak bisa dikembalikan" in shown(tx, sari.sender)
    sure = tap(tx, sari.sender, "Hapus pesannya")
    assert list(PRIVATELY.deletable(tx, sari.sender, sure)) == [12, 13, 14]
    inbox.tidy(tx)
    assert list(chat_message.since(tx, sari.sender.chat_id, desk.SINCE)) == [12, 13, 14]
    assert PRIVATELY.cleaned(tx, sari.sender, sure, [12, 13, 14]) == ""
    assert "sudah dihapus (3 pesan)" in shown(tx, sari.sender)
    assert list(chat_message.since(tx, sari.sender.chat_id, desk.SINCE)) == []


def test_no_old_button_and_none_without_a_card_clears_the_chat(tx: Transaction, sari: desk.Officer) -> None:
    stage.hear(tx, replace(sari.sender, message_id=11))
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "Bersihkan chat")
    sure = tap(tx, sari.sender, "Hapus pesannya")
    chosen(tx, sari.sender, "Jangan, kembali")
    for old in (sure, replace(sure, card=None), Tap("p", None, "clean")):
        assert list(PRIVATELY.deletable(tx, sari.sender, old)) == []
        assert "sudah lewat" in PRIVATELY.cleaned(tx, sari.sender, old, [])
    assert list(chat_message.since(tx, sari.sender.chat_id, desk.SINCE)) == [11]


def test_only_ones_own_waiting_messages_open(tx: Transaction, sari: desk.Officer, dedi: Sender) -> None:
    share(tx, sari.sender)
    row_id = told(tx, sari.sender)
    with pytest.raises(Refusal, match="not_found"):
        PRIVATELY.chosen(tx, dedi, Tap("p", None, "read", str(row_id)))


# -- A phone that others use too


def share(tx: Transaction, sender: Sender, pin: str = "4812") -> None:
    PRIVATELY.page(tx, sender)
    chosen(tx, sender, "HP dipakai bersama")
    chosen(tx, sender, "Ya, pakai PIN")
    SHARED.invented(tx, sender, pin)
    SHARED.invented(tx, sender, pin)


def told(tx: Transaction, sender: Sender) -> int:
    screen = Screen(
        "notices/approved", {"title": "Laporan", "kampung": "Payo", "period": "2026-10", "number": "KB-1", "who": "x"}
    )
    push = Push("some key", "notice", screen)
    row_id = pushing.enqueue(tx, TEXTS, seat(tx, sender), push, tx.now)
    assert row_id is not None
    return row_id


def test_a_pin_is_set_twice_and_kept_sealed(tx: Transaction, sari: desk.Officer) -> None:
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "HP dipakai bersama")
    chosen(tx, sari.sender, "Ya, pakai PIN")
    SHARED.invented(tx, sari.sender, "empat")
    assert "PIN terdiri dari 4 angka" in shown(tx, sari.sender)
    SHARED.invented(tx, sari.sender, "4812")
    SHARED.invented(tx, sari.sender, "4821")
    assert "berbeda" in shown(tx, sari.sender)
    SHARED.invented(tx, sari.sender, "4812")
    SHARED.invented(tx, sari.sender, "4812")
    assert "✅ HP ini dipakai bersama" in shown(tx, sari.sender)
    assert "4812" not in json.dumps(person.get(tx, 1).settings)
    assert actor_of(tx, sari.sender).preferences.shared


def test_after_half_an_hour_the_pin_comes_first_and_then_all_is_as_it_was(tx: Transaction, sari: desk.Officer) -> None:
    share(tx, sari.sender)
    PRIVATELY.page(tx, sari.sender)
    chosen(tx, sari.sender, "Hapus/tutup akun")
    kept = tap(tx, sari.sender, "Tutup akun")
    later(tx, minutes=29)
    assert shared_phone.expects(tx, sari.sender) == ""
    later(tx, minutes=2)
    assert shared_phone.expects(tx, sari.sender) == "locked"
    SHARED.knocked(tx, sari.sender)
    assert "Ketik PIN 4 angka" in shown(tx, sari.sender)
    assert list(buttons(tx, sari.sender)) == ["Lupa PIN"]
    SHARED.tried(tx, sari.sender, "0000")
    assert "belum cocok" in shown(tx, sari.sender)
    assert shared_phone.expects(tx, sari.sender) == "pin"
    SHARED.tried(tx, sari.sender, " 4812 ")
    assert "Tutup akun Kabar?" in shown(tx, sari.sender)
    assert shared_phone.expects(tx, sari.sender) == ""
    assert tap(tx, sari.sender, "Tutup akun") == kept
    assert not PRIVATELY.chosen(tx, sari.sender, kept), "the card behind the PIN is the live one again"


def test_five_wrong_pins_and_it_takes_a_pause(tx: Transaction, sari: desk.Officer) -> None:
    share(tx, sari.sender)
    later(tx, hours=1)
    SHARED.knocked(tx, sari.sender)
    for _ in range(5):
        SHARED.tried(tx, sari.sender, "1111")
    assert "sudah 5 kali" in shown(tx, sari.sender)
    SHARED.tried(tx, sari.sender, "4812")
    assert "sudah 5 kali" in shown(tx, sari.sender), "not even the right one now"
    later(tx, minutes=31)
    SHARED.tried(tx, sari.sender, "4812")
    assert "HP ini dipakai bersama." in shown(tx, sari.sender)


def test_a_forgotten_pin_is_taken_away_by_the_coordinator(tx: Transaction, sari: desk.Officer, dedi: Sender) -> None:
    share(tx, sari.sender)
    later(tx, hours=1)
    SHARED.knocked(tx, sari.sender)
    assert SHARED.forgot(tx, sari.sender)
    (notice,) = notices(tx, dedi)
    with pytest.raises(Refusal):
        PRIVATELY.chosen(tx, sari.sender, press(notice, "Hapus PIN"))
    assert PRIVATELY.chosen(tx, dedi, press(notice, "Hapus PIN")) == "PIN Bu Sari sudah dihapus."
    assert shared_phone.expects(tx, sari.sender) == ""
    later(tx, hours=2)
    assert shared_phone.expects(tx, sari.sender) == ""


def test_a_second_request_the_same_day_is_never_dropped_unsaid(
    tx: Transaction, sari: desk.Officer, dedi: Sender
) -> None:
    share(tx, sari.sender)
    SHARED.knocked(tx, sari.sender)
    assert SHARED.forgot(tx, sari.sender) == "Koordinator sudah dikabari."
    assert SHARED.forgot(tx, sari.sender).startswith("Permintaan tadi sudah ada di Pak Dedi.")
    later(tx, hours=3)
    assert SHARED.forgot(tx, sari.sender) == "Koordinator sudah dikabari."
    assert len(notices(tx, dedi)) == 2
    PRIVATELY.chosen(tx, dedi, press(notices(tx, dedi)[1], "Hapus PIN"))
    later(tx, minutes=1)
    share(tx, sari.sender, "9073")
    SHARED.knocked(tx, sari.sender)
    assert SHARED.forgot(tx, sari.sender) == "Koordinator sudah dikabari.", "another PIN, another request"
    assert len(notices(tx, dedi)) == 3


def test_a_notice_says_only_that_something_waits(tx: Transaction, sari: desk.Officer) -> None:
    share(tx, sari.sender)
    row_id = told(tx, sari.sender)
    (parcel,) = claim(tx, 10)
    assert parcel.html == "Kabar: ada 1 hal menunggu."
    sent(tx, parcel, 99)
    (button,) = parcel.buttons[0]
    assert button == {"text": "Buka", "data": f"p::read:{row_id}"}
    PRIVATELY.chosen(tx, sari.sender, Tap.parse(button["data"]))
    assert "diterima" in shown(tx, sari.sender)


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("filling/answered", {"echo": {"label": "Suntik", "text": "12"}}, "✅ tersimpan"),
        ("filling/receipt", {"number": "KB-7F3A9", "address": "Bu Sari"}, "✅ Laporan terkirim. Nomor <b>KB-7F3A9</b>"),
    ],
)
def test_what_is_left_behind_tells_no_values(name: str, args: dict[str, Any], said: str) -> None:
    assert TEXTS.render("id", TEXTS.discreet(name), **args) == said
    assert TEXTS.discreet("menus/lost") == "menus/lost"

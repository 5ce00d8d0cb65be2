"""Talking about a report under its number, and asking to mend one that was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from models import report_note, submission
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from models.submission import Submission
from reporting import stage
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.requesting import Requesting
from reporting.reviewing import Reviewing
from reporting.starting import Starting
from reporting.talking import Talking
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds, buttons, notices, press, shown, tap

talking, requesting = Talking(TEXTS), Requesting(TEXTS)


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


@pytest.fixture
def dedi(tx: Transaction) -> Sender:
    return desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")


def last(tx: Transaction, sender: Sender) -> OutboundMessage:
    return notices(tx, sender)[-1]


def accepted(tx: Transaction, sari: desk.Officer, dedi: Sender) -> Submission:
    sent = sari.files(tx)
    reviewing = Reviewing(LIBRARY, TEXTS)
    reviewing.chosen(tx, dedi, Tap("q", None, "open", str(sent.id)))
    reviewing.chosen(tx, dedi, tap(tx, dedi, "✅ Terima"))
    tx.refresh(sent)
    assert sent.review_state == "approved"
    return sent


def test_a_question_and_its_answer_stand_under_the_report(tx: Transaction, dedi: Sender) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    reviewing = Reviewing(LIBRARY, TEXTS)
    reviewing.next(tx, dedi)
    talking.opened(tx, dedi, tap(tx, dedi, "💬 Tanya"))
    assert shown(tx, dedi).endswith("Ketik pesan untuk Bu Sari.")
    talking.typed(tx, dedi, "Apakah <148> itu\nsudah dicek?")
    assert shown(tx, dedi).startswith(f"💬 Terkirim ke Bu Sari, tentang {sent.number}.")
    asked = last(tx, sari.sender)
    assert asked.html == (
        f"💬 Pak Dedi tentang Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026 ({sent.number}):\n"
        '"Apakah &lt;148&gt; itu sudah dicek?"'
    )
    talking.opened(tx, sari.sender, press(asked, "Balas"))
    assert 'Pak Dedi: "Apakah &lt;148&gt; itu sudah dicek?"' in shown(tx, sari.sender)
    talking.typed(tx, sari.sender, "Sudah, Pak.")
    answered = last(tx, dedi)
    assert '"Sudah, Pak."' in answered.html
    reviewing.chosen(tx, dedi, press(answered, "Periksa"))
    assert 'Bu Sari: "Sudah, Pak."' in shown(tx, dedi)
    assert shown(tx, dedi).startswith("Laporan 1 dari 1")


def test_only_who_has_part_in_a_report_talks_about_it(tx: Transaction, dedi: Sender) -> None:
    sent = desk.officer(tx).files(tx)
    for one in (
        desk.person(tx, "Pak Budi", "plkb", kampung_id=desk.PAYO),
        desk.person(tx, "Bu Rina", "koordinator", area_code="63.71"),
    ):
        with pytest.raises(Refusal) as refused:
            talking.opened(tx, one, Tap("c", None, "open", str(sent.id)))
        assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    ("text", "said", "removed"), [("hp 0812 3456 7890", "data pribadi", True), ("a" * 501, "500", False)]
)
def test_a_note_that_may_not_be_kept(tx: Transaction, dedi: Sender, text: str, said: str, *, removed: bool) -> None:
    sent = desk.officer(tx).files(tx)
    talking.opened(tx, dedi, Tap("c", None, "open", str(sent.id)))
    assert talking.typed(tx, dedi, text) is removed
    assert said in shown(tx, dedi)
    assert report_note.thread(tx, sent.number, 9) == []
    assert stage.expects(tx, dedi) == "report_note"


def test_an_accepted_report_is_mended_with_leave(tx: Transaction, dedi: Sender) -> None:
    sari = desk.officer(tx)
    sent = accepted(tx, sari, dedi)
    starting = Starting(LIBRARY, TEXTS, CountedIds(1))
    correct = Tap("s", None, "correct", str(sent.id))
    starting.chosen(tx, sari.sender, correct)
    assert "Perbaikan perlu izin koordinator." in shown(tx, sari.sender)
    requesting.chosen(tx, sari.sender, tap(tx, sari.sender, "Ada data baru"))
    assert "menunggu izin koordinator" in shown(tx, sari.sender)
    request = last(tx, dedi)
    assert request.html.startswith("✏️ Bu Sari minta izin memperbaiki Laporan Bulanan Kampung KB, Payo Sejahtera")
    assert '"Ada data baru"' in request.html
    assert requesting.chosen(tx, dedi, press(request, "Izinkan")) == "Diizinkan. Bu Sari sudah dikabari."
    tx.expire_all()
    assert sent.review_state == "has_issues"
    assert requesting.chosen(tx, dedi, press(request, "Izinkan")) == "Permintaan ini sudah dijawab."
    told = last(tx, sari.sender)
    assert told.html.startswith("✅ Pak Dedi mengizinkan perbaikan")
    assert press(told, "Perbaiki") == correct
    starting.chosen(tx, sari.sender, correct)
    assert shown(tx, sari.sender).startswith("<b>Ringkasan</b>")


def test_a_request_may_be_refused_and_is_made_once(tx: Transaction, dedi: Sender) -> None:
    sari = desk.officer(tx)
    sent = accepted(tx, sari, dedi)
    ask = Tap("c", None, "request", str(sent.id))
    requesting.chosen(tx, sari.sender, ask)
    requesting.typed(tx, sari.sender, "Salah hitung PUS.")
    requesting.chosen(tx, sari.sender, ask)
    assert "menunggu izin koordinator" in shown(tx, sari.sender)
    request = last(tx, dedi)
    assert requesting.chosen(tx, dedi, press(request, "Jangan dulu")) == "Dicatat. Bu Sari sudah dikabari."
    assert "belum mengizinkan" in last(tx, sari.sender).html
    tx.expire_all()
    assert sent.review_state == "approved"
    requesting.chosen(tx, sari.sender, ask)
    assert "Kenapa perlu diperbaiki?" in shown(tx, sari.sender)


def test_only_its_officer_asks_and_only_its_coordinator_answers(tx: Transaction, dedi: Sender) -> None:
    sari = desk.officer(tx)
    sent = accepted(tx, sari, dedi)
    note = report_note.add(tx, sent.number, sent.id or 0, 1, report_note.REQUEST, "Ada data baru")
    budi = desk.person(tx, "Pak Budi", "plkb", kampung_id=desk.PAYO)
    rina = desk.person(tx, "Bu Rina", "koordinator", area_code="63.71")
    forged = [
        (budi, Tap("c", None, "request", str(sent.id))),
        (rina, Tap("c", None, "grant", str(note.id))),
        (sari.sender, Tap("c", None, "grant", str(note.id))),
    ]
    for sender, one in forged:
        with pytest.raises(Refusal):
            requesting.chosen(tx, sender, one)
    tx.expire_all()
    assert submission.current(tx, sent.form_id, sent.kampung_id, sent.period) is sent
    assert sent.review_state == "approved"
    assert "✏️ Perbaiki" not in buttons(tx, dedi)

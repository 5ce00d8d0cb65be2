"""The page of deliveries: what became of messages to the people of an area, counts first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import chat as chats
from models import leadership
from models import outbound_message as outbox
from models.database import Database
from reporting import delivering
from reporting.coordinating import Coordinating
from reporting.fitting import plain
from reporting.inputs import Tap
from reporting.library import Library
from reporting.missing import LONGEST
from reporting.nudging import Nudging
from reporting.refusals import Refusal
from reporting.summarising import Summarising
from tests.reporting import field
from tests.reporting.field import DEDI, RINA, SARI, TEXTS, sender, wib
from tests.reporting.test_coordinating import shown

NOW = wib(5, 10)


@pytest.fixture
def town(database: Database) -> Database:
    with database.transaction(wib(2, 8)) as tx:
        field.settle(tx)
    return database


def opened(database: Database, by: int = DEDI, state: str = "") -> str:
    with database.transaction(NOW) as tx:
        Coordinating(TEXTS, Summarising(Library(), TEXTS), Nudging(TEXTS)).chosen(
            tx, sender(by), Tap.parse(f"k::delivery:{state}")
        )
    return shown(database, by)[0]


def push(database: Database, person_id: int, key: str, after: str = "queued", at=NOW, kind: str = "reminder") -> None:
    with database.transaction(NOW) as tx:
        told = {"dedupe_key": key, "kind": kind, "person_id": person_id, "telegram_chat_id": 5, "html": "secret"}
        row = outbox.enqueue(tx, not_before=at, **told)
        assert row is not None
        outbox.move(tx, row, ("queued",), after)


def test_counts_come_first_and_then_the_names(town: Database) -> None:
    for number in range(3):
        push(town, SARI, f"sent {number}", "sent")
    push(town, SARI, "doubtful", "unknown", wib(5, 8, 30))
    push(town, SARI, "late", "failed", wib(4, 8, 30))
    push(town, SARI, "tomorrow", at=wib(6, 7, 30), kind="notice")
    push(town, SARI, "long ago", "unknown", wib(1, 8) - timedelta(days=30))
    text = opened(town)
    lines = [line for line in text.splitlines() if line]
    assert lines[:5] == [
        "📤 Pengiriman 7 hari ini, Kota Solok",
        "Terkirim: 3",
        "Belum pasti sampai: 1",
        "Tidak terkirim: 1",
        "Menunggu dikirim: 1",
    ]
    assert "• Bu Sari: pengingat, 5 Nov 08.30" in lines
    assert "• Bu Sari: kabar, 6 Nov 07.30" in lines
    assert "menunggu lebih dari" not in text
    assert "secret" not in text


def test_what_is_stuck_and_who_can_not_be_reached(town: Database) -> None:
    push(town, SARI, "stuck", at=NOW - timedelta(minutes=16))
    with town.transaction(NOW) as tx:
        chat = chats.of_person(tx, SARI)
        assert chat is not None
        chat.blocked_at = NOW
        tx.add(chat)
        leadership.ticked(tx, wib(4, 1))
        tx.flush()
        leadership.stood(tx, wib(4, 1), wib(4, 9))
        assert delivering.stuck(tx)[0] == 1
    text = opened(town)
    assert "⚠️ 1 pesan menunggu lebih dari 15 menit." in text
    assert "Tidak bisa dihubungi lewat Telegram: 1" in text
    assert "• Bu Sari" in text.splitlines()
    assert "Kabar berhenti 4 Nov pukul 01.00 sampai 4 Nov pukul 09.00." in text


def test_all_is_well(town: Database) -> None:
    assert opened(town).endswith("Terkirim: 0\n\nSemua pesan sudah terkirim.")


def test_each_list_can_be_read_to_its_end(town: Database) -> None:
    for number in range(23):
        push(town, SARI, f"{number}", "failed", NOW - timedelta(hours=number))
    assert "+19 lagi" in opened(town)
    assert ("Tak sampai 23", "k::delivery:failed,0") in shown(town, DEDI)[1]
    first = opened(town, state="failed,0").splitlines()
    assert plain(first[0]) == "📤 Tidak terkirim: 23, halaman 1 dari 3"
    assert next(line for line in first if "•" in line) == "• Bu Sari: pengingat, 5 Nov 10.00"
    assert opened(town, state="failed,2").count("• Bu Sari") == 3
    assert [tap for _, tap in shown(town, DEDI)[1]] == ["k::delivery:failed,1", "k::delivery", "m::menu"]
    for wrong in ("failed,3", "failed,-1", "failed", "sent,0", "oops"):
        with pytest.raises(Refusal):
            opened(town, state=wrong)
    with town.transaction(NOW) as tx:
        chat = chats.of_person(tx, SARI)
        assert chat is not None
        chat.blocked_at = NOW
        tx.add(chat)
    assert opened(town, state="blocked,0").splitlines()[-1] == "• Bu Sari"
    assert "Bu Sari" not in opened(town, RINA, state="failed,0"), "another regency"


def test_only_ones_own_area(town: Database) -> None:
    push(town, SARI, "doubtful", "unknown")
    assert "Belum pasti sampai: 1" in opened(town)
    with pytest.raises(Refusal):
        opened(town, SARI)
    assert "Bu Sari" not in opened(town, RINA)


def test_a_bad_week_fits_a_small_phone(town: Database) -> None:
    with town.transaction(NOW) as tx:
        leadership.ticked(tx, wib(4, 1))
        tx.flush()
        leadership.stood(tx, wib(4, 1), wib(4, 9))
        for number in range(12):
            who = field.person(tx, "dr. Hj. Siti Nurhaliza Rahmawati, M.Kes.", "Bu Sri Rahayuningsih")
            field.member(tx, who, "plkb", area_code="13.72.01")
            for after in ("unknown", "failed", "queued"):
                told = {"dedupe_key": f"{number} {after}", "kind": "missing", "person_id": who, "html": "x"}
                row = outbox.enqueue(tx, telegram_chat_id=100 + number, not_before=wib(5, 8), **told)
                outbox.move(tx, row or 0, ("queued",), after)
    text = opened(town)
    assert len(text) <= LONGEST
    assert "Belum pasti sampai: 12" in text
    assert "+10 lagi" in text or "+8 lagi" in text

"""Help, tapped and typed: the question in hand, topics by role, and a person to turn to."""

from __future__ import annotations

from datetime import date

import pytest

from models.database import Database, Transaction
from models.person import Person
from reporting import stage
from reporting.advising import Advising
from reporting.asking import Asking
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.menus import Menus
from reporting.preferences import prefer
from reporting.reading import Reader, load_vocabulary
from reporting.screens.helping import OTHERS, TOPICS
from reporting.screens.screen import Screen
from reporting.submitting import Submitting
from reporting.texts import LANGUAGES
from tests.reporting import field
from tests.reporting.field import DEDI, SARI, sender, wib
from tests.reporting.phone import TEXTS, Phone
from tests.reporting.walking import settled

MORNING = wib(2, 9, 12)
MENUS, ASKING = Menus(TEXTS), Asking(TEXTS)
FILLING = Filling(Library(), TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))
ADVISING = Advising(TEXTS, ASKING, FILLING)
ANI = 5


def press(tx: Transaction, who: Sender, tap: Tap) -> str:
    case = {"m": MENUS, "t": ASKING}.get(tap.verb, ADVISING)
    return case.chosen(tx, who, tap)


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    settled(sqlite_database)
    with sqlite_database.transaction(MORNING) as tx:
        field.person(tx, "Ani", "Bu Ani")
        field.member(tx, ANI, "kader", kampung_id=1)
        tx.get_one(Person, DEDI).phone = "+628111"
    return sqlite_database


def phone(town: Database, person_id: int) -> Phone:
    made = Phone(town, sender(person_id), MORNING, press)
    made.does(MENUS.help)
    return made


def agrees(town: Database, **changes: object) -> None:
    with town.transaction(MORNING) as tx:
        prefer(tx, tx.get_one(Person, DEDI), **changes)


@pytest.mark.parametrize(("person_id", "role"), [(SARI, "plkb"), (DEDI, "koordinator"), (ANI, "kader")])
def test_every_topic_of_a_role_opens_and_leads_back(town: Database, person_id: int, role: str) -> None:
    reader = phone(town, person_id)
    assert "Bisa dibantu apa" in reader.reads()
    for topic in TOPICS.get(role, OTHERS):
        reader.taps(TEXTS.word("id", f"help_{topic}"))
        assert len(reader.reads()) <= 500 and "☰ Menu" in reader.labels(), topic
        reader.taps("Bantuan lain")
    assert "Bisa dibantu apa" in reader.reads()


def test_every_topic_is_short_in_every_language() -> None:
    for language in LANGUAGES:
        for topic in {topic for topics in (*TOPICS.values(), OTHERS) for topic in topics} - {"person"}:
            assert len(TEXTS.screen(language, Screen(f"help/{topic}", {"role": "plkb"}))) <= 500, topic


def test_a_topic_of_another_role_is_no_way_in(town: Database) -> None:
    ani = phone(town, ANI)
    ani.does(press, Tap("h", None, "checking"))
    assert "Bisa dibantu apa" in ani.reads()


def test_in_a_question_its_meaning_comes_first_and_the_way_back_stays(town: Database) -> None:
    sari = Phone(town, sender(SARI), MORNING, press)

    def asked(tx: Transaction, who: Sender) -> None:
        prompt = {"label": "Jumlah PUS", "hint": "Per akhir bulan.", "kind": "integer", "minimum": "0"}
        args = {"prompt": {**prompt, "maximum": "900", "step": None, "previous": "486"}}
        screen = Screen("filling/question", args)
        stage.put(tx, stage.hear(tx, who), screen, expects="answer", focus={"draft": 7})

    sari.does(asked)
    sari.does(MENUS.help)
    assert sari.reads().startswith("ℹ️ <b>Jumlah PUS</b>\nPer akhir bulan.\nContoh: 500\n\nBisa dibantu apa?")
    sari.taps("Arti istilah")
    back = next(b for b in sari.buttons() if "Kembali ke isian" in b.label)
    assert back.tap == "s::draft:7"
    sari.does(ADVISING.typed, "sinyal jelek")
    assert "walau belum ada sinyal" in sari.reads() and back in sari.buttons()


@pytest.mark.parametrize("text", ["12", "dua belas", "kenapa jembatan belum dibangun?", "makasih"])
def test_what_is_typed_there_leads_back_to_the_question_too(town: Database, text: str) -> None:
    with town.transaction(MORNING) as tx:
        who = sender(SARI)
        stage.put(tx, stage.hear(tx, who), Screen("menus/menu"), expects="help", focus={"back": 7})
        for said in (text, text):
            ADVISING.typed(tx, who, said)
            chat = stage.hear(tx, who)
            assert [button.tap for button in Screen.from_json(chat.screen).rows[-1]] == ["s::draft:7"]
            assert chat.expects == "question"


def test_a_typed_question_is_answered(town: Database) -> None:
    ani = phone(town, ANI)
    assert ani.does(ADVISING.typed, "NIK saya 1371 0101 0101 0001") is True
    assert ani.does(ADVISING.typed, "Kapan posyandu?") is False
    assert "belum punya jawaban pasti" in ani.reads()


def test_the_coordinator_is_told_with_what_may_be_seen(town: Database) -> None:
    sari = phone(town, SARI)
    sari.taps("Bicara orang")
    assert "Koordinator: Dedi Kurniawan\nJam kerja: Senin–Jumat 08.00–16.00 WIB" in sari.reads()
    assert "+628111" not in sari.reads()
    agrees(town, listed=True, office="07:30-16:00")
    sari.does(press, Tap("h", None, "person"))
    assert "07.30–16.00 WIB\nHP: +628111" in sari.reads()
    agrees(town, away_until=date(2026, 11, 9))
    sari.does(press, Tap("h", None, "person"))
    assert "Sedang cuti sampai Senin, 9 November 2026." in sari.reads()


def test_the_coordinator_can_be_written_to(town: Database) -> None:
    sari = phone(town, SARI)
    sari.taps("Bicara orang")
    sari.taps("Tulis pertanyaan")
    assert sari.chat().expects == "ticket_new"

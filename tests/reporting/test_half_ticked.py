"""A list left in the middle of ticking comes back with its ticks, and they are no answer until Selesai."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

import forms
from forms.draft import UNKNOWN, Draft
from models import draft as drafts
from models.database import Database, Transaction
from reporting import publishing, stage
from reporting.access import actor_of
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.reading import Reader, load_vocabulary
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds, buttons, shown, tap

FORM = """
| survey |
| | type | name | label::Indonesia (id) | required | bind::kabar:unknown |
| | select_multiple kegiatan | aktif | Kelompok kegiatan yang aktif? | yes | ya |
| | rank kegiatan | urut | Urutkan dari yang paling ramai | | |
| | text | cerita | Cerita | | |

| choices |
| | list_name | name | label::Indonesia (id) |
| | kegiatan | bkb | BKB |
| | kegiatan | bkr | BKR |
| | kegiatan | bkl | BKL |

| settings |
| | form_title | form_id | version | default_language | namespaces |
| | Kegiatan | kegiatan_kkb | uji-1 | Indonesia (id) | kabar="https://kabar.id/xlsform" |
"""
COMPILED = forms.compile_form(forms.read_xlsform(FORM, "uji.md").xform)
AKTIF, URUT = "/data/aktif", "/data/urut"
LIBRARY = Library()

starting = Starting(LIBRARY, TEXTS, CountedIds(1))
filling = Filling(LIBRARY, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        sheet = forms.read_xlsform(FORM, "uji.md")
        publishing.publish(opened, Source("uji.md", FORM.encode(), sheet.xform, COMPILED))
        yield opened


@pytest.fixture
def sari(tx: Transaction) -> Sender:
    found = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
    starting.chosen(tx, found, Tap("s", None, "open", f"kegiatan_kkb,{desk.PAYO},2026-10-30"))
    return found


def press(tx: Transaction, sender: Sender, *labels: str) -> str:
    for label in labels:
        pressed = tap(tx, sender, label)
        (filling.chosen if pressed.verb == "a" else filling.navigated)(tx, sender, pressed)
    return shown(tx, sender)


def value(tx: Transaction, sender: Sender, path: str) -> str:
    """The answer that would be sent."""
    return next((line.value for line in forms.overview(COMPILED, stored(tx, sender)) if line.path == path), "")


def stored(tx: Transaction, sender: Sender) -> Draft:
    return Draft.from_json(row_of(tx, sender).data)


def row_of(tx: Transaction, sender: Sender) -> drafts.Draft:
    return drafts.open_of(tx, actor_of(tx, sender).person_id)[0]


def come_back(tx: Transaction, sender: Sender) -> None:
    """Something else takes the place of the card; later the draft is opened again."""
    stage.put(tx, stage.hear(tx, sender), desk.Screen("filling/parked", {"period": "", "kampung": "", "answered": 0}))
    starting.chosen(tx, sender, Tap("s", None, "draft", str(row_of(tx, sender).id)))


def ticks(tx: Transaction, sender: Sender) -> list[str]:
    return [label for label in buttons(tx, sender) if label.startswith("✅ ")]


def test_a_list_left_without_selesai_comes_back_with_its_ticks(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "BKL")
    come_back(tx, sari)
    assert [one[-3:] for one in ticks(tx, sari)] == ["BKB", "BKL"]
    assert "Selesai (2" in " ".join(buttons(tx, sari))
    assert value(tx, sari, AKTIF) == ""
    press(tx, sari, "BKB", "Selesai")
    assert value(tx, sari, AKTIF) == "bkl"
    assert not stored(tx, sari).instance.get("remarks")


def test_simpan_keeps_ticks_and_sends_none_of_them(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "BKL", "Simpan")
    come_back(tx, sari)
    assert len(ticks(tx, sari)) == 2
    assert value(tx, sari, AKTIF) == ""


def test_taking_every_tick_off_an_answer_is_remembered_too(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "BKL", "Selesai", "Kembali", "BKB", "BKL")
    come_back(tx, sari)
    assert ticks(tx, sari) == []
    assert value(tx, sari, AKTIF) == "bkb bkl"  # as it was confirmed


def test_the_same_answer_again_takes_the_ticks_away(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "Selesai", "Kembali", "BKR")
    assert stored(tx, sari).instance["remarks"] == {AKTIF: "ticked:bkb bkr"}
    filling.typed(tx, sari, "1")
    assert not stored(tx, sari).instance.get("remarks")
    press(tx, sari, "Kembali")
    assert [one[-3:] for one in ticks(tx, sari)] == ["BKB"]


def test_two_taps_of_one_box_are_one_and_an_old_card_ticks_nothing(tx: Transaction, sari: Sender) -> None:
    on = tap(tx, sari, "BKB")
    for _ in range(2):
        filling.chosen(tx, sari, on)
    come_back(tx, sari)
    assert len(ticks(tx, sari)) == 1
    filling.chosen(tx, sari, Tap(on.verb, on.card, on.argument, "off"))
    assert len(ticks(tx, sari)) == 1


def test_an_order_comes_back_as_far_as_it_went(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "Selesai", "BKL")
    come_back(tx, sari)
    assert any("BKL" in label and label.startswith("1.") for label in buttons(tx, sari))
    assert value(tx, sari, URUT) == ""
    press(tx, sari, "BKB", "Selesai")
    assert value(tx, sari, URUT) == "bkl bkb bkr"


def test_ticks_do_not_take_away_that_nobody_knows(tx: Transaction, sari: Sender) -> None:
    filling.typed(tx, sari, "tidak tahu")
    assert stored(tx, sari).instance["remarks"] == {AKTIF: UNKNOWN}
    press(tx, sari, "Kembali", "BKB")
    assert stored(tx, sari).instance["remarks"] == {AKTIF: UNKNOWN}
    press(tx, sari, "Selesai")
    assert value(tx, sari, AKTIF) == "bkb"


def remarks(tx: Transaction, sender: Sender, number: int = 1) -> object:
    return Draft.from_json(tx.get_one(drafts.Draft, number).data).instance.get("remarks")


def test_what_is_half_ticked_is_asked_about_before_sending_and_never_sent(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "Selesai", "BKL", "BKB", "Selesai", "Lewati")
    assert "Ringkasan" in shown(tx, sari)
    filling.numbered(tx, sari, "1")
    press(tx, sari, "BKR")
    filling.typed(tx, sari, "ringkasan")
    told = press(tx, sari, "Kirim")
    assert "Centang di isian ini belum selesai." in told and "Selesai (2" in " ".join(buttons(tx, sari))
    press(tx, sari, "Selesai", "Kirim")
    assert not remarks(tx, sari)


def test_ticks_of_a_question_that_is_not_asked_any_more_are_not_sent(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB", "Selesai", "BKL", "BKB", "Selesai", "Lewati")
    row = row_of(tx, sari)
    row.data = {**row.data, "instance": {**row.data["instance"], "remarks": {URUT: "ticked:bkb", "/data/cerita": "x"}}}
    tx.add(row)
    tx.flush()
    press(tx, sari, "Kirim")
    assert "belum selesai" in shown(tx, sari)
    press(tx, sari, "Lewati", "Kirim")
    assert remarks(tx, sari) == {"/data/cerita": "x"}
    assert tx.get_one(drafts.Draft, 1).state == "submitted"


def test_the_word_of_the_button_does_what_the_button_does(tx: Transaction, sari: Sender) -> None:
    press(tx, sari, "BKB")
    filling.typed(tx, sari, "Selesai")
    assert value(tx, sari, AKTIF) == "bkb"

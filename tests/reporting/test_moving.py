"""Open drafts move to a new version of their form when their people go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlmodel import select

import forms
from models import form_version
from models.attachment import Attachment
from models.database import Database, Transaction
from models.draft import Draft
from models.form_version import FormVersion
from reporting import moving, publishing, stage
from reporting.filling import Filling
from reporting.inputs import File, Sender, Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.reading import Reader, load_vocabulary
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds

FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | required |
| | integer | pus | Jumlah PUS | Couples | yes |
| | text | ketua | Nama ketua | Chair | |
| | select_one ada | kegiatan | Ada kegiatan? | Any activity? | yes |
| | image | foto | Foto | Photo | |
| | text | catatan | Catatan | Notes | |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | ada | ya | Ya | Yes |
| | ada | tidak | Tidak | No |
| settings |
| | form_title | form_id | version | default_language |
| | Kegiatan | kegiatan_kkb | uji-1 | Indonesia (id) |
"""
CHANGED = (
    FORM.replace("uji-1", "uji-2")
    .replace("| | text | ketua", "| | integer | hadir | Jumlah hadir | Present | yes |\n| | text | ketua")
    .replace("| | text | ketua | Nama ketua | Chair | |\n", "")
)


@dataclass(frozen=True, slots=True)
class Chat:
    """Bu Sari at her phone. The library is a new one, because the versions of two tests may have the same number."""

    tx: Transaction
    sender: Sender
    starting: Starting
    filling: Filling

    def says(self, text: str) -> str:
        self.filling.typed(self.tx, self.sender, text)
        return self.sees()

    def taps(self, label: str) -> str:
        self.filling.chosen(self.tx, self.sender, desk.tap(self.tx, self.sender, label))
        return self.sees()

    def presses(self, word: str) -> str:
        self.filling.navigated(self.tx, self.sender, Tap("n", stage.hear(self.tx, self.sender).card, word))
        return self.sees()

    def begins(self, what: str, argument: str) -> str:
        self.starting.chosen(self.tx, self.sender, Tap("s", None, what, argument))
        return self.sees()

    def sees(self) -> str:
        return desk.shown(self.tx, self.sender)

    @property
    def draft(self) -> Draft:
        return self.tx.exec(select(Draft)).one()

    @property
    def version(self) -> str:
        return form_version.get(self.tx, self.draft.form_version_id).version

    def value(self, name: str) -> str:
        return str(self.draft.data["instance"]["values"].get(name, ""))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        publish(opened, FORM)
        yield opened


def publish(tx: Transaction, markdown: str) -> FormVersion:
    sheet = forms.read_xlsform(markdown, "uji.md")
    source = Source("uji.md", markdown.encode(), sheet.xform, forms.compile_form(sheet.xform))
    return publishing.publish(tx, source)


@pytest.fixture
def sari(tx: Transaction) -> Chat:
    """An officer with an open report: two questions answered, the third on her screen."""
    library = Library()
    found = Chat(
        tx,
        desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO),
        Starting(library, TEXTS, CountedIds(1)),
        Filling(library, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS)),
    )
    found.begins("open", f"kegiatan_kkb,{desk.PAYO},2026-10-30")
    found.says("412")
    assert "Ada kegiatan?" in found.says("Bu Ani")
    return found


def test_a_draft_stays_on_its_version_unless_the_new_one_asks_for_it(tx: Transaction, sari: Chat) -> None:
    publish(tx, CHANGED)
    assert "Foto" in sari.taps("Ya")
    assert sari.version == "uji-1"


def test_it_moves_with_the_next_push_which_answers_what_was_asked(tx: Transaction, sari: Chat) -> None:
    assert moving.let_follow(tx, publish(tx, CHANGED)) == 1
    seen = sari.taps("Ya")
    assert "Formulir diperbarui. 1 isian baru ditambahkan, 1 isian lama tetap." in seen
    assert "Tidak ditanyakan lagi: Nama ketua." in seen
    assert "Jumlah hadir" in seen
    assert (sari.version, sari.value("pus"), sari.value("kegiatan")) == ("uji-2", "412", "ya")
    seen = sari.says("30")
    assert "Foto" in seen
    assert "diperbarui" not in seen
    assert sari.value("hadir") == "30"


def test_an_answer_typed_at_that_moment_is_taken(tx: Transaction, sari: Chat) -> None:
    moving.let_follow(tx, publish(tx, FORM.replace("uji-1", "uji-2")))
    seen = sari.says("tidak")
    assert "Formulir diperbarui. 2 isian lama tetap." in seen
    assert "Foto" in seen
    assert sari.value("kegiatan") == "tidak"


def test_what_is_no_answer_there_is_told_on_the_card_of_the_question(tx: Transaction, sari: Chat) -> None:
    moving.let_follow(tx, publish(tx, CHANGED))
    assert "Ada kegiatan?" in sari.says("entahlah")
    assert "Jumlah hadir" in sari.says("ya")
    assert (sari.value("hadir"), sari.value("kegiatan")) == ("", "ya")


def test_an_answer_to_a_question_that_is_asked_otherwise_now_is_not_taken(tx: Transaction, sari: Chat) -> None:
    others = FORM.replace("uji-1", "uji-2").replace("| | ada | ya | Ya | Yes |", "| | ada | lain | Ya | Yes |")
    moving.let_follow(tx, publish(tx, others))
    assert "Ada kegiatan?" in sari.taps("Tidak")
    assert sari.value("kegiatan") == ""


def test_a_photo_sent_at_that_moment_is_taken_or_kept(tx: Transaction, sari: Chat) -> None:
    sari.taps("Ya")
    moving.let_follow(tx, publish(tx, CHANGED))
    sari.filling.filed(tx, sari.sender, File("image", "f1", "u1", "image/jpeg", 10))
    assert sari.value("foto").endswith(".jpg")
    others = CHANGED.replace("uji-2", "uji-3").replace("| | image | foto |", "| | image | rumah |")
    moving.let_follow(tx, publish(tx, others))
    sari.filling.filed(tx, sari.sender, File("image", "f2", "u2", "image/jpeg", 10))
    assert sari.value("rumah") == ""
    assert "Foto" in sari.sees()
    assert len(tx.exec(select(Attachment)).all()) == 2


def test_a_version_that_is_live_already_may_be_followed_later(tx: Transaction, sari: Chat) -> None:
    version = publish(tx, CHANGED)
    assert not version.drafts_follow
    moving.let_follow(tx, version)
    moving.let_follow(tx, version)
    assert "Formulir diperbarui" in sari.says("ya")


def test_a_draft_that_waits_moves_when_it_is_taken_up(tx: Transaction, sari: Chat) -> None:
    sari.presses("save")
    moving.let_follow(tx, publish(tx, CHANGED))
    seen = sari.begins("draft", str(sari.draft.id))
    assert "Formulir diperbarui" in seen
    assert "Jumlah hadir" in seen


def test_a_finished_draft_without_new_questions_shows_its_review(tx: Transaction, sari: Chat) -> None:
    sari.says("ya")
    sari.presses("skip")
    sari.presses("skip")
    moving.let_follow(tx, publish(tx, FORM.replace("uji-1", "uji-2").replace("Nama ketua", "Nama ketua pokja")))
    sari.filling.numbered(tx, sari.sender, "1")
    assert "Formulir diperbarui. 3 isian lama tetap." in sari.sees()
    assert "Nama ketua pokja" in sari.sees()
    assert any("Kirim laporan" in label for label in desk.buttons(tx, sari.sender))


def test_an_answer_that_no_longer_holds_is_asked_again(tx: Transaction, sari: Chat) -> None:
    moving.let_follow(tx, publish(tx, FORM.replace("uji-1", "uji-2").replace("| integer | pus", "| date | pus")))
    seen = sari.says("ya")
    assert "1 isian perlu dijawab lagi." in seen
    assert "Jumlah PUS" in seen
    assert sari.value("kegiatan") == "ya"


def test_files_go_along(tx: Transaction, sari: Chat) -> None:
    sari.says("ya")
    sari.filling.filed(tx, sari.sender, File("image", "f1", "u1", "image/jpeg", 10))
    foto = "| | image | foto | Foto | Photo | |\n"
    grouped = FORM.replace("uji-1", "uji-2").replace(foto, f"| | begin group | g | G | G | |\n{foto}| | end group |\n")
    moving.let_follow(tx, publish(tx, grouped))
    sari.says("selesai rapat")
    file = tx.exec(select(Attachment)).one()
    assert (file.path, sari.draft.data["instance"]["values"]["g"]["foto"]) == ("/data/g/foto", file.name)


def test_a_nik_typed_at_that_moment_is_deleted_too(tx: Transaction, sari: Chat) -> None:
    moving.let_follow(tx, publish(tx, CHANGED))
    assert sari.filling.typed(tx, sari.sender, "1372014101900001") is True
    assert "Formulir diperbarui" in sari.sees()

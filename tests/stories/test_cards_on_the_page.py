"""Cards on the page, in a real browser: the report of 24 items with its pushes counted, and one of every kind."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

import forms
from forms.prompt import Prompt
from models import person as persons
from models.database import Database
from reporting import publishing
from reporting.preferences import prefer
from tests.bench.effort import Counted
from tests.handlers.respondent import Respondent
from tests.stories import programs, reference
from tests.stories.conftest import Solok
from tests.stories.page import PagePerson
from tests.stories.photographing import picture
from tests.stories.world import PAYO, START

pytestmark = pytest.mark.browser

PICTURES = {"batch": "batch", "noted": "batch-noted", "review": "review", "receipt": "receipt"}
OTHERS = Path(__file__).parent / "forms" / "kartu_lain.md"
KINDS = Path(__file__).parents[1] / "forms" / "examples" / "semua_jenis.md"
MOST = 38  # taps and messages with start, review and sending
# What is done, what the newest card says then (or has a button for), and the name of its picture.
OF_BUTTONS = ("calendar",)
SHOWN = (
    ("[Mulai]", "Kendala utama", "numbered"),
    ("[4]", "Di RW mana", "list"),
    ("[Cari]", "huruf", ""),
    ("ga", "cocok dengan", "found"),
    ("[7]", "Tanggal pertemuan", ""),
    ("[Pilih tanggal]", "◀ Okt", "calendar"),
    ("[1]", "Bulan pencatatan", "months"),
    ("[Okt]", "Jenis kegiatan", ""),
    ("[Pertemuan BKB]", "Jumlah yang hadir", ""),
    ("23", "lagi", "repeat"),
)


def test_the_reference_report_on_the_page(running: Solok, page: Page) -> None:
    database = Database(programs.database_url(running.folder))
    with database.transaction(START) as tx:
        publishing.publish(tx, publishing.read_source(reference.FORM))
        sari = persons.by_telegram_user(tx, running.cast.officer.id)
        assert sari is not None
        prefer(tx, sari, way="batch")
    database.close()
    phone = PagePerson(page, running.cast.officer.id)
    phone.says("/start")
    phone.sees_button("Bantuan")
    officer = Counted(phone)
    for card in reference.play(officer, reference.Report("batch", PAYO)):
        if card in PICTURES:
            picture(page, [phone], f"card-{PICTURES[card]}", keep=True)
    assert officer.effort.pushes <= MOST
    assert "ERROR" not in running.bot.log()


class Photographed(Respondent):
    """An officer who has a picture taken of the first card of each kind."""

    def __init__(self, page: Page, phone: PagePerson, *told: Any) -> None:
        super().__init__(*told)
        self._page, self._phone, self.taken = page, phone, set[str]()

    def _look(self, prompt: Prompt) -> None:
        super()._look(prompt)
        if prompt.kind not in self.taken:
            self.taken.add(prompt.kind)
            picture(self._page, [self._phone], f"card-{prompt.kind}", keep=True)


@pytest.mark.soak
def test_every_kind_of_card_on_the_page(running: Solok, page: Page) -> None:
    database = Database(programs.database_url(running.folder))
    with database.transaction(START) as tx:
        publishing.publish(tx, publishing.read_source(KINDS))
    phone = PagePerson(page, running.cast.officer.id)
    phone.says("/start")
    phone.sees_button("Bantuan")
    reference.open_form(phone, forms.load(KINDS.read_bytes(), KINDS.name).title, PAYO)
    officer = Photographed(page, phone, running.cast.officer, database, Random(2))
    officer.begin(2)
    officer.fill()
    database.close()
    assert len(officer.taken) > 15, officer.taken
    assert "ERROR" not in running.bot.log()


@pytest.mark.soak
def test_the_other_cards_on_the_page(running: Solok, page: Page) -> None:
    """Labels too long for buttons, a long list and its search, a calendar, the months of a year, a repeat."""
    database = Database(programs.database_url(running.folder))
    with database.transaction(START) as tx:
        publishing.publish(tx, publishing.read_source(OTHERS))
    database.close()
    phone = PagePerson(page, running.cast.officer.id)
    phone.says("/start")
    phone.sees_button("Bantuan")
    reference.open_form(phone, "Catatan RW", PAYO)
    for push, then, name in SHOWN:
        _push(phone, push)
        phone.sees_button(then) if name in OF_BUTTONS else phone.sees(then)
        if name:
            picture(page, [phone], f"card-{name}", keep=True)
    assert "ERROR" not in running.bot.log()


def _push(phone: PagePerson, push: str) -> None:
    phone.taps(push[1:-1]) if push.startswith("[") else phone.says(push)

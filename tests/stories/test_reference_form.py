"""The report of 24 items on the page, in a real browser: pictures of its cards, and the pushes counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from models.database import Database
from reporting import publishing
from tests.bench.effort import Counted
from tests.stories import programs, reference
from tests.stories.conftest import Solok
from tests.stories.page import PagePerson
from tests.stories.photographing import picture
from tests.stories.world import PAYO, START

pytestmark = pytest.mark.browser

MOST = 38  # taps and messages with start, review and sending


def test_the_reference_report_on_the_page(running: Solok, page: Page) -> None:
    database = Database(programs.database_url(running.folder))
    with database.transaction(START) as tx:
        publishing.publish(tx, publishing.read_source(reference.FORM))
    database.close()
    phone = PagePerson(page, running.cast.officer.id)
    phone.says("/start")
    phone.sees_button("Bantuan")
    officer = Counted(phone)
    for number, card in enumerate(reference.play(officer, reference.Report("batch", PAYO)), start=1):
        picture(page, [phone], f"card-{number:02}-{card.split()[0].lower()}", keep=True)
    assert officer.effort.pushes <= MOST
    assert "ERROR" not in running.bot.log()

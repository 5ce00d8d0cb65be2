"""An officer filling a small form by chat, without a bot: what is typed and tapped, and the card after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import forms
from models import chat as chats
from models.database import Database, Transaction
from models.draft import Draft
from reporting import publishing
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.reading import Reader, load_vocabulary
from reporting.screens.screen import Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds

SETTINGS = """
| settings |
| | form_title | form_id | version | default_language | namespaces |
| | Laporan Uji | {form_id} | uji-1 | Indonesia (id) | kabar="https://kabar.id/xlsform" |
"""


@dataclass(frozen=True)
class Officer:
    """Bu Sari at her phone; `says` and `taps` are pushes, `card` is what her chat then shows."""

    tx: Transaction
    sender: Sender
    filling: Filling

    def says(self, text: str) -> str:
        """The card after it. The message that arrived is the newest in the chat."""
        self.filling.typed(self.tx, self.sender, text)
        return self.card

    def taps(self, label: str) -> str:
        """Presses the button whose label holds the text, as the handlers do it."""
        tap = desk.tap(self.tx, self.sender, label)
        push = self.filling.chosen if tap.verb == "a" else self.filling.navigated
        push(self.tx, self.sender, tap)
        return self.card

    @property
    def screen(self) -> Screen:
        return desk.screen_of(self.tx, self.sender)

    @property
    def card(self) -> str:
        """As shown, in Indonesian; what stands above it comes first."""
        above = self.screen.above
        told = TEXTS.render("id", above["text"], **above["args"]) + "\n--\n" if above else ""
        if above:
            assert len(TEXTS.render("en", above["text"], **above["args"])) <= 700
        assert len(told) <= 700
        return told + desk.shown(self.tx, self.sender)

    @property
    def buttons(self) -> list[str]:
        """The labels of the card, row by row."""
        assert len(self.screen.rows) <= 6, self.screen.rows
        return [button.label for row in self.screen.rows for button in row]

    @property
    def draft(self) -> forms.Draft:
        row = self.row()
        return forms.Draft.from_json(row.data)

    def row(self) -> Draft:
        chat = chats.find(self.tx, self.sender.chat_id)
        assert chat is not None and chat.focus is not None
        return self.tx.get_one(Draft, chat.focus["draft"])

    def value(self, name: str) -> str:
        return str(self.draft.instance["values"].get(name, ""))


@contextmanager
def officer(
    database: Database,
    now: datetime,
    survey: str,
    form_id: str = "kegiatan_kkb",
    period: str = "2026-10-30",
    settings: str = SETTINGS,
) -> Iterator[Officer]:
    """At the first question of the form."""
    library, ids = Library(), CountedIds(1)
    with database.transaction(now) as tx:
        desk.plant(tx)
        markdown = survey.strip() + settings.format(form_id=form_id)
        sheet = forms.read_xlsform(markdown, "uji.md")
        publishing.publish(tx, Source("uji.md", markdown.encode(), sheet.xform, forms.compile_form(sheet.xform)))
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        filling = Filling(library, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))
        Starting(library, TEXTS, ids).chosen(tx, sari, Tap("s", None, "open", f"{form_id},{desk.PAYO},{period}"))
        yield Officer(tx, sari, filling)

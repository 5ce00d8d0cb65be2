"""Nobody's identity gets in: one small world, filled through the real doors with seeded numbers and names, and then
every place that keeps or hands on anything is searched.

A NIK is found nowhere. A phone number or mail address is only where somebody's own registration has it. A family's
name can't be told from other words: where somebody types one it stays with what they typed, and goes no further.
"""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import handlers
from bot.__main__ import run
from forms.prompt import Prompt
from models import chat as chats
from models import tables
from models.database import Database
from models.outbound_message import OutboundMessage
from reporting.imports.cells import text_of
from reporting.imports.table import CellFault
from reporting.inviting import Guest, InviteError, check
from tests.handlers.conftest import NOW, Place
from tests.handlers.filler import Filler, answers_of
from tests.handlers.test_every_form import choose
from tests.people import Person

FIGURES = "1372014104900001"
NIKS = (FIGURES, "1372 0141 0490 0001", "1372.0141.0490.0001", "1372-0141-0490-0001", "NIK:1372014104900001a")
PHONE, MAIL, NAME = "0812-3456-7890", "siti.kenari@contoh.id", "Siti Kenari Aminah"
REFUSED = "memuat data pribadi"
EXPECTS = re.compile(r'Expects\(((?:"\w+"(?:, )?)+)\)')
# Where a name that somebody typed into a report may be: with the report, the draft that it was, and what shows it.
WITH_THE_REPORT = {"answer_value", "draft", "submission", "chat", "outbound_message", "inbound_update"}


@dataclass
class Nosy(Filler):
    """Tries a NIK, a phone number and a mail address at every question that takes words, and writes a name there."""

    tried: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    niks: Iterator[str] = field(default_factory=lambda: cycle(NIKS))

    def _give(self, card: dict[str, Any], prompt: Prompt) -> None:
        value = self.texts.get(prompt.path)
        if prompt.kind in ("text", "string", "integer") and value is not None and prompt.path not in self.tried:
            is_first, is_words = prompt.kind not in self.kinds, prompt.kind != "integer"
            self.tried.add(prompt.path)
            self.kinds.add(prompt.kind)
            if is_words or is_first:
                self._refused(f"ibu {next(self.niks)}")
            if is_words and is_first:
                self._refused(f"hubungi {PHONE}")
                self._refused(f"surat ke {MAIL}")
            if is_words:
                self.person.says(f"{value} {NAME}")
                return
        super()._give(self.person.last(), prompt)

    def _refused(self, said: str) -> None:
        message_id = self.person.says(said)
        self.person._waits(
            lambda seen: seen[-1:], lambda m: REFUSED in (m["text"] or "") and m["message_id"] > message_id, said, 10
        )


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    for name in ("httpx", "httpcore"):  # the phones' own
        caplog.set_level(logging.WARNING, logger=name)
    with caplog.at_level(logging.DEBUG):
        yield caplog


def states() -> list[str]:
    """Everything that a chat may expect in words, by the filters of the handlers."""
    folder = Path(handlers.__file__).parent
    found = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    return sorted({name for told in EXPECTS.findall(found) for name in re.findall(r'"(\w+)"', told)})


def rows(database: Database) -> dict[str, str]:
    with database.reading(NOW) as tx:
        return {
            table.name: json.dumps([list(row) for row in tx.connection().execute(select(table))], default=str)
            for table in tables.metadata.sorted_tables
        }


def holding(database: Database, text: str) -> set[str]:
    return {name for name, told in rows(database).items() if text in told}


def figures(content: bytes) -> str:
    """All figures of the content, whatever stands between them."""
    return re.sub(rb"[^0-9]", b"", content).decode()


def test_no_state_of_a_chat_takes_a_nik(place: Place, log: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    found = states()
    assert len(found) > 15
    for expects, nik in zip(found, cycle(NIKS), strict=False):
        with place.database.transaction(NOW) as tx:
            chat = chats.find(tx, sari.id)
            assert chat is not None
            chat.expects, chat.focus = expects, {}
        message_id = sari.says(f"{nik} {expects}")
        gone = lambda m, sent=message_id: m["message_id"] == sent and m["deleted"]  # noqa: E731
        sari._waits(lambda seen: sari.messages(), gone, expects, 10)
    assert holding(place.database, FIGURES) == set()
    for file in tmp_path.glob("kabar.db*"):
        assert FIGURES.encode() not in file.read_bytes()
    assert not any(nik in log.text for nik in NIKS)


@pytest.mark.soak
def test_a_report_and_all_that_is_made_of_it(
    place: Place, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place.registered("Pak Dedi", "koordinator", area="13.72")
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
    choose(sari, "kegiatan_kkb", "")
    filler = Nosy(sari, place.database, answers_of("kegiatan_kkb"), "kegiatan_kkb")
    filler.fill()
    receipt = filler.send()
    assert len(filler.tried) > 5
    sari.taps("Lihat", receipt)
    sari.taps("PDF", sari.sees_button("PDF"))
    pdf = next(iter(_documents(sari)))
    assert FIGURES not in figures(pdf)
    for text in (FIGURES, *NIKS, PHONE, MAIL):
        assert holding(place.database, text) == set(), text
        assert text not in log.text
    assert holding(place.database, NAME) <= WITH_THE_REPORT
    assert NAME not in log.text
    with place.database.reading(NOW) as tx:
        pushed = tx.execute(select(OutboundMessage.html, OutboundMessage.person_id)).all()
    assert not [html for html, _ in pushed if NAME in html], "it is not pushed to anybody"
    for content in _exports(place, monkeypatch, tmp_path):
        assert PHONE.encode() not in content and MAIL.encode() not in content
        for nik in NIKS:
            assert nik.encode() not in content


@pytest.mark.parametrize("nik", NIKS[:4])
def test_no_list_and_no_invitation_takes_a_nik(sqlite_database: Database, nik: str) -> None:
    with pytest.raises(CellFault, match="holds_nik"):
        text_of()(f"Siti {nik}")
    with sqlite_database.transaction(NOW) as tx, pytest.raises(InviteError, match="no identity number"):
        check(tx, Guest("administrator", "indonesia", f"Siti {nik}", ""))
    assert text_of()("Keputusan Kepala Desa 141/12/2026") == "Keputusan Kepala Desa 141/12/2026"


def _documents(who: Person) -> Iterator[bytes]:
    card = who._waits(lambda seen: seen[::-1], lambda m: bool(m["document"]), "a document", 20)
    yield who.sandbox.http.get(card["document"]).content


def _exports(place: Place, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[bytes]:
    """Each format, unpacked."""
    monkeypatch.setenv("KABAR_DATABASE__URL", place.database.url.render_as_string(hide_password=False))
    for kind in ("csv", "xlsx", "json", "xml"):
        file = folder / f"out.{kind}"
        assert run(["export", "kegiatan_kkb", "--format", kind, "-o", str(file)]) == 0
        content = file.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                content = b"\n".join(packed.read(name) for name in packed.namelist())
        assert NAME.encode() in content, "it was filed"
        yield content

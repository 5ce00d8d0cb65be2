"""Every form of the programme, filed by chat from first menu to receipt, and what is stored afterwards."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import forms
from forms.events import AnswerRow
from models.answer_value import AnswerValue
from models.database import Database
from reporting.access import KOORDINATOR, PLKB
from reporting.programme import filing, periods
from tests.bench.effort import Counted
from tests.forms.programme.workbook import ANSWERS, path_of
from tests.handlers.conftest import NOW, Place, running
from tests.handlers.filler import Filler, answers_of
from tests.people import Sandbox, Somebody, labels

COMPLETE = sorted(
    path.stem
    for path in ANSWERS.glob("*.json")
    if not path.stem.endswith(".context") and path.stem.split("-")[-1] not in ("salah", "pertama", "tetap")
)


PERIODS = {"monthly": "2026-10", "semester": "2026-S2", "yearly": "2026"}


@pytest.fixture(scope="module")
def town(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One running Kabar for the whole file; every test has people and kampung of its own in it."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(furnished, folder / "kabar.db")
    url = f"sqlite:///{folder / 'kabar.db'}"
    with running(url, folder) as base:
        database = Database(url)
        place = Place(Sandbox(base), database)
        place.kampung("Sebelah")  # a coordinator with one kampung alone isn't asked which
        yield place
        place.sandbox.close()
        database.close()


@pytest.mark.parametrize("name", COMPLETE)
def test_a_form_is_filed_by_chat(town: Place, name: str) -> None:
    filler = opened(town, name)
    filler.fill()
    receipt = filler.send()
    if folder := os.environ.get("KABAR_TRANSCRIPTS"):
        Path(folder, f"{name}.txt").write_text("\n\n-----\n".join(filler.transcript), "utf-8")
    sent, values, files = filler.stored()
    expected = filler.replayed()

    assert sent.number in receipt["text"]
    assert filing(sent.form_id).cadence != "event" or sent.period == f"{filler.answers['tanggal']}.1"
    assert written(values) == written(expected.rows)
    assert sorted(files) == sorted(value.text for value in values if value.kind in ("image", "file"))
    assert len(files) == len(expected.attachments)
    assert ElementTree.fromstring(sent.xml).get("id") == name.split("-")[0]


@pytest.mark.parametrize("name", ["bulanan_kkb", "kunjungan_keluarga", "profil_kkb"])
def test_a_form_is_filed_with_batch_cards(town: Place, name: str) -> None:
    filler = opened(town, name, way="batch")
    filler.fill()
    filler.send()
    if folder := os.environ.get("KABAR_TRANSCRIPTS"):
        Path(folder, f"{name}_batch.txt").write_text("\n\n-----\n".join(filler.transcript), "utf-8")
    assert written(filler.stored()[1]) == written(filler.replayed().rows)


def test_the_monthly_report_is_light_with_batch_cards(town: Place) -> None:
    """The budget of the whole way: menus, 50 answers (the denominators new too), review and sending."""
    home = town.kampung("Kampung ringan")
    known = town.registered("Petugas ringan", "plkb", "", (home,), "batch")
    officer = Counted(known)
    officer.messages()
    officer.effort.forget()
    choose(officer, "bulanan_kkb", "Kampung ringan")
    filler = Filler(officer, town.database, answers_of("bulanan_kkb"), "bulanan_kkb")
    filler.fill()
    filler.send()
    assert len(filler.stored()[1]) >= 50
    assert officer.effort.pushes <= 38, officer.effort


def opened(town: Place, name: str, way: str = "single") -> Filler:
    """Somebody of the right role at the first question of the form, reached through the menus."""
    form_id = name.split("-")[0]
    role = PLKB if PLKB in filing(form_id).roles else KOORDINATOR
    kampung = f"Kampung {name} {way}"
    home = town.kampung(kampung[:30])
    area = "13.72" if role == KOORDINATOR else ""
    person = town.registered(f"Petugas {name} {way}", role, area, (home,) if role == PLKB else (), way)
    choose(person, form_id, kampung[:30])
    return Filler(person, town.database, answers_of(name), form_id, by_hand="-" in name)


def choose(person: Somebody, form_id: str, kampung: str) -> None:
    """From the bar to the first question: form, kampung if there are several, period, start."""
    title = forms.load(path_of(form_id).read_bytes(), f"{form_id}.md").title
    person.says("/lapor")
    person.sees_button("Menu")
    if "Formulir lain" in labels(person.last()):
        person.taps("Formulir lain")
    card = person.sees("Formulir yang mana")
    number = re.search(rf"^(\d+)\. {re.escape(title)}$", card["text"], re.M)
    person.taps(number[1] if number else title, card)
    if KOORDINATOR in filing(form_id).roles:
        card = person.sees("Kampung mana")
        if kampung in labels(card):
            person.taps(kampung, card)
        else:
            person.says(kampung)  # many kampung are numbered, and found by name
    if len(options := periods(filing(form_id).cadence, NOW.date())) > 1:
        card = person.sees("untuk periode mana")
        person.press(card, card["buttons"][options.index(PERIODS[filing(form_id).cadence])][0])
    person.sees("Boleh berhenti kapan saja")
    person.taps("Mulai")


def written(rows: list[AnswerValue] | tuple[AnswerRow, ...]) -> list[tuple[object, ...]]:
    """What counts: of files that there is one, of places the first two figures, of several choices which, not when."""
    return [(row.path, row.kind, _told(row), row.indicator) for row in rows]


def _told(row: AnswerValue | AnswerRow) -> object:
    if row.kind in ("image", "file"):
        return bool(row.text)
    if row.kind == "geopoint":
        return [round(float(one), 4) for one in row.text.split()[:2]]
    text = sorted(row.text.split()) if row.kind == "select_multiple" else row.text
    return text, row.number, row.date

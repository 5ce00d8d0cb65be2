"""Whatever is drawn in a spreadsheet runs in the chat: an officer fills forms that the programme doesn't know."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from random import Random

import pytest

from forms.rehearsing.volatile import volatile
from models import form_version
from models.answer_value import AnswerValue
from reporting import publishing
from reporting.access import KOORDINATOR
from reporting.programme import filing, periods
from reporting.texts import templates_folder
from tests.forms.corpus import Refused, each_form, loaded
from tests.forms.walks.lists import lists_of, write_lists
from tests.handlers.conftest import NOW, Place
from tests.handlers.respondent import Respondent
from tests.handlers.test_every_form import town  # noqa: F401
from tests.people import PATIENCE, Person, labels

EXAMPLES = Path(__file__).parents[1] / "forms" / "examples"
SHORT = (
    "semua_jenis.md", "rumah_berlapis.md", "tambah_lagi.md", "daftar_luar.md", "tabel_sikap.md", "nilai_awal.md",
)  # fmt: skip
PROGRAMME = {path.stem for path in (templates_folder() / "forms").iterdir()}
_POSITION = re.compile(r"\[\d+\]")


@pytest.mark.parametrize("name", SHORT)
def test_an_officer_fills_any_form(town: Place, name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:  # noqa: F811
    walk(town, EXAMPLES / name, tmp_path, caplog, 1)


# A telephone number is required there, and a chat takes none; `form check` says so.
PERSONAL = {"xlsform__UCL_Biomass_Plot_Form.xlsx"}


@pytest.mark.soak
@each_form()
def test_an_officer_fills_every_form(
    request: pytest.FixtureRequest, place: Place, file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if file.name in PERSONAL:
        request.applymarker(pytest.mark.xfail(strict=True, reason="asks for what a chat refuses"))
    if not isinstance(loaded(file), Refused):
        walk(place, file, tmp_path, caplog, 2)


def walk(place: Place, file: Path, folder: Path, caplog: pytest.LogCaptureFixture, seed: int) -> None:
    form_id = published(place, file, folder)
    name = file.name.replace(".", " ")[:25]
    home, role = place.kampung(f"Kampung {name}"[:30]), filing(form_id).roles[0]
    person = place.registered(f"Petugas {name}", role, "13.72.01.1004" if role == KOORDINATOR else "", (home,))
    with caplog.at_level(logging.WARNING):
        choose(place, person, form_id)
        officer = Respondent(person, place.database, Random(seed))
        officer.begin(seed)
        try:
            officer.fill()
            officer.mend()
            receipt = officer.send()
        finally:
            if transcripts := os.environ.get("KABAR_TRANSCRIPTS"):
                Path(transcripts, f"{file.name}.txt").write_text("\n\n-----\n".join(officer.seen), "utf-8")
    sent, values = officer.stored()
    assert sent.number in receipt["text"]
    assert officer.rehearsal.finished
    left_out = volatile(officer.form)
    assert told(values, left_out) == told(officer.rehearsal.finished.rows, left_out)
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


def published(place: Place, file: Path, folder: Path) -> str:
    """The form's id; lists that are missing beside it are made up."""
    form = loaded(file)
    assert not isinstance(form, Refused)
    if form.form_id in PROGRAMME:
        return form.form_id
    rows = lists_of(form, file.parent)
    write_lists(form, {key: value for key, value in rows.items() if value}, folder)
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(file, sorted(folder.iterdir())))
    return form.form_id


def choose(place: Place, person: Person, form_id: str) -> None:
    """From the bar to the intro."""
    person.says("/lapor")
    person.sees_button("Menu")
    if "Formulir lain" in labels(person.last()):
        person.taps("Formulir lain")
    card = person.sees("Formulir yang mana")
    with place.database.reading(NOW) as tx:
        version = form_version.live(tx, form_id)
    names = (form_id, f"#{version.id if version else 0}")
    while not (found := [b for row in card["buttons"] for b in row if b["data"].removeprefix("s::form:") in names]):
        before = labels(card)
        person.taps("▶", card)
        person._waits(lambda seen: seen[-1:], lambda m, old=before: labels(m) != old, "the next page", PATIENCE)
        card = person.last()
    person.press(card, found[0])
    if len(options := periods(filing(form_id).cadence, NOW.date())) > 1:
        asked = person.sees("untuk periode mana")
        person.press(asked, asked["buttons"][len(options) // 2 - 1][0])
    person.sees("Boleh berhenti kapan saja")


def told(rows: object, left_out: frozenset[str]) -> list[tuple[str, object]]:
    """What counts of the values: of a file that there is one, of places and times what can be said."""
    return [(row.path, _said(row)) for row in rows if _POSITION.sub("", row.path) not in left_out]  # type: ignore[attr-defined]


def _said(row: AnswerValue) -> object:
    match row.kind:
        case "image" | "audio" | "video" | "file":
            return bool(row.text)
        case "geopoint" | "geotrace" | "geoshape":
            return [[round(float(one), 4) for one in point.split()[:2]] for point in row.text.split(";")]
        case "select_multiple":
            return sorted(row.text.split())
        case "text" | "barcode":
            return " ".join(row.text.split())
        case _:
            return row.text

"""Whatever is drawn in a spreadsheet runs in the chat: an officer fills forms that the programme doesn't know."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from random import Random

import pytest

from forms.volatile import volatile
from models.answer_value import AnswerValue
from reporting import publishing
from tests.forms.corpus import Refused, each_form, loaded
from tests.forms.walks.lists import lists_of, write_lists
from tests.handlers.conftest import NOW, Place
from tests.handlers.respondent import Respondent
from tests.handlers.test_every_form import town  # noqa: F401
from tests.people import Person, labels

EXAMPLES = Path(__file__).parents[1] / "forms" / "examples"
SHORT = (
    "semua_jenis.md", "rumah_berlapis.md", "tambah_lagi.md", "daftar_luar.md", "tabel_sikap.md", "nilai_awal.md",
)  # fmt: skip
_POSITION = re.compile(r"\[\d+\]")


@pytest.mark.parametrize("name", SHORT)
def test_an_officer_fills_any_form(town: Place, name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:  # noqa: F811
    walk(town, EXAMPLES / name, tmp_path, caplog, 1)


@pytest.mark.soak
@each_form()
def test_an_officer_fills_every_form(
    place: Place, file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if not isinstance(loaded(file), Refused):
        walk(place, file, tmp_path, caplog, 2)


def walk(place: Place, file: Path, folder: Path, caplog: pytest.LogCaptureFixture, seed: int) -> None:
    form_id = published(place, file, folder)
    name = file.name.replace(".", " ")[:25]
    person = place.registered(f"Petugas {name}", "plkb", kampung_ids=(place.kampung(f"Kampung {name}"[:30]),))
    with caplog.at_level(logging.WARNING):
        choose(person, form_id)
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
    rows = lists_of(form, file.parent)
    write_lists(form, {key: value for key, value in rows.items() if value}, folder)
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(file, sorted(folder.iterdir())))
    return form.form_id


def choose(person: Person, form_id: str) -> None:
    person.says("/lapor")
    person.sees_button("Menu")
    if "Formulir lain" in labels(person.last()):
        person.taps("Formulir lain")
    card = person.sees("Formulir yang mana")
    tap = next(b for row in card["buttons"] for b in row if b["data"].startswith(f"s::form:{form_id}"))
    person.press(card, tap)
    seen = person.sees_button("Mulai")
    assert "Boleh berhenti kapan saja" in seen["text"], labels(seen)


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

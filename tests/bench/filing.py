"""Filing the programme's forms by the real bot, each way of being asked, with the officer's effort counted."""

from __future__ import annotations

from pathlib import Path

from models import person as persons
from models.database import Database
from reporting.access import KOORDINATOR, PLKB
from reporting.preferences import prefer
from reporting.programme import filing
from reporting.texts import templates_folder
from tests.bench.effort import Counted, Effort
from tests.handlers.conftest import NOW, Place, furnish, running
from tests.handlers.filler import Filler, answers_of
from tests.handlers.test_every_form import choose
from tests.people import Sandbox

WAYS = ("batch", "single")
FORMS = templates_folder() / "forms"


def file_all(folder: Path) -> list[tuple[str, str, int, Effort]]:
    """(form, way, answers, effort) of every form of the programme, filed both ways."""
    url = f"sqlite:///{folder / 'kabar.db'}"
    made = Database(url)
    made.upgrade()
    made.close()
    furnish(url)
    with running(url, folder) as base:
        place = Place(Sandbox(base), Database(url))
        place.kampung("Sebelah")
        try:
            return [
                _filed(place, form, way) for form in sorted(path.stem for path in FORMS.glob("*.md")) for way in WAYS
            ]
        finally:
            place.sandbox.close()
            place.database.close()


def _filed(place: Place, form: str, way: str) -> tuple[str, str, int, Effort]:
    role = PLKB if PLKB in filing(form).roles else KOORDINATOR
    home = place.kampung(f"{form} {way}"[:30])
    area, homes = ("13.72", ()) if role == KOORDINATOR else ("", (home,) if role == PLKB else ())
    known = place.registered(f"{form} {way}", role, area, homes)
    with place.database.transaction(NOW) as tx:
        row = persons.by_telegram_user(tx, known.id)
        assert row is not None
        prefer(tx, row, way=way)
    officer = Counted(known)
    officer.messages()
    officer.effort.forget()
    choose(officer, form, f"{form} {way}"[:30])
    filler = Filler(officer, place.database, answers_of(form), form)
    filler.fill()
    filler.send()
    officer.messages()
    _, values, _ = filler.stored()
    return form, way, len(values), officer.effort

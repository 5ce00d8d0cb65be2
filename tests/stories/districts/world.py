"""The five districts, small: two kampung each beside Kota Solok's, and what their programme told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

from bot.demo import programme
from models import kampung, region, reminder
from models.database import Database, Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person as PersonRow
from models.region import Region
from models.scope import Scope
from reporting import opening
from reporting.access import KOORDINATOR, OPD, PLKB, TPK, actor_by_id
from reporting.families import KUNJUNGAN
from reporting.library import Library
from reporting.recording import Recording
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting.desk import TEXTS
from tests.stories.world import BEFORE, START, Seeded
from tests.transcripts import world
from tests.transcripts.world import CAST, FIRST_ID, Prepared, Stage, planted, running

PLACES = {
    "14": "Riau", "14.06": "Kabupaten Rokan Hulu", "14.06.01": "Ujung Batu", "14.06.01.2001": "Ujung Batu Timur",
    "14.06.01.2002": "Pematang Tebih", "14.06.01.2003": "Ngaso", "14.06.01.2004": "Suka Damai",
    "63": "Kalimantan Selatan", "63.71": "Kota Banjarmasin", "63.71.01": "Banjarmasin Selatan",
    "63.71.01.1001": "Mantuil", "63.71.01.1002": "Kelayan", "15": "Jambi", "15.71": "Kota Jambi",
    "15.71.01": "Telanaipura", "15.71.01.1001": "Simpang Empat", "35": "Jawa Timur",
    "35.28": "Kabupaten Pamekasan", "35.28.01": "Tlanakan", "35.28.01.2001": "Branta", "35.28.01.2002": "Bukek",
    "35.28.01.2003": "Gugul",
}  # fmt: skip
WITHOUT = ("35.28.01.2003",)  # a desa that has no Kampung KB yet
MORE = (
    ("Pak Syafrizal", "Syafrizal", KOORDINATOR, "14.06"), ("Pak Ridho", "Ridho Pratama", OPD, "14.06"),
    ("Pak Helmi", "Helmi Yusuf", KOORDINATOR, "63.71"), ("Bu Norhasanah", "Norhasanah", PLKB, "63.71.01.1001"),
    ("Pak Zulkifli", "Zulkifli Lubis", KOORDINATOR, "15"), ("Bu Endang", "Endang Susilowati", KOORDINATOR, "35.28"),
    ("Bu Halimah", "Halimatus", TPK, "35.28.01.2001"),
)  # fmt: skip
FILED_BY = {"14.06": "Pak Syafrizal", "63.71": "Bu Norhasanah", "15": "Pak Zulkifli", "35.28": "Bu Halimah"}


def five_planted(file: Path) -> None:
    """Kota Solok with its reports, then the other four."""
    planted(file)
    database = Database(f"sqlite:///{file}")
    with database.transaction(BEFORE) as tx:
        _land(tx)
        people = {called: _join(tx, number, *told) for number, (called, *told) in enumerate(MORE)}
    library = Library()
    recording = Recording(library, Starting(library, TEXTS, Seeded(14)), Submitting(TEXTS))
    for area, called in FILED_BY.items():
        _tell(database, recording, area, people[called])
    with database.transaction(START) as tx:
        _remind(tx, list(people.values()))
    database.close()


@contextmanager
def playing(template: Path, folder: Path, prepared: Prepared) -> Iterator[Stage]:
    """Everyone has their account, in the order in which the rows were made."""
    cast = (*CAST[:-2], *((called, name, role) for called, name, role, _ in MORE))
    with patch.object(world, "CAST", cast), running(template, folder, "id", prepared) as stage:
        yield stage


def _land(tx: Transaction) -> None:
    for code, name in PLACES.items():
        level = ("province", "regency", "district", "village")[code.count(".")]
        parent = code.rpartition(".")[0] or None
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone=region.zone(code)))
        tx.flush()
        if level == "village" and code not in WITHOUT:
            tx.add(Kampung(name=f"Kampung {name}", village_code=code, zone=region.zone(code)))
    tx.flush()


def _join(tx: Transaction, number: int, name: str, role: str, place: str) -> int:
    account = FIRST_ID + len(CAST) - 2 + number
    row = PersonRow(
        name=name, address=MORE[number][0], zone=region.zone(place), telegram_user_id=account, created_at=tx.now,
        phone_verified_at=tx.now,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    here = kampung.in_village(tx, place)
    where = {"area_code": place, "kampung_id": here.id if here else None, "agency": "dinkes" if role == OPD else None}
    tx.add(Membership(person_id=row.id, role=role, since=tx.now, **where))
    return row.id or 0


def _remind(tx: Transaction, people: list[int]) -> None:
    """Half past eight comes an hour earlier in Banjarmasin: what was due there was told before a story begins."""
    opening.open_ahead(tx, START)
    reminder.settle(tx, [row.id or 0 for row, _ in reminder.due(tx, START, people)], "missed")


def _tell(database: Database, recording: Recording, area: str, person_id: int) -> None:
    with database.reading(START) as tx:
        ids = {one.village_code: one.id or 0 for one in kampung.in_scope(tx, Scope(areas=(area,)))}
        actor = actor_by_id(tx, person_id)
    assert actor is not None
    first = count()
    for one in programme.events(area, sorted(ids)):
        if one.form_id == KUNJUNGAN and next(first) >= 6:
            break
        with database.transaction(START) as tx:
            version, context = recording.context(tx, actor, one.form_id, ids[one.village], one.period)
            replayed = recording.answer(version, programme.chosen(one.answers, context), context)
            recording.store(tx, actor, version, ids[one.village], one.period, replayed)

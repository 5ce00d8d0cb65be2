"""A district at work for the campaigns: officers with many kampung each, and the coordinator who reads along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from models.database import Database
from models.region import Region
from reporting import opening, publishing
from reporting.access import KOORDINATOR, PLKB
from reporting.texts import templates_folder
from tests.campaigns.people import Coordinator, Ledger, Officer
from tests.people import Person, Sandbox
from tests.stories.world import BEFORE, join, land, settle
from tests.story import notebook

Words = Callable[[str], dict[str, str]]


def plant(sandbox: Sandbox, url: str, officers: int, kampung_each: int) -> tuple[Person, list[Person]]:
    """The coordinator and the officers; each officer owes the October report of each of their kampung."""
    reader = sandbox.person("Dedi Saputra", "Koordinator, Kota Solok")
    people = [sandbox.person(f"Petugas {number}", "PLKB, Kota Solok") for number in range(1, officers + 1)]
    database = Database(url)
    database.upgrade()
    with database.transaction(BEFORE) as tx:
        land(tx)
        join(tx, reader, "Dedi Saputra", "Pak Dedi", KOORDINATOR, area="13.72")
        for at, person in enumerate(people):
            places = []
            for number in range(kampung_each):
                code = f"13.72.01.2{at:01d}{number:02d}"
                tx.add(Region(code=code, parent_code="13.72.01", level="village", name=code, zone="Asia/Jakarta"))
                tx.flush()
                places.append(settle(tx, f"Sejahtera {at + 1}-{number + 1}", code))
            join(tx, person, f"Petugas {at + 1}", f"Bu {at + 1}", PLKB, kampung_ids=tuple(places))
        opening.ensure_schedules(tx, "2026-10")
        publishing.publish(tx, publishing.read_source(templates_folder() / "forms" / "bulanan_kkb.md"))
    database.close()
    return reader, people


def workers(base: str, people: tuple[Person, list[Person]], ledger: Ledger, seed: int) -> list[Officer | Coordinator]:
    """One thread a person, each with a connection of its own."""
    reader, officers = people
    pages = notebook()
    made: list[Officer | Coordinator] = [Coordinator(_alone(base, reader), ledger, Random(f"{seed} reader"))]
    for person in officers:
        chance = Random(f"{seed} {person.id}")
        made.append(Officer(_alone(base, person), ledger, chance, lambda kampung: own_words(pages, kampung, seed)))
    return made


def own_words(pages: dict[str, str], kampung: str, seed: int) -> dict[str, str]:
    """The notebook with figures that no other kampung has, so that nothing can be told for another's."""
    chance = Random(f"{seed} {kampung}")
    return pages | {
        "Peserta KB baru (PB) bulan ini": str(chance.randint(10, 999)),
        "Calon pengantin tercatat bulan ini": str(chance.randint(10, 999)),
        "Keluarga penerima bantuan GENTING bulan ini": str(chance.randint(10, 999)),
        "Jelaskan kendala & bantuan yang dibutuhkan": f"Stok kosong di {kampung}, butuh kiriman.",
    }


def _alone(base: str, person: Person) -> Person:
    return Person(Sandbox(base), person.id)


def copied(database: Path, folder: Path) -> Path:
    """The database files as a dead process left them, copied, so that looking changes nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in database.parent.glob(f"{database.name}*"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder / database.name

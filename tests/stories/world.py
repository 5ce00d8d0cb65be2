"""Kota Solok for a story: two kampung, an officer, a coordinator, a cadre, and two months of reports behind them."""

from __future__ import annotations

import json
import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from models import region
from models.database import Database, Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person as PersonRow
from models.region import Region
from models.review import Review
from reporting import consenting, notice, opening, publishing
from reporting.access import KADER, KOORDINATOR, PLKB, actor_by_id
from reporting.library import Library
from reporting.recording import Recording
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.texts import Texts, templates_folder
from tests.people import Person, Sandbox
from tests.story import ANSWERS

BEFORE = datetime(2026, 8, 1, tzinfo=UTC)
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # Monday 2 November 2026, 08.00 WIB
PAYO, AUR = "Payo Sejahtera", "Aur Sejahtera"
REGIONS = (
    ("13", None, "province", "Sumatera Barat"),
    ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Lubuk Sikarah"),
    ("13.72.01.1001", "13.72.01", "village", "Tanah Garam"),
    ("13.72.01.1007", "13.72.01", "village", "Simpang Rumbio"),
)
# What differs from the notebook of October, so that a summary has something to compare.
PAST = {
    "2026-08": {"g_pa": {"pa_suntik": 139}, "g_non": {"non_iat": 48}, "g_stunting": {"krs_didampingi": 71}},
    "2026-09": {"g_pa": {"pa_suntik": 144}, "g_non": {"non_iat": 43}, "g_stunting": {"krs_didampingi": 83}},
}


@dataclass(frozen=True)
class Cast:
    """Who plays."""

    officer: Any
    coordinator: Any
    cadre: Any


class Seeded:
    """Ids from one seed, for what is planted."""

    def __init__(self, seed: int = 1372) -> None:
        self._random = random.Random(seed)

    def uuid(self) -> str:
        return f"uuid:{uuid.UUID(int=self._random.getrandbits(128), version=4)}"

    def seed(self) -> int:
        return self._random.getrandbits(31)

    def token(self) -> str:
        return f"{self._random.getrandbits(96):x}"

    def code(self) -> str:
        return f"{self._random.randrange(1_000_000):06d}"


def solok(sandbox: Sandbox, url: str) -> Cast:
    """Plants Kota Solok in the database at that address, before the bot starts; its three people."""
    people = {
        "officer": sandbox.person("Sari Rahmawati", "PLKB, Kota Solok"),
        "coordinator": sandbox.person("Dedi Saputra", "Koordinator, Kota Solok"),
        "cadre": sandbox.person("Rina Marlina", "Kader, Payo Sejahtera"),
    }
    database = Database(url)
    database.upgrade()
    with database.transaction(BEFORE) as tx:
        land(tx)
        payo, aur = settle(tx, PAYO, "13.72.01.1001"), settle(tx, AUR, "13.72.01.1007")
        officer = join(tx, people["officer"], "Sari Rahmawati", "Bu Sari", PLKB, kampung_ids=(payo, aur))
        reader = join(tx, people["coordinator"], "Dedi Saputra", "Pak Dedi", KOORDINATOR, area="13.72")
        join(tx, people["cadre"], "Rina Marlina", "Kak Rina", KADER, kampung_ids=(payo,))
        opening.ensure_schedules(tx, min(PAST))
        for path in sorted((templates_folder() / "forms").glob("*.md")):
            publishing.publish(tx, publishing.read_source(path))
    for period in PAST:
        for place in (payo, aur):
            past_report(database, officer, reader, place, period)
    database.close()
    return Cast(**people)


def land(tx: Transaction) -> None:
    for code, parent, level, name in REGIONS:
        if region.get(tx, code) is None:
            tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
            tx.flush()


def settle(tx: Transaction, name: str, village: str) -> int:
    row = Kampung(name=name, village_code=village, zone="Asia/Jakarta")
    tx.add(row)
    tx.flush()
    assert row.id is not None
    return row.id


def join(
    tx: Transaction,
    account: Person,
    name: str,
    address: str,
    role: str,
    area: str = "",
    kampung_ids: tuple[int, ...] = (),
) -> int:
    """A person who has read the notice, with one role; the id of their row."""
    row = PersonRow(
        name=name,
        address=address,
        telegram_user_id=account.id,
        phone_verified_at=tx.now,
        created_at=tx.now,
        settings={"way": "single"},  # the notebook of the story has one answer a card
    )
    tx.add(row)
    tx.flush()
    assert row.id is not None
    consenting.give(tx, row, row.language, notice.body(Texts(templates_folder()), row.language), "tap")
    for place in kampung_ids or (None,):
        tx.add(Membership(person_id=row.id, role=role, area_code=area, kampung_id=place, since=tx.now))
    return row.id


def past_report(database: Database, officer: int, reader: int, place: int, period: str) -> None:
    """One report of a month before, sent on the 3rd and accepted."""
    texts, library = Texts(templates_folder()), Library()
    recording = Recording(library, Starting(library, texts, Seeded(place * 100 + int(period[5:]))), Submitting(texts))
    sent_at = datetime(2026, int(period[5:]) + 1, 3, 4, 0, tzinfo=UTC)
    with database.transaction(sent_at) as tx:
        opening.open_period(tx, period)
        actor = actor_by_id(tx, officer)
        assert actor is not None
        version, context = recording.context(tx, actor, "bulanan_kkb", place, period)
        replayed = recording.answer(version, _answers(period), context)
        sent = recording.store(tx, actor, version, place, period, replayed)
        sent.review_state = "approved"
        tx.add(sent)
        assert sent.id is not None
        tx.add(Review(submission_id=sent.id, person_id=reader, decision="approved", created_at=tx.now))


def _answers(period: str) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((ANSWERS / "bulanan_kkb.json").read_text("utf-8"))
    for group, values in PAST[period].items():
        answers[group] |= values
    return answers | {"periode": period}

"""Every view of an area after a report was moved: as if it had been sent there in the first place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest

from models import classification, report_flag
from models.database import Database, Transaction
from models.digest import Slice
from models.scope import Scope
from reporting import digests, flagging, own_data
from reporting.access import actor_of
from reporting.documents import Documents
from reporting.moved import moved
from reporting.publishing import publish
from reporting.recap import gathering, matrix
from reporting.refiling import Refiling
from reporting.responsible import reassign
from reporting.surveying import standing
from tests.reporting import desk
from tests.reporting.desk import AUR, PAYO, TEXTS
from tests.reporting.refiling import Phone, officer_of_both, plant, to_aur

AREAS = ("13.72.01", "13.72", "13", "")


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        plant(opened)
        yield opened


@pytest.fixture
def sari(tx: Transaction) -> desk.Officer:
    publish(tx, desk.source("bulanan_kkb"))
    made = officer_of_both(tx)
    reassign(tx, Scope(("",)), tx.now)
    return made


def phone(tx: Transaction, who: desk.Officer) -> Phone:
    return Phone(tx, who.sender, Refiling(TEXTS))


def views(tx: Transaction) -> dict[str, Any]:
    """Summary, recap, digest, classes and flags, of all areas."""
    for row in report_flag.unseen(tx, 10):
        flagging.look(tx, desk.LIBRARY.of_version(tx, row.form_version_id), row, None)
    found: dict[str, Any] = {}
    for area in AREAS:
        scope = Scope((area,))
        found[f"summary {area}"] = asdict(standing(tx, scope, tx.now, "Asia/Jakarta"))
        recap = gathering.gather(tx, scope, area, "2026-10")
        rows = matrix.by_kampung(tx, scope, area, recap.semester, recap.periods)
        found[f"recap {area}"] = [repr(recap), [asdict(one) for one in rows]]
        found[f"digest {area}"] = repr(digests.of_form(tx, desk.LIBRARY, "id", Slice(scope, "bulanan_kkb", "2026-10")))
        found[f"flags {area}"] = report_flag.count(tx, scope, "bulanan_kkb")
    for place in (PAYO, AUR):
        kept = classification.history(tx, place, 5)
        found[f"class {place}"] = [(row.semester, row.name, row.scores, row.facts, row.impact) for row in kept]
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


def undone(tx: Transaction, way: Callable[[], None]) -> dict[str, Any]:
    """What is seen after it, which is then as if it had not been."""
    point = tx.begin_nested()
    way()
    told = views(tx)
    point.rollback()
    tx.expire_all()
    return told


def test_everything_shows_it_where_it_is_now(tx: Transaction, sari: desk.Officer) -> None:
    sari.files(tx, "2026-09", AUR)
    odd = desk.answers() | {"kendala": "anggaran", "kendala_ket": "Kas kosong"}

    def rightly() -> None:
        sari.files(tx, "2026-10", AUR, odd)

    def moved_there() -> None:
        to_aur(phone(tx, sari), sari.files(tx, "2026-10", PAYO, odd))

    right, nothing = undone(tx, rightly), views(tx)
    assert undone(tx, moved_there) == right
    assert all(right[f"{view} {area}"] != nothing[f"{view} {area}"] for view in ("summary", "recap") for area in AREAS)


def test_its_sender_is_told_of_it_on_paper_and_in_their_own_copy(tx: Transaction, sari: desk.Officer) -> None:
    sent = sari.files(tx)
    to_aur(phone(tx, sari), sent)
    documents = Documents(desk.LIBRARY, TEXTS)
    told = documents._told(tx, actor_of(tx, sari.sender), sent)
    assert "Dipindahkan dari Payo Sejahtera, Oktober 2026" in "\n".join(documents._lines("id", "documents/facts", told))
    assert [one["left"] for one in moved(tx, sent.number)] == [["Payo Sejahtera", "2026-10"]]
    copy = json.loads(own_data.document(tx, desk.LIBRARY, actor_of(tx, sari.sender).person_id))
    (report,) = copy["laporan"]
    assert report["dipindahkan"] == [{"waktu": tx.now.isoformat(), "dari": ["Payo Sejahtera", "2026-10"], "alasan": ""}]

"""Assisted families: what the visits say, whatever order they come in, and when the next one is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from models import family
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.family import Family
from models.scope import Scope
from models.submission import Submission
from reporting import families
from reporting.families import KUNJUNGAN, next_due, risks
from tests.reporting import desk
from tests.reporting.desk import AUR, PAYO

EVERYWHERE = Scope(("",))


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        desk.person(opened, "Bu Ani", "tpk", kampung_id=PAYO)
        desk.publishing.publish(opened, desk.source("bulanan_kkb"))
        yield opened


def visit(tx: Transaction, day: str, code: str = "A-012", kampung_id: int = PAYO, **told: str) -> Submission:
    """A visit as it is stored; one on a day of its own, or the correction of `replaces`."""
    replaces = told.pop("replaces", "")
    at = len(tx.exec(family.select(Submission)).all())
    row = Submission(
        instance_id=f"uuid:{at}", number=f"KB-{at}", form_id=KUNJUNGAN, form_version_id=1, kampung_id=kampung_id,
        area_code="13.72.01.1004" if kampung_id == PAYO else "13.72.01.1005", period=f"{day}.{at}", person_id=1,
        replaces_id=int(replaces) if replaces else None, xml="", started_at=tx.now, submitted_at=tx.now,
    )  # fmt: skip
    if replaces:
        tx.get_one(Submission, int(replaces)).is_current = False
        tx.flush()
    tx.add(row)
    tx.flush()
    answers = {"sasaran_kode": code, "tanggal": day, "persetujuan": "ya", "jenis_sasaran": "bumil"}
    for name, text in ({**answers, "status_temu": "bertemu"} | told).items():
        tx.add(AnswerValue(submission_id=row.id, path=f"/data/{name}", name=name, kind="text", text=text))
    families.sent(tx, row)
    return row


def one(tx: Transaction, code: str = "A-012") -> Family:
    tx.flush()
    found = family.of_code(tx, PAYO, code)
    assert found is not None
    return found


def test_a_family_is_what_its_visits_say(tx: Transaction) -> None:
    visit(tx, "2026-10-20", code="a-012", lila_bumil="22.5", hb_bumil="10.9", tanda_bahaya="pusing bengkak")
    visit(tx, "2026-09-18")
    found = one(tx)
    assert (found.first_visit, found.last_visit, found.visits) == ("2026-09-18", "2026-10-20", 2)
    assert (found.target, found.risks, found.next_due, found.ended) == ("bumil", 4, "2026-11-19", "")
    visit(tx, "2026-10-27", status_temu="tidak_bertemu")
    assert (one(tx).next_due, one(tx).risks) == ("2026-11-03", 4)  # what is known of the risks stays
    visit(tx, "2026-11-01", status_temu="pindah")
    assert (one(tx).next_due, one(tx).ended) == ("", "moved")


def test_a_correction_moves_the_visit_to_the_right_family(tx: Transaction) -> None:
    first = visit(tx, "2026-10-20")
    visit(tx, "2026-10-20", code="A-013", replaces=str(first.id))
    tx.flush()
    assert family.of_code(tx, PAYO, "A-012") is None
    assert one(tx, "A-013").visits == 1


def test_the_same_code_in_another_kampung_is_another_family(tx: Transaction) -> None:
    visit(tx, "2026-10-20")
    visit(tx, "2026-10-21", kampung_id=AUR)
    assert one(tx).visits == 1
    assert len(family.assisted(tx, EVERYWHERE)) == 2
    assert [row.kampung_id for row in family.assisted(tx, Scope(kampung_ids=(AUR,)))] == [AUR]


def test_who_refuses_is_not_visited_any_more_and_an_identity_is_never_kept(tx: Transaction) -> None:
    visit(tx, "2026-10-20")
    visit(tx, "2026-10-21", persetujuan="tidak", status_temu="", jenis_sasaran="")
    assert (one(tx).ended, one(tx).target) == ("refused", "bumil")
    visit(tx, "2026-10-22", code="1372010101900001")
    assert [row.code for row in tx.exec(family.select(Family)).all()] == ["A-012"]


def test_coordinators_get_counts(tx: Transaction) -> None:
    for at in range(3):
        visit(tx, f"2026-09-1{at}", code=f"B-0{at}")
    visit(tx, "2026-10-30", code="C-01", jenis_sasaran="balita")
    tx.flush()
    assert family.counts(tx, EVERYWHERE, "13.72", "2026-11-02") == {"bumil": (3, 3), "balita": (1, 0)}
    assert family.counts(tx, Scope(("63",)), "13.72", "2026-11-02") == {}


@pytest.mark.parametrize(
    ("target", "planned", "due"),
    [("bumil", "", "2026-11-30"), ("bumil", "2026-11-10", "2026-11-10"), ("bumil", "2027-01-10", "2026-11-30"),
     ("pascasalin", "", "2026-11-14"), ("balita", "", "2027-01-29"), ("", "", "2026-11-30")],
)  # fmt: skip
def test_the_next_visit_is_the_earlier_of_plan_and_rule(target: str, planned: str, due: str) -> None:
    answers = {"tanggal": "2026-10-31", "status_temu": "bertemu", "kunjungan_berikut": planned}
    assert next_due(target, answers) == due


def test_risks_are_counted_not_told() -> None:
    assert risks({"air": "tidak", "jamban": "layak", "terlalu_muda": "1", "terlalu_tua": "0", "naik": "tidak"}) == 3
    assert risks({"tanda_bahaya": "tidak_ada", "lila_bumil": "23.5", "hb_bumil": ""}) == 0

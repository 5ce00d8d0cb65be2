"""The class of a kampung: gathered from profile, monthly report and activities, and kept by half year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

import pytest

from models import classification
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.kampung import Kampung
from models.kampung_profile import KampungProfile
from models.submission import Submission
from reporting import kampung_class
from reporting.kampung_class import semester_of
from tests.reporting.world_of_reports import AT, FORM, country, figures, report

TOLD = {
    "pokja": True, "pokja_members": 12, "pokja_is_trained": True, "companion": "plkb", "regulations": ["kades"],
    "poktan": ["bkb", "bkr", "bkl", "uppka", "pikr", "dashat"], "sekretariat": True, "rumah_dataku": False,
    "funds": ["apbd", "dana_desa"], "work_plan": True, "data_uses": ["pk", "rutin"],
    "mechanisms": {"rencana": "bulanan", "monev": "", "laporan": "bulanan"},
}  # fmt: skip


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        yield opened


def profile(tx: Transaction, place: Kampung, month: str, **told: object) -> None:
    tx.add(KampungProfile(kampung_id=place.id, valid_from=month, source="import", recorded_at=AT, **(TOLD | told)))
    tx.flush()


def activity(tx: Transaction, place: Kampung, day: str, agencies: str) -> Submission:
    row = Submission(
        instance_id=f"uuid:{day}", number=f"KB-{day}", form_id="kegiatan_kkb", form_version_id=1,
        kampung_id=place.id or 0, area_code=place.village_code, period=f"{day}.1", person_id=1, xml="",
        started_at=AT, submitted_at=AT,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    told = {"path": "/data/instansi", "name": "instansi", "kind": "select_multiple", "text": agencies}
    tx.add(AnswerValue(submission_id=row.id, **told))
    kampung_class.sent(tx, row)
    return row


def test_a_class_with_its_facts_and_what_lacks(tx: Transaction) -> None:
    place = country(tx, (1, 1, 1, 1))[0]
    profile(tx, place, "2026-01")
    told = figures(Random(1)) | {"pus": 400, "pa_total": 220, "pa_mkjp": 60, "non_iat": 20, "non_tial": 10}
    told |= {"balita_diukur": 80, "balita_stunting": 10, "kel_balita": 100, "ikut_bkb": 60}
    kampung_class.sent(tx, report(tx, place, "2026-10", told, 1))
    activity(tx, place, "2026-10-14", "opd_kb bappeda perwakilan_bkkbn")
    activity(tx, place, "2026-11-02", "bappeda dinkes")
    activity(tx, place, "2026-03-01", "pupr kemenag dlh pkk")
    (row, before) = classification.history(tx, place.id or 0, 5)
    assert (row.semester, before.semester) == ("2026-S2", "2026-S1")
    assert {name: row.scores[name] for name in row.scores} == {
        "pokja": 4, "funds": 3, "groups": 4, "facilities": 2, "support": 3, "data": 3, "mechanisms": 3, "agencies": 2,
        "participation": row.scores["participation"], "cpr": 4, "mkjp": 4, "unmet": 3,
    }  # fmt: skip
    assert (row.input_index, row.process_index, row.name) == (320, 267, "mandiri")
    assert row.facts["read"]["cpr"] == 55.0
    assert row.facts["read"]["agencies"] == 2  # the programme's own two offices are no other sector
    assert row.facts["steps"] == [["agencies", 2, 3, 2]]
    assert row.impact == {"stunting": [10, 80]}
    assert (before.name, before.scores["agencies"], before.scores["cpr"]) == ("", 3, None)
    assert classification.counts(tx, kampung_class.report_figures.Scope(("",)), "11", "2026-S2") == {"mandiri": 1}


def test_an_earlier_report_changes_the_later_half_years_too(tx: Transaction) -> None:
    place = country(tx, (1, 1, 1, 1))[0]
    profile(tx, place, "2025-01")
    activity(tx, place, "2026-07-09", "bappeda")
    assert [row.scores["cpr"] for row in classification.history(tx, place.id or 0, 5)] == [None]
    kampung_class.sent(tx, report(tx, place, "2026-02", figures(Random(2)) | {"pus": 100, "pa_total": 70}, 1))
    found = classification.history(tx, place.id or 0, 5)
    assert [(row.semester, row.scores["cpr"]) for row in found] == [("2026-S2", 4), ("2026-S1", 4)]
    assert [row.impact for row in found] == [{}, {}]


def test_without_a_profile_nothing_is_taken_for_granted(tx: Transaction) -> None:
    place = country(tx, (1, 1, 1, 1))[0]
    kampung_class.sent(tx, report(tx, place, "2026-10", figures(Random(3)), 1))
    (row,) = classification.history(tx, place.id or 0, 5)
    assert (row.name, row.input_index, row.output_index is not None) == ("", None, True)
    assert {name for name, points in row.scores.items() if points is None} == {
        "pokja", "funds", "groups", "facilities", "support", "data", "mechanisms",
    }  # fmt: skip


def test_only_reports_that_a_class_follows_from_make_one(tx: Transaction) -> None:
    place = country(tx, (1, 1, 1, 1))[0]
    row = report(tx, place, "2026-10", figures(Random(4)), 1)
    row.form_id = "poktan_bulanan"
    kampung_class.sent(tx, row)
    assert not classification.history(tx, place.id or 0, 5)
    assert FORM in kampung_class.ROOTS


@pytest.mark.parametrize(
    ("period", "semester"),
    [("2026-06", "2026-S1"), ("2026-07", "2026-S2"), ("2026-10-14.2", "2026-S2"), ("2026", "2026-S1"),
     ("2026-S2", "2026-S2")],
)  # fmt: skip
def test_a_period_lies_in_a_half_year(period: str, semester: str) -> None:
    assert semester_of(period) == semester

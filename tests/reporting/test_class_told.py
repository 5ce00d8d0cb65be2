"""What the page of a kampung says of its class: each sentence held against the table of the portal's own computation,
and the half years behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from models import classification
from models.database import Database
from reporting.classifying import Facts, Part, classify
from reporting.inputs import Tap
from reporting.watching import Watching
from tests.reporting import desk

# A kampung with two points everywhere but where the table says otherwise: its class follows from one score.
PLAIN = Facts(
    pokja=True, members=0, trained=False, funds=1, groups=1, facilities=1, officer=True, regulation=False, data=1,
    mechanisms=1, agencies=1, participation=None, cpr=Part(35, 100), mkjp=Part(7, 35), unmet=Part(10, 100),
)  # fmt: skip
# As the portal scores (its classification, by indicator): the fact, the points, and what is lacking for 3 of them.
TABLE: tuple[tuple[str, dict[str, Any], int, str], ...] = (
    ("pokja", {"pokja": False}, 1, "2 syarat Pokja lagi (terbentuk, beranggota, terlatih)"),
    ("pokja", {"members": 0}, 2, "1 syarat Pokja lagi (terbentuk, beranggota, terlatih)"),
    ("pokja", {"members": 5}, 3, ""),
    ("pokja", {"trained": True}, 3, ""),
    ("pokja", {"members": 5, "trained": True}, 4, ""),
    ("funds", {"funds": 0}, 1, "2 sumber dana lagi"),
    ("funds", {"funds": 1}, 2, "1 sumber dana lagi"),
    ("funds", {"funds": 2}, 3, ""),
    ("funds", {"funds": 4}, 3, ""),
    ("funds", {"funds": 5}, 4, ""),
    ("groups", {"groups": 0}, 1, "3 poktan lagi"),
    ("groups", {"groups": 2}, 2, "1 poktan lagi"),
    ("groups", {"groups": 4}, 3, ""),
    ("groups", {"groups": 5}, 4, ""),
    ("facilities", {"facilities": 0}, 1, "2 sarana lagi (sekretariat, Rumah DataKu)"),
    ("facilities", {"facilities": 1}, 2, "1 sarana lagi (sekretariat, Rumah DataKu)"),
    ("facilities", {"facilities": 2}, 3, ""),
    ("support", {"officer": False}, 1, "2 lagi dari PKB/PLKB pendamping dan regulasi"),
    ("support", {"officer": True}, 2, "1 lagi dari PKB/PLKB pendamping dan regulasi"),
    ("support", {"regulation": True}, 3, ""),
    ("data", {"data": 0}, 1, "2 jenis data lagi dipakai"),
    ("data", {"data": 3}, 3, ""),
    ("data", {"data": 4}, 4, ""),
    ("mechanisms", {"mechanisms": 0}, 1, "3 mekanisme operasional lagi"),
    ("mechanisms", {"mechanisms": 2}, 2, "1 mekanisme operasional lagi"),
    ("mechanisms", {"mechanisms": 5}, 4, ""),
    ("agencies", {"agencies": 0}, 1, "4 instansi lagi di luar OPD KB dan BKKBN"),
    ("agencies", {"agencies": 2}, 2, "2 instansi lagi di luar OPD KB dan BKKBN"),
    ("agencies", {"agencies": 6}, 3, ""),
    ("agencies", {"agencies": 7}, 4, ""),
    ("cpr", {"cpr": Part(29, 100)}, 1, "12 PUS lagi memakai KB"),
    ("cpr", {"cpr": Part(40, 100)}, 2, "1 PUS lagi memakai KB"),
    ("cpr", {"cpr": Part(50, 100)}, 3, ""),
    ("cpr", {"cpr": Part(51, 100)}, 4, ""),
    ("mkjp", {"mkjp": Part(19, 100)}, 1, "4 peserta KB lagi memakai MKJP"),
    ("mkjp", {"mkjp": Part(22, 100)}, 2, "1 peserta KB lagi memakai MKJP"),
    ("mkjp", {"mkjp": Part(25, 100)}, 4, ""),
    ("unmet", {"unmet": Part(13, 100)}, 1, "4 PUS IAT/TIAL lagi terlayani"),
    ("unmet", {"unmet": Part(12, 100)}, 2, "3 PUS IAT/TIAL lagi terlayani"),
    ("unmet", {"unmet": Part(9, 100)}, 3, ""),
    ("unmet", {"unmet": Part(6, 100)}, 4, ""),
)


@pytest.mark.parametrize(("name", "changes", "points", "lacking"), TABLE)
def test_a_score_and_what_is_lacking_for_three(name: str, changes: dict[str, Any], points: int, lacking: str) -> None:
    from reporting.classifying import _options

    facts = replace(PLAIN, **changes)
    assert classify(facts).scores[name] == points
    steps = [step for step in _options(facts, name, points) if step and step.to == 3]
    assert [desk.TEXTS.render("id", "figures/step", step=list(step)) for step in steps] == (
        [lacking] if lacking else []
    )


def test_a_half_year_without_a_report_stands_in_the_history(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
        for semester, name in (("2025-S1", "dasar"), ("2026-S1", "mandiri")):
            classification.put(
                tx, desk.PAYO, semester, area_code="13.72.01.1001", name=name, scores={}, impact={"kematian_ibu": 1},
                facts={"read": {}, "higher": "", "steps": []},
            )  # fmt: skip
        Watching(desk.TEXTS).chosen(tx, dedi, Tap("w", None, "kampung", str(desk.PAYO)))
        told = desk.shown(tx, dedi)
    assert "Kelas Semester 1 (2026): <b>Mandiri</b>" in told
    assert "Riwayat: Semester 2 (2026) tidak ada laporan · Semester 2 (2025) tidak ada laporan · " in told
    assert "Semester 1 (2025) Dasar." in told

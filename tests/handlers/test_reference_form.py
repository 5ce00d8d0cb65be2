"""What a report costs an officer, counted: the form of 24 items, and the programme's own monthly one."""

from __future__ import annotations

import pytest

from reporting import programme, publishing
from reporting.access import PLKB
from reporting.programme import Filing
from tests.bench.effort import Counted
from tests.handlers.conftest import NOW, Place
from tests.handlers.filler import Filler, answers_of
from tests.people import Somebody, labels
from tests.stories import reference

WAYS = ("batch", "single")
# Taps and messages with start, review and sending.
REFERENCE = {"batch": 38, "single": 45}
UNCHANGED = {"batch": 38, "single": 60}
BY_TAPS = 22  # of the 24 items: 92 %


@pytest.mark.parametrize("way", WAYS)
def test_the_report_of_24_items_asks_little(place: Place, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(programme._FILINGS, "laporan_bulanan", Filing((PLKB,), "monthly"))
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(reference.FORM))
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),), way=way)
    for month in ("Oktober 2026", "November 2026"):
        officer = Counted(sari)
        played = reference.play(officer, reference.Report(way, month=month))
        assert list(played)[-1] == "receipt"
        assert officer.effort.pushes <= REFERENCE[way], month


def test_nearly_all_items_can_be_answered_by_taps(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the second month, with the figures that stay offered."""
    monkeypatch.setitem(programme._FILINGS, "laporan_bulanan", Filing((PLKB,), "monthly"))
    with place.database.transaction(NOW) as tx:
        publishing.publish(tx, publishing.read_source(reference.FORM))
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),), way="single")
    list(reference.play(sari, reference.Report("single", month="Oktober 2026")))
    tapped: list[str] = []
    list(reference.play(sari, reference.Report("single", month="November 2026", tapped=tapped)))
    assert len(tapped) >= BY_TAPS, tapped


@pytest.mark.parametrize("way", WAYS)
def test_a_month_like_the_last_asks_little(place: Place, way: str) -> None:
    """The programme's monthly report with the same families and couples as the month before."""
    sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),), way=way)
    file(place, sari, "bulanan_kkb", "Oktober 2026")
    officer = Counted(sari)
    file(place, officer, "bulanan_kkb-tetap", "November 2026")
    print(way, vars(officer.effort) | {"known": 0}, officer.effort.pushes)
    assert officer.effort.pushes <= UNCHANGED[way]


def file(place: Place, officer: Somebody, answers: str, month: str) -> None:
    officer.says("/lapor")
    if "Formulir lain" in labels(officer.sees_button("Menu")):
        officer.taps("Formulir lain")
    officer.sees("Formulir yang mana")
    officer.taps("1")
    officer.sees("periode mana")
    officer.taps(month)
    officer.sees("Boleh berhenti kapan saja")
    officer.taps("Mulai")
    filler = Filler(officer, place.database, answers_of(answers), "bulanan_kkb")
    filler.fill()
    filler.send()

"""The recap of a district, a regency and a province as it is read: text, picture and paper, in both languages."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.database import Database, Transaction
from models.scope import Scope
from reporting import charts, drawing, surveying
from reporting.fitting import length, plain
from reporting.recap import picture, telling, trend_picture
from reporting.recap.files import Files
from reporting.recap.gathering import Recap, gather
from reporting.texts import LANGUAGES
from tests.reporting import recap_world
from tests.reporting.field import TEXTS
from tests.reporting.recap_world import PERIOD, TUESDAY
from tests.reporting.summary_world import DISTRICT, PROVINCE, REGENCY

DOCS = Path(__file__).parents[2] / "docs"
AREAS = {DISTRICT: "district", REGENCY: "regency", PROVINCE: "province"}


@pytest.fixture
def tx(sqlite_database: Database) -> Iterator[Transaction]:
    with sqlite_database.transaction(datetime(2026, 2, 1, tzinfo=UTC)) as before:
        recap_world.plant(before)
    with sqlite_database.transaction(TUESDAY) as opened:
        recap_world.told(opened)
        yield opened


def recap(tx: Transaction, area: str) -> Recap:
    return gather(tx, Scope((area,)), area, PERIOD)


def test_what_a_coordinator_reads(tx: Transaction) -> None:
    for area in AREAS:
        found = recap(tx, area)
        for check in (page, drawn, counts):
            check(tx, found)
    paper(tx)
    heavy(tx)
    trend(tx)


def page(tx: Transaction, found: Recap) -> None:
    """docs/recap.md shows it word for word."""
    told = (DOCS / "recap.md").read_text("utf-8")
    for language in LANGUAGES:
        text = TEXTS.screen(language, telling.message(TEXTS, language, found))
        assert length(text) <= 900
        assert plain(text) in told, plain(text)


def drawn(tx: Transaction, found: Recap) -> None:
    """Square and light; with KABAR_PICTURES=1 they are put where docs/recap.md shows them."""
    for language in LANGUAGES:
        made = charts.draw(picture.chart(TEXTS, language, found))
        assert struct.unpack(">II", made[16:24]) == (1080, 1080)
        assert len(made) <= charts.MOST_BYTES
        file = DOCS / "pictures" / f"recap-{AREAS[found.area]}-{language}.png"
        if os.environ.get("KABAR_PICTURES"):
            file.write_bytes(made)
        assert f"pictures/{file.name}" in (DOCS / "recap.md").read_text("utf-8")


def counts(tx: Transaction, found: Recap) -> None:
    """What Monday's summary said of the month is what its recap says: who is excused is not waited for."""
    month = surveying.standing(tx, Scope((found.area,)), TUESDAY, "Asia/Jakarta").monthly
    place = found.view.place
    assert (place.expected, place.reported, place.on_time) == (month.expected, month.reported, month.on_time)


def paper(tx: Transaction) -> None:
    """Kampung by month in a district, districts by month where the kampung would fill pages."""
    district, regency = (spec(tx, area) for area in (DISTRICT, REGENCY))
    assert len(district["sections"][-1]["rows"]) == 24
    assert [row[0] for row in regency["sections"][-1]["rows"]][:2] == ["Batujajar", "Cihampelas"]
    months = next(one for one in regency["sections"] if one["label"] == "Tren per bulan")["rows"]
    assert [months[0][0], months[-1][0]] == ["Oktober 2025", "Oktober 2026"]
    assert months[0][1:3] == ["–", "–"], "nothing was owed then"
    assert "belum ada data" not in str(regency["sections"])
    assert "–: belum ada data." in regency["facts"]
    assert drawing.draw(regency).startswith(b"%PDF")


def spec(tx: Transaction, area: str) -> dict[str, Any]:
    return Files(TEXTS, "id", recap(tx, area), reads=True).paper(tx, Scope((area,)))


def trend(tx: Transaction) -> None:
    """Stunting and unmet need by month, poor families and deaths by half year."""
    for language in LANGUAGES:
        told = trend_picture.chart(TEXTS, language, recap(tx, REGENCY))
        made = charts.draw(told)
        assert struct.unpack(">II", made[16:24]) == (1080, 1080)
        assert len(made) <= charts.MOST_BYTES
        if os.environ.get("KABAR_PICTURES"):
            (DOCS / "pictures" / f"recap-trend-{language}.png").write_bytes(made)
    told = trend_picture.chart(TEXTS, "id", recap(tx, REGENCY))
    assert told["title"] == "Balita stunting turun 2,1 poin dari tahun lalu"
    stunting, _, poor, mothers, _ = told["rows"]
    assert (stunting["value"], stunting["since"]) == ("11,3 %", "Oktober 2025: 13,4 %")
    assert [len(one["points"]) for one in told["rows"]] == [13, 13, 4, 4, 4]
    assert (poor["label"], poor["value"], mothers["value"]) == ("Keluarga miskin", "21.466", "15")
    hidden = trend_picture.chart(TEXTS, "id", recap(tx, DISTRICT))["rows"][3]
    assert (hidden["value"], hidden["points"]) == ("<5", [None] * 4)


def heavy(tx: Transaction) -> None:
    """With the longest names a picture leaves the classes to its caption."""
    told = picture.chart(TEXTS, "en", recap(tx, REGENCY))
    told |= {"title": "Group participation down 88.8 points since last year"}
    told |= {"subtitle": "Kabupaten Penukal Abab Lematang Ilir · September 2026"}
    for row in told["rows"]:
        row |= {"value": "68.9%", "was_note": "last year 68.4", "target": 0.83, "target_note": "target 83.4"}
    assert len(charts.draw(told)) <= charts.MOST_BYTES

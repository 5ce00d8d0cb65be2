"""What a group reads on Monday: the coordinator's counts, as many as there is room for, and nothing of anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.database import Database
from models.scope import Scope
from reporting.fitting import length
from reporting.screens.group_card import WANTED, card, is_open
from reporting.screens.summary import Week
from reporting.standing import Line, Part, Standing
from reporting.surveying import standing
from reporting.texts import LANGUAGES
from tests.reporting import summary_world
from tests.reporting.field import TEXTS

WEEK = Week("2026-11-02", "2026-11-08", with_trend=False)
VISITS = Line("kunjungan_keluarga", "2026-11", "Kunjungan Keluarga", "family", 30, 20, 20, None, 0)


@pytest.fixture
def lembang(sqlite_database: Database) -> Standing:
    """A bad week of a district, as its coordinator reads it."""
    with sqlite_database.transaction(summary_world.MONDAY) as tx:
        summary_world.plant(tx)
        summary_world.trouble(tx)
        return standing(tx, Scope((summary_world.DISTRICT,)), summary_world.MONDAY, "Asia/Jakarta")


def test_a_bad_week_in_counts(lembang: Standing) -> None:
    text = TEXTS.screen("id", card(TEXTS, "id", lembang, (), WEEK)).replace("<b>", "").replace("</b>", "")
    assert text.splitlines()[:3] == [
        "📊 Kec. Lembang, minggu 2 Nov – 8 Nov 2026",
        "Laporan Oktober 2026: 17 dari 22 kampung masuk (minggu lalu 12).",
        "Tepat waktu 15 · terlambat 2 · belum 5.",
    ]
    assert not any(name in text for name in (*summary_world.KAMPUNG[:2], *summary_world.OFFICERS))
    assert "Kunjungan" not in text


def test_nothing_is_told_of_families() -> None:
    """However many: what a regency's group and a district's were told would tell of the other districts."""
    assert not is_open(replace(VISITS, expected=30, reported=20))
    assert is_open(replace(VISITS, unit="kampung", expected=30, reported=20))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_areas_as_many_as_there_is_room_for(lembang: Standing, language: str) -> None:
    parts = [Part(f"Kabupaten Kepulauan Siau Tagulandang {at}", at % 3, 2 + at % 3) for at in range(38)]
    made = card(TEXTS, language, replace(lembang, level="province"), parts, WEEK)
    assert length(TEXTS.screen(language, made)) <= WANTED
    assert made.args["parts"] and len(made.args["parts"]) + made.args["parts_more"] == len(parts)

"""What is known of a kampung before its form is opened."""

from __future__ import annotations

from datetime import datetime

from models.database import Database
from reporting.access import actor_of
from reporting.world import context, situation
from tests.reporting import desk

OCTOBER = {
    "cpr": "69",
    "persen_mkjp": "38",
    "unmet_need": "17",
    "krs": "128",
    "balita_stunting": "19",
    "balita_diukur": "188",
    "keluarga": "742",
    "kel_balita": "214",
    "ikut_bkb": "61",
}


def test_the_situation_follows_from_the_last_monthly_report() -> None:
    told = situation(OCTOBER)

    assert (told["p_cpr"], told["sit_mkjp"], told["sit_unmet"], told["sit_krs"]) == ("69", "38", "17", "128")
    assert told["sit_stunting"] == "10.1"  # 19 of 188
    assert told["p_poktan"] == "5.7"  # 28.5 % in one of five groups


def test_without_a_report_nothing_is_known() -> None:
    assert set(situation({"balita_stunting": "1", "balita_diukur": "0"}).values()) == {""}


def test_the_half_year_s_evaluation_is_offered_shares_as_exact_as_its_class(
    sqlite_database: Database, now: datetime
) -> None:
    """50.4 % is not 50 %: a rounded share would score less than the class that Kabar computes."""
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.officer(tx)
        sari.files(tx)
        told = context(tx, actor_of(tx, sari.sender), "monev_klasifikasi", desk.PAYO, "2026-S2", 0).profile
        assert [told[name] for name in ("p_cpr", "p_mkjp", "p_unmet")] == ["69.14", "38.39", "16.67"]

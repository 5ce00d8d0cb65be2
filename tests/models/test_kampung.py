"""Kampung found by what a person types, never outside of what they may see."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import kampung_search, region
from models.database import Database
from models.kampung import Kampung
from models.region_files import RegionRow
from models.scope import Scope

EVERYWHERE = Scope(areas=("",))


@pytest.fixture
def kota_solok(database: Database, now: datetime) -> Database:
    names = {
        "13": "Sumatera Barat",
        "13.72": "Kota Solok",
        "13.72.01": "Lubuk Sikarah",
        "13.72.01.1001": "Tanah Garam",
        "13.72.01.1007": "Simpang Rumbio",
        "13.72.02": "Tanjung Harapan",
        "13.72.02.1006": "Laing",
    }
    with database.transaction(now) as tx:
        region.load_regions(tx, [RegionRow(code, name) for code, name in names.items()])
        for name, village, is_active in [
            ("Kampung KB Payo Sejahtera", "13.72.01.1001", True),
            ("Kampung KB Aur Sejahtera", "13.72.01.1007", True),
            ("Kampung KB Laing Taluak Sejahtera", "13.72.02.1006", True),
            ("Kampung KB Payo Lama", "13.72.01.1001", False),
        ]:
            tx.add(Kampung(name=name, village_code=village, zone="Asia/Jakarta", is_active=is_active))
    return database


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("payo sejahtera", "Kampung KB Payo Sejahtera"),
        ("Kampung KB Payo Sejatera", "Kampung KB Payo Sejahtera"),
        ("tanah garam", "Kampung KB Payo Sejahtera"),
        ("kel. simpang rumbio", "Kampung KB Aur Sejahtera"),
        ("laing", "Kampung KB Laing Taluak Sejahtera"),
    ],
)
def test_the_best_kampung_comes_first(kota_solok: Database, now: datetime, text: str, name: str) -> None:
    with kota_solok.reading(now) as tx:
        assert kampung_search.search(tx, EVERYWHERE, text)[0].name == name


@pytest.mark.parametrize("text", ["", "kampung kb", "banjarmasin"])
def test_nothing_fits(kota_solok: Database, now: datetime, text: str) -> None:
    with kota_solok.reading(now) as tx:
        assert kampung_search.search(tx, EVERYWHERE, text) == []


def test_nothing_is_found_outside_of_the_scope(kota_solok: Database, now: datetime) -> None:
    with kota_solok.reading(now) as tx:
        assert kampung_search.search(tx, Scope(areas=("13.72.02",)), "payo sejahtera tanah garam") == []
        assert kampung_search.search(tx, Scope(), "payo sejahtera") == []


def test_what_lies_above_tells_villages_apart(kota_solok: Database, now: datetime) -> None:
    with kota_solok.transaction(now) as tx:
        region.load_regions(tx, [RegionRow("13.73", "Kota Sawahlunto"), RegionRow("13.73.01", "Barangin")])
        region.load_regions(tx, [RegionRow("13.73.01.1001", "Laing")])
        tx.add(Kampung(name="Kampung KB Laing", village_code="13.73.01.1001", zone="Asia/Jakarta"))
        for text, village in [("laing sawahlnto", "13.73.01.1001"), ("liang tj harapan", "13.72.02.1006")]:
            assert kampung_search.search(tx, EVERYWHERE, text)[0].village_code == village
        assert kampung_search.search(tx, EVERYWHERE, "payo sejahtera tnah garam")[0].village_code == "13.72.01.1001"

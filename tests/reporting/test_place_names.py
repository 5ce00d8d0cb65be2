"""Places to choose from are told apart."""

from __future__ import annotations

from datetime import datetime

from models import region
from models.database import Database
from models.kampung import Kampung
from models.region_files import RegionRow
from reporting.place_names import LONGEST, beside, kampung_names, region_names

NAMES = {
    "13": "Sumatera Barat",
    "13.72": "Kota Solok",
    "13.72.01": "Lubuk Sikarah",
    "13.72.01.1001": "Sukamaju",
    "13.72.01.1002": "Sukamaju",
    "13.72.01.1003": "Laing",
}


def test_equal_names_carry_village_or_code(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        region.load_regions(tx, [RegionRow(code, name) for code, name in NAMES.items()])
        told = (("Mawar", "1001"), ("Mawar", "1002"), ("mawar", "1003"), ("Melati", "1003"))
        rows = [
            Kampung(id=at, name=name, village_code=f"13.72.01.{code}", zone="Asia/Jakarta")
            for at, (name, code) in enumerate(told)
        ]
        assert kampung_names(tx, rows) == {
            0: "Mawar (13.72.01.1001)",
            1: "Mawar (13.72.01.1002)",
            2: "mawar (Laing)",
            3: "Melati",
        }
        assert region_names(tx, ["13.72.01.1001", "13.72.01.1003"]) == {
            "13.72.01.1001": "Sukamaju (13.72.01.1001)",
            "13.72.01.1003": "Laing",
        }


def test_equal_names_of_regions_carry_what_lies_above(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        more = {"13.72.02": "Ciawi", "13.72.02.1001": "Laing", "13.72.02.1002": "Ciawi"}
        region.load_regions(tx, [RegionRow(code, name) for code, name in {**NAMES, **more}.items()])
        assert list(region_names(tx, ["13.72.02.1001", "13.72.01.1003", "13.72.02", "13.72.02.1002"]).values()) == [
            "Laing (Ciawi)",
            "Laing (Lubuk Sikarah)",
            "Ciawi (Kota Solok)",
            "Ciawi (Ciawi)",
        ]
        assert region_names(tx, ["13", "99"]) == {"13": "Sumatera Barat"}


def test_what_tells_apart_is_never_cut() -> None:
    assert beside("Kampung KB Payo Sejahtera", "13.72.01.1001") == "Kampung K… (13.72.01.1001)"
    assert beside("Kampung KB Payo", "Lubuk Sikarah Utara Jaya") == "Kampung KB… (Lubuk Sikara)"
    assert all(len(beside("x" * 40, "y" * length)) <= LONGEST for length in range(1, 40))

"""Regions: the shipped files, loading, and the search."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from models import region, region_files
from models.database import Database
from models.region_files import RegionFileError, RegionRow
from models.region_search import RegionSearch

PLACES = ("13", "13.02", "13.72", "15", "15.05", "16", "16.04", "31", "34", "34.71", "35", "35.28", "63", "63.71", "81")


@pytest.fixture(scope="module")
def shipped() -> list[RegionRow]:
    return list(region_files.shipped())


@pytest.fixture
def places(database: Database, now: datetime, shipped: list[RegionRow]) -> Database:
    """Some regencies with all below them; enough to search, quick to load twice."""
    regencies = ("13.02.", "13.72.", "15.05.", "16.04.", "31.", "34.71.", "35.28.", "63.71.")
    with database.transaction(now) as tx:
        region.load_regions(tx, [row for row in shipped if row.code in PLACES or row.code.startswith(regencies)])
    return database


def test_the_shipped_regions_are_whole(shipped: list[RegionRow]) -> None:
    assert Counter(region.level(row.code) for row in shipped) == {
        "province": 38,
        "regency": 514,
        "district": 7_285,
        "village": 83_762,
    }
    seen = set()
    for row in shipped:  # each once, and after the one above it
        assert row.code not in seen
        assert region.above(row.code) in {None} | seen if "." not in row.code else region.above(row.code) in seen
        seen.add(row.code)


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("13.72.01.1004", "Asia/Jakarta"),
        ("51", "Asia/Makassar"),
        ("61.71", "Asia/Jakarta"),  # Pontianak
        ("62", "Asia/Jakarta"),  # Kalimantan Tengah
        ("63.71", "Asia/Makassar"),  # Banjarmasin
        ("82", "Asia/Jayapura"),  # Maluku Utara
        ("96", "Asia/Jayapura"),
        ("97", "Asia/Jayapura"),  # of the future
        ("66.01", "Asia/Makassar"),
    ],
)
def test_the_zone_is_the_provinces(code: str, zone: str) -> None:
    assert region.zone(code) == zone


def test_loading_again_changes_nothing(places: Database, now: datetime, shipped: list[RegionRow]) -> None:
    some = [row for row in shipped if row.code.startswith("13.72")]
    with places.transaction(now) as tx:
        assert region.load_regions(tx, some) == len(some)
        assert [one.name for one in region.below(tx, "13.72")] == ["Lubuk Sikarah", "Tanjung Harapan"]


def test_loading_renames(places: Database, now: datetime) -> None:
    with places.transaction(now) as tx:
        region.load_regions(tx, [RegionRow("13.72.02.1006", "Laiang")])
    with places.reading(now) as tx:
        assert region.path_names(tx, "13.72.02.1006") == ["Laiang", "Tanjung Harapan", "Kota Solok", "Sumatera Barat"]


def test_a_region_without_the_one_above_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), database.transaction(now) as tx:
        region.load_regions(tx, [RegionRow("13.72", "Kota Solok")])


def test_below(places: Database, now: datetime) -> None:
    with places.reading(now) as tx:
        assert [one.name for one in region.below(tx, "13.72")] == ["Lubuk Sikarah", "Tanjung Harapan"]
        assert "Jambi" in [one.name for one in region.below(tx, "")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Laing", "13.72.02.1006"),
        ("laing kota solok", "13.72.02.1006"),
        ("kelurahan laing, kec tanjung harapan", "13.72.02.1006"),
        ("tanah garm", "13.72.01.1001"),
        ("tanag garam solok", "13.72.01.1001"),
        ("KEL. TANAH GARAM", "13.72.01.1001"),
        ("Kec. Lubuk Sikarah", "13.72.01"),
        ("kab. solok", "13.02"),
        ("kota solok", "13.72"),
        ("kota agung", "16.04.07"),
        ("pamekasan", "35.28"),
        ("kec pamekasan", "35.28.04"),
        ("jakarta selatan", "31.74"),
        ("yogyakarta", "34"),
        ("  13.72.01 ", "13.72.01"),
        ("teluk dalam banjarmasin", "63.71.05.1004"),
    ],
)
def test_the_best_place_comes_first(places: Database, now: datetime, text: str, code: str) -> None:
    with places.reading(now) as tx:
        found = RegionSearch().find(tx, text)
    assert found[0].code == code
    assert len(found) <= 5


def test_a_place_is_found_with_its_path(places: Database, now: datetime) -> None:
    with places.reading(now) as tx:
        assert [one[:3] for one in RegionSearch().find(tx, "simpang rumbio", limit=1)] == [
            ("13.72.01.1007", "Simpang Rumbio", "Simpang Rumbio, Lubuk Sikarah, Kota Solok, Sumatera Barat")
        ]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "qqqqqq", "😀"])
def test_nothing_is_found_where_nothing_fits(places: Database, now: datetime, text: str) -> None:
    with places.reading(now) as tx:
        assert RegionSearch().find(tx, text) == []


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
    content = '\ufeffname,code,note\n"Desa ""Baru"", Timur",13.72.01.2999,x\n'
    plain.write_text(content, encoding="utf-8")
    packed.write_bytes(gzip.compress(content.encode()))
    assert list(region_files.read(plain)) == list(region_files.read(packed))
    assert list(region_files.read(plain)) == [RegionRow("13.72.01.2999", 'Desa "Baru", Timur')]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("kode,nama\n13,X\n", "line 1 should name the columns"),
        ("", "line 1 should name the columns"),
        ("code,name\n13,X\n1372,Y\n", "line 3: '1372' is no code"),
        ("code,name\n13,\n", "line 2: 13 has no name"),
        ("code,name\n13\n", "line 2: 13 has no name"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(content)
    with pytest.raises(RegionFileError, match=message):
        list(region_files.read(file))


@pytest.mark.parametrize("content", [b"code,name\n13,\xff\n", b"\x1f\x8b\x08"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ("a.csv.gz" if content[0] == 0x1F else "a.csv")
    file.write_bytes(content)
    with pytest.raises(RegionFileError):
        list(region_files.read(file))

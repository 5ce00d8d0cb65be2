"""`kabar invite`, `kabar people import`, `kabar form publish` and `list`, as typed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import select

from bot.__main__ import run
from models.database import Database
from models.invitation import Invitation
from models.membership import Membership
from models.person import Person
from models.poktan import Poktan
from reporting.access import ROLES
from tests.reporting.enrolment import VILLAGE, plant

FORM = """
| survey |
| | type | name | label |
| | text | judul | {label} |
| settings |
| | form_title | form_id | version | namespaces | attribute::kabar:purpose | attribute::kabar:legal_basis \
| attribute::kabar:retention_months |
| | Uji | uji | {version} | kabar="https://kabar.id/xlsform" | Uji coba | UU 52/2009 | 12 |
"""


@pytest.fixture(autouse=True)
def configured(database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every command finds the database of the test, with one kampung in it."""
    monkeypatch.setenv("KABAR_DATABASE__URL", database.url.render_as_string(hide_password=False))
    monkeypatch.chdir(tmp_path)
    with database.transaction(now) as tx:
        plant(tx)


def rows(database: Database, now: datetime, table: type) -> list:
    with database.reading(now) as tx:
        return list(tx.exec(select(table)).all())


def test_invite_prints_what_is_forwarded(database: Database, now: datetime, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["invite", "--role", "plkb", "--area", VILLAGE, "--name", "Sari", "--bot", "KabarKBbot"]) == 0
    (row,) = rows(database, now, Invitation)
    out = capsys.readouterr().out
    assert f"https://t.me/KabarKBbot?start=i_{row.token}" in out
    assert f"{row.code[:3]}-{row.code[3:]}" in out
    assert len(row.token) == 22
    (held,) = rows(database, now, Membership)
    assert (held.role, held.area_code, held.kampung_id) == ("plkb", VILLAGE, 1)


def test_the_first_administrator_is_for_the_whole_country(database: Database, now: datetime) -> None:
    assert run(["invite", "--role", "administrator", "--area", "indonesia", "--name", "Sari"]) == 0
    (held,) = rows(database, now, Membership)
    assert (held.role, held.area_code, held.kampung_id) == ("administrator", "", None)
    assert run(["invite", "--role", "plkb", "--area", "indonesia"]) == 2
    assert run(["invite", "--role", "dppkb", "--area", "13"]) == 2


def test_without_a_bot_the_code_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["invite", "--role", "koordinator", "--area", "13.72"]) == 0
    out = capsys.readouterr().out
    assert "ketik kode ini: " in out and "?start=i_" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "raja", "--area", VILLAGE], "kabar: --role: 'raja' is not a role; one of plkb, pokja"),
        (["--role", "plkb", "--area", "99"], "kabar: --area: '99' is not a region code"),
        (["--role", "plkb", "--area", "13", "--phone", "x"], "kabar: --phone: 'x' is not a phone number"),
        (["--role", "plkb"], "kabar: Missing option '--area'"),
    ],
)
def test_wrong_orders_end_with_one_line(
    arguments: list[str], said: str, database: Database, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["invite", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith(said) and error.count("\n") == 1
    assert rows(database, now, Person) == []


PEOPLE = [
    ["name", "phone", "role", "area", "address"],
    ["Sari Rahmawati", 8123456789, "plkb", VILLAGE, "Bu Sari"],
    ["Dedi", "0811-222-333", "koordinator", 13.72, None],
    [None, None, None, None, None],
    ["Sari Rahmawati", "+62 812 345 6789", "kader", "13.72.01", None],
]


def written(path: Path, table: list[list]) -> str:
    if path.suffix == ".csv":
        lines = [";".join("" if cell is None else str(cell) for cell in row) for row in table]
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        return str(path)
    book = Workbook()
    for row in table:
        book.active.append(row)
    book.save(path)
    return str(path)


@pytest.mark.parametrize("name", ["people.xlsx", "people.csv"])
def test_an_imported_list_makes_people_once(
    name: str, database: Database, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / name, PEOPLE)
    assert run(["people", "import", file, "--dry-run"]) == 0
    assert "2 baru, 1 peran baru, 0 peran berakhir, 0 tetap\nBelum ada yang diubah.\n" in capsys.readouterr().out
    assert rows(database, now, Person) == []
    assert run(["people", "import", file]) == 0
    assert "2 baru, 1 peran baru, 0 peran berakhir, 0 tetap\n" in capsys.readouterr().out
    assert {(p.name, p.phone, p.address) for p in rows(database, now, Person)} == {
        ("Sari Rahmawati", "+628123456789", "Bu Sari"),
        ("Dedi", "+62811222333", ""),
    }
    assert run(["people", "import", file]) == 0
    assert "0 baru, 0 peran baru, 0 peran berakhir, 3 tetap\n" in capsys.readouterr().out
    counted = [len(rows(database, now, table)) for table in (Person, Membership, Invitation)]
    assert counted == [2, 3, 2]


def test_faults_are_told_by_cell_and_nothing_is_done(
    database: Database, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ["Sari", "0812345678", "plkb", VILLAGE]
    file = written(
        tmp_path / "p.csv", [PEOPLE[0][:4], good, ["A", "x", "plkb", VILLAGE], ["B", "0812345679", "raja", "13"]]
    )
    assert run(["people", "import", file]) == 1
    error = capsys.readouterr().err
    assert error.splitlines() == [
        f"kabar: {file}: B3 (phone): x bukan nomor HP; contoh +628123456789",
        f"kabar: {file}: C4 (role): raja bukan peran; pilihannya {', '.join(ROLES)}",
        "kabar: 2 sel perlu diperbaiki. Tidak ada yang diubah.",
    ]
    assert rows(database, now, Person) == []
    file = written(
        tmp_path / "q.csv", [PEOPLE[0][:4], ["", "0812345678", "plkb", VILLAGE], ["B", "08123", "plkb", "99"]]
    )
    assert run(["people", "import", file]) == 1
    error = capsys.readouterr().err
    assert "A2 (name): kosong" in error and "B3 (phone)" in error
    file = written(tmp_path / "r.csv", [PEOPLE[0][:4], good, ["Lain", "+62812345678", "kader", "99"]])
    assert run(["people", "import", file]) == 1
    error = capsys.readouterr().err
    assert "D3 (area): 99 bukan kode wilayah" in error
    assert "B3 (phone): nomor HP ini di baris 2 milik nama lain" in error


def test_a_role_of_a_group_of_an_agency_and_until_a_day(
    database: Database, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.transaction(now) as tx:
        tx.add(Poktan(kampung_id=1, kind="bkb", name="Melati", register_number="07", since=now))
    header = ["name", "phone", "role", "area", "poktan", "agency", "since", "until"]
    table = [
        header,
        ["Ani", "0812345670", "kader", VILLAGE, "07", "", "", ""],
        ["Beni", "0812345671", "opd", "13.72", "", "dinkes", "", "31-12-2099"],
    ]
    file = written(tmp_path / "p.csv", table)
    assert run(["people", "import", file]) == 0
    ani, beni = rows(database, now, Membership)
    assert (ani.poktan_id, ani.kampung_id, ani.until) == (1, 1, None)
    assert (beni.agency, beni.until) == ("dinkes", datetime(2099, 12, 30, 17, tzinfo=UTC))
    capsys.readouterr()
    table[1][7] = "2026-01-01"
    assert run(["people", "import", written(tmp_path / "p.csv", table)]) == 0
    assert "0 baru, 0 peran baru, 1 peran berakhir, 1 tetap\n" in capsys.readouterr().out
    assert min(rows(database, now, Membership), key=lambda row: row.id).until == datetime(2025, 12, 31, 17, tzinfo=UTC)
    table[2][5] = "Dinas Kesehatan dan Lainnya"
    assert run(["people", "import", written(tmp_path / "p.csv", table)]) == 1
    assert "F3 (agency): Dinas Kesehatan dan Lainnya tidak ada dalam daftar 42 instansi" in capsys.readouterr().err
    table[2][5] = "DINAS KESEHATAN"
    assert run(["people", "import", written(tmp_path / "p.csv", [header, table[2]])]) == 0
    assert "1 tetap" in capsys.readouterr().out
    table[1][4], table[2][4] = "99", "07"
    assert run(["people", "import", written(tmp_path / "p.csv", table)]) == 1
    error = capsys.readouterr().err
    assert "E2 (poktan): 99 bukan kelompok" in error and "E3 (poktan): tidak berlaku untuk peran opd" in error


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("p.csv", b"name,phone\n", "perlu kolom role, area"),
        ("p.csv", b"name,phone,role,area,nik\n", "kolom tidak dikenal: nik"),
        ("p.csv", b"\xff\xfe", "bukan UTF-8"),
        ("p.xlsx", b"no zip", "bukan buku kerja Excel"),
    ],
)
def test_files_that_are_no_list(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert run(["people", "import", name]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert run(["people", "import", "none.csv"]) == 2


def test_forms_are_published_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["form", "list"]) == 0
    assert "No form is published" in capsys.readouterr().out
    file = tmp_path / "uji.md"
    for version in ("1", "2"):
        file.write_text(FORM.format(version=version, label="Judul"))
        assert run(["form", "publish", str(file)]) == 0
        assert capsys.readouterr().out == f"uji {version} is live.\n"
    assert run(["form", "list"]) == 0
    lines = [line.split("\t")[:4] for line in capsys.readouterr().out.splitlines()]
    assert lines == [["uji", "1", "-", "Uji"], ["uji", "2", "live", "Uji"]]
    file.write_text(FORM.format(version="2", label="Lain"))
    assert run(["form", "publish", str(file)]) == 1
    assert "settings:version: error: Version 2 of uji was published with other content." in capsys.readouterr().err
    assert run(["form", "publish", "none.md"]) == 2

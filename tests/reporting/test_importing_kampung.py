"""A list of kampung: how its cells are read, what it would change, and what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from models import audit_event, kampung, kampung_profile, obligation, poktan
from models.database import Database, Transaction
from models.region import Region
from models.region_change import RegionChange
from reporting.imports import kampung as imports
from reporting.imports.kampung_columns import COLUMNS, NEEDED, READERS
from reporting.imports.kampung_plan import Change
from reporting.imports.table import CellFault, FileFault, Table, read
from reporting.opening import ensure_schedules, open_ahead
from reporting.texts import Texts, templates_folder
from tests.reporting import desk
from tests.reporting.desk import PAYO
from tests.reporting.places import village

TEXTS = Texts(templates_folder())
TODAY = date(2026, 11, 2)
TANAH_GARAM = "13.72.01.1004"


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


def table(*lines: str) -> Table:
    return read("k.csv", "\n".join(lines).encode(), COLUMNS, NEEDED)


def brought(tx: Transaction, *lines: str) -> list[Change]:
    orders, faults = imports.read(table(*lines), TODAY)
    changes, more = imports.bring_in(tx, orders)
    tx.flush()
    assert not faults and not more
    return changes


def said(tx: Transaction, *lines: str) -> list[str]:
    rows = table(*lines)
    orders, faults = imports.read(rows, TODAY)
    _, more = imports.look(tx, orders)
    return [rows.said(TEXTS, "en", one) for one in [*faults, *more]]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("village", "1372011004", TANAH_GARAM),
        ("village", TANAH_GARAM, TANAH_GARAM),
        ("founded_on", "2017-08-15", date(2017, 8, 15)),
        ("founded_on", "15-8-2017", date(2017, 8, 15)),
        ("founded_on", "15/08/2017", date(2017, 8, 15)),
        ("valid_from", "01-2026", "2026-01"),
        ("valid_from", "2026-01-31", "2026-01"),
        ("rw", "RW 01-03, 12", ("01", "02", "03", "12")),
        ("rw", "-", ()),
        ("criteria", "miskin; khusus", ("miskin", "khusus")),
        ("funds", "Dana Desa, APBN", ("apbn", "dana_desa")),
        ("funds", "swadaya apbd", ("apbd", "swadaya")),
        ("funds", "tidak ada", ()),
        ("pokja", "Ada", True),
        ("pokja", "belum", False),
        ("families", "1.234", 1234),
        ("pokja_sections", "Agama, Sosial budaya", ("Agama", "Sosial budaya")),
        ("companion", "PLKB non-PNS", "plkb_non_pns"),
        ("companion", "-", ""),
        ("bkb", "Melati 1 (0123); Mawar", (("Melati 1", "0123"), ("Mawar", ""))),
        ("bkb", "tidak", False),
        ("rumah_dataku", "Paripurna", (True, "paripurna")),
        ("rumah_dataku", "tidak", (False, "")),
        ("monev", "Triwulan", (True, "triwulan")),
    ],
)
def test_cells_are_read_as_people_write_them(column: str, text: str, value: Any) -> None:
    assert READERS[column](text) == value


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("village", "137201", "not_village"),
        ("founded_on", "31-02-2019", "not_day"),
        ("founded_on", "1 Agustus", "not_day"),
        ("valid_from", "2026-13", "not_month"),
        ("rw", "RW satu", "not_rw"),
        ("funds", "apbn, kas", "not_one_of"),
        ("pokja", "mungkin", "not_flag"),
        ("families", "dua belas", "not_number"),
        ("families", "1.5", "not_number"),
        ("coverage", "kota", "not_one_of"),
        ("bkb", "(0123)", "not_groups"),
        ("bkb", "Melati; Melati", "groups_twice"),
        ("monev", "kadang", "not_one_of"),
        ("name", "x" * 101, "too_long"),
    ],
)
def test_cells_that_say_nothing_are_refused(column: str, text: str, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        READERS[column](text)
    assert refused.value.code == code
    for language in ("id", "en"):
        assert TEXTS.word(language, f"import_{code}", **refused.value.told)


def test_every_fault_is_named_by_its_cell(tx: Transaction) -> None:
    assert said(
        tx,
        "village;name;founded_on;pokja_members;pokja_trained;active;valid_from",
        "13.72.01.9999;Baru;15-08-2015;6;9;;",
        ";Tanpa desa;;;;;",
        "13.72.01.1004;A;;x;;mungkin;",
        "1372011005;B;;;;;2026-12",
        "63.71.01.1001;C;;;;;",
        "13.72.01.1004;D;;;;;",
        "1372011004;E;;;;;",
    ) == [
        "C2 (founded_on): founded between 01-01-2016 and today",
        "E2 (pokja_trained): 9 is more than pokja_members (6)",
        "A3 (village): is empty",
        "D4 (pokja_members): x is not a whole number; write it as 1234",
        "F4 (active): mungkin can't be read; write ya or tidak",
        "G5 (valid_from): this month has not come yet",
        "A6 (village): 63.71.01.1001 is no village; kabar region find NAME tells the code",
        "A8 (village): the same as row 7",
    ]


def test_what_can_only_be_told_by_the_registry(tx: Transaction) -> None:
    other = village(tx, 1)
    assert said(tx, "village;active", f"{other};tidak", "13.72;") == [
        "A3 (village): 13.72 is not a village's code; write it as 13.72.01.1001",
        "B2 (active): this village has no active kampung to close",
    ]


def test_a_village_that_is_no_more_is_told_with_the_one_that_took_its_place(tx: Transaction) -> None:
    gone = tx.get_one(Region, TANAH_GARAM)
    gone.until = date(2026, 7, 1)
    assert "kabar region find" in said(tx, "village", TANAH_GARAM)[0]
    change = {"kind": "merged", "old_code": TANAH_GARAM, "old_name": "Tanah Garam", "since": date(2026, 7, 1)}
    tx.add(RegionChange(code="13.72.01.1005", name="Simpang Rumbio", loaded_at=tx.now, **change))
    assert said(tx, "village", TANAH_GARAM) == [
        f"A2 (village): {TANAH_GARAM} Tanah Garam is no more since 01-07-2026; it is 13.72.01.1005 Simpang Rumbio now"
    ]


def test_a_list_makes_kampung_with_profiles_and_groups(tx: Transaction) -> None:
    other = village(tx, 1)
    (change,) = brought(
        tx,
        "village,name,founded_on,rw,valid_from,pokja,pokja_members,companion,bkb,bkl,rumah_dataku,funds,monev,families",
        f'{other},Kampung KB Sejahtera,15-08-2017,"01,02",2026-03,ya,14,kader,'
        'Melati (0123); Mawar,ya,lengkap,"apbd,csr",tahunan,742',
    )
    assert change.what == "new"
    row = kampung.in_village(tx, other)
    assert row is not None
    assert (row.name, row.founded_on, row.rw, row.zone) == (
        "Kampung KB Sejahtera",
        date(2017, 8, 15),
        ["01", "02"],
        "Asia/Jakarta",
    )
    known = kampung_profile.current(tx, [row.id or 0])[row.id or 0]
    assert (known.pokja, known.pokja_members, known.companion, known.poktan) == (True, 14, "kader", ("bkb", "bkl"))
    assert (known.rumah_dataku, known.rumah_dataku_class, known.mechanisms) == (True, "lengkap", {"monev": "tahunan"})
    assert [(one.kind, one.name, one.register_number) for one in poktan.of_kampung(tx, row.id or 0)] == [
        ("bkb", "Mawar", ""),
        ("bkb", "Melati", "0123"),
        ("bkl", "BKL Kampung KB Sejahtera", ""),
    ]
    assert audit_event.count(tx, "kampung.registered", "kampung", row.id, tx.now) == 1


def test_the_same_list_again_changes_nothing_and_a_changed_one_only_what_changed(tx: Transaction) -> None:
    header = "village;name;pokja;pokja_members;bkb;rencana;families"
    first = brought(tx, header, f"{TANAH_GARAM};Payo Sejahtera;ya;14;Melati;bulanan;742")
    assert [one.what for one in first] == ["changed"]
    again = brought(tx, header, f"{TANAH_GARAM};;ya;14;Melati;ya;742")
    assert [one.what for one in again] == ["unchanged"]
    assert len(kampung_profile.history(tx, PAYO)) == 1
    (changed,) = brought(tx, header, f"{TANAH_GARAM};Payo Baru;;;Mawar;tidak;750")
    assert [(one.column, one.old, one.new) for one in changed.differences] == [
        ("name", "Payo Sejahtera", "Payo Baru"),
        ("mechanisms", {"rencana": "bulanan"}, {}),
        ("families", 742, 750),
        ("bkb", (("Melati", ""),), (("Mawar", ""),)),
    ]
    assert kampung_profile.current(tx, [PAYO])[PAYO].pokja_members == 14
    assert [one.name for one in poktan.of_kampung(tx, PAYO)] == ["Mawar"]
    (none,) = brought(tx, "village;pokja;bkb", f"{TANAH_GARAM};tidak;tidak")
    assert none.what == "changed"
    known = kampung_profile.current(tx, [PAYO])[PAYO]
    assert (known.pokja, known.pokja_members, known.poktan) == (False, 0, ())
    assert poktan.of_kampung(tx, PAYO) == []


def test_an_older_profile_becomes_history(tx: Transaction) -> None:
    brought(tx, "village;valid_from;families;bkb", f"{TANAH_GARAM};2026-06;742;Melati")
    brought(tx, "village;valid_from;families;bkb", f"{TANAH_GARAM};2025-06;600;tidak")
    assert kampung_profile.current(tx, [PAYO])[PAYO].families == 742
    assert kampung_profile.current(tx, [PAYO], "2025-12")[PAYO].families == 600
    assert [one.name for one in poktan.of_kampung(tx, PAYO)] == ["Melati"]


def test_a_closed_kampung_owes_nothing_and_leaves_its_village(tx: Transaction) -> None:
    desk.person(tx, "Bu Sari", "plkb", kampung_id=PAYO)
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    owed = obligation.of_slot(tx, "bulanan_kkb", PAYO, "2026-10")
    assert owed is not None
    (closed,) = brought(tx, "village;active", f"{TANAH_GARAM};tidak")
    assert (closed.what, closed.name) == ("closed", "Payo Sejahtera")
    assert owed.state == "void"
    assert kampung.in_village(tx, TANAH_GARAM) is None
    (new,) = brought(tx, "village", TANAH_GARAM)
    assert (new.what, new.name) == ("new", "Kampung KB Tanah Garam")


def test_a_workbook_gives_numbers_and_dates(tx: Transaction) -> None:
    book = Workbook()
    book.active.append(["Kode desa", "Tanggal pencanangan", "Keluarga", "Pokja", "PUS"])
    book.active.append([1372011004, date(2017, 8, 15), 742.0, True, "1.000"])
    book.active.append([None, None, None, None, None])
    content = BytesIO()
    book.save(content)
    rows = read("K.XLSX", content.getvalue(), COLUMNS, NEEDED)
    (row,) = rows.rows
    assert row.cells == {
        "village": "1372011004",
        "founded_on": "2017-08-15",
        "families": "742",
        "pokja": "ya",
        "couples": "1.000",
    }
    _, (fault,) = imports.read(rows, TODAY)
    assert rows.said(TEXTS, "id", fault) == "E2 (couples): 1000 lebih dari families (742)"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("k.csv", b"name\n", "columns_missing"),
        ("k.csv", b"", "columns_missing"),
        ("k.csv", b"village,nik\n", "columns_unknown"),
        ("k.csv", b"village,desa\n", "columns_twice"),
        ("k.csv", b"\xff\xfe", "not_utf8"),
        ("k.xlsx", b"no zip", "not_xlsx"),
        ("k.csv", b"village\n" + b"1\n" * 50_001, "too_many_rows"),
    ],
)
def test_files_that_are_no_list(name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileFault) as refused:
        read(name, content, COLUMNS, NEEDED)
    assert refused.value.code == code
    assert TEXTS.word("id", f"import_{code}", **refused.value.told)

"""`kabar export`, on both engines: what was typed comes out as it was typed, and runs nowhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import forms
from bot.__main__ import run
from forms import Context
from forms.replay import replay
from models.database import Database, Transaction
from models.draft import Draft
from models.kampung import Kampung
from models.submission import Submission
from reporting import exporting, publishing
from reporting.exporting import Selection
from reporting.library import Library
from reporting.submitting import Submitting
from tests.reporting.enrolment import TEXTS, VILLAGE, plant, registered

FORM = """
| survey |
| | type | name | label | calculation |
| | text | judul | Judul | |
| | note | catatan | Catatan | |
| | integer | pus | PUS | |
| | select_multiple p | poktan | Poktan | |
| | begin_group | a | A | |
| | text | ket | Ket | |
| | end_group | | | |
| | begin_group | b | B | |
| | text | ket | Ket | |
| | end_group | | | |
| | text | number | Nomor | |
| | begin_repeat | acara | Acara | |
| | text | nama | Nama | |
| | begin_repeat | hadir | Hadir | |
| | integer | orang | Orang | |
| | end_repeat | | | |
| | end_repeat | | | |
| | calculate | dua | | ${pus} * 2 |
| choices |
| | list_name | name | label |
| | p | bkb | BKB |
| | p | bkl | BKL |
| settings |
| | form_title | form_id | version |
| | Uji | uji | {version} |
"""
EVIL = '=HYPERLINK("http://x","klik")'
ANSWERS = {
    "judul": EVIL,
    "pus": 412,
    "poktan": ["bkb", "bkl"],
    "a": {"ket": "0812"},
    "b": {"ket": "-5"},
    "number": "tujuh",
    "acara": [{"nama": "+1", "hadir": [{"orang": 3}, {"orang": 4}]}, {"nama": "Rapat", "hadir": []}],
}


class World:
    """A published form and two kampung in two time zones; `send` files a report as the engine does."""

    def __init__(self, database: Database, folder: Path, now: datetime) -> None:
        self.database, self.folder, self.seeds = database, folder, count(1)
        with database.transaction(now) as tx:
            self.solok = plant(tx)
            far = Kampung(name="Baiman", village_code="63", zone="Asia/Makassar")
            tx.add(far)
            self.officer = registered(tx, "Sari Rahasia", "plkb", VILLAGE, 7).id or 0
            self.form = self.publish(tx, "1")
            self.baiman = far.id or 0

    def publish(self, tx: Transaction, version: str, text: str = FORM) -> forms.Form:
        file = self.folder / "uji.md"
        file.write_text(text.replace("{version}", version))
        self.version = publishing.publish(tx, publishing.read_source(file)).id or 0
        return forms.load(file.read_bytes(), "uji.md")

    def send(
        self, period: str, at: datetime, kampung_id: int = 0, corrects: int | None = None, **answers: object
    ) -> Submission:
        with self.database.transaction(at) as tx:
            context = Context(now=at, seed=next(self.seeds))
            done = replay(self.form, {**ANSWERS, **answers}, context, "allow").finished
            row = Draft(
                instance_id=done.instance_id,
                person_id=self.officer,
                form_id="uji",
                form_version_id=self.version,
                kampung_id=kampung_id or self.solok,
                period=period,
                corrects_id=corrects,
                data={},
                created_at=at,
                updated_at=at,
            )
            tx.add(row)
            tx.flush()
            return Submitting(TEXTS).store(tx, self.form, row, done, self.officer)


@pytest.fixture
def world(database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    monkeypatch.setenv("KABAR_DATABASE__URL", database.url.render_as_string(hide_password=False))
    monkeypatch.chdir(tmp_path)
    yield World(database, tmp_path, now)


def exported(kind: str, *arguments: str) -> Path:
    assert run(["export", "uji", "--format", kind, "-o", f"out.{kind}", *arguments]) == 0
    return Path(f"out.{kind}")


def table(file: str | Path) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_csv(world: World, now: datetime) -> None:
    sent = world.send("2026-10", now)
    (row,) = table(exported("csv"))
    assert row == {
        "instance_id": sent.instance_id,
        "number": sent.number,
        "period": sent.period,
        "kampung": "Payo Sejahtera",
        "village_code": VILLAGE,
        "unit": "",
        "submitted_at": "2026-11-02T08:00:00+07:00",
        "submitter_role": "plkb",
        "review_state": "received",
        "on_behalf_of": "",
        "paper_date": "",
        "moved_from_kampung": "",
        "moved_from_period": "",
        "moved_at": "",
        "moved_by_role": "",
        "move_reason": "",
        "judul": "'" + EVIL,
        "pus": "412",
        "poktan": "bkb bkl",
        "a.ket": "0812",
        "b.ket": "-5",
        "data.number": "tujuh",
        "dua": "824",
    }
    assert [(r["position"], r["nama"]) for r in table("out.acara.csv")] == [("1", "'+1"), ("2", "Rapat")]
    assert [(r["position"], r["orang"]) for r in table("out.hadir.csv")] == [("1.1", "3"), ("1.2", "4")]
    assert "Rahasia" not in Path("out.csv").read_text()


def test_xlsx_has_texts_numbers_and_no_formula(world: World, now: datetime) -> None:
    world.send("2026-10", now, a={"ket": "kendali\x0b"})
    file = exported("xlsx")
    book = load_workbook(file)
    assert book.sheetnames == ["submissions", "acara", "hadir"]
    header, row = ([cell.value for cell in line] for line in book["submissions"].iter_rows())
    told = dict(zip(header, row, strict=True))
    assert (told["judul"], told["pus"], told["b.ket"], told["dua"]) == (EVIL, 412, "-5", 824)
    assert book["acara"]["D2"].value == "+1" and book["acara"]["D2"].data_type == "s"
    with ZipFile(file) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_json(world: World, now: datetime) -> None:
    assert json.loads(exported("json").read_text()) == []
    world.send("2026-10", now, judul="")
    (found,) = json.loads(exported("json").read_text())
    answers = found.pop("answers")
    assert found["period"].startswith("2026-10")
    assert (answers["judul"], answers["pus"], answers["a.ket"]) == (None, 412, "0812")
    assert answers["acara"] == [{"position": "1", "nama": "+1"}, {"position": "2", "nama": "Rapat"}]
    assert [row["orang"] for row in answers["hadir"]] == [3, 4]


def test_xml_is_a_zip_of_what_was_sent(world: World, now: datetime) -> None:
    sent = [world.send(f"2026-{month:02d}", now) for month in (8, 9)]
    with ZipFile(exported("xml")) as archive:
        inside = {name: archive.read(name).decode() for name in archive.namelist()}
    assert inside == {f"{one.instance_id.removeprefix('uuid:')}.xml": one.xml for one in sent}


def test_a_corrected_report_comes_out_once(world: World, now: datetime) -> None:
    first = world.send("2026-10", now)
    world.send("2026-10", now + timedelta(hours=1), corrects=first.id, pus=400)
    (row,) = table(exported("csv"))
    assert (row["pus"], row["review_state"], row["number"]) == ("400", "edited", first.number)


def test_days_are_local(world: World) -> None:
    """23.30 WIB is half past midnight in Banjarmasin."""
    at = datetime.fromisoformat("2026-10-31T23:30:00+07:00")
    world.send("2026-10", at)
    world.send("2026-10", at, kampung_id=world.baiman)
    october = table(exported("csv", "--to", "2026-10-31"))
    november = table(exported("csv", "--from", "2026-11-01", "--to", "2026-11-01"))
    assert [row["kampung"] for row in october] == ["Payo Sejahtera"]
    assert [(row["kampung"], row["submitted_at"]) for row in november] == [("Baiman", "2026-11-01T00:30:00+08:00")]


def test_an_area_is_all_below_it(world: World, now: datetime) -> None:
    world.send("2026-10", now)
    world.send("2026-10", now, kampung_id=world.baiman)
    for area, kampung in (("13", "Payo Sejahtera"), ("13.72.01", "Payo Sejahtera"), ("63", "Baiman")):
        assert [row["kampung"] for row in table(exported("csv", "--area", area))] == [kampung]


def test_questions_of_older_versions_come_last(world: World, now: datetime) -> None:
    world.send("2026-09", now)
    with world.database.transaction(now) as tx:
        world.publish(
            tx,
            "2",
            FORM.replace("| | integer | pus | PUS | |", "| | integer | keluarga | Keluarga | |").replace(
                "${pus}", "${keluarga}"
            ),
        )
    rows = table(exported("csv"))
    assert list(rows[0])[16:18] == ["judul", "keluarga"] and list(rows[0])[-1] == "pus"
    assert (rows[0]["pus"], rows[0]["keluarga"]) == ("412", "")


def test_pages_join(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    for month in range(1, 6):
        world.send(f"2026-{month:02d}", now)
    assert [row["period"][:7] for row in table(exported("csv"))] == [f"2026-{month:02d}" for month in range(1, 6)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lain", "--format", "csv"], "'lain' is not a published form; there are uji"),
        (["uji", "--format", "csv", "--area", "99"], "'99' is not a region code"),
        (["uji", "--format", "csv", "--from", "kemarin"], "--from: 'kemarin' is not a day like 2026-10-01"),
        (["uji", "--format", "pdf"], "'pdf'"),
        (["uji", "--format", "csv", "-o", "nowhere/out.csv"], "nowhere: no such directory"),
    ],
)
def test_wrong_wishes_end_with_one_line_and_no_file(
    arguments: list[str], said: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "-o", "out.csv", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert not [file for file in Path.cwd().iterdir() if "out" in file.name or "export" in file.name]


def test_a_broken_export_leaves_the_old_file(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    world.send("2026-10", now)
    before = exported("csv").read_text()
    monkeypatch.setattr("reporting.cells.guarded", lambda text: 1 / 0)
    assert run(["export", "uji", "--format", "csv", "-o", "out.csv"]) == 1
    assert Path("out.csv").read_text() == before
    assert not list(Path.cwd().glob(".kabar-export-*"))


def test_columns_without_reports(world: World, now: datetime) -> None:
    with world.database.reading(now) as tx:
        plan = exporting.layout(tx, Library(), Selection("uji"))
    assert plan.columns == ("judul", "pus", "poktan", "a.ket", "b.ket", "data.number", "dua")
    assert plan.repeats == {"acara": ("nama",), "hadir": ("orang",)}

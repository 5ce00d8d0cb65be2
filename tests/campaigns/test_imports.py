"""Lists of a whole province: 20,000 kampung and 20,000 people, first with faults, then looked at, then brought in."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from sqlmodel import func, select

from bot.__main__ import run
from models.database import Database
from models.kampung import Kampung
from models.kampung_profile import KampungProfile
from models.membership import Membership
from models.person import Person
from models.poktan import Poktan
from tests.campaigns import lists

LISTS = {"kampung": lists.kampung, "people": lists.people}
SAVED = {"csv": lists.as_csv, "xlsx": lists.as_xlsx}


@pytest.fixture
def configured(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    monkeypatch.setenv("KABAR_DATABASE__URL", database.url.render_as_string(hide_password=False))
    monkeypatch.chdir(tmp_path)
    return database


def count(database: Database, now: datetime) -> list[int]:
    tables = (Kampung, KampungProfile, Poktan, Person, Membership)
    with database.reading(now) as tx:
        return [tx.exec(select(func.count()).select_from(table)).one() for table in tables]


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        (500, "csv"),
        pytest.param(20_000, "csv", marks=pytest.mark.soak),
        pytest.param(20_000, "xlsx", marks=pytest.mark.soak),
    ],
)
def test_a_whole_province_is_brought_in(
    configured: Database, now: datetime, size: int, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every faulty cell is named, nothing is half done, and the same list again changes nothing."""
    with configured.transaction(now) as tx:
        lists.settle(tx, size)
    took = 0.0
    for what, make in LISTS.items():
        before = count(configured, now)
        rows, faults = make(size, Random(size), bad=0.01)
        Path(f"bad.{kind}").write_bytes(SAVED[kind](rows))
        assert run([what, "import", f"bad.{kind}"]) == 1
        told = [line.split(": ")[2] for line in capsys.readouterr().err.splitlines()[:-1]]
        assert {
            (int("".join(filter(str.isdigit, cell.split()[0]))), cell.split("(")[1][:-1]) for cell in told
        } == faults
        assert faults and count(configured, now) == before
        Path(f"good.{kind}").write_bytes(SAVED[kind](make(size, Random(size))[0]))
        started = time.monotonic()
        assert run([what, "import", f"good.{kind}", "--dry-run"]) == 0
        assert count(configured, now) == before
        assert run([what, "import", f"good.{kind}"]) == 0
        took += time.monotonic() - started
        after = count(configured, now)
        assert run([what, "import", f"good.{kind}"]) == 0
        assert count(configured, now) == after
        assert f"{size} tetap" in capsys.readouterr().out.splitlines()[-1]
    assert count(configured, now) == [size, size, 3 * size, size, size]
    with capsys.disabled():
        print(f"\n{size} kampung and people, {kind}, {configured.url.get_backend_name()}: {took:.1f} s")

"""`kabar people list`, `end`, `move` and `leave`, as an administrator types them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.__main__ import run
from models.audit_event import AuditEvent
from models.database import Database
from models.membership import Membership
from reporting.access import actor_by_id
from tests.reporting import desk

SOON = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def people(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Database]:
    """Bu Sari (1) in the district, Kak Rina (2) and Bu Ani, a cadre (3), in Payo."""
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    monkeypatch.chdir(tmp_path)
    with sqlite_database.transaction(desk.SINCE) as tx:
        desk.plant(tx)
        desk.person(tx, "Bu Sari", "plkb", area_code="13.72.01")
        desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
        desk.person(tx, "Bu Ani", "kader", kampung_id=desk.PAYO)
    yield sqlite_database


def roles(database: Database, person_id: int) -> list[tuple[str, str, int | None, str | None]]:
    """Role, area, kampung and why it ended, of all that the person ever held."""
    with database.reading(SOON) as tx:
        rows = tx.exec(select(Membership).where(Membership.person_id == person_id).order_by(Membership.id)).all()
        return [(row.role, row.area_code, row.kampung_id, row.because) for row in rows]


def test_everybody_is_listed_with_role_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1\tBu Sari\t-\tplkb\t13.72.01 Tanjung Harapan\t2026-01-01\tactive",
        "2\tKak Rina\t-\tplkb\t13.72.01.1005 Aur Sejahtera\t2026-01-01\tactive",
        "3\tBu Ani\t-\tkader\t13.72.01.1004 Payo Sejahtera\t2026-01-01\tactive",
    ]
    assert run(["people", "list", "--area", "13.72.01.1004", "--role", "kader"]) == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["Bu Ani"]
    assert run(["people", "list", "--area", "63"]) == 0
    assert capsys.readouterr().out == ""


def test_a_kampung_of_an_area_goes_to_somebody_else(people: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "move", "1", "2", "--kampung", str(desk.PAYO)]) == 0
    assert capsys.readouterr().out == "Bu Sari -> Kak Rina: 13.72.01.1004 Payo Sejahtera, 0 drafts\n"
    assert roles(people, 1) == [("plkb", "13.72.01", None, None)]
    assert roles(people, 2)[1:] == [("plkb", "13.72.01.1004", desk.PAYO, None)]


def test_the_end_of_all_roles_is_recorded(people: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "end", "1"]) == 0
    assert capsys.readouterr().out == "Bu Sari: 1 role ended\n"
    assert roles(people, 1) == [("plkb", "13.72.01", None, "dismissed")]
    with people.reading(SOON) as tx:
        assert actor_by_id(tx, 1) is None
        assert [row.action for row in tx.exec(select(AuditEvent))] == ["membership.ended"]


def test_on_leave_a_colleague_stands_in(people: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "leave", "1", "--from", "2099-01-01", "--until", "2099-01-31", "--to", "2"]) == 0
    assert capsys.readouterr().out == "Bu Sari: 2099-01-01 to 2099-01-31, Kak Rina stands in\n"
    with people.reading(datetime(2099, 1, 2, tzinfo=UTC)) as tx:
        actor = actor_by_id(tx, 2)
        assert actor is not None and {grant.area_code for grant in actor.grants} == {"", "13.72.01"}


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (["list", "--role", "raja"], "'raja' is not a role"),
        (["list", "--area", "99"], "'99' is not a region code"),
        (["end", "77"], "nobody has '77'"),
        (["end", "1", "--role", "kader"], "Bu Sari holds no such role"),
        (["move", "1", "1"], "giver and receiver are the same person"),
        (["move", "2", "1", "--kampung", "1"], "Kak Rina has no such kampung"),
        (["leave", "1", "--from", "2026-11-09", "--until", "2026-11-01"], "--until: is before --from"),
        (["leave", "1", "--from", "2026-11-01", "--until", "2026-11-09", "--to", "1"], "Bu Sari can't stand in"),
    ],
)
def test_what_cant_be_done_is_said_in_one_line(
    order: list[str], said: str, people: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [roles(people, number) for number in (1, 2, 3)]
    assert run(["people", *order]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"kabar: {said}") and error.count("\n") == 1
    assert [roles(people, number) for number in (1, 2, 3)] == before

"""Officers by the thousand, each with a kampung whose report is owed, and a reminder of it that falls due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from models.chat import Chat
from models.database import Database
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person
from models.region import Region
from reporting import following, opening

BOT = 4242
ZONE = "Asia/Jakarta"
# The day on which the monthly report is due, 09.00 in the west: an hour after the slot, in nobody's quiet time.
START = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
BEFORE = START - timedelta(days=3)
REGENCIES = 20
PIECE = 1_000


def plant(database: Database, people: int) -> None:
    """People 1 to `people`, who are chats of these numbers too, in twenty regencies of five provinces."""
    regions = [row for number in range(REGENCIES) for row in _regency(number)]
    with database.transaction(BEFORE) as tx:
        tx.connection().execute(insert(Region), _rows({row.code: row for row in regions}.values()))
    for start in range(1, people + 1, PIECE):
        some = range(start, min(start + PIECE, people + 1))
        with database.transaction(BEFORE) as tx:
            for made in (_village, _person, _kampung, _chat, _membership):
                rows = [made(number) for number in some]
                tx.connection().execute(insert(type(rows[0])), _rows(rows))
    with database.transaction(BEFORE) as tx:
        opening.ensure_schedules(tx, "2026-10")
    for piece in (opening.open_some, following.assign_some, following.plan_some):
        after: int | None = 0
        while after is not None:
            with database.transaction(BEFORE) as tx:
                after = piece(tx, BEFORE, after)


def regency(number: int) -> str:
    """Code of the regency in which that person works."""
    of = number % REGENCIES
    return f"{11 + of % 5}.{1 + of // 5:02}"


def _regency(number: int) -> Iterable[Region]:
    code = regency(number)
    yield Region(code=code[:2], level="province", name=f"Provinsi {code[:2]}", zone=ZONE)
    yield Region(code=code, parent_code=code[:2], level="regency", name=f"Kabupaten {code}", zone=ZONE)
    yield Region(code=f"{code}.01", parent_code=code, level="district", name=f"Kecamatan {code}", zone=ZONE)


def _village(number: int) -> Region:
    parent = f"{regency(number)}.01"
    return Region(code=_code(number), parent_code=parent, level="village", name=f"Desa {number}", zone=ZONE)


def _person(number: int) -> Person:
    return Person(id=number, name=f"Petugas {number}", address=f"Bu {number}", zone=ZONE, created_at=BEFORE)


def _kampung(number: int) -> Kampung:
    return Kampung(id=number, name=f"Sejahtera {number}", village_code=_code(number), zone=ZONE)


def _chat(number: int) -> Chat:
    return Chat(bot_id=BOT, telegram_chat_id=number, person_id=number, updated_at=BEFORE)


def _membership(number: int) -> Membership:
    return Membership(person_id=number, role="plkb", kampung_id=number, since=BEFORE)


def _code(number: int) -> str:
    return f"{regency(number)}.01.{1000 + number // REGENCIES:04}"


def _rows(made: Iterable[SQLModel]) -> list[dict[str, Any]]:
    """Columns of many rows at once; the database numbers those without an id."""
    rows = [one.model_dump() for one in made]
    return [{name: value for name, value in row.items() if name != "id" or value is not None} for row in rows]

"""Person: whoever works with Kabar. `address` is how they chose to be addressed ("Bu Sari")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, SQLModel, col, select, update

from models.columns import Json, json_column, telegram_id
from models.database import Transaction


class Person(SQLModel, table=True):
    """`phone_verified_at` proves that the shared contact was the sender's own. Since `withdrawn_at` the person no
    longer consents to what Kabar keeps (`consent` has the proof): nothing is open to them, and nothing is sent.
    `reminder_hour` is local, as in "15:30". `settings` is a plain mapping of what the person chose otherwise;
    `reporting/preferences.py` reads it."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    address: str = ""
    language: str = Field(default="id", max_length=8)
    zone: str = Field(default="Asia/Jakarta", max_length=32)
    telegram_user_id: int | None = telegram_id(unique=True, nullable=True, default=None)
    phone: str = ""
    phone_verified_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reminder_hour: str = Field(default="08:30", max_length=5)
    settings: Json = json_column(nullable=True)
    unreachable_at: datetime | None = None  # the person blocked the bot or never started it
    created_at: datetime


def by_telegram_user(tx: Transaction, user_id: int) -> Person | None:
    return tx.exec(_BY_TELEGRAM_USER, params={"user": user_id}).first()


def get(tx: Transaction, person_id: int) -> Person:
    return tx.get_one(Person, person_id)


def of_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, Person]:
    """The people with those ids."""
    return {row.id or 0: row for row in tx.exec(select(Person).where(col(Person.id).in_(ids)))}


def by_phone(tx: Transaction, phone: str) -> Person | None:
    """Whoever is registered with that number (+62...); the first, should there be several."""
    return tx.exec(select(Person).where(Person.phone == phone).order_by(col(Person.id))).first()


def by_phones(tx: Transaction, phones: Sequence[str]) -> dict[str, Person]:
    """The same for many numbers at once."""
    found: dict[str, Person] = {}
    for start in range(0, len(phones), 5_000):
        part = phones[start : start + 5_000]
        for row in tx.exec(select(Person).where(col(Person.phone).in_(part)).order_by(col(Person.id))):
            found.setdefault(row.phone, row)
    return found


def numbers(tx: Transaction, phones: Sequence[str]) -> dict[str, int]:
    """The ids of the same, without reading the rows."""
    found: dict[str, int] = {}
    for start in range(0, len(phones), 5_000):
        part = phones[start : start + 5_000]
        for phone, number in tx.exec(
            select(Person.phone, Person.id).where(col(Person.phone).in_(part)).order_by(col(Person.id))
        ):
            found.setdefault(phone, number or 0)
    return found


def bind(tx: Transaction, person_id: int, user_id: int) -> bool:
    """Makes the Telegram account the person's. False when the person has another already."""
    tx.flush()
    statement = update(Person).where(col(Person.id) == person_id, col(Person.telegram_user_id).is_(None))
    done = tx.connection().execute(statement.values(telegram_user_id=user_id)).rowcount == 1
    tx.refresh(get(tx, person_id))
    return done


# Every update asks for it, most twice: to build the statement costs more than to run it.
_BY_TELEGRAM_USER = select(Person).where(Person.telegram_user_id == bindparam("user"))

"""Transactions: what is kept, what is undone, who waits for whom."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import select

from models.article import Article
from models.database import Database
from models.person import Person
from models.region import Region

WIB = timezone(timedelta(hours=7))


def test_a_transaction_is_kept(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        person = Person(name="Sari", created_at=tx.now)
        tx.add(person)
    assert person.name == "Sari"  # objects stay usable after the transaction
    with database.reading(now) as tx:
        assert [found.name for found in tx.exec(select(Person))] == ["Sari"]


def test_an_exception_undoes_everything(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError, match="halfway"), database.transaction(now) as tx:
        tx.add(Person(name="Sari", created_at=now))
        tx.flush()
        raise RuntimeError("halfway")
    with database.reading(now) as tx:
        assert tx.exec(select(Person)).all() == []


def test_reading_refuses_to_write(database: Database, now: datetime) -> None:
    with pytest.raises(DBAPIError), database.reading(now) as tx:
        tx.add(Person(name="Sari", created_at=now))
        tx.flush()


def test_a_transactions_time_is_aware_utc(database: Database) -> None:
    with database.transaction(datetime(2026, 11, 2, 8, 0, tzinfo=WIB)) as tx:
        assert tx.now.isoformat() == "2026-11-02T01:00:00+00:00"
    with pytest.raises(ValueError, match="time zone"), database.transaction(datetime(2026, 11, 2)):  # noqa: DTZ001
        pass


def test_times_are_refused_naive_and_come_back_aware(database: Database, now: datetime) -> None:
    with pytest.raises(StatementError, match="timezone"), database.transaction(now) as tx:
        tx.add(Person(name="Naive", created_at=datetime(2026, 11, 2)))  # noqa: DTZ001
    with database.transaction(now) as tx:
        tx.add(Person(name="Sari", created_at=datetime(2026, 11, 2, 8, 0, tzinfo=WIB)))
    with database.reading(now) as tx:
        found = tx.exec(select(Person)).one()
        assert (found.created_at, found.created_at.tzinfo) == (now, UTC)
        assert tx.exec(select(Person).where(Person.created_at <= now)).one() is found


@pytest.mark.parametrize("value", [["di mana?", "“kutip” – 😀"], {"a": {"b": [1, 2.5, None, True]}}, [], "teks", 0])
def test_json_comes_back_as_it_went(database: Database, now: datetime, value: object) -> None:
    article = Article(slug="a", title="A", topic="t", questions=value, body="", content_hash="", updated_at=now)
    with database.transaction(now) as tx:
        tx.add(article)
    with database.reading(now) as tx:
        assert tx.exec(select(Article)).one().questions == value


def test_foreign_keys_hold(database: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), database.transaction(now) as tx:
        tx.add(Region(code="13.72", parent_code="13", level="regency", name="Kota Solok", zone="Asia/Jakarta"))


def test_writers_on_many_threads_wait_for_each_other(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        tx.add(Person(id=1, name="0", created_at=now))

    def count() -> None:
        for _ in range(10):
            with database.transaction(now) as tx:
                person = tx.exec(select(Person).with_for_update()).one()
                person.name = str(int(person.name) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading(now) as tx:
        assert tx.exec(select(Person)).one().name == "40"


def test_a_reader_sees_one_state_and_blocks_no_writer(database: Database, now: datetime) -> None:
    with database.reading(now) as before:
        assert before.exec(select(Person)).all() == []
        with database.transaction(now) as tx:
            tx.add(Person(name="Sari", created_at=now))
        assert before.exec(select(Person)).all() == []
    with database.reading(now) as after:
        assert len(after.exec(select(Person)).all()) == 1


def test_repr_hides_the_password() -> None:
    assert "rahasia" not in repr(Database("postgresql://kabar:rahasia@localhost/kabar"))


@pytest.mark.parametrize("url", ["", "kabar.db", "mysql://localhost/kabar", "sqlite://", "sqlite:///:memory:"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite"):
        Database(url)


def test_sqlite_writes_are_durable(sqlite_database: Database, now: datetime) -> None:
    with sqlite_database.transaction(now) as tx:
        settings = {
            name: tx.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}

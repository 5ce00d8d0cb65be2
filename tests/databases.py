"""Databases that many tests share: made once, swept before each test.

A new one for each test costs more than most tests do: PostgreSQL copies a thousand files and reads its catalogue anew
for each connection, and SQLAlchemy, which remembers statements by engine, writes each of them anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from models.database import Database

KEEP = """
DO $$ DECLARE found text; BEGIN
    CREATE SCHEMA pristine;
    FOR found IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
    LOOP
        EXECUTE format('CREATE TABLE pristine.%1$I AS TABLE public.%1$I', found);
    END LOOP;
END $$"""

# DELETE past triggers and keys: to truncate twenty tables and all that point to them costs more than a test.
SWEEP = """
DO $$ DECLARE found text; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
    SET LOCAL session_replication_role = replica;
    FOR found IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
    LOOP
        EXECUTE format('DELETE FROM public.%I', found);
    END LOOP;
    PERFORM setval(seqrelid, 1, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
    FOR found IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'pristine'::regnamespace LOOP
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM pristine.%1$I', found);
    END LOOP;
END $$"""


@dataclass(frozen=True, slots=True)
class SharedSqlite:
    database: Database
    template: Path

    def swept(self) -> Database:
        """As the migrations leave it, in a new file: who still holds the old one harms nobody."""
        self.database.close()
        file = Path(str(self.database.url.database))
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        shutil.copyfile(self.template, file)
        return self.database


@dataclass(frozen=True, slots=True)
class SharedPostgresql:
    database: Database
    broom: psycopg.Connection[tuple[object, ...]]

    def swept(self) -> Database:
        """As the migrations leave it; transactions that were left open are cut."""
        self.broom.execute(SWEEP)
        return self.database


@contextmanager
def shared_postgresql(url: str) -> Iterator[SharedPostgresql]:
    """`url` is a database that holds what the migrations write and nothing else."""
    database = Database(url)
    plain = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as broom:
        broom.execute(KEEP)
        yield SharedPostgresql(database, broom)
    database.close()

"""Which errors say that the database is not there, rather than that someone asked it for nonsense."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout


def is_outage(error: BaseException) -> bool:
    """True for what goes by itself (no connection, disk full, locked, shut down, deadlock): the same transaction may
    succeed later, unchanged."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout)


def is_write_in_a_reading(error: BaseException) -> bool:
    """SQLite says so with the same error class as for a full disk."""
    return isinstance(error, OperationalError) and "readonly database" in str(error.orig)

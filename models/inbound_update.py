"""InboundUpdate: what Telegram delivered, committed before the offset moves on. One end of the wire."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, null
from sqlalchemy import select as core_select
from sqlalchemy import update as core_update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, col, select, update

from models.columns import Json, json_column, telegram_id
from models.database import Transaction


class InboundUpdate(SQLModel, table=True):
    """`natural_key` refuses duplicates and begins with the bot's id; `lane` is the sender's user id (updates of a lane
    are handled in order of `id`). `state` is new, done or quarantined; `raw` is emptied when done."""

    __tablename__ = "inbound_update"

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = telegram_id()
    natural_key: str = Field(unique=True, max_length=100)
    update_id: int = telegram_id()
    lane: int = telegram_id(index=True)
    raw: Json = json_column(nullable=True)
    had_nik: bool = False
    state: str = Field(default="new", index=True, max_length=12)
    tries: int = 0
    error: str = ""
    received_at: datetime
    done_at: datetime | None = None


def add(tx: Transaction, row: dict[str, Json]) -> int | None:
    """Stores an update; `row` has bot_id, natural_key, update_id, lane, raw, had_nik. None when it is there already."""
    statement = _ADD_POSTGRESQL if tx.get_bind().dialect.name == "postgresql" else _ADD_SQLITE
    # Core on purpose: this runs for every update, and the ORM costs several times as much.
    return tx.connection().execute(statement, {**row, "received_at": tx.now}).scalar()


def waiting(tx: Transaction, bot_id: int) -> list[tuple[int, int]]:
    """Ids and lanes of all that is not handled yet, oldest first."""
    statement = select(InboundUpdate.id, InboundUpdate.lane).where(
        InboundUpdate.bot_id == bot_id, InboundUpdate.state == "new"
    )
    return [(row_id, lane) for row_id, lane in tx.exec(statement.order_by(col(InboundUpdate.id))) if row_id]


def raw(tx: Transaction, row_id: int) -> Json:
    """The update as it came; None when it has been handled meanwhile."""
    return tx.connection().execute(_RAW, {"row": row_id}).scalar()


def finish(tx: Transaction, row_id: int) -> bool:
    """Marks it done and forgets its content. False when someone else has done so."""
    return tx.connection().execute(_FINISH, {"row": row_id, "at": tx.now}).rowcount == 1


def count_try(tx: Transaction, row_id: int, error: str) -> int:
    """Notes a failed try; returns how many there have been."""
    statement = update(InboundUpdate).where(col(InboundUpdate.id) == row_id)
    tries = col(InboundUpdate.tries)
    counted: int = tx.execute(statement.values(tries=tries + 1, error=error).returning(tries)).scalar_one()
    return counted


def quarantine(tx: Transaction, row_id: int, error: str) -> None:
    """Sets it aside, content and all, for someone to look at."""
    statement = update(InboundUpdate).where(col(InboundUpdate.id) == row_id, col(InboundUpdate.state) == "new")
    tx.execute(statement.values(state="quarantined", error=error, done_at=tx.now))


def forget_quarantined(tx: Transaction, before: datetime) -> int:
    """Empties what was set aside before that moment; returns how many."""
    statement = update(InboundUpdate).where(
        col(InboundUpdate.state) == "quarantined",
        col(InboundUpdate.done_at) < before,
        col(InboundUpdate.raw).is_not(None),
    )
    return tx.connection().execute(statement.values(raw=null())).rowcount


_TABLE = InboundUpdate.__table__  # type: ignore[attr-defined]
_ADD_SQLITE = sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["natural_key"]).returning(_TABLE.c.id)
_ADD_POSTGRESQL = (
    postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["natural_key"]).returning(_TABLE.c.id)
)
_RAW = core_select(_TABLE.c.raw).where(_TABLE.c.id == bindparam("row"), _TABLE.c.state == "new")
_FINISH = (
    core_update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.state == "new")
    .values(state="done", raw=null(), done_at=bindparam("at"))
)

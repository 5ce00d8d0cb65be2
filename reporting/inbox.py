"""The inbox: what Telegram delivered is stored before Telegram may forget it, and handled exactly once after that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from models import chat_message, exchange, inbound_update
from models.database import Transaction

P = ParamSpec("P")
T = TypeVar("T")

# Long enough for someone to look at what went wrong, short for what may quote an answer.
QUARANTINE_KEEPS = timedelta(days=7)
# Telegram lets people edit what they wrote for two days; after that a message can't change its answer any more.
EXCHANGE_KEEPS = timedelta(days=3)
DELETABLE = timedelta(hours=48)  # Bot API, deleteMessage


class AlreadyDone(Exception):
    """The update was handled meanwhile, by another process or before a crash; nothing was written."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update on its way in. `lane` is whose turn it is (the sender's user id), `raw` the update with any NIK
    masked, `had_nik` whether there was one."""

    bot_id: int
    natural_key: str
    update_id: int
    lane: int
    raw: dict[str, Any]
    had_nik: bool


def receive(tx: Transaction, updates: Sequence[Incoming]) -> list[int | None]:
    """Stores the updates; for each its row, or None when it was delivered before."""
    return [inbound_update.add(tx, asdict(update)) for update in updates]


def waiting(tx: Transaction, bot_id: int) -> list[tuple[int, int]]:
    """Rows and lanes of all that is not handled yet, oldest first."""
    return inbound_update.waiting(tx, bot_id)


def content(tx: Transaction, row_id: int) -> dict[str, Any] | None:
    """The update of that row; None when it is handled."""
    found: dict[str, Any] | None = inbound_update.raw(tx, row_id)
    return found


def handle(
    tx: Transaction, row_id: int, case: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Runs a use case and marks the row done, both or neither. Raises AlreadyDone."""
    if not inbound_update.finish(tx, row_id):
        raise AlreadyDone(row_id)
    return case(tx, *args, **kwargs)


def done(tx: Transaction, row_id: int) -> None:
    """Nothing had to be written for this update."""
    inbound_update.finish(tx, row_id)


def failed(tx: Transaction, row_id: int, error: str) -> int:
    """Notes a failed try; returns how many there have been."""
    return inbound_update.count_try(tx, row_id, error)


def quarantine(tx: Transaction, row_id: int, error: str) -> None:
    """Sets the update aside, so that those after it go on."""
    inbound_update.quarantine(tx, row_id, error)


def tidy(tx: Transaction) -> int:
    """Empties what has been in quarantine too long; returns how many. Forgets which old message answered what, and
    those that can't be deleted any more."""
    exchange.forget(tx, tx.now - EXCHANGE_KEEPS)
    chat_message.forget_before(tx, tx.now - DELETABLE)
    return inbound_update.forget_quarantined(tx, tx.now - QUARANTINE_KEEPS)

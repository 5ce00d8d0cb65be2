"""Ticking: what is due at a moment, in pieces. A tick over the whole country is no transaction of minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from models.database import Transaction

# Does some of what is due at the moment: what comes after the given number, 0 at first (a person's id, or whatever the
# piece counts by). Returns the number to go on after, None when nothing is left. Each call is a transaction. A piece is
# harmless when done twice or by two at once, and starts from 0 again after a crash: what was done is no longer due.
Piece = Callable[[Transaction, datetime, int], int | None]


def whole(case: Callable[[Transaction, datetime], object]) -> Piece:
    """What is done in one transaction."""

    def piece(tx: Transaction, at: datetime, after: int) -> int | None:
        case(tx, at)
        return None

    return piece

"""`use`: the one write that handling one update may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.desk import Desk
from models.database import Transaction
from reporting import inbox

P = ParamSpec("P")
T = TypeVar("T")


class UsedTwice(Exception):
    """A handler wrote twice for one update: the second could be lost in a crash, and would then never come."""


class Use:
    """Bound to one update's row. `await use(case, *args)` runs the case in a transaction that marks the row done too.

    When the case raises (a `Refusal`) nothing is stored, and the handler may use it again, for example to put up a
    screen that says why.
    """

    def __init__(self, desk: Desk, row_id: int) -> None:
        self._desk = desk
        self._row_id = row_id
        self.is_spent = False

    async def __call__(self, case: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self.is_spent:
            raise UsedTwice(f"update {self._row_id}: second write by {_name(case)}")
        self.is_spent = True
        try:
            return await self._desk.run(inbox.handle, self._row_id, case, *args, **kwargs)
        except Exception:
            self.is_spent = False
            raise


def _name(case: Callable[..., Any]) -> str:
    return getattr(case, "__qualname__", type(case).__name__)

"""What kampung lack for a higher class, counted over an area: "3 kampung lack 2 agencies"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models import classification
from models.database import Transaction
from models.scope import Scope

# Steps in families or people: how many of them one kampung lacks is its own affair, and no sum over kampung.
FAMILIES = frozenset({"participation", "cpr", "mkjp", "unmet"})


@dataclass(frozen=True, slots=True)
class Lack:
    """`kampung` of the area lack `amount` of what the step is about; 0 where the amount is one of families."""

    step: str
    amount: int
    kampung: int


@dataclass(frozen=True, slots=True)
class Class:
    """The class of one kampung ("" where a fact is missing), the class above it and the steps to that."""

    name: str
    higher: str
    steps: tuple[tuple[str, int], ...]


def lacks(tx: Transaction, scope: Scope, area: str, semester: str) -> tuple[Lack, ...]:
    """What most of the kampung lack first."""
    counted = Counter(step for one in classes(tx, scope, area, semester).values() for step in one.steps)
    by_amount = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Lack(step, amount, kampung) for (step, amount), kampung in by_amount)


def classes(tx: Transaction, scope: Scope, area: str, semester: str) -> dict[int, Class]:
    """The class of each kampung in the half year, by its id."""
    if not semester:
        return {}
    return {
        kampung_id: Class(name, facts["higher"], _steps(facts["steps"]))
        for kampung_id, name, facts in classification.with_facts(tx, scope, area, semester)
    }


def _steps(told: Sequence[Sequence[object]]) -> tuple[tuple[str, int], ...]:
    """Name and amount; the amount of families is left out."""
    return tuple((str(name), 0 if name in FAMILIES else int(str(amount))) for name, _, _, amount in told)

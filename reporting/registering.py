"""Registering a Kampung KB: its name and its village; one that is active in a village at a time."""

from __future__ import annotations

from collections.abc import Sequence

from models import audit_event, kampung, region
from models.database import Transaction
from models.kampung import Kampung
from models.scope import Scope


class RegisterError(Exception):
    """What can't be registered, in one line; `field` is the option that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def register(tx: Transaction, name: str, village: str) -> Kampung:
    """A new active kampung in the village. Raises RegisterError for a code that is no village, or one that has one."""
    place = region.get(tx, village)
    if place is None or place.level != "village":
        raise RegisterError("village", f"{village!r} is no village; `kabar region find NAME` tells the code")
    there = kampung.in_village(tx, village)
    if there is not None:
        raise RegisterError("village", f"{place.name} has {there.name} already")
    row = Kampung(name=name.strip() or f"Kampung KB {place.name}", village_code=village, zone=place.zone)
    tx.add(row)
    tx.flush()
    audit_event.log(tx, None, "kampung.registered", "kampung", row.id)
    return row


def registered(tx: Transaction, area: str) -> Sequence[Kampung]:
    """The active kampung of the area ("" for all), by name."""
    return kampung.in_scope(tx, Scope(areas=(area,)))

"""Registering a Kampung KB: its name and its village; one that is active in a village at a time."""

from __future__ import annotations

from collections.abc import Sequence

from models import audit_event, kampung, kampung_profile, obligation, poktan, region
from models.database import Transaction
from models.kampung import Kampung
from models.scope import Scope
from reporting import ledger
from reporting.imports.telling import told


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


def described(tx: Transaction, kampung_id: int) -> list[tuple[str, str]]:
    """What is known of the kampung, active or not, as pairs of a name and a text. Raises RegisterError."""
    row = tx.get(Kampung, kampung_id)
    if row is None:
        raise RegisterError("number", f"{kampung_id} is no kampung; `kabar kampung list` tells the numbers")
    facts: list[tuple[str, object]] = [
        ("number", row.id),
        ("name", row.name),
        ("village", f"{row.village_code} {', '.join(region.path_names(tx, row.village_code))}"),
        ("active", row.is_active),
        *((name, getattr(row, name)) for name in ("founded_on", "criteria", "coverage", "rw", "description")),
        *((one.kind, ((one.name, one.register_number),)) for one in poktan.of_kampung(tx, kampung_id)),
    ]
    profiles = kampung_profile.history(tx, kampung_id)
    if profiles:
        facts += [(name, getattr(profiles[0], name)) for name in kampung_profile.NAMES if name != "poktan"]
    facts += [("profile", f"{one.valid_from} ({one.source}, {one.recorded_at:%Y-%m-%d})") for one in profiles]
    return [(name, told(value)) for name, value in facts if value is not None]


def close(tx: Transaction, kampung_id: int) -> Kampung:
    """The kampung is active no longer: nobody owes for it and its village may have another; what was reported stays.
    Raises RegisterError."""
    row = _active(tx, kampung_id)
    row.is_active = False
    tx.add(row)
    tx.flush()
    ledger.void(tx, obligation.waiting_of_kampung(tx, kampung_id))
    audit_event.log(tx, None, "kampung.closed", "kampung", row.id)
    return row


def rename(tx: Transaction, kampung_id: int, name: str) -> Kampung:
    """Raises RegisterError."""
    row = _active(tx, kampung_id)
    plain = " ".join(name.split())
    if not plain:
        raise RegisterError("name", "is empty")
    row.name = plain
    tx.add(row)
    audit_event.log(tx, None, "kampung.renamed", "kampung", row.id)
    return row


def _active(tx: Transaction, kampung_id: int) -> Kampung:
    row = kampung.one_in_scope(tx, Scope(areas=("",)), kampung_id)
    if row is None:
        raise RegisterError("number", f"{kampung_id} is no active kampung; `kabar kampung list` tells the numbers")
    return row

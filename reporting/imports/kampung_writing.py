"""Carrying out what a list of kampung changes: in one transaction, in a few statements, however long the list is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import audit_event, bulk, kampung, poktan
from models.database import Transaction
from models.kampung import Kampung
from models.kampung_profile import KampungProfile, values
from models.poktan import Poktan
from reporting import registering
from reporting.imports.kampung_plan import Change


def carry_out(tx: Transaction, changes: Sequence[Change]) -> None:
    """Stores the changes; each leaves its line in the audit trail."""
    for one in (one for one in changes if one.what == "closed" and one.kampung_id is not None):
        registering.close(tx, one.kampung_id or 0)
    numbers = _kampung(tx, [one for one in changes if one.what == "new"])
    numbers |= {one.village: one.kampung_id or 0 for one in changes if one.what == "changed"}
    for one in (one for one in changes if one.what == "changed"):
        row = kampung.get(tx, one.kampung_id or 0)
        for name, value in one.own.items():
            setattr(row, name, value)
        tx.add(row)
        audit_event.log(tx, None, "kampung.imported", "kampung", row.id, columns=[d.column for d in one.differences])
    living = [one for one in changes if one.village in numbers]
    bulk.add(tx, KampungProfile, [_profile(tx, numbers[one.village], one) for one in living if one.profile is not None])
    _groups(tx, numbers, living)


def _kampung(tx: Transaction, changes: Sequence[Change]) -> dict[str, int]:
    """The new ones, by village."""
    bulk.add(tx, Kampung, [{"village_code": one.village, "zone": one.zone, **one.own} for one in changes])
    made = kampung.numbers(tx, [one.village for one in changes])
    audit_event.log_many(tx, None, "kampung.registered", "kampung", [(number, None) for number in made.values()])
    return made


def _profile(tx: Transaction, kampung_id: int, one: Change) -> dict[str, Any]:
    assert one.profile is not None
    told = {"kampung_id": kampung_id, "valid_from": one.month, "source": "import", "recorded_at": tx.now}
    return told | values(one.profile)


def _groups(tx: Transaction, numbers: dict[str, int], changes: Sequence[Change]) -> None:
    """As the list names them; then every kind that the newest profile tells of has a group, and no other."""
    there = poktan.of_many(tx, list(numbers.values()))
    new: list[dict[str, Any]] = []
    for one in (one for one in changes if one.counts):
        number = numbers[one.village]
        active, made = there.get(number, []), []
        for kind, groups in one.groups.items():
            made += _named(tx, kind, dict(groups), active)
        active = [row for row in active if row.is_active]
        if one.profile is not None and one.profile.poktan is not None:
            made += _agreed(tx, one.profile.poktan, one.name, active, {group["kind"] for group in made})
        new += [group | {"kampung_id": number, "since": tx.now} for group in made]
    bulk.add(tx, Poktan, new)


def _named(tx: Transaction, kind: str, told: dict[str, str], rows: Sequence[Poktan]) -> list[dict[str, Any]]:
    """The groups of one kind become those; what is not among them ends. Returns the new ones."""
    same = [row for row in rows if row.kind == kind]
    for row in same:
        if row.name in told:
            row.register_number = told[row.name] or row.register_number
        else:
            row.is_active, row.until = False, tx.now
        tx.add(row)
    known = {row.name for row in same}
    return [
        {"kind": kind, "name": name, "register_number": register}
        for name, register in told.items()
        if name not in known
    ]


def _agreed(
    tx: Transaction, kinds: Sequence[str], name: str, rows: Sequence[Poktan], made: set[str]
) -> list[dict[str, Any]]:
    """What the profile says is not there ends; what it says is there begins. Returns what begins."""
    for row in (row for row in rows if row.kind not in kinds):
        row.is_active, row.until = False, tx.now
        tx.add(row)
    there = made | {row.kind for row in rows}
    return [{"kind": kind, "name": poktan.called(kind, name)} for kind in kinds if kind not in there]

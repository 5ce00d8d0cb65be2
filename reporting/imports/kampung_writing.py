"""Carrying out what a list of kampung changes: in one transaction, in a few statements, however long the list is."""

from __future__ import annotations

from collections.abc import Sequence

from models import audit_event, kampung, poktan
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
    tx.add_all(_profile(tx, numbers[one.village], one) for one in living if one.profile is not None)
    _groups(tx, numbers, living)
    tx.flush()


def _kampung(tx: Transaction, changes: Sequence[Change]) -> dict[str, int]:
    """The new ones, by village."""
    made = [Kampung(village_code=one.village, zone=one.zone, **one.own) for one in changes]
    tx.add_all(made)
    tx.flush()
    for row in made:
        audit_event.log(tx, None, "kampung.registered", "kampung", row.id)
    return {row.village_code: row.id or 0 for row in made}


def _profile(tx: Transaction, kampung_id: int, one: Change) -> KampungProfile:
    assert one.profile is not None
    told = values(one.profile)
    return KampungProfile(kampung_id=kampung_id, valid_from=one.month, source="import", recorded_at=tx.now, **told)


def _groups(tx: Transaction, numbers: dict[str, int], changes: Sequence[Change]) -> None:
    """As the list names them; then every kind that the newest profile tells of has a group, and no other."""
    there = poktan.of_many(tx, list(numbers.values()))
    for one in (one for one in changes if one.counts):
        number = numbers[one.village]
        rows = there.get(number, [])
        for kind, groups in one.groups.items():
            rows = _named(tx, number, kind, dict(groups), rows)
        if one.profile is not None and one.profile.poktan is not None:
            _agree(tx, number, one, rows)


def _named(tx: Transaction, kampung_id: int, kind: str, told: dict[str, str], rows: list[Poktan]) -> list[Poktan]:
    """The groups of one kind become those; what is not among them ends. Returns all that are active then."""
    for row in (row for row in rows if row.kind == kind):
        if row.name in told:
            row.register_number = told[row.name] or row.register_number
        else:
            row.is_active, row.until = False, tx.now
        tx.add(row)
    names = {row.name for row in rows if row.kind == kind and row.is_active}
    new = [
        Poktan(kampung_id=kampung_id, kind=kind, name=name, register_number=register, since=tx.now)
        for name, register in told.items()
        if name not in names
    ]
    tx.add_all(new)
    return [row for row in rows if row.is_active] + new


def _agree(tx: Transaction, kampung_id: int, one: Change, rows: Sequence[Poktan]) -> None:
    assert one.profile is not None and one.profile.poktan is not None
    kinds = one.profile.poktan
    for row in (row for row in rows if row.kind not in kinds):
        row.is_active, row.until = False, tx.now
        tx.add(row)
    for kind in kinds:
        if all(row.kind != kind for row in rows):
            tx.add(Poktan(kampung_id=kampung_id, kind=kind, name=poktan.called(kind, one.name), since=tx.now))

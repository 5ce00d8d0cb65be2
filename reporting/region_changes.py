"""The changes of a year to the regions: read, held against what is there, and carried out whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from models import audit_event, region, region_moves, tally
from models.database import Transaction
from models.region_change import GONE, KINDS, RegionChange
from models.region_files import CODE
from reporting import rolling_up
from reporting.listed import Problem

COLUMNS = ("change", "code", "name", "old_code", "since")
NEEDS_NAME = ("renamed", "new", "split")
NEEDS_OLD = ("split", "merged", "recoded")


@dataclass(frozen=True, slots=True)
class Order:
    """One row as written. `old_code` is "" for a region that is new."""

    row: int
    change: str
    code: str
    name: str
    old_code: str
    since: date


class Planned(NamedTuple):
    """A change and the row that causes it; a recoded region takes along what lies below it. `moves` says how much
    belongs to the old code, by table."""

    row: int
    change: RegionChange
    moves: dict[str, int]


@dataclass(slots=True)
class _Plan:
    """What has been found so far. `names` are the regions of today, `known` all codes that ever were."""

    names: dict[str, str]
    known: set[str]
    now: datetime
    planned: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, order: Order, column: str, message: str) -> None:
        self.problems.append(Problem(order.row, column, message))


def read(rows: Iterable[tuple[int, Mapping[str, str]]], today: date) -> tuple[list[Order], list[Problem]]:
    """Rows (number, cells by column) as orders, and every cell that can't be one."""
    orders: list[Order] = []
    problems: list[Problem] = []
    for number, cells in rows:
        values = {column: " ".join((cells.get(column) or "").split()) for column in COLUMNS}
        found = [Problem(number, column, message) for column, message in _faults(values, today)]
        problems += found
        if not found:
            since = date.fromisoformat(values["since"])
            orders.append(Order(number, values["change"], values["code"], values["name"], values["old_code"], since))
    return orders, problems


def plan(tx: Transaction, orders: Sequence[Order]) -> tuple[list[Planned], list[Problem]]:
    """What the orders come to, in the order in which it is carried out, and what stands against it."""
    names = dict(region.names(tx))
    found = _Plan(names, set(names) | region.ended(tx), tx.now)
    _once(found, orders)
    by_kind = {kind: [order for order in orders if order.change == kind] for kind in KINDS}
    told = {order.old_code for order in orders if order.change in GONE}
    comes = [*by_kind["new"], *by_kind["split"], *by_kind["recoded"]]
    for order in sorted(comes, key=lambda order: order.code.count(".")):  # those below need those above
        if order.change == "recoded":
            _recode(found, order, told)
        else:
            _add(found, order)
    for order in by_kind["merged"]:
        _merge(found, order)
    for order in by_kind["renamed"]:
        _rename(found, order)
    _below(found, by_kind["merged"])
    if not found.problems:
        _one_kampung(tx, found)
    held = region_moves.belongings(tx, [one.change.old_code for one in found.planned if one.change.kind in GONE])
    return [one._replace(moves=held.get(one.change.old_code, {})) for one in found.planned], found.problems


def carry_out(tx: Transaction, planned: Sequence[Planned]) -> None:
    """Stores the changes with what they move, the sums of the areas, and a line of the audit for each."""
    changes = [one.change for one in planned]
    if not changes:
        return
    region_moves.carry_out(tx, changes)
    for change in changes:
        audit_event.log(
            tx, None, f"region.{change.kind}", "region", change.code, old_code=change.old_code, since=str(change.since)
        )
    moved = {code[:5] for change in changes if change.kind in GONE for code in (change.code, change.old_code)}
    for code in sorted(code for code in moved if len(code) == len("13.72")):
        rolling_up.rebuild_regency(tx, code)
    if moved:
        rolling_up.rebuild_above(tx)
        tally.rebuild(tx)


def _faults(values: Mapping[str, str], today: date) -> Iterable[tuple[str, str]]:
    kind = values["change"]
    if kind not in KINDS:
        yield "change", f"{kind!r} is none of {', '.join(KINDS)}"
        return
    for column, needed in (("code", True), ("old_code", kind in NEEDS_OLD)):
        if not values[column] and needed:
            yield column, "is empty"
        elif values[column] and not CODE.fullmatch(values[column]):
            yield column, f"{values[column]!r} is no code; write it as 13.72.01.1004"
    if kind in NEEDS_NAME and not values["name"]:
        yield "name", "is empty"
    try:
        if date.fromisoformat(values["since"]) > today:
            yield "since", f"{values['since']} is still to come; load the change on that day"
    except ValueError:
        yield "since", f"{values['since']!r} is no day; write it as 2026-01-31"


def _once(found: _Plan, orders: Sequence[Order]) -> None:
    """A code is given up once, and a region comes, or gets its name, once."""
    given_up = Counter(order.old_code for order in orders if order.change in GONE)
    comes = Counter(order.code for order in orders if order.change in ("new", "split", "recoded", "renamed"))
    for order in orders:
        if order.change in GONE and given_up[order.old_code] > 1:
            found.refuse(order, "old_code", f"{order.old_code} is given up in another row too")
        if order.change != "merged" and comes[order.code] > 1:
            found.refuse(order, "code", f"{order.code} stands in another row too")


def _recode(found: _Plan, order: Order, told: set[str]) -> None:
    if not (_is_there(found, order, order.old_code) and _is_free(found, order) and _same_level(found, order)):
        return
    _take(found, order, order.old_code, order.code, order.name)
    for code in sorted(code for code in found.names if code.startswith(order.old_code + ".")):
        if code not in told:
            _take(found, order, code, order.code + code[len(order.old_code) :], "")


def _take(found: _Plan, order: Order, old: str, code: str, name: str) -> None:
    old_name = found.names.pop(old)
    found.names[code] = name or old_name
    found.known.add(code)
    _note(found, order, "recoded", code, old, old_name)


def _add(found: _Plan, order: Order) -> None:
    if order.old_code and order.old_code not in found.known:
        found.refuse(order, "old_code", f"{order.old_code} is no region")
    elif _is_free(found, order):
        found.names[order.code] = order.name
        found.known.add(order.code)
        _note(found, order, order.change, order.code, order.old_code, found.names.get(order.old_code, ""))


def _merge(found: _Plan, order: Order) -> None:
    if order.code == order.old_code:
        found.refuse(order, "code", "is the same as old_code")
    elif not (_is_there(found, order, order.old_code) and _same_level(found, order)):
        return
    elif order.code not in found.names:
        found.refuse(order, "code", f"{order.code} is no region of today")
    else:
        old_name = found.names.pop(order.old_code)
        _note(found, order, "merged", order.code, order.old_code, old_name)


def _rename(found: _Plan, order: Order) -> None:
    if order.code not in found.names:
        found.refuse(order, "code", f"{order.code} is no region of today")
    elif found.names[order.code] != order.name:
        old_name = found.names[order.code]
        found.names[order.code] = order.name
        _note(found, order, "renamed", order.code, order.code, old_name)


def _note(found: _Plan, order: Order, kind: str, code: str, old_code: str, old_name: str) -> None:
    change = RegionChange(
        kind=kind, code=code, name=found.names[code], old_code=old_code, old_name=old_name, since=order.since,
        loaded_at=found.now,
    )  # fmt: skip
    found.planned.append(Planned(order.row, change, {}))


def _is_there(found: _Plan, order: Order, code: str) -> bool:
    if code not in found.names:
        was = "was given up already" if code in found.known else "is no region"
        found.refuse(order, "old_code", f"{code} {was}")
    return code in found.names


def _is_free(found: _Plan, order: Order) -> bool:
    """A code is never given twice, so that what is filed under one stays readable."""
    above = region.above(order.code)
    if order.code in found.known:
        name = found.names.get(order.code)
        found.refuse(order, "code", f"{order.code} is {name} already" if name else f"{order.code} was given up before")
    elif above is not None and above not in found.names:
        found.refuse(order, "code", f"{above}, which lies above it, is no region of today")
    return order.code not in found.known and (above is None or above in found.names)


def _same_level(found: _Plan, order: Order) -> bool:
    if region.level(order.code) != region.level(order.old_code):
        message = f"a {region.level(order.old_code)} can't become a {region.level(order.code)}"
        found.refuse(order, "code", message)
    return region.level(order.code) == region.level(order.old_code)


def _below(found: _Plan, merged: Sequence[Order]) -> None:
    """What is merged leaves nothing behind: what lay below it needs rows of its own."""
    for order in merged:
        left = [code for code in found.names if code.startswith(order.old_code + ".")]
        if left:
            told = f"{len(left)} regions below it have no row, such as {min(left)}"
            found.refuse(order, "old_code", f"{told}; recode or merge each")


def _one_kampung(tx: Transaction, found: _Plan) -> None:
    """A village has one active kampung: which of two goes on is for people to decide, before the villages merge."""
    goes = {one.change.old_code: one for one in found.planned if one.change.kind in GONE}
    meets = {one.change.code for one in goes.values()}
    there: dict[str, str] = {}
    for number, name, code in sorted(region_moves.active_kampung(tx, sorted({*goes, *meets}))):
        change = goes.get(code)
        village, told = (change.change.code if change else code), f"{name} (number {number}, {code})"
        if village in there:
            row = change.row if change else next(one.row for one in goes.values() if one.change.code == village)
            message = f"{there[village]} and {told} would both be the active kampung of {village}; close one before"
            found.problems.append(Problem(row, "old_code", message))
        there[village] = told

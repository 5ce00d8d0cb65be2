"""Importing kampung: rows of a table, the plan of what they change, and the change itself."""

from __future__ import annotations

from datetime import date

from models.database import Transaction
from reporting.imports.kampung_columns import Order, order
from reporting.imports.kampung_plan import Change, plan
from reporting.imports.kampung_writing import carry_out
from reporting.imports.table import Fault, Table


def read(table: Table, today: date) -> tuple[list[Order], list[Fault]]:
    """The orders of the rows, and every fault that can be told without the registry."""
    orders, faults = [], []
    for row in table.rows:
        made, wrong = order(row, today)
        faults += wrong
        if made is not None:
            orders.append(made)
    return orders, faults


def look(tx: Transaction, orders: list[Order]) -> tuple[list[Change], list[Fault]]:
    """What the list would change, or what is wrong with it. Writes nothing."""
    return plan(tx, orders)


def bring_in(tx: Transaction, orders: list[Order]) -> tuple[list[Change], list[Fault]]:
    """The same, carried out when nothing is wrong."""
    changes, faults = plan(tx, orders)
    if not faults:
        carry_out(tx, changes)
    return changes, faults

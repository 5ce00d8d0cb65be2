"""Importing people: rows of a table, the plan of what they change, and the change itself."""

from __future__ import annotations

from models.database import Transaction
from models.invitation import Invitation
from reporting import agencies
from reporting.ids import Ids
from reporting.imports.people_columns import Order, order
from reporting.imports.people_plan import Change, plan
from reporting.imports.people_writing import carry_out
from reporting.imports.table import Fault, Table
from reporting.staffing import Staffing
from reporting.texts import Texts, templates_folder


def read(table: Table) -> tuple[list[Order], list[Fault]]:
    """The orders of the rows, and every fault that can be told without the database."""
    orders, faults = [], []
    known = agencies.load(templates_folder() / "forms")
    for row in table.rows:
        made, wrong = order(row, known)
        faults += wrong
        if made is not None:
            orders.append(made)
    return orders, faults


def look(tx: Transaction, orders: list[Order]) -> tuple[list[Change], list[Fault]]:
    """What the list would change, or what is wrong with it. Writes nothing."""
    return plan(tx, orders)


def bring_in(
    tx: Transaction, ids: Ids, texts: Texts, orders: list[Order]
) -> tuple[list[Change], list[Fault], dict[int, Invitation]]:
    """The same, carried out when nothing is wrong; with the invitations by row."""
    changes, faults = plan(tx, orders)
    return changes, faults, {} if faults else carry_out(tx, ids, Staffing(texts), changes)

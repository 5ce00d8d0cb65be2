"""A list of people becomes persons, roles and invitations. Run twice, it changes nothing the second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from models import invitation, person
from models.database import Transaction
from models.invitation import Invitation
from models.person import Person
from reporting import inviting
from reporting.ids import Ids
from reporting.inviting import Guest, InviteError

COLUMNS = ("name", "phone", "role", "area")  # needed; `address` may be there too
OPTIONAL = ("address",)

What = Literal["new", "role added", "unchanged"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which cell; `row` counts as a spreadsheet does, the header being 1."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does. `invited` is the open invitation of whoever has no Telegram account yet."""

    row: int
    guest: Guest
    what: What
    invited: Invitation | None


def read(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[list[tuple[int, Guest]], list[Problem]]:
    """Rows (number, cells by column) as orders; every empty cell that should not be is a problem."""
    orders, problems = [], []
    for number, cells in rows:
        missing = [column for column in COLUMNS if not cells.get(column, "").strip()]
        problems += [Problem(number, column, "is empty") for column in missing]
        if not missing:
            values = {column: " ".join(cells.get(column, "").split()) for column in (*COLUMNS, *OPTIONAL)}
            guest = Guest(
                values["role"].lower(), values["area"], values["name"], values["phone"], address=values["address"]
            )
            orders.append((number, guest))
    return orders, problems


def bring_in(tx: Transaction, ids: Ids, orders: Iterable[tuple[int, Guest]]) -> tuple[list[Change], list[Problem]]:
    """Carries out the orders; who calls it rolls back when there are problems, or when it was only to be shown."""
    changes, problems = [], []
    for number, guest in orders:
        try:
            changes.append(_one(tx, ids, number, inviting.check(tx, guest)))
        except InviteError as error:
            problems.append(Problem(number, error.field, str(error)))
    return changes, problems


def _one(tx: Transaction, ids: Ids, number: int, guest: Guest) -> Change:
    """A person is known by the phone; the role by what it is and where."""
    known = person.by_phone(tx, guest.phone)
    who = known or inviting.new_person(tx, guest)
    given = inviting.grant(tx, None, who, guest)
    what: What = "new" if known is None else "role added" if given else "unchanged"
    return Change(number, guest, what, _invitation(tx, ids, who, guest))


def _invitation(tx: Transaction, ids: Ids, who: Person, guest: Guest) -> Invitation | None:
    """The open invitation, made when there is none; nobody with an account needs one."""
    if who.telegram_user_id is not None or who.id is None:
        return None
    return invitation.open_of(tx, who.id) or inviting.write(tx, ids, None, who, guest)

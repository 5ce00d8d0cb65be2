"""The demo's first rows: regions, kampung, people and their roles. Done once; a second call finds them and stops."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.demo import profiles
from bot.demo.cast import District, Member, villages
from models import region, region_files
from models.database import Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person
from reporting import consenting, notice
from reporting.texts import Texts, templates_folder

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)  # before the first month of the demo's past


def is_empty(tx: Transaction) -> bool:
    """Whether nothing of the demo is there yet."""
    return region.get(tx, "13.72") is None


def regions(tx: Transaction) -> None:
    region.load_regions(tx, region_files.shipped())


def district(tx: Transaction, told: District, accounts: dict[str, int]) -> None:
    """The district's kampung and people; `accounts` are Telegram user ids by name."""
    places, text = _kampung(tx, told), notice.body(Texts(templates_folder()), "id")
    for member in told.members:
        row = Person(
            name=member.name,
            address=member.address,
            zone=places[0].zone if places else "Asia/Jakarta",
            telegram_user_id=accounts[member.name],
            phone_verified_at=tx.now,
            created_at=tx.now,
        )
        tx.add(row)
        tx.flush()
        assert row.id is not None
        tx.add_all(_memberships(tx, member, row.id, places))
        consenting.give(tx, row, "id", text, "tap")


def _kampung(tx: Transaction, told: District) -> list[Kampung]:
    districts = [place for area in told.within for place in region.below(tx, area)]
    found = {one.code: one for place in districts for one in region.below(tx, place.code)}
    made = []
    for code in villages(told, sorted(found)):
        name = told.named.get(code) or f"Kampung KB {found[code].name}"
        made.append(Kampung(name=name, village_code=code, zone=found[code].zone))
    tx.add_all(made)
    tx.flush()
    for row in made:
        profiles.describe(tx, row)
    return made


def _memberships(tx: Transaction, member: Member, person_id: int, places: list[Kampung]) -> Iterable[Membership]:
    """An officer or cadre has each kampung of theirs, a coordinator the area."""
    if not member.kampung:
        told = {"role": member.role, "area_code": member.area, "agency": member.agency}
        return [Membership(person_id=person_id, since=BEGAN, **told)]
    return [
        Membership(person_id=person_id, role=member.role, kampung_id=places[at].id, since=BEGAN)
        for at in member.kampung
    ]

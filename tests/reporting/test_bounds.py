"""A cadre of one group and a contact of one agency report for that alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlmodel import select

from models import kampung
from models.answer_value import Said
from models.database import Database, Transaction
from models.draft import Draft
from models.membership import Membership
from models.poktan import Poktan
from reporting import bounds, publishing, world
from reporting.access import actor_of
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.programme_told import followed_in, told_of
from reporting.refusals import Refusal
from reporting.starting import Starting
from reporting.starting.ground import Ground, Slot
from tests.reporting import desk
from tests.reporting.desk import AUR, PAYO, TEXTS

# A library of its own: it knows versions by their ids, and other tests have other forms under the same.
LIBRARY = Library()
FORM = "poktan_bulanan"


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        publishing.publish(opened, desk.source(FORM))
        for number, kind, name in ((1, "bkb", "Melati"), (2, "bkl", "Mawar")):
            opened.add(
                Poktan(id=number, kampung_id=PAYO, kind=kind, name=name, register_number=f"0{number}", since=now)
            )
        opened.flush()
        yield opened


def begun(tx: Transaction, who: Sender, place: int = PAYO) -> str:
    """What the report is about that the person begins for the kampung."""
    return Ground(LIBRARY).bound(tx, actor_of(tx, who), Slot(FORM, place, "2026-10")).unit


def test_the_form_of_a_bound_cadre_is_about_their_group(tx: Transaction) -> None:
    bound = desk.person(tx, "Bu Ani", "kader", kampung_id=PAYO, poktan_id=1)
    free = desk.person(tx, "Bu Eni", "kader", kampung_id=PAYO)
    assert (begun(tx, bound), begun(tx, free)) == ("poktan:1", "")
    Starting(LIBRARY, TEXTS, desk.CountedIds(1)).chosen(tx, bound, Tap("s", None, "open", f"{FORM},{PAYO},2026-10"))
    row = tx.exec(select(Draft)).one()
    values = row.data["instance"]["values"]
    assert (row.unit, values["jenis_poktan"], values["poktan_id"]) == ("poktan:1", "bkb", "01")
    assert "Jumlah anggota terdaftar" in desk.shown(tx, bound)
    ground = Ground(LIBRARY)
    own, other = (Slot(FORM, PAYO, "2026-10", f"poktan:{number}") for number in (1, 2))
    assert ground.closed(tx, actor_of(tx, bound), own) is None
    with pytest.raises(Refusal, match="not_found"):
        ground.closed(tx, actor_of(tx, bound), other)
    assert ground.closed(tx, actor_of(tx, free), other) is None


def test_who_also_reports_for_the_whole_kampung_is_not_bound(tx: Transaction) -> None:
    both = desk.person(tx, "Bu Sari", "kader", kampung_id=PAYO, poktan_id=1)
    tx.add(Membership(person_id=actor_of(tx, both).person_id, role="plkb", area_code="13.72", since=desk.SINCE))
    tx.flush()
    assert (begun(tx, both), begun(tx, both, AUR)) == ("", "")


def test_who_is_bound_to_two_groups_is_asked_which(tx: Transaction) -> None:
    two = desk.person(tx, "Bu Ani", "kader", kampung_id=PAYO, poktan_id=1)
    second = {"role": "kader", "kampung_id": PAYO, "poktan_id": 2, "since": desk.SINCE}
    tx.add(Membership(person_id=actor_of(tx, two).person_id, **second))
    tx.flush()
    assert begun(tx, two) == ""
    closed = Ground(LIBRARY).closed
    assert closed(tx, actor_of(tx, two), Slot(FORM, PAYO, "2026-10", "poktan:2")) is None


def test_a_contact_speaks_for_their_agency(tx: Transaction) -> None:
    health = desk.person(tx, "Pak Beni", "opd", area_code="13.72", agency="dinkes")
    account = world.context(tx, actor_of(tx, health), "tindak_lanjut_opd", PAYO, "2026-10", 1).account
    assert account["instansi_opd"] == "dinkes"
    assert bounds.agency_of(actor_of(tx, health), kampung.get(tx, PAYO)) == "dinkes"
    assert not bounds.allows(tx, actor_of(tx, health), kampung.get(tx, PAYO), "plan:KB-1.1")


def test_a_plan_stands_as_its_own_agency_says() -> None:
    def told(number: int, agency: str, status: str) -> list[Said]:
        said = {"rencana_id": "Sumur  Bor", "status": status} | ({"instansi_opd": agency} if agency else {})
        of = (number, 1, "2026-10.1")
        return [Said(*of, f"/data/{name}", name, text, "KB-1", "13.72.01.1004") for name, text in said.items()]

    followed = followed_in([*told(3, "dinkes", "selesai"), *told(2, "pupr", "jalan"), *told(1, "", "tunda")])

    def standing(activity: str, agency: str) -> list[str]:
        return [one.status for one in told_of(followed, (activity,), agency)]

    assert standing("sumur bor", "pupr") == ["jalan", "tunda"]
    assert standing("sumur bor", "dinsos") == ["tunda"]
    assert standing("jamban", "pupr") == []

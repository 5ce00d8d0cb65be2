"""The registry's tables: one active kampung a village, groups that come and go, and the profile that counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from models import kampung, kampung_profile, poktan
from models.database import Database, Transaction
from models.kampung import Kampung
from models.kampung_profile import KampungProfile, Profile, values
from models.scope import Scope
from tests.reporting import desk
from tests.reporting.desk import AUR, PAYO

SOLOK = Scope(areas=("13.72",))


@pytest.fixture
def solok(database: Database, now: datetime) -> Database:
    with database.transaction(now) as tx:
        desk.plant(tx)
    return database


def tell(tx: Transaction, kampung_id: int, month: str, profile: Profile, is_current: bool = True) -> None:
    told = {"kampung_id": kampung_id, "valid_from": month, "source": "import", "recorded_at": tx.now}
    tx.add(KampungProfile(**told, is_current=is_current, **values(profile)))
    tx.flush()


def test_a_village_has_one_active_kampung(solok: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), solok.transaction(now) as tx:
        tx.add(Kampung(name="Lain", village_code="13.72.01.1004", zone="Asia/Jakarta"))
    with solok.transaction(now) as tx:
        kampung.get(tx, PAYO).is_active = False
        tx.flush()
        tx.add(Kampung(name="Lain", village_code="13.72.01.1004", zone="Asia/Jakarta", rw=["01", "02"]))
    with solok.reading(now) as tx:
        found = kampung.in_village(tx, "13.72.01.1004")
        assert found is not None and (found.name, found.rw) == ("Lain", ["01", "02"])


def test_the_newest_profile_valid_in_the_month_counts(solok: Database, now: datetime) -> None:
    with solok.transaction(now) as tx:
        tell(tx, PAYO, "2026-01", Profile(pokja=True, families=700))
        tell(tx, PAYO, "2026-07", Profile(pokja=True, families=710, poktan=("bkb", "bkl")))
        tell(tx, PAYO, "2026-07", Profile(pokja=False, families=712, poktan=()))
        tell(tx, PAYO, "2026-08", Profile(families=1), is_current=False)
    with solok.reading(now) as tx:
        assert kampung_profile.current(tx, [PAYO, AUR]) == {PAYO: Profile(pokja=False, families=712, poktan=())}
        assert kampung_profile.current(tx, [PAYO], "2026-06")[PAYO].families == 700
        assert kampung_profile.current(tx, [PAYO], "2025-12") == {}
        assert kampung_profile.current_in(tx, SOLOK, "2026-07")[PAYO].families == 712
        assert kampung_profile.current_in(tx, Scope(areas=("63",))) == {}
        assert kampung_profile.current_in(tx, Scope()) == {}
        row = kampung_profile.row_of(tx, PAYO)
        assert row is not None and row.profile == Profile(pokja=False, families=712, poktan=())
        assert [one.families for one in kampung_profile.history(tx, PAYO)] == [712, 710, 700]


def test_everything_a_profile_holds_comes_back_as_it_was(solok: Database, now: datetime) -> None:
    whole = Profile(
        pokja=True,
        pokja_decree_number="12/2024",
        pokja_decree_on=now.date(),
        pokja_sections=("Agama",),
        companion="",
        funds=(),
        mechanisms={"rencana": "bulanan", "monev": ""},
        ages={"l_0": 0, "p_75": 12},
    )
    with solok.transaction(now) as tx:
        tell(tx, AUR, "2026-02", whole)
    with solok.reading(now) as tx:
        assert kampung_profile.current(tx, [AUR]) == {AUR: whole}
        assert kampung_profile.current_in(tx, SOLOK) == {AUR: whole}


def test_groups_begin_and_end_as_they_are_told(solok: Database, now: datetime) -> None:
    def names(at: Transaction) -> list[str]:
        return [row.name for row in poktan.of_kampung(at, PAYO)]

    with solok.transaction(now) as tx:
        tx.add(poktan.Poktan(kampung_id=PAYO, kind="bkb", name="Melati 2", since=now))
        tx.add(poktan.Poktan(kampung_id=PAYO, kind="bkb", name="Melati 1", since=now))
        tx.flush()
        poktan.agree(tx, PAYO, ["bkl", "bkb", "dashat"], "Payo Sejahtera")
        assert names(tx) == ["Melati 1", "Melati 2", "BKL Payo Sejahtera", "DASHAT Payo Sejahtera"]
    with solok.transaction(now + timedelta(days=40)) as tx:
        poktan.agree(tx, PAYO, ["dashat"], "Payo Sejahtera")
        assert names(tx) == ["DASHAT Payo Sejahtera"]
    with solok.transaction(now + timedelta(days=80)) as tx:
        poktan.agree(tx, PAYO, ["bkb", "dashat"], "Payo Sejahtera")
        assert names(tx) == ["Melati 1", "Melati 2", "DASHAT Payo Sejahtera"]
        first = poktan.of_kampung(tx, PAYO)[0]
        assert poktan.one_in_scope(tx, SOLOK, first.id or 0) is first
        assert poktan.one_in_scope(tx, Scope(areas=("63",)), first.id or 0) is None

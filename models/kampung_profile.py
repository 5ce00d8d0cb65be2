"""KampungProfile: what was told of a kampung at one time: its Pokja, poktan, means, rules and people.

A profile is valid from a month until a newer one; each is kept. What a list or a form does not tell is taken over from
the profile before, so the newest one is whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Field, SQLModel, col, select

from models.columns import Json, json_column
from models.database import Transaction
from models.kampung import Kampung
from models.scope import Scope

FUNDS = ("apbn", "apbd", "dana_desa", "hibah", "csr", "swadaya")
REGULATIONS = ("gub", "bup", "camat", "kades")
DATA_USES = ("pk", "rutin", "podes", "sektoral", "lainnya")
MECHANISMS = ("rencana", "koordinasi", "sosialisasi", "monev", "laporan")
FREQUENCIES = ("mingguan", "bulanan", "triwulan", "semesteran", "tahunan", "lainnya")
CLASSES = ("sederhana", "lengkap", "paripurna")  # of a Rumah DataKu
PLKB = "plkb"  # the companion that every other kind stands in for
COMPANIONS = ("kader", "rtrw", "perangkat", "pkk", "toga", "opdkb", "perwakilan", "plkb_non_pns", "lainnya")
FIGURES = ("people", "families", "couples", "toddler_families", "teen_families", "elderly_families", "teens")
AGES = tuple(f"{sex}_{age}" for age in range(0, 80, 5) for sex in "lp")  # l_0 (boys of 0 to 4) ... p_75 (and older)
LATEST = "9999-12"
AT_ONCE = 5_000  # ids in one statement: both engines take more, but plan many small ones faster


@dataclass(frozen=True, slots=True)
class Profile:
    """The portal's profile (Kampung KB portal, "profil" and "profil kependudukan"). None is not told, which is not the
    same as an empty tuple: told that there is none.

    `companion` is PLKB or one of COMPANIONS, "" when told that nobody is: the role only, never a name. `poktan` are the
    kinds of groups; `mechanisms` those in use, each with its frequency ("" if not told); `ages` people by AGES.
    """

    pokja: bool | None = None
    pokja_decree_number: str | None = None
    pokja_decree_on: date | None = None
    pokja_decree_by: str | None = None
    pokja_members: int | None = None
    pokja_sections: tuple[str, ...] | None = None
    pokja_is_trained: bool | None = None
    pokja_training: str | None = None
    pokja_trained: int | None = None
    companion: str | None = None
    poktan: tuple[str, ...] | None = None
    sekretariat: bool | None = None
    rumah_dataku: bool | None = None
    rumah_dataku_class: str | None = None
    sekolah_lansia: bool | None = None
    funds: tuple[str, ...] | None = None
    regulations: tuple[str, ...] | None = None
    work_plan: bool | None = None
    data_uses: tuple[str, ...] | None = None
    mechanisms: Mapping[str, str] | None = None
    people: int | None = None
    families: int | None = None
    couples: int | None = None
    toddler_families: int | None = None
    teen_families: int | None = None
    elderly_families: int | None = None
    teens: int | None = None
    ages: Mapping[str, int] | None = None


NAMES = tuple(one.name for one in fields(Profile))


class KampungProfile(SQLModel, table=True):
    """`valid_from` is a month ("2026-01"), `source` form or import. One that came by form is no longer `is_current`
    when its report was corrected or moved. `over` is what its report changed in the kampung's own row: column -> what
    it was and what it became, as JSON holds them. The other columns are those of `Profile`."""

    __tablename__ = "kampung_profile"

    id: int | None = Field(default=None, primary_key=True)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    valid_from: str = Field(max_length=7)
    source: str = Field(max_length=8)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime
    is_current: bool = True
    over: Json = json_column(nullable=True)

    pokja: bool | None = None
    pokja_decree_number: str | None = None
    pokja_decree_on: date | None = None
    pokja_decree_by: str | None = None
    pokja_members: int | None = None
    pokja_sections: Json = json_column(nullable=True)
    pokja_is_trained: bool | None = None
    pokja_training: str | None = None
    pokja_trained: int | None = None
    companion: str | None = Field(default=None, max_length=16)
    poktan: Json = json_column(nullable=True)
    sekretariat: bool | None = None
    rumah_dataku: bool | None = None
    rumah_dataku_class: str | None = Field(default=None, max_length=10)
    sekolah_lansia: bool | None = None
    funds: Json = json_column(nullable=True)
    regulations: Json = json_column(nullable=True)
    work_plan: bool | None = None
    data_uses: Json = json_column(nullable=True)
    mechanisms: Json = json_column(nullable=True)
    people: int | None = None
    families: int | None = None
    couples: int | None = None
    toddler_families: int | None = None
    teen_families: int | None = None
    elderly_families: int | None = None
    teens: int | None = None
    ages: Json = json_column(nullable=True)

    @property
    def profile(self) -> Profile:
        return _profile({name: getattr(self, name) for name in NAMES})


def current(tx: Transaction, kampung_ids: Sequence[int], month: str = LATEST) -> dict[int, Profile]:
    """For each of the kampung that has one, the newest profile valid in the month ("2026-06")."""
    found: dict[int, Profile] = {}
    for start in range(0, len(kampung_ids), AT_ONCE):
        part = kampung_ids[start : start + AT_ONCE]
        found |= _newest(tx, col(KampungProfile.kampung_id).in_(part), month)
    return found


def current_in(tx: Transaction, scope: Scope, month: str = LATEST) -> dict[int, Profile]:
    """The same for every active kampung in the scope, by the kampung's id."""
    inside = (
        select(Kampung.id).where(Kampung.is_active, scope.covers(Kampung.village_code, Kampung.id)).subquery().select()
    )
    return _newest(tx, col(KampungProfile.kampung_id).in_(inside), month)


def row_of(tx: Transaction, kampung_id: int, month: str = LATEST) -> KampungProfile | None:
    """The row that `current` reads for the kampung: with its source and age."""
    return tx.exec(
        select(KampungProfile)
        .where(KampungProfile.kampung_id == kampung_id, KampungProfile.is_current, KampungProfile.valid_from <= month)
        .order_by(col(KampungProfile.valid_from).desc(), col(KampungProfile.id).desc())
        .limit(1)
    ).first()


def latest_months(tx: Transaction, kampung_ids: Sequence[int]) -> dict[int, str]:
    """For each of the kampung that has a profile, the month from which its newest one is valid."""
    found: dict[int, str] = {}
    for start in range(0, len(kampung_ids), AT_ONCE):
        part = kampung_ids[start : start + AT_ONCE]
        statement = (
            select(KampungProfile.kampung_id, func.max(KampungProfile.valid_from))
            .where(KampungProfile.is_current, col(KampungProfile.kampung_id).in_(part))
            .group_by(col(KampungProfile.kampung_id))
        )
        found |= dict(tx.exec(statement).all())
    return found


def history(tx: Transaction, kampung_id: int) -> Sequence[KampungProfile]:
    """Every profile that counts or has counted for a month, the newest first."""
    return tx.exec(
        select(KampungProfile)
        .where(KampungProfile.kampung_id == kampung_id, KampungProfile.is_current)
        .order_by(col(KampungProfile.valid_from).desc(), col(KampungProfile.id).desc())
    ).all()


def values(profile: Profile) -> dict[str, Any]:
    """The profile's columns as they are stored."""
    told = {name: getattr(profile, name) for name in NAMES}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def told_by(tx: Transaction, submission_ids: Sequence[int]) -> Sequence[KampungProfile]:
    """The profiles that came by these reports and count, the newest first."""
    told = (col(KampungProfile.submission_id).in_(submission_ids), KampungProfile.is_current)
    return tx.exec(select(KampungProfile).where(*told).order_by(col(KampungProfile.id).desc())).all()


def retire(tx: Transaction, submission_ids: Sequence[int]) -> None:
    """What these reports told no longer counts."""
    tx.flush()
    statement = update(KampungProfile).where(col(KampungProfile.submission_id).in_(submission_ids))
    tx.connection().execute(statement.values(is_current=False))


def _newest(tx: Transaction, which: Any, month: str) -> dict[int, Profile]:
    """Read as plain columns: a row object a kampung would be slow for a whole country."""
    rank = (
        func.row_number()
        .over(
            partition_by=col(KampungProfile.kampung_id),
            order_by=(col(KampungProfile.valid_from).desc(), col(KampungProfile.id).desc()),
        )
        .label("rank")
    )
    columns = [getattr(KampungProfile, name) for name in ("kampung_id", *NAMES)]
    ranked = (
        select(*columns, rank)  # type: ignore[call-overload]
        .where(KampungProfile.is_current, KampungProfile.valid_from <= month, which)
        .subquery()
    )
    newest = select(*(ranked.c[name] for name in ("kampung_id", *NAMES))).where(ranked.c.rank == 1)
    rows = tx.connection().execute(newest)
    return {row[0]: _profile(dict(zip(NAMES, row[1:], strict=True))) for row in rows}


def _profile(told: Mapping[str, Any]) -> Profile:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Profile(**plain)

"""Draft: a half-filled form; `data` is all there is of it (`forms.Draft` as JSON)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import String, case, cast, literal, text
from sqlalchemy.orm import defer
from sqlmodel import Field, SQLModel, and_, col, func, or_, select

from models import membership
from models.columns import Json, json_column
from models.database import Transaction
from models.kampung import Kampung
from models.obligation import Obligation


class Draft(SQLModel, table=True):
    """`state` is open, submitted, deleted, expired (its period was closed long ago), or erased with its person.
    `instance_id` is made when the draft is opened, so that a report sent twice is one report. `corrects_id` is the
    submission that this draft mends, `asked_again` the paths to mend."""

    __tablename__ = "draft"

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    form_version_id: int = Field(foreign_key="form_version.id")
    form_id: str = Field(index=True, max_length=255)
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    period: str = Field(max_length=24)
    # "" is the kampung itself, else what in it reports (`obligation.unit`).
    unit: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": text("''")})
    state: str = Field(default="open", max_length=12)
    revision: int = 0
    answered: int = 0  # how many questions were answered or skipped, for lists
    questions: int | None = None  # how many its form asks at most, for lists
    data: Json = json_column()
    corrects_id: int | None = Field(default=None, foreign_key="submission.id")
    asked_again: Json = json_column(nullable=True)
    begun_by_id: int | None = None  # who began it, where it was handed over since
    behalf_id: int | None = None  # who filled it in on paper, where somebody else copied it: a person,
    behalf_role: str | None = Field(default=None, max_length=16)  # or only a role
    paper_on: date | None = None  # the day on the paper
    created_at: datetime
    updated_at: datetime


_FIRST = (Draft.state == "open", col(Draft.corrects_id).is_(None))  # open, and not mending a report


def get(tx: Transaction, draft_id: int, person_id: int) -> Draft | None:
    """The person's own open draft."""
    row = tx.get(Draft, draft_id)
    return row if row and row.person_id == person_id and row.state == "open" else None


def of_person(tx: Transaction, draft_id: int, person_id: int | None) -> Draft | None:
    """The person's own draft, whatever became of it."""
    row = tx.get(Draft, draft_id)
    return row if row and row.person_id == person_id else None


def open_of(tx: Transaction, person_id: int) -> Sequence[Draft]:
    """The person's open drafts, the latest touched first."""
    return tx.exec(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.state == "open")
        .order_by(col(Draft.updated_at).desc(), col(Draft.id).desc())
    ).all()


def open_of_people(tx: Transaction, person_ids: Sequence[int]) -> Sequence[Draft]:
    """The open drafts of many people, without their answers unless these are asked for; the latest touched first."""
    return tx.exec(
        select(Draft)
        .where(col(Draft.person_id).in_(person_ids), Draft.state == "open")
        .order_by(col(Draft.updated_at).desc(), col(Draft.id).desc())
        .options(defer(Draft.data))
    ).all()


def of_slot(
    tx: Transaction, person_id: int, form_id: str, kampung_id: int, period: str, unit: str = ""
) -> Draft | None:
    """The person's open draft for the slot, if there is one."""
    return tx.exec(
        select(Draft).where(
            Draft.person_id == person_id,
            Draft.form_id == form_id,
            Draft.kampung_id == kampung_id,
            Draft.period == period,
            Draft.unit == unit,
            Draft.state == "open",
        )
    ).first()


def of_unit(tx: Transaction, person_id: int, form_id: str, unit: str, period: str) -> Draft | None:
    """The person's open draft of a first report for the unit (`obligation.unit`): of its period, or of a day."""
    place = unit.removeprefix("kampung:")
    is_kampung = place != unit
    whose = (Draft.kampung_id == int(place), Draft.unit == "") if is_kampung else (Draft.unit == unit,)
    return tx.exec(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.form_id == form_id, *_FIRST, *whose)
        .where(or_(Draft.period == period, col(Draft.period).like("____-__-__")))
        .order_by((col(Draft.period) == period).desc(), col(Draft.id).desc())
    ).first()


def count_elsewhere(tx: Transaction, form_id: str, version_id: int) -> int:
    """How many open drafts of the form are made with another version of it."""
    mine = (Draft.form_id == form_id, Draft.form_version_id != version_id, Draft.state == "open")
    return tx.exec(select(func.count()).select_from(Draft).where(*mine)).one()


def count_of_version(tx: Transaction, version_id: int) -> int:
    """How many open drafts are made with the version."""
    mine = (Draft.form_version_id == version_id, Draft.state == "open")
    return tx.exec(select(func.count()).select_from(Draft).where(*mine)).one()


def last_used(tx: Transaction, person_id: int) -> dict[str, str]:
    """When the person last touched a draft of each form, as ISO text that sorts."""
    rows = tx.exec(
        select(Draft.form_id, func.max(Draft.updated_at)).where(Draft.person_id == person_id).group_by(Draft.form_id)
    ).all()
    return {form_id: str(at) for form_id, at in rows}


def dropped(tx: Transaction, person_id: int, since: datetime) -> Sequence[Draft]:
    """The person's drafts that were thrown away since then, the latest first."""
    return tx.exec(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.state == "deleted", Draft.updated_at >= since)
        .order_by(col(Draft.updated_at).desc(), col(Draft.id).desc())
    ).all()


def closed_between(tx: Transaction, after: datetime | None, until: datetime) -> Sequence[tuple[Draft, Obligation]]:
    """Open drafts of first reports whose period was closed after the one moment and not after the other."""
    statement = select(Draft, Obligation).join(Obligation, _same_slot()).where(*_FIRST, Obligation.lock_at <= until)
    if after is not None:
        statement = statement.where(Obligation.lock_at > after)
    return tx.exec(statement.order_by(col(Draft.id))).all()


def next_closing(tx: Transaction, after: datetime) -> datetime | None:
    """When the period of an open draft is next closed."""
    statement = select(func.min(Obligation.lock_at)).select_from(Draft).join(Obligation, _same_slot())
    return tx.exec(statement.where(*_FIRST, Obligation.lock_at > after)).one()


def without_officer(tx: Transaction, roles: Sequence[str], at: datetime) -> Sequence[Draft]:
    """Open drafts whose person holds none of the roles over the kampung any more."""
    return tx.exec(
        select(Draft)
        .join(Kampung, col(Kampung.id) == Draft.kampung_id)
        .where(Draft.state == "open", ~membership.covering(Draft.person_id, Kampung, roles, at))
        .order_by(col(Draft.id))
    ).all()


def save(tx: Transaction, row: Draft, data: Json, answered: int) -> None:
    """Stores what the engine returned; the revision grows with every push."""
    row.data = data
    row.revision += 1
    row.answered = answered
    row.updated_at = tx.now
    tx.add(row)


def correcting(tx: Transaction, submission_id: int) -> Draft | None:
    """The open draft that mends the submission, if somebody has begun."""
    return tx.exec(select(Draft).where(Draft.corrects_id == submission_id, Draft.state == "open")).first()


def of_kampung(tx: Transaction, person_id: int, kampung_id: int) -> Sequence[Draft]:
    """The person's open drafts of first reports for the kampung."""
    return tx.exec(
        select(Draft)
        .where(Draft.person_id == person_id, Draft.kampung_id == kampung_id, *_FIRST)
        .order_by(col(Draft.id))
    ).all()


def of_instance(tx: Transaction, instance_id: str) -> Draft | None:
    """The draft that became the submission with that instance id."""
    return tx.exec(select(Draft).where(Draft.instance_id == instance_id)).first()


def begun_by(tx: Transaction, person_id: int) -> Sequence[Draft]:
    """Every draft the person began, in whatever state, the oldest first."""
    return tx.exec(select(Draft).where(Draft.person_id == person_id).order_by(col(Draft.id))).all()


def _same_slot() -> Json:
    own = literal("kampung:") + cast(Draft.kampung_id, String)
    return and_(
        col(Obligation.form_id) == Draft.form_id,
        col(Obligation.unit) == case((col(Draft.unit) == "", own), else_=col(Draft.unit)),
        col(Obligation.period) == Draft.period,
    )

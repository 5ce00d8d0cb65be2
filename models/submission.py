"""Submission: a finished form. A correction is a new submission that names the one it replaces; each is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, or_, text, update
from sqlmodel import Field, SQLModel, col, func, select

from models.columns import by_area
from models.database import Transaction
from models.form_version import FormVersion
from models.kampung import Kampung
from models.scope import Scope


class Submission(SQLModel, table=True):
    """`review_state` is ODK Central's: received, edited, has_issues, approved, rejected. `number` is what people quote
    ("KB-7F3A9"). Of one slot (form, kampung, period) exactly one submission is current; a
    report of an event has its date and a running number as period ("2026-10-14.1"). `unit` is as in `Draft`."""

    __tablename__ = "submission"
    __table_args__ = (
        Index(
            "uq_submission_slot",
            "form_id",
            "kampung_id",
            "period",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        by_area("ix_submission_area_code"),
        by_area("ix_submission_period_area", "period", "form_id"),
        by_area("ix_submission_review_area", "review_state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(unique=True, max_length=64)
    replaces_id: int | None = Field(default=None, foreign_key="submission.id")
    is_current: bool = True
    revision: int = 1  # 1 for the first, 2 for its first correction, ...
    number: str = Field(index=True, max_length=16)
    form_id: str = Field(index=True, max_length=255)
    form_version_id: int = Field(foreign_key="form_version.id")
    kampung_id: int = Field(foreign_key="kampung.id", index=True)
    area_code: str = Field(max_length=13)  # the village's, for scoping
    period: str = Field(max_length=24)
    unit: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": text("''")})
    person_id: int = Field(foreign_key="person.id", index=True)
    instance_name: str = ""
    xml: str
    review_state: str = Field(default="received", max_length=12)
    behalf_id: int | None = None  # who filled it in on paper, where somebody else copied it: a person,
    behalf_role: str | None = Field(default=None, max_length=16)  # or only a role
    paper_on: date | None = None  # the day on the paper
    started_at: datetime
    submitted_at: datetime


def get(tx: Transaction, scope: Scope, submission_id: int) -> Submission | None:
    """The submission, if it lies in the scope."""
    row = tx.get(Submission, submission_id)
    return row if row and scope.includes(row.area_code, row.kampung_id) else None


def current(tx: Transaction, form_id: str, kampung_id: int, period: str) -> Submission | None:
    """The submission that fills the slot."""
    return tx.exec(
        select(Submission).where(
            Submission.form_id == form_id,
            Submission.kampung_id == kampung_id,
            Submission.period == period,
            Submission.is_current,
        )
    ).first()


def last_of(tx: Transaction, form_id: str, person_id: int) -> Submission | None:
    """What the person sent last on this form, as it was corrected since."""
    return tx.exec(
        select(Submission)
        .where(Submission.form_id == form_id, Submission.person_id == person_id, Submission.is_current)
        .order_by(col(Submission.submitted_at).desc(), col(Submission.id).desc())
        .limit(1)
    ).first()


def latest_before(tx: Transaction, form_id: str, kampung_id: int, period: str) -> Submission | None:
    """The current submission of the last period before the given one: where "bulan lalu" comes from."""
    return tx.exec(
        select(Submission)
        .where(
            Submission.form_id == form_id,
            Submission.kampung_id == kampung_id,
            Submission.period < period,
            Submission.is_current,
        )
        .order_by(col(Submission.period).desc())
    ).first()


def is_there(tx: Transaction, scope: Scope, form_id: str) -> bool:
    """Whether the scope has any report on the form."""
    covered = scope.covers(Submission.area_code, Submission.kampung_id)
    found = select(Submission.id).where(Submission.form_id == form_id, Submission.is_current, covered)
    return tx.exec(found.limit(1)).first() is not None


def recent(tx: Transaction, scope: Scope, limit: int) -> Sequence[Submission]:
    """The current submissions in the scope, the newest first."""
    return tx.exec(
        select(Submission)
        .where(Submission.is_current, scope.covers(Submission.area_code, Submission.kampung_id))
        .order_by(col(Submission.submitted_at).desc(), col(Submission.id).desc())
        .limit(limit)
    ).all()


def count_periods(tx: Transaction, form_id: str, kampung_id: int, prefix: str) -> int:
    """How many current submissions of the form there are for the kampung with a period that begins so."""
    return tx.exec(
        select(func.count())
        .select_from(Submission)
        .where(
            Submission.form_id == form_id,
            Submission.kampung_id == kampung_id,
            col(Submission.period).startswith(prefix),
            Submission.is_current,
        )
    ).one()


def early(tx: Transaction, form_id: str, period: str, kampung_ids: Sequence[int]) -> Sequence[Submission]:
    """The current reports of those kampung for the period, numbered ones too, the oldest first."""
    found: list[Submission] = []
    for start in range(0, len(kampung_ids), 5_000):
        part = kampung_ids[start : start + 5_000]
        found += tx.exec(
            select(Submission)
            .where(Submission.form_id == form_id, col(Submission.kampung_id).in_(part), Submission.is_current)
            .where(or_(col(Submission.period) == period, col(Submission.period).startswith(f"{period}.")))
            .order_by(col(Submission.id))
        ).all()
    return found


def waiting(tx: Transaction, scope: Scope) -> Sequence[Submission]:
    """The review queue: what nobody has decided on yet, the oldest first."""
    return tx.exec(
        select(Submission)
        .where(Submission.is_current, col(Submission.review_state).in_(["received", "edited"]))
        .where(scope.covers(Submission.area_code, Submission.kampung_id))
        .order_by(col(Submission.submitted_at), col(Submission.id))
    ).all()


def count_waiting_since(tx: Transaction, scope: Scope, since: datetime) -> int:
    """How many of the queue came after that moment."""
    statement = (
        select(func.count())
        .select_from(Submission)
        .where(Submission.is_current, col(Submission.review_state).in_(["received", "edited"]))
        .where(Submission.submitted_at > since, scope.covers(Submission.area_code, Submission.kampung_id))
    )
    return tx.exec(statement).one()


def is_any_waiting(tx: Transaction) -> bool:
    """Whether anybody's queue holds anything."""
    queue = (Submission.is_current, col(Submission.review_state).in_(["received", "edited"]))
    return tx.exec(select(Submission.id).where(*queue).limit(1)).first() is not None


def by_instance(tx: Transaction, instance_id: str) -> Submission | None:
    return tx.exec(select(Submission).where(Submission.instance_id == instance_id)).first()


def returned_to(tx: Transaction, person_id: int) -> Sequence[Submission]:
    """The person's reports that were returned and not yet mended, the oldest first."""
    return tx.exec(
        select(Submission)
        .where(Submission.person_id == person_id, Submission.is_current, Submission.review_state == "has_issues")
        .order_by(col(Submission.submitted_at))
    ).all()


def sent_by(tx: Transaction, person_id: int, limit: int) -> Sequence[Submission]:
    """The person's current submissions, the newest first."""
    return tx.exec(
        select(Submission)
        .where(Submission.person_id == person_id, Submission.is_current)
        .order_by(col(Submission.submitted_at).desc(), col(Submission.id).desc())
        .limit(limit)
    ).all()


def seen(scope: Scope, person_id: int) -> ColumnElement[bool]:
    """A condition: what lies in the scope, and what the person sent."""
    return or_(scope.covers(Submission.area_code, Submission.kampung_id), col(Submission.person_id) == person_id)


def of_kampung(tx: Transaction, seen: ColumnElement[bool], kampung_id: int, limit: int) -> Sequence[Submission]:
    """The kampung's current submissions on all forms, of those that are `seen`; the latest period first."""
    return tx.exec(
        select(Submission)
        .where(Submission.kampung_id == kampung_id, Submission.is_current, seen)
        .order_by(col(Submission.period).desc(), col(Submission.id).desc())
        .limit(limit)
    ).all()


def of_month(tx: Transaction, seen: ColumnElement[bool], month: str) -> Sequence[Submission]:
    """The current submissions that are `seen` about the month ("2026-10"), or about a day in it."""
    return tx.exec(
        select(Submission)
        .where(Submission.is_current, col(Submission.period).startswith(month), seen)
        .order_by(col(Submission.period), col(Submission.id))
    ).all()


def last_number(tx: Transaction, form_id: str, kampung_id: int, period: str) -> int:
    """The highest running number of the kampung's current reports for the period ("2026-10.3" is 3); 0 without any.
    Not how many there are: one that was moved leaves its number free."""
    found = tx.exec(
        select(Submission.period).where(
            Submission.form_id == form_id,
            Submission.kampung_id == kampung_id,
            col(Submission.period).startswith(f"{period}."),
            Submission.is_current,
        )
    ).all()
    return max((int(one.rpartition(".")[2]) for one in found), default=0)


def first_sent(tx: Transaction, row: Submission) -> datetime:
    """When the first version of the report was sent."""
    while row.replaces_id is not None:
        row = tx.get_one(Submission, row.replaces_id)
    return row.submitted_at


def slots(tx: Transaction, scope: Scope, form_ids: Sequence[str]) -> Sequence[tuple[int, str]]:
    """Kampung and period of every current submission in the scope on one of the forms."""
    return tx.exec(
        select(Submission.kampung_id, Submission.period)
        .where(Submission.is_current, col(Submission.form_id).in_(form_ids))
        .where(scope.covers(Submission.area_code, Submission.kampung_id))
    ).all()


def line(tx: Transaction, row: Submission) -> dict[str, str]:
    """What a list says of a report: title, kampung, period, number, review_state, submitted_at (ISO)."""
    return {
        "title": tx.get_one(FormVersion, row.form_version_id).title,
        "kampung": tx.get_one(Kampung, row.kampung_id).name,
        "period": row.period,
        "number": row.number,
        "state": row.review_state,
        "submitted_at": row.submitted_at.isoformat(),
    }


def decide(tx: Transaction, submission_id: int, review_state: str) -> bool:
    """Decides on a report that still waits. False when somebody was quicker, or the officer has sent a newer one."""
    statement = (
        update(Submission)
        .where(col(Submission.id) == submission_id, col(Submission.is_current))
        .where(col(Submission.review_state).in_(["received", "edited"]))
        .values(review_state=review_state)
    )
    return tx.connection().execute(statement).rowcount == 1


def reopen(tx: Transaction, submission_id: int) -> Submission | None:
    """Makes an accepted report wait again. None when it is no longer that, or no longer current."""
    row = tx.get_one(Submission, submission_id)
    statement = (
        update(Submission)
        .where(col(Submission.id) == submission_id, col(Submission.is_current))
        .where(col(Submission.review_state) == "approved")
        .values(review_state="edited" if row.revision > 1 else "received")
    )
    if tx.connection().execute(statement).rowcount != 1:
        return None
    tx.refresh(row)
    return row


def let_mend(tx: Transaction, submission_id: int) -> bool:
    """Returns an accepted report, so that it can be corrected. False when it is no longer accepted, or current."""
    statement = (
        update(Submission)
        .where(col(Submission.id) == submission_id, col(Submission.is_current))
        .where(col(Submission.review_state) == "approved")
        .values(review_state="has_issues")
    )
    return tx.connection().execute(statement).rowcount == 1


def replace(tx: Transaction, submission_id: int) -> bool:
    """Makes room in the slot for a correction. False when the report was accepted, or replaced, meanwhile."""
    statement = (
        update(Submission)
        .where(col(Submission.id) == submission_id, col(Submission.is_current))
        .where(col(Submission.review_state) != "approved")
        .values(is_current=False)
    )
    return tx.connection().execute(statement).rowcount == 1


def own(tx: Transaction, person_id: int, submission_id: int) -> Submission | None:
    """The submission, if the person sent it."""
    row = tx.get(Submission, submission_id)
    return row if row and row.person_id == person_id else None


def all_by(tx: Transaction, person_id: int) -> Sequence[Submission]:
    """Everything the person has sent, corrections too, the oldest first."""
    return tx.exec(select(Submission).where(Submission.person_id == person_id).order_by(col(Submission.id))).all()


def count_of_form(tx: Transaction, scope: Scope, form_id: str) -> int:
    """How many reports on the form were sent from the scope, corrections not counted."""
    theirs = (Submission.form_id == form_id, Submission.is_current)
    inside = scope.covers(Submission.area_code, Submission.kampung_id)
    return tx.exec(select(func.count()).select_from(Submission).where(*theirs, inside)).one()


def count_by(tx: Transaction, person_id: int) -> int:
    """How many reports the person has sent, corrections not counted."""
    mine = (Submission.person_id == person_id, Submission.is_current)
    return tx.exec(select(func.count()).select_from(Submission).where(*mine)).one()

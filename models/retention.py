"""Retention: what is over its term, found and emptied in small pieces. What is left of a report is its row: form,
kampung, period, number and dates, and the figures that sums are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, update
from sqlmodel import col, select

from models.answer_value import AnswerValue
from models.attachment import Attachment
from models.database import Transaction
from models.draft import Draft
from models.report_flag import ReportFlag
from models.submission import Submission


def reports(tx: Transaction, form_version_id: int, before: datetime, limit: int) -> Sequence[tuple[int, str]]:
    """Id and instance id of reports made with that version and sent before that moment, that still have content."""
    found = tx.exec(
        select(Submission.id, Submission.instance_id)
        .where(Submission.form_version_id == form_version_id, Submission.submitted_at < before, Submission.xml != "")
        .order_by(col(Submission.id))
        .limit(limit)
    ).all()
    return [(row_id, instance_id) for row_id, instance_id in found if row_id is not None]


def count_reports(tx: Transaction, form_version_id: int, before: datetime) -> int:
    mine = (Submission.form_version_id == form_version_id, Submission.submitted_at < before, Submission.xml != "")
    return tx.exec(select(func.count()).select_from(Submission).where(*mine)).one()


def empty_reports(tx: Transaction, found: Sequence[tuple[int, str]]) -> None:
    """Takes the answers out of these reports and of the drafts they were; numbers that are indicators stay."""
    ids, instances = [row_id for row_id, _ in found], [instance_id for _, instance_id in found]
    is_figure = col(AnswerValue.indicator).is_not(None) & col(AnswerValue.number).is_not(None)
    tx.execute(delete(AnswerValue).where(col(AnswerValue.submission_id).in_(ids), ~is_figure))
    tx.execute(delete(ReportFlag).where(col(ReportFlag.submission_id).in_(ids)))
    tx.execute(update(Submission).where(col(Submission.id).in_(ids)).values(xml="", instance_name=""))
    tx.execute(update(Draft).where(col(Draft.instance_id).in_(instances)).values(data={}))


def files(tx: Transaction, before: datetime, dropped_before: datetime, limit: int) -> Sequence[Attachment]:
    """Attachments, and places kept as such, that came before that moment, or whose draft was thrown away before the
    other."""
    old = select(Attachment).where(_is_old(before, dropped_before))
    return tx.exec(old.order_by(col(Attachment.id)).limit(limit)).all()


def count_files(tx: Transaction, before: datetime, dropped_before: datetime) -> int:
    return tx.exec(select(func.count()).select_from(Attachment).where(_is_old(before, dropped_before))).one()


def _is_old(before: datetime, dropped_before: datetime) -> ColumnElement[bool]:
    thrown_away = col(Draft.state).in_(("deleted", "expired")) & (col(Draft.updated_at) < dropped_before)
    gone = or_(thrown_away, col(Draft.state) == "erased")
    dropped = select(Draft.instance_id).where(gone)
    return or_(col(Attachment.created_at) < before, col(Attachment.instance_id).in_(dropped))


def kept_for_others(tx: Transaction, names: Sequence[str], ids: Sequence[int]) -> set[str]:
    """Those of the stored files (by SHA-256) that an attachment other than these has too."""
    found = tx.exec(
        select(Attachment.sha256).where(col(Attachment.sha256).in_(names), col(Attachment.id).not_in(ids))
    ).all()
    return {name for name in found if name}


def forget_files(tx: Transaction, ids: Sequence[int]) -> int:
    return tx.connection().execute(delete(Attachment).where(col(Attachment.id).in_(ids))).rowcount

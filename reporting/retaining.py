"""Retaining: answers and files go when their term is over. Each public function is one small transaction.

A form says its term itself; one that was published before forms said so has the term of visits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from forms.mandate import of_xform
from models import audit_event, form_version, retention
from models.database import Transaction
from models.form_version import FormVersion

UNSAID = 24  # months, as for visits to families, the shortest term of the programme's own forms
FILES = 12  # months: a photo proves that something took place; after a year nobody asks for it
PIECE = 200  # rows in one transaction: well under a second, so that people who write don't wait


@dataclass(frozen=True, slots=True)
class Due:
    """How many reports of one version of a form, or how many files (`form_id` is ""), are over their term in months."""

    form_id: str
    version: str
    months: int
    count: int


@dataclass(frozen=True, slots=True)
class OldFiles:
    """Attachments over their term by id, and the stored files (by SHA-256) that nothing else needs."""

    ids: tuple[int, ...]
    names: tuple[str, ...]


def months_ago(now: datetime, months: int) -> datetime:
    """The same hour so many months before; the 28th at the latest, since not every month has more days."""
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=years, month=month + 1, day=min(now.day, 28))


def over_term(tx: Transaction) -> Sequence[Due]:
    """What the next rounds will take, by version of form, the files last. Only looks."""
    found = [
        Due(row.form_id, row.version, months, retention.count_reports(tx, row.id or 0, months_ago(tx.now, months)))
        for row, months in _terms(tx)
    ]
    found.append(Due("", "", FILES, retention.count_files(tx, months_ago(tx.now, FILES))))
    return [one for one in found if one.count]


def empty_reports(tx: Transaction) -> int:
    """Empties a piece of what is over its term, and records how many; returns how many, 0 when there is no more."""
    for row, months in _terms(tx):
        found = retention.reports(tx, row.id or 0, months_ago(tx.now, months), PIECE)
        if found:
            retention.empty_reports(tx, found)
            name = f"{row.form_id} {row.version}"
            audit_event.log(tx, None, "retention.emptied", "form", name, reports=len(found), months=months)
            return len(found)
    return 0


def old_files(tx: Transaction) -> OldFiles:
    """A piece of the attachments over their term. Only looks: the files go from the disk before their rows do, so that
    a stop in between leaves a row that the next round finds, and no file that nobody knows of."""
    before = months_ago(tx.now, FILES)
    rows = retention.files(tx, before, PIECE)
    names = {row.sha256 for row in rows if row.sha256}
    gone = names - retention.kept_for_others(tx, sorted(names), before)
    return OldFiles(tuple(row.id for row in rows if row.id is not None), tuple(sorted(gone)))


def forget_files(tx: Transaction, old: OldFiles) -> None:
    """Those files are gone from the disk."""
    count = retention.forget_files(tx, old.ids)
    audit_event.log(tx, None, "retention.deleted", "attachment", "", files=count, months=FILES)


def _terms(tx: Transaction) -> Iterator[tuple[FormVersion, int]]:
    for row in form_version.all_versions(tx):
        yield row, of_xform(row.xform).months or UNSAID

"""Retaining: answers and files go when their term is over. Each public function is one small transaction.

A form says its term itself; one that was published before forms said so has the term of visits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms.mandate import of_xform
from models import audit_event, form_version, retention
from models.database import Transaction
from models.form_version import FormVersion
from reporting.expiring import FILES, VISITS, counts, expire
from reporting.months_ago import months_ago

UNSAID = VISITS  # months: the shortest term of the programme's own forms
DROPPED = 30  # days that files of a draft that was thrown away stay, as the draft itself
PIECE = 200  # rows in one transaction: well under a second, so that people who write don't wait


@dataclass(frozen=True, slots=True)
class Due:
    """How many of something are over their term ("60 months"): `what` says of what."""

    what: str
    term: str
    count: int


@dataclass(frozen=True, slots=True)
class OldFiles:
    """Attachments over their term by id, and the stored files (by SHA-256) that nothing else needs."""

    ids: tuple[int, ...]
    names: tuple[str, ...]


def over_term(tx: Transaction) -> Sequence[Due]:
    """What the next rounds will take: reports by version of form, files, then what lies beside them. Only looks."""
    found = [
        Due(f"{row.form_id} {row.version}", f"{months} months", retention.count_reports(tx, row.id or 0, before))
        for row, months in _terms(tx)
        for before in (months_ago(tx.now, months),)
    ]
    found.append(Due("files", f"{FILES} months", retention.count_files(tx, *_files_before(tx))))
    found += [Due(term.lot.name, term.told, count) for term, count in counts(tx)]
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
    rows = retention.files(tx, *_files_before(tx), PIECE)
    ids = tuple(row.id for row in rows if row.id is not None)
    names = {row.sha256 for row in rows if row.sha256}
    gone = names - retention.kept_for_others(tx, sorted(names), ids)
    return OldFiles(ids, tuple(sorted(gone)))


def forget_files(tx: Transaction, old: OldFiles) -> None:
    """Those files are gone from the disk."""
    count = retention.forget_files(tx, old.ids)
    audit_event.log(tx, None, "retention.deleted", "attachment", "", files=count, months=FILES)


def empty_rest(tx: Transaction) -> int:
    """A piece of what lies beside the reports; returns how many rows, 0 when there is no more."""
    return expire(tx, PIECE)


def _files_before(tx: Transaction) -> tuple[datetime, datetime]:
    """Until when files are over their term: those of reports, those of drafts that were thrown away."""
    return months_ago(tx.now, FILES), tx.now - timedelta(days=DROPPED)


def _terms(tx: Transaction) -> Iterator[tuple[FormVersion, int]]:
    for row in form_version.all_versions(tx):
        yield row, of_xform(row.xform).months or UNSAID

"""Profiling: a report on a kampung's profile becomes what the registry knows of it, in the report's own transaction.

It counts from the beginning of its period, but not before the newest profile that was there when it was sent: who
corrects a profile means the one they have just seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from models import audit_event, kampung, kampung_profile, poktan
from models.database import Transaction
from models.kampung_profile import KampungProfile, Profile, values
from models.submission import Submission
from reporting import profile_answers
from reporting.describing import NAMED, describe, take_back
from reporting.programme import PROFIL


def follow(tx: Transaction, sent: Submission) -> None:
    """What the report says takes the place of what it, or the one it corrects, said before. Also for a report that
    was moved to another kampung or period: the place that it left gets back what was known there, and its name. Other
    forms change nothing."""
    if sent.form_id != PROFIL or sent.id is None:
        return
    replaced = [number for number in (sent.id, sent.replaces_id) if number is not None]
    old = kampung_profile.told_by(tx, replaced)
    left = {row.kampung_id for row in old} - {sent.kampung_id}
    names = {place: kampung.get(tx, place).name for place in sorted({*left, sent.kampung_id})}
    is_name_typed = take_back(tx, old)
    kampung_profile.retire(tx, replaced)
    for place in left:
        _agree(tx, place)
    if sent.is_current:
        answers = _answers(sent.xml)
        if left and not is_name_typed:  # the name it was opened with is that of the other kampung
            answers.pop(NAMED, None)
        _store(tx, sent, answers)
    for place, name in names.items():
        if kampung.get(tx, place).name != name:
            audit_event.log(tx, sent.person_id, "kampung.renamed", "kampung", place, report=sent.instance_id)


def months(period: str) -> tuple[str, str]:
    """The first and the last month of a period: 2026 -> 2026-01, 2026-12; of a day its month."""
    if "-S" in period:
        return (
            (f"{period[:4]}-01", f"{period[:4]}-06")
            if period.endswith("1")
            else (f"{period[:4]}-07", f"{period[:4]}-12")
        )
    return (f"{period[:4]}-01", f"{period[:4]}-12") if len(period) == 4 else (period[:7], period[:7])


def known(tx: Transaction, kampung_id: int, month: str) -> Profile:
    """The profile valid in the month, else the newest there is, else one that knows nothing."""
    row = kampung_profile.row_of(tx, kampung_id, month) or kampung_profile.row_of(tx, kampung_id)
    return row.profile if row else Profile()


def _store(tx: Transaction, sent: Submission, answers: Mapping[str, str]) -> None:
    first, last = months(sent.period)
    before = kampung_profile.row_of(tx, sent.kampung_id, last)
    row = KampungProfile(
        kampung_id=sent.kampung_id,
        valid_from=max(first, before.valid_from) if before else first,
        source="form",
        submission_id=sent.id,
        person_id=sent.person_id,
        recorded_at=tx.now,
        **values(profile_answers.told(before.profile if before else Profile(), answers)),
    )
    tx.add(row)
    tx.flush()
    if kampung_profile.row_of(tx, sent.kampung_id) is row:
        describe(tx, row, answers)
        _agree(tx, sent.kampung_id)


def _agree(tx: Transaction, kampung_id: int) -> None:
    """The groups of the kampung follow its newest profile; one that does not tell of groups changes none."""
    row = kampung_profile.row_of(tx, kampung_id)
    if row is not None and row.poktan is not None:
        poktan.agree(tx, kampung_id, row.poktan, kampung.get(tx, kampung_id).name)


def _answers(xml: str) -> dict[str, str]:
    """Every question that was relevant, also the blank ones, by name (XForms instance of our own making)."""
    root = ElementTree.fromstring(xml)
    return {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in root.iter() if not len(one)}

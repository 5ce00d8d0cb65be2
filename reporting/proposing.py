"""Proposing: where a form may be published by whom, who has to agree, and what happens when it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

import forms
from models import audit_event, form_file, form_upload, form_use, form_version, membership, region, schedule
from models.database import Transaction
from models.form_upload import FormUpload
from models.form_version import FormVersion
from models.schedule import Schedule
from reporting import due, publishing
from reporting.access import ADMINISTRATOR, DPPKB, KOORDINATOR, Actor
from reporting.filings import areas_of, is_inside
from reporting.library import Library
from reporting.programme import is_known
from reporting.publishing import Source
from reporting.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Closing:
    """Days after the end of the period: when a report may be due, from when it is late, after which it is closed."""

    due: tuple[int, ...]
    late: int
    lock: int


PUBLISHERS = (KOORDINATOR, DPPKB, ADMINISTRATOR)
TERM = timedelta(days=14)  # what is not finished by then is taken back
EVENT = "event"  # filed when there is something to tell; every other cadence is owed
MONTHLY = Closing((3, 5, 7, 10), 11, 15)  # the days of the monthly report: New SIGA locks on the 15th
SEASONAL = Closing((5, 10, 15), 22, 31)
# How often a form can be asked for, and what may be chosen of its days.
CADENCES: Mapping[str, Closing] = MappingProxyType(
    {
        EVENT: Closing((), 0, 0),
        "weekly": Closing((1, 2, 3), 4, 6),
        "monthly": MONTHLY,
        "quarterly": SEASONAL,
        "semester": SEASONAL,
        "yearly": SEASONAL,
    }
)


@dataclass(frozen=True, slots=True)
class Use:
    """Where and how often a form is filed. `due_day` and `since` are for what is owed; 0 and "" otherwise."""

    area_code: str
    cadence: str
    due_day: int = 0
    since: str = ""


def concerned(tx: Transaction, form_id: str, area_code: str | None) -> tuple[str, ...]:
    """The areas whose officers will be asked otherwise than before: where the form is filed now, and the new one."""
    is_new = form_version.live(tx, form_id) is None
    used = () if is_new else areas_of(tx, form_id)
    return tuple(dict.fromkeys((*used, *(() if area_code is None else (area_code,)))))


def is_own(actor: Actor, areas: Sequence[str]) -> bool:
    """Whether the actor publishes for all of them."""
    own = actor.scope(*PUBLISHERS).areas
    return all(is_inside(one, own) for one in areas)


def is_wide(areas: Sequence[str]) -> bool:
    """Whether more than one regency or city is concerned: that is decided by two, whoever they are."""
    return any("." not in one for one in areas) or len({".".join(one.split(".")[:2]) for one in areas}) > 1


def needs_approval(tx: Transaction, actor: Actor, row: FormUpload) -> bool:
    """Whether somebody else has to say yes: for more than the actor's own area, or more than a regency."""
    areas = concerned(tx, row.form_id, row.area_code)
    return is_wide(areas) or not is_own(actor, areas)


def approvers(tx: Transaction, row: FormUpload) -> list[int]:
    """Ids of those who may say yes, the nearest first; never who proposed it."""
    found = membership.people_with_role(tx, PUBLISHERS, above_all(concerned(tx, row.form_id, row.area_code)), tx.now)
    return [one for one in found if one != row.person_id]


def may_decide(tx: Transaction, actor: Actor, row: FormUpload) -> bool:
    """Whether the actor may say yes or no: who publishes for all that is concerned, and did not propose it."""
    return row.person_id != actor.person_id and is_own(actor, concerned(tx, row.form_id, row.area_code))


def may_see(tx: Transaction, actor: Actor, version: FormVersion) -> bool:
    """Whether the form is filed in a place that the actor publishes for."""
    own = actor.scope(*PUBLISHERS).areas
    areas = areas_of(tx, version.form_id)
    return any(is_inside(one, own) for one in areas) or any(is_inside(one, areas) for one in own)


def above_all(areas: Sequence[str]) -> str:
    """The nearest region that holds all of them, "" for the country."""
    parts = [one.split(".") if one else [] for one in areas]
    shared: list[str] = []
    for here in zip(*parts, strict=False):
        if len(set(here)) > 1:
            break
        shared.append(here[0])
    return ".".join(shared)


def is_known_area(tx: Transaction, code: str) -> bool:
    return code == "" or region.get(tx, code) is not None


def source_of(tx: Transaction, library: Library, row: FormUpload) -> Source:
    """The form of an upload that was read, with its files. Raises Refusal("not_found") for any other."""
    if row.content is None or row.xform is None:
        raise Refusal("not_found")
    files = {name: form_file.content(tx, digest) or b"" for name, digest in (row.lists or {}).items()}
    form = library.sheet(row.content_hash, row.xform, files)
    return Source(row.file_name, row.content, row.xform, form, files)


def form_of(tx: Transaction, library: Library, row: FormUpload) -> forms.Form:
    return source_of(tx, library, row).form


def publish(tx: Transaction, library: Library, by: int, row: FormUpload) -> FormVersion | None:
    """The upload becomes the live version, with its terms; None when somebody was quicker. Raises FormErrors where its
    version has meanwhile been published with other content."""
    source = source_of(tx, library, row)
    if not form_upload.end(tx, row, "published", decided_by=by, decided_at=tx.now):
        return None
    version = publishing.publish(tx, source, by)
    form_upload.move(tx, row.id or 0, ("published",), "published", version_id=version.id)
    tx.refresh(row)
    if row.area_code is not None and row.cadence is not None:
        use(tx, by, version.form_id, Use(row.area_code, row.cadence, row.due_day or 0, row.since or ""))
    return version


def use(tx: Transaction, by: int | None, form_id: str, terms: Use) -> None:
    """From now on the form is filed in that area too, and owed where its terms say so. The programme's own forms are
    filed everywhere: of those nothing changes."""
    if is_known(form_id) or not form_use.add(tx, form_id, terms.area_code, terms.cadence):
        return
    if terms.cadence != EVENT and schedule.of_form(tx, form_id, terms.area_code) is None:
        owed = Schedule(form_id=form_id, area_code=terms.area_code, cadence=terms.cadence, since=terms.since)
        closing = CADENCES[terms.cadence]
        owed.due_day, owed.late_day, owed.lock_day = terms.due_day, closing.late, closing.lock
        owed.steps, owed.escalation = list(due.steps_of(terms.cadence)), list(due.ESCALATION)
        tx.add(owed)
        tx.flush()
    audit_event.log(
        tx, by, "form.used", "form", form_id, area=terms.area_code, cadence=terms.cadence, since=terms.since
    )

"""Submissions out: the current ones of a form as rows, a page at a time, so that memory does not grow with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forms import Form
from forms.definition import Slot
from models import audit_event, exports, form_version, kampung, region, report_move
from models.database import Transaction
from models.exports import Sent, Stored
from models.report_move import ReportMove
from models.scope import Scope
from reporting import access
from reporting.library import Library

PAGE = 300  # submissions read at once
META = (
    "instance_id",
    "number",
    "period",
    "kampung",
    "village_code",
    "unit",  # what in the kampung the report is of, where it is not the kampung itself: "poktan:12", "plan:KB-7F3A9.2"
    "submitted_at",
    "submitter_role",
    "review_state",
    "on_behalf_of",
    "paper_date",
    "moved_from_kampung",  # where it was first filed; the rest tells of the last move
    "moved_from_period",
    "moved_at",
    "moved_by_role",
    "move_reason",
)
LINK = ("instance_id", "number", "position")  # of the rows of a repeat; nested positions are joined by a dot
SILENT = ("note",)  # kinds of questions that have no answer


class NotThere(Exception):
    """No such form or area; the text says which."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export. Days are local to each kampung, both included; `area` is a region code, "" for all."""

    form_id: str
    since: date | None = None
    until: date | None = None
    area: str = ""


class Value(NamedTuple):
    """An answer as typed; `is_number` when its type is one."""

    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` of the main table, `repeats` by name with theirs, `places` from a generic path to (table, column);
    the main table is ""."""

    columns: tuple[str, ...]
    repeats: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, str]]


@dataclass(slots=True)
class Record:
    """One submission: `meta` by META, `answers` by column, and the rows of each repeat as (position, answers)."""

    id: int
    meta: dict[str, str]
    answers: dict[str, Value] = field(default_factory=dict)
    repeats: dict[str, dict[str, dict[str, Value]]] = field(default_factory=lambda: defaultdict(dict))


def record(tx: Transaction, selection: Selection, kind: str, count: int) -> None:
    """Notes in the audit trail that so many submissions went out as such a file."""
    days = {"since": str(selection.since or ""), "until": str(selection.until or "")}
    told = {"area": selection.area, "format": kind, "count": count, **days}
    audit_event.log(tx, None, "export.made", "form", selection.form_id, **told)


def check(tx: Transaction, selection: Selection) -> None:
    """Raises NotThere for a form that was never published and for an unknown area."""
    known = {row.form_id for row in form_version.all_live(tx)}
    if selection.form_id not in known:
        raise NotThere(f"{selection.form_id!r} is not a published form; there are {', '.join(sorted(known)) or 'none'}")
    if selection.area and region.get(tx, selection.area) is None:
        raise NotThere(f"{selection.area!r} is not a region code; `kabar region find NAME` tells it")


def layout(tx: Transaction, library: Library, selection: Selection) -> Layout:
    """The columns: the live form's in its order, then what only older versions asked."""
    leaves: dict[str, tuple[str, Slot]] = {}
    for version in exports.versions(tx, selection.form_id):
        form = library.form(tx, version)
        for repeat, slot in _leaves(form, form.root, ""):
            leaves.setdefault(_relative(form, slot.path), (_relative(form, repeat) if repeat else "", slot))
    return _layout(leaves)


def records(tx: Transaction, selection: Selection, plan: Layout) -> Iterator[Record]:
    """Every submission of the selection, by age. Holds one page at a time."""
    scope = Scope(areas=(selection.area,))
    since, before = _bounds(selection)
    roles: dict[int, str] = {}
    after = 0
    while page := exports.page(tx, selection.form_id, scope, since, before, after, PAGE):
        after = page[-1].id
        wanted = [sent for sent in page if _is_within(selection, sent)]
        values = _by_submission(exports.values(tx, [sent.id for sent in wanted]))
        moves = report_move.of_reports(tx, [sent.number for sent in wanted])
        for sent in wanted:
            if sent.person_id not in roles:
                roles[sent.person_id] = access.main_role(tx, sent.person_id)
            behalf = sent.behalf_role or (access.main_role(tx, sent.behalf_id) if sent.behalf_id else "")
            moved = _moved(tx, moves.get(sent.number, ()), sent.zone)
            yield _record(plan, sent, (roles[sent.person_id], behalf, *moved), values[sent.id])


def document(tx: Transaction, record: Record) -> str:
    """The record's XForms instance XML."""
    return exports.document(tx, record.id)


def _moved(tx: Transaction, moves: Sequence[ReportMove], zone: str) -> tuple[str, ...]:
    """The last five of META."""
    if not moves:
        return ("",) * 5
    first, last = moves[0], moves[-1]
    at = last.created_at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
    before = (kampung.get(tx, first.from_kampung_id).name, first.from_period)
    return (*before, at, access.main_role(tx, last.person_id), last.reason)


def _record(plan: Layout, sent: Sent, told_of: tuple[str, ...], values: list[Stored]) -> Record:
    """`told_of`: the sender's role, whose paper it was, and the five of a move."""
    role, behalf, *moved = told_of
    local = sent.submitted_at.astimezone(ZoneInfo(sent.zone)).isoformat(timespec="seconds")
    told = (
        *(sent.instance_id, sent.number, sent.period, sent.kampung, sent.village_code, sent.unit),
        *(local, role, sent.review_state, behalf, sent.paper_on.isoformat() if sent.paper_on else "", *moved),
    )
    record = Record(sent.id, dict(zip(META, told, strict=True)))
    for value in values:
        generic = re.sub(r"\[\d+\]", "", value.path).split("/", 2)[-1]
        table, column = plan.places.get(generic, ("", ""))
        answer = Value(value.text, value.number is not None)
        if column and table:
            position = ".".join(re.findall(r"\[(\d+)\]", value.path))
            record.repeats[table].setdefault(position, {})[column] = answer
        elif column:
            record.answers[column] = answer
    return record


def _leaves(form: Form, slot: Slot, repeat: str) -> Iterator[tuple[str, Slot]]:
    """Everything that holds a value, with the path of the innermost repeat around it."""
    for child in slot.children:
        if child.path == f"{form.root.path}/meta":
            continue
        inside = child.path if child.repeats else repeat
        if child.children:
            yield from _leaves(form, child, inside)
        elif (asked := form.questions.get(child.path)) is None or asked.kind not in SILENT:
            yield inside, child


def _relative(form: Form, path: str) -> str:
    """The path below the root, whose name may change from version to version."""
    return path.removeprefix(f"{form.root.path}/")


def _layout(leaves: dict[str, tuple[str, Slot]]) -> Layout:
    """Columns bear the XLSForm name; where two would be the same, the path."""
    tables = _unique(dict.fromkeys(repeat for repeat, _ in leaves.values() if repeat))
    names: dict[str, list[str]] = defaultdict(list)
    for path, (repeat, _) in leaves.items():
        names[repeat].append(path)
    columns = {repeat: _unique(paths, taken=LINK if repeat else META) for repeat, paths in names.items()}
    return Layout(
        columns=tuple(columns.get("", {}).values()),
        repeats={table: tuple(columns[repeat].values()) for repeat, table in tables.items()},
        places={path: (tables.get(repeat, ""), columns[repeat][path]) for path, (repeat, _) in leaves.items()},
    )


def _unique(paths: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """A name for each path: its last step if no other has that, else all of it."""
    listed = list(paths)
    counts = Counter([path.rpartition("/")[2] for path in listed]) + Counter(taken)
    return {path: _name(path, counts) for path in listed}


def _name(path: str, counts: Counter[str]) -> str:
    last = path.rpartition("/")[2]
    if counts[last] == 1:
        return last
    return path.replace("/", ".") if "/" in path else f"data.{path}"


def _bounds(selection: Selection) -> tuple[datetime | None, datetime | None]:
    """UTC bounds that hold every local day of the selection, wherever it is."""
    day = timedelta(days=1)
    since, until = selection.since, selection.until
    return (
        datetime.combine(since, time(), UTC) - day if since else None,
        datetime.combine(until, time(), UTC) + 2 * day if until else None,
    )


def _is_within(selection: Selection, sent: Sent) -> bool:
    day = sent.submitted_at.astimezone(ZoneInfo(sent.zone)).date()
    return (selection.since or day) <= day <= (selection.until or day)


def _by_submission(values: Iterable[Stored]) -> dict[int, list[Stored]]:
    found: dict[int, list[Stored]] = defaultdict(list)
    for value in values:
        found[value.submission_id].append(value)
    return found

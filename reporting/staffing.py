"""Staffing: who serves where changes. A role ends; a place goes to a colleague with all that was begun for it; somebody
is on leave and a colleague stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from models import audit_event, draft, kampung, membership, outbound_message, person, reminder
from models import chat as chats
from models.database import Transaction
from models.membership import Membership
from models.scope import Scope
from reporting import due, hosts, ledger, overseeing, places, stage
from reporting.access import REPORTERS, scope_of
from reporting.handing_over import hand, is_free
from reporting.notices import Notice, Notices
from reporting.preferences import prefer
from reporting.responsible import reassign
from reporting.screens import people as screens
from reporting.texts import Texts

NAMED = 3  # kampung told by name
AT_ONCE = 500  # roles whose places are looked through with one statement


class Staffing:
    """What a coordinator, or an administrator at the server, decides about people. Every method is part of one push;
    `by` is who decided, None for the server. Whoever calls has looked at whether they may."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def end(self, tx: Transaction, by: int | None, rows: Sequence[Membership], because: str) -> None:
        """Ends the roles now. Whoever has none left finds the chat closed, and nothing more is sent to them."""
        for row in rows:
            _end(tx, by, row, because)
        scopes = [scope_of(row) for row in rows]
        for part in range(0, len(scopes), AT_ONCE):
            reassign(tx, _together(scopes[part : part + AT_ONCE]), tx.now)
        for person_id in {row.person_id for row in rows}:
            self._leave_alone(tx, person_id)
            self._tell_of_drafts(tx, person_id)

    def move(self, tx: Transaction, by: int | None, row: Membership, heir: int, kampung_id: int | None = None) -> int:
        """Gives what the membership is for to the heir, or only one kampung of its area; how many open drafts went
        along. A draft stays where the heir has one for the same report, and a correction with who sent the report."""
        giver, place = row.person_id, kampung_id or row.kampung_id
        scope = scope_of(row) if kampung_id is None else Scope(kampung_ids=(kampung_id,))
        _give(tx, row, heir, kampung_id)
        if kampung_id is None:
            _end(tx, by, row, "moved")
        drafts = _drafts(tx, giver, scope)
        went = [one for one in drafts if is_free(tx, one, heir)]
        stay = [one for one in drafts if one not in went and one.corrects_id is None]
        for one in went:
            hand(tx, by, one, heir)
        reassign(tx, scope, tx.now)
        audit_event.log(tx, by, "membership.moved", "person", giver, heir=heir, role=row.role, kampung=place)
        self._tell_of_move(tx, row, heir, kampung_id, {"drafts": len(went), "stay": len(stay)})
        self._leave_alone(tx, giver)
        return len(went)

    def drafts_of(self, tx: Transaction, row: Membership, kampung_id: int | None = None) -> int:
        """How many open drafts the person has for what the membership is for, or for that kampung alone."""
        scope = scope_of(row) if kampung_id is None else Scope(kampung_ids=(kampung_id,))
        return len(_drafts(tx, row.person_id, scope))

    def leave(
        self, tx: Transaction, by: int | None, rows: Sequence[Membership], first: date, last: date, delegate: int | None
    ) -> None:
        """The person is on leave from the first to the last day, both their own; the delegate sees the kampung of
        these rows of theirs, and is reminded of them. An earlier leave is replaced."""
        person_id = rows[0].person_id
        relieve(tx, by, person_id)
        who = person.get(tx, person_id)
        prefer(tx, who, away_from=first, away_until=last)
        if delegate is not None:
            _delegate(tx, rows, delegate, first, last)
        audit_event.log(tx, by, "leave.granted", "person", person_id, first=f"{first}", last=f"{last}", to=delegate)
        args: dict[str, Any] = {"who": overseeing.address(tx, person_id), "first": f"{first}", "last": f"{last}"}
        args |= {"delegate": overseeing.address(tx, delegate), "places": places.places_of(tx, person_id)}
        key = f"leave:{person_id}:{first}:{last}:{tx.now.isoformat()}"
        self._notices.tell(tx, person_id, Notice(key, "people/leave_granted", args, ()))
        if delegate is not None:
            self._notices.tell(tx, delegate, Notice(f"{key}:for", "people/stands_in", args, ()))

    def _tell_of_move(
        self, tx: Transaction, row: Membership, heir: int, kampung_id: int | None, drafts: dict[str, int]
    ) -> None:
        """`stay` drafts are with the giver still: the heir has begun the same reports."""
        giver = row.person_id
        place = (
            overseeing.place(tx, kampung_id) if kampung_id else overseeing.area_name(tx, scope_of(row)) or "Indonesia"
        )
        args: dict[str, Any] = {
            "place": place,
            "before": overseeing.address(tx, giver),
            "heir": overseeing.address(tx, heir),
            **drafts,
        }
        key = f"moved:{row.id}:{kampung_id}:{heir}:{tx.now.isoformat()}"
        self._notices.mention(tx, giver, Notice(f"{key}:from", "people/moved", {**args, "is_heir": False}, ()))
        buttons = ((("to_drafts", "s::drafts"),),) if drafts["drafts"] else ()
        self._notices.tell(tx, heir, Notice(f"{key}:to", "people/moved", {**args, "is_heir": True}, buttons))

    def _tell_of_drafts(self, tx: Transaction, person_id: int) -> None:
        """The coordinator hears what somebody without any role leaves unsent; it waits for whoever comes next."""
        host, begun = hosts.last_host_of(tx, person_id), draft.open_of(tx, person_id)
        if membership.in_force(tx, person_id, tx.now) or host is None or host.id is None or not begun:
            return
        names = kampung.names(tx, {row.kampung_id for row in begun})
        told = sorted({overseeing.shorten(name) for name in names.values()})
        args = {"who": overseeing.address(tx, person_id), "drafts": len(begun), "kampung": told[:NAMED]}
        key = f"left:{person_id}:{tx.now.isoformat()}"
        self._notices.mention(tx, host.id, Notice(key, "people/left", {**args, "more": max(0, len(told) - NAMED)}, ()))

    def _leave_alone(self, tx: Transaction, person_id: int) -> None:
        """Closes the chat of a person without any role, who owes nothing any more."""
        if membership.in_force(tx, person_id, tx.now):
            return
        ledger.left(tx, person_id)
        outbound_message.cancel_for(tx, person_id)
        reminder.cancel_for(tx, person_id)
        chat = chats.of_person(tx, person_id)
        if chat is not None:
            host = hosts.facts(tx, hosts.last_host_of(tx, person_id))
            stage.put(tx, chat, screens.closed(self._texts, chat.language, host), expects="invitation_code")


def relieve(tx: Transaction, by: int | None, person_id: int) -> None:
    """Whoever stands in for the person does so no more; what is owed goes back."""
    for row in membership.standing_in_for(tx, person_id, tx.now):
        _end(tx, by, row, "returned")
        reassign(tx, scope_of(row), tx.now)


def _end(tx: Transaction, by: int | None, row: Membership, because: str) -> None:
    """What has not begun never will: it ends where it would have begun."""
    row.until, row.because = max(tx.now, row.since), because
    tx.add(row)
    for stand_in in membership.standing_in_for(tx, row.person_id, tx.now):
        if _same_place(stand_in, row):
            stand_in.until, stand_in.because = max(tx.now, stand_in.since), because
            tx.add(stand_in)
    audit_event.log(
        tx, by, "membership.ended", "person", row.person_id, role=row.role, area=row.area_code, because=because
    )
    tx.flush()


def _give(tx: Transaction, row: Membership, heir: int, kampung_id: int | None) -> None:
    """The heir's membership for the same, unless they hold it already."""
    area = kampung.get(tx, kampung_id).village_code if kampung_id else row.area_code
    place = kampung_id or row.kampung_id
    if membership.held(tx, heir, row.role, area, place, tx.now):
        return
    tx.add(
        Membership(
            person_id=heir,
            role=row.role,
            area_code=area,
            kampung_id=place,
            poktan_id=row.poktan_id,
            agency=row.agency,
            since=tx.now,
        )
    )
    tx.flush()


def _delegate(tx: Transaction, rows: Sequence[Membership], delegate: int, first: date, last: date) -> None:
    """For each task in the field a membership of the delegate, for the days of the leave."""
    zone = person.get(tx, rows[0].person_id).zone
    begins = max(due.moment(first, time(0), zone), tx.now)
    for row in rows:
        if row.role not in REPORTERS or row.stands_in_for is not None:
            continue
        tx.add(
            Membership(
                person_id=delegate,
                role=row.role,
                area_code=row.area_code,
                kampung_id=row.kampung_id,
                poktan_id=row.poktan_id,
                agency=row.agency,
                stands_in_for=row.person_id,
                since=begins,
                until=due.moment(last + timedelta(days=1), time(0), zone),
            )
        )
        tx.flush()
        reassign(tx, scope_of(row), tx.now)


def _together(scopes: Sequence[Scope]) -> Scope:
    return Scope(
        areas=tuple(sorted({code for one in scopes for code in one.areas})),
        kampung_ids=tuple(sorted({number for one in scopes for number in one.kampung_ids})),
    )


def _drafts(tx: Transaction, giver: int, scope: Scope) -> list[draft.Draft]:
    rows = [(one, kampung.get(tx, one.kampung_id)) for one in draft.open_of(tx, giver)]
    return [one for one, place in rows if scope.includes(place.village_code, one.kampung_id)]


def _same_place(one: Membership, other: Membership) -> bool:
    return (one.role, one.area_code, one.kampung_id) == (other.role, other.area_code, other.kampung_id)

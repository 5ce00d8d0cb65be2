"""Homes: what the menu of each role says and offers, with what waits for the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from models import chat as chats
from models import draft, form_version, obligation, submission, ticket
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation
from models.submission import Submission
from reporting import opening
from reporting.access import ADMINISTRATOR, LEADS, OPD, OVERSEERS, TPK, Actor
from reporting.programme import filing
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts
from reporting.topics import TOPICS

HUNDRED = 100  # of that many the figure no longer fits half a row; it stands in the text

MOST_ROWS = 6


class Homes:
    """One page a role; each is a screen and writes nothing."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> Screen:
        """The menu of the actor's main role. What counts nothing is not shown."""
        args, rows = self._contents(tx, actor, chat)
        if len(actor.roles) > 1:
            rows = _with_role(rows, self._button(chat, "other_role", "m::role"))
        greeting = {"address": actor.address, "hour": tx.now.astimezone(ZoneInfo(actor.zone)).hour}
        return Screen(f"menus/{actor.main_role}", {**greeting, **args}, rows, bar="menu")

    def _contents(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> tuple[dict[str, Any], Rows]:
        match actor.main_role:
            case "koordinator" | "dppkb":
                return self._koordinator(tx, actor, chat)
            case "plkb" | "pokja" | "ppkbd" | "tpk" | "opd":
                return self._plkb(tx, actor, chat)
            case "kader":
                return {}, self._kader(tx, actor, chat)
            case _:
                return {}, self._other(actor, chat)

    def _plkb(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> tuple[dict[str, Any], Rows]:
        drafts = draft.open_of(tx, actor.person_id)
        returned = submission.returned_to(tx, actor.person_id)
        rows: list[tuple[Button, ...]] = []
        if returned:
            rows.append((self._button(chat, "mend", _mend(returned), count=len(returned)),))
        rows.append((self._button(chat, "report", "s::begin"),))
        if drafts:
            rows.append((self._button(chat, "go_on", _go_on(drafts), count=len(drafts)),))
        if actor.has(TPK):
            rows.append((self._button(chat, "families", "f::own:0"),))
        if actor.has(OPD):
            rows.append((self._button(chat, "own_plans", "z::own:0"),))
        rows.append((self._button(chat, "my_reports", "m::reports"), self._button(chat, "ask", "t::ask")))
        rows.append(self._footer(chat))
        args = {"today": tx.now.isoformat(), "zone": actor.zone, **_standing(tx, actor)}
        return args, tuple(rows)

    def _kader(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> Rows:
        topics = [self._button(chat, f"topic_{name}", f"m::topic:{name}") for name in TOPICS]
        mine = (self._button(chat, "my_answers", "t::mine"), self._button(chat, "to_officer", "t::officer"))
        report = (self._button(chat, "report", "s::begin"),)
        files = (report,) if any(actor.has(*filing(one.form_id).roles) for one in form_version.all_live(tx)) else ()
        return (tuple(topics[:2]), tuple(topics[2:]), mine, *files, self._footer(chat))

    def _other(self, actor: Actor, chat: chats.Chat) -> Rows:
        """Curators, administrators and those who only look on."""
        asks = [self._button(chat, "ask", "t::ask"), self._button(chat, "my_answers", "t::mine")]
        watched = (self._button(chat, "summary", "k::summary"), self._button(chat, "figures", "w::begin"))
        led = (self._button(chat, "people", "o::list"), self._button(chat, "forms", "b::list"))
        leads = (led,) if actor.has(ADMINISTRATOR) else ()
        return (*((watched,) if actor.has(*OVERSEERS) else ()), tuple(asks), *leads, self._footer(chat))

    def _koordinator(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> tuple[dict[str, Any], Rows]:
        scope = actor.scope(*LEADS)
        waiting = len(submission.waiting(tx, scope))
        missing = obligation.count_missing(tx, scope, tx.now)
        questions = ticket.count_new(tx, scope)
        rows: list[tuple[Button, ...]] = [
            (self._button(chat, "queue_count" if waiting else "queue", "q::next", count=waiting),)
        ]
        if missing:
            rows.append((self._button(chat, "missing_count", "k::missing", count=missing),))
        word = "questions_count" if questions < HUNDRED else "questions_many"
        asked = (self._button(chat, word, "t::queue", count=questions),) if questions else ()
        watched = (self._button(chat, "summary", "k::summary"), self._button(chat, "figures", "w::begin"))
        rows += [asked, watched] if asked else [watched]
        rows.append((self._button(chat, "people", "o::list"), self._button(chat, "forms", "b::list")))
        rows.append(self._footer(chat))
        args = {"waiting": waiting, "missing": missing, "questions": questions, "today": tx.now.isoformat()}
        return {**args, "zone": actor.zone}, tuple(rows)

    def _footer(self, chat: chats.Chat) -> tuple[Button, ...]:
        return (self._button(chat, "settings", "m::settings"), self._button(chat, "help", "m::help"))

    def _button(self, chat: chats.Chat, key: str, tap: str, **args: Any) -> Button:
        return Button(self._texts.word(chat.language, key, **args), tap)


def _with_role(rows: Rows, button: Button) -> Rows:
    """Beside the people where they are, else above the last row, or in it where the card is full."""
    if rows[-2][0].tap == "o::list":
        return (*rows[:-2], (*rows[-2], button), rows[-1])
    return (*rows[:-1], (button,), rows[-1]) if len(rows) < MOST_ROWS else (*rows[:-1], (*rows[-1], button))


def _mend(returned: Sequence[Submission]) -> str:
    return f"s::correct:{returned[0].id}" if len(returned) == 1 else "s::returned"


def _go_on(drafts: Sequence[Draft]) -> str:
    return f"s::draft:{drafts[0].id}" if len(drafts) == 1 else "s::drafts"


def _standing(tx: Transaction, actor: Actor) -> dict[str, Any]:
    """How many reports of the most urgent form and period are sent, and until when the others are waited for; when
    all are sent, the deadline of the period after it. `total` is 0 for somebody who owes nothing."""
    rows = obligation.open_for(tx, actor.person_id, tx.now)
    if not rows:
        return {"total": 0}
    first = next((row for row in rows if row.state == "waiting"), rows[0])
    same = [row for row in rows if (row.form_id, row.period) == (first.form_id, first.period)]
    sent = sum(row.state != "waiting" for row in same)
    told = {"period": first.period, "sent": sent, "total": len(same), "is_late": first.due_at <= tx.now}
    told |= {"due_at": first.due_at.isoformat(), "lock_at": first.lock_at.isoformat()}
    return told | (_next_due(tx, first, actor.zone) if sent == len(same) else {})


def _next_due(tx: Transaction, done: Obligation, zone: str) -> dict[str, Any]:
    period, due_at = opening.due_after(tx, done, zone)
    return {"next_period": period, "next_due_at": due_at.isoformat()}

"""History: how the last reports of a kampung stand, or those of a month in every kampung; each one tap away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from models import draft, form_version, kampung, obligation, submission
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation, kampung_unit
from models.submission import Submission
from reporting import stage, units
from reporting.access import FILERS, READERS, Actor, actor_of, require
from reporting.inputs import Sender, Tap
from reporting.place_names import kampung_names
from reporting.profile_page import ProfilePage
from reporting.programme import filing, previous_month
from reporting.refusals import Refusal
from reporting.screens import history as screens
from reporting.screens.history import Slot
from reporting.texts import Texts

SLOTS = 6  # of a kampung: half a year of monthly reports
MONTHS = 6
MOST = 12  # lines of a month; who has more kampung than that looks at one of them
STATES = {
    "received": "sent",
    "edited": "sent",
    "has_issues": "returned",
    "approved": "accepted",
    "rejected": "returned",
}


class History:
    """Every public method is one push, and only opens something."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._profile = ProfilePage(texts)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """The reports of the first kampung by name."""
        self.put(tx, require(actor_of(tx, sender), *FILERS), stage.hear(tx, sender))

    def put(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """The same, for an actor who is known already; without a kampung there is nothing to look at."""
        places = kampung.in_scope(tx, actor.scope(*FILERS))
        if places:
            self._kampung(tx, actor, chat, self._last_looked_at(tx, actor, [place.id or 0 for place in places]))
        else:
            stage.put(tx, chat, screens.nothing(self._texts, chat.language))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of these pages. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *FILERS)
        chat = stage.hear(tx, sender)
        match tap.argument:
            case "kampung":
                self._kampung(tx, actor, chat, tap.number)
            case "profile":
                self._profile.put(tx, actor, chat, tap.number)
            case "places":
                self._places(tx, actor, chat, tap.number)
            case "months":
                months = _months(tx.now.astimezone(ZoneInfo(actor.zone)).date())
                stage.put(tx, chat, screens.months(self._texts, chat.language, months))
            case "month":
                self._month(tx, actor, chat, tap.state)
            case _:
                self.put(tx, actor, chat)
        return ""

    def _kampung(self, tx: Transaction, actor: Actor, chat: Chat, kampung_id: int) -> None:
        place = kampung.one_in_scope(tx, actor.scope(*FILERS), kampung_id)
        if place is None:
            raise Refusal("not_found")
        owed = _own(actor, obligation.of_kampung(tx, kampung_id, tx.now, SLOTS))
        seen = submission.seen(actor.scope(*READERS), actor.person_id)
        sent = submission.of_kampung(tx, seen, kampung_id, SLOTS)
        mine = [row for row in draft.open_of(tx, actor.person_id) if row.kampung_id == kampung_id]
        slots = self._slots(tx, owed, sent, mine)[:SLOTS]
        many = len(kampung.in_scope(tx, actor.scope(*FILERS))) > 1
        is_read = actor.scope(*READERS).includes(place.village_code, kampung_id)
        shown = (kampung_id if is_read else 0, place.name)
        stage.put(tx, chat, screens.of_kampung(self._texts, chat.language, shown, slots, many=many))

    def _month(self, tx: Transaction, actor: Actor, chat: Chat, month: str) -> None:
        scope = actor.scope(*FILERS)
        if month not in _months(tx.now.astimezone(ZoneInfo(actor.zone)).date()):
            raise Refusal("not_found")
        owed = _own(actor, obligation.of_month(tx, scope, month, tx.now))
        sent = submission.of_month(tx, submission.seen(actor.scope(*READERS), actor.person_id), month)
        mine = [row for row in draft.open_of(tx, actor.person_id) if row.period.startswith(month)]
        slots = sorted(self._slots(tx, owed, sent, mine), key=lambda slot: slot.kampung)
        stage.put(tx, chat, screens.of_month(self._texts, chat.language, month, slots[:MOST], len(slots) - MOST))

    def _places(self, tx: Transaction, actor: Actor, chat: Chat, page: int) -> None:
        places = kampung.in_scope(tx, actor.scope(*FILERS))
        told = list(kampung_names(tx, places).items())
        stage.put(tx, chat, screens.places(self._texts, chat.language, told, page))

    def _slots(
        self, tx: Transaction, owed: Sequence[Obligation], sent: Sequence[Submission], mine: Iterable[Draft]
    ) -> list[Slot]:
        """Each slot once, the latest period first: a report speaks louder than a draft, a draft than a debt."""
        titles, found = _Titles(tx), dict[tuple[str, str, str], Slot]()
        for debt in owed:
            if debt.state == "void":
                continue
            state = "excused" if debt.state == "excused" else "waiting" if debt.lock_at > tx.now else "missed"
            tap = f"s::slot:{debt.id}" if state == "waiting" else ""
            found[debt.form_id, debt.unit, debt.period] = titles.slot(debt, state, tap)
        for row in mine:
            if row.corrects_id is None:
                key = (row.form_id, row.unit or kampung_unit(row.kampung_id), row.period)
                found[key] = titles.slot(row, "draft", f"s::draft:{row.id}", count=row.answered)
        met = {debt.submission_id: debt for debt in owed if debt.submission_id is not None}
        for report in sent:
            key = _key(report, met.get(report.id or 0))
            found[key] = titles.slot(report, STATES[report.review_state], f"r::see:{report.id}", number=report.number)
        return sorted(found.values(), key=lambda slot: (slot.period[:10], slot.title), reverse=True)

    def _last_looked_at(self, tx: Transaction, actor: Actor, places: Sequence[int]) -> int:
        """The kampung of the last report sent: that is what an officer most likely asks about."""
        last = next((row.kampung_id for row in submission.sent_by(tx, actor.person_id, 1)), 0)
        return last if last in places else places[0]


@dataclass(frozen=True, slots=True)
class _Titles:
    """Slots with the names that people read."""

    tx: Transaction

    def slot(
        self, row: Obligation | Submission | Draft, state: str, tap: str, number: str = "", count: int = 0
    ) -> Slot:
        version = form_version.live(self.tx, row.form_id)
        title = version.title if version else row.form_id
        name = units.name(self.tx, row.unit, row.kampung_id)
        return Slot(title, name, row.period, state, tap, number, count)


def _key(report: Submission, met: Obligation | None) -> tuple[str, str, str]:
    """The slot of a report: that of what it was owed for, where it was."""
    if met is not None:
        return met.form_id, met.unit, met.period
    return report.form_id, report.unit or kampung_unit(report.kampung_id), report.period


def _own(actor: Actor, owed: Iterable[Obligation]) -> list[Obligation]:
    """What concerns the actor of what is owed: all of it for those who read every report, else what they may file."""
    return [
        row
        for row in owed
        if actor.scope(*READERS, *filing(row.form_id).roles).includes(row.area_code, row.kampung_id or 0)
    ]


def _months(today: date) -> list[str]:
    """The running month and those before it, the latest first."""
    months = [f"{today:%Y-%m}"]
    while len(months) < MONTHS:
        months.append(previous_month(months[-1]))
    return months

"""The outbox: claiming what is due, and recording what became of it.

`queued -> claimed -> sending -> sent | failed | unknown`, or `cancelled`. `sending` is committed just before the
request: a row found in it after a crash may or may not have arrived. Telegram has no idempotency key, so a reminder
then ends as `unknown` (never twice; the next step covers it), while a summary or a notice goes out again (never lost).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models import chat as chats
from models import chat_message, membership, outbound_message, person, reminder
from models.database import Transaction
from models.outbound_message import OutboundMessage
from models.person import Person
from reporting import belated, due, group_registry
from reporting.belated import TOO_LATE

LEASE = timedelta(minutes=2)
# After its lease a message that is on its way has this long: more than the longest request and its time-outs.
SENDS_WITHIN = timedelta(minutes=2)
OLDEST = timedelta(days=1)  # what Telegram would not take for a day is no news any more
LATE = timedelta(minutes=15)  # twenty thousand reminders take fourteen; what waits longer is stuck
NOT_REGISTERED = "the group is registered no more"
AT_ONCE = 200  # overdue messages settled in one transaction
# Nothing later says what a summary or a notice (a returned report, an answer to a question) said.
MAY_REPEAT = frozenset({"summary", "notice", "questions"})
MOST_REPEATS = 3
# What says only that something is due may be passed on; what may quote a report, a question or a name may not.
OPEN = frozenset({"reminder", "missing", "questions", "group"})
# What says that something is due; after six hours it is missed, as a slot of the clock is: the next step says it.
TIMELY = ("reminder", "missing")
LASTING = ("summary", "notice", "questions", "group")
GROUP = "group"  # twice in a group is read by all: what is unknown stays so, and the next week says it


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed message as it goes out. `buttons`: rows of {"text", "data"}; `chart` the figures of its picture, or
    what stands in the document it carries."""

    row_id: int
    lease_until: datetime
    kind: str
    chat_id: int
    html: str
    buttons: Any
    chart: Any
    is_silent: bool
    is_protected: bool = True  # can't be forwarded or saved (Bot API, protect_content)

    @property
    def is_document(self) -> bool:
        """Whether it carries a file made for the person, to keep."""
        return bool(self.chart) and "document" in self.chart


def claim(tx: Transaction, limit: int) -> list[Parcel]:
    """Takes up to `limit` messages that are due, by turns; those for people who can't be reached end here as failed,
    and so do those for groups that are registered no more; those for people whose last role is over or who withdrew
    their consent as cancelled, those that waited too long as missed. A belated reminder waits for its hours."""
    outbound_message.release(tx)
    settle_overdue(tx)
    rows = outbound_message.claim(tx, tx.now + LEASE, limit)
    people = person.of_ids(tx, {row.person_id for row in rows if row.person_id is not None})
    working = membership.working(tx, list(people), tx.now)
    return [_parcel(row) for row in rows if _is_deliverable(tx, row, people.get(row.person_id or 0), working)]


def give_back(tx: Transaction, parcels: Sequence[Parcel]) -> None:
    """What was claimed and will not be begun: another may have it at once."""
    outbound_message.release(tx, [parcel.row_id for parcel in parcels])


def settle_overdue(tx: Transaction) -> None:
    """No state but the last is for ever: what was on its way when its courier died is unknown, what stood too long in
    the queue is missed. In pieces; harmless beside another courier."""
    for row in outbound_message.begun_before(tx, tx.now - SENDS_WITHIN, AT_ONCE):
        _settle_unknown(tx, row, "nobody has told what became of it")
    missed = [row.id or 0 for row in outbound_message.waiting_since(tx, TIMELY, tx.now - due.GRACE, AT_ONCE)]
    old = [row.id or 0 for row in outbound_message.waiting_since(tx, LASTING, tx.now - OLDEST, AT_ONCE)]
    for row_id in missed + old:
        outbound_message.move(tx, row_id, ("queued",), "failed", error=TOO_LATE, lease_until=None)
    reminder.miss(tx, missed)


def begin(tx: Transaction, parcel: Parcel) -> bool:
    """The request follows at once. False when the message was cancelled or is no longer ours."""
    return outbound_message.begin(tx, parcel.row_id, parcel.lease_until)


def sent(tx: Transaction, parcel: Parcel, message_id: int) -> None:
    """It arrived, whatever was thought of it meanwhile. In a private chat the live card is now no longer the last
    message."""
    values: dict[str, Any] = {"message_id": message_id, "sent_at": tx.now, "error": "", "lease_until": None}
    if parcel.is_document:
        values["chart"] = None  # a report's answers need not lie in the outbox too
    outbound_message.move(tx, parcel.row_id, ("sending", "unknown", "queued", "claimed"), "sent", **values)
    chat_message.note(tx, parcel.chat_id, message_id)
    chats.stands_last(tx, parcel.chat_id, message_id)


def put_back(tx: Transaction, parcel: Parcel, error: str) -> None:
    """It did not arrive, surely; it is tried again, for a day (a reminder for six hours)."""
    row = tx.get_one(OutboundMessage, parcel.row_id)
    tried = {"error": error, "tries": row.tries + 1, "lease_until": None}
    outbound_message.settle(tx, parcel.row_id, parcel.lease_until, "queued", **tried)


def failed(tx: Transaction, parcel: Parcel, error: str) -> None:
    """Telegram refused it for good."""
    outbound_message.settle(tx, parcel.row_id, parcel.lease_until, "failed", error=error, lease_until=None)


def unreachable(tx: Transaction, parcel: Parcel, error: str) -> None:
    """The person blocked the bot or never started it: nothing more goes there until they write again. A group has put
    Kabar out."""
    failed(tx, parcel, error)
    group_registry.removed(tx, parcel.chat_id)
    row = tx.get_one(OutboundMessage, parcel.row_id)
    if row.person_id is not None:
        who = person.get(tx, row.person_id)
        who.unreachable_at = who.unreachable_at or tx.now
        tx.add(who)
    chat = chats.find(tx, parcel.chat_id)
    if chat:
        chat.blocked_at = chat.blocked_at or tx.now
        tx.add(chat)


def moved(tx: Transaction, parcel: Parcel, chat_id: int) -> None:
    """The group it went to is a supergroup now, with that id: it has not arrived, and goes there."""
    outbound_message.settle(tx, parcel.row_id, parcel.lease_until, "queued", lease_until=None)
    group_registry.moved(tx, parcel.chat_id, chat_id)


def unknown(tx: Transaction, parcel: Parcel, error: str) -> None:
    """Nobody can say whether it arrived."""
    row = tx.get_one(OutboundMessage, parcel.row_id)
    if row.state == "sending" and row.lease_until == parcel.lease_until:
        _settle_unknown(tx, row, error)


def recover(tx: Transaction) -> int:
    """At start, by the only courier: what a dead process was sending is unknown. Returns how many."""
    rows = outbound_message.in_state(tx, "sending")
    for row in rows:
        _settle_unknown(tx, row, "the process ended while sending")
    outbound_message.release(tx, [row.id or 0 for row in outbound_message.in_state(tx, "claimed")])
    return len(rows)


def is_any_due(tx: Transaction) -> bool:
    """Whether a claim would find something."""
    return outbound_message.is_any_due(tx)


def next_due(tx: Transaction, after: datetime) -> datetime | None:
    """When the next message may leave that waits for its hour."""
    return outbound_message.next_after(tx, after)


def stuck(tx: Transaction) -> tuple[int, int, str]:
    """How many messages have waited too long to go out or to be settled, with the oldest one's row and kind."""
    found = outbound_message.stuck(tx, tx.now - LATE)
    row_id, kind = found[0] if found else (0, "")
    return len(found), row_id or 0, kind


def count_unsent(tx: Transaction) -> int:
    """How many are due and not yet out."""
    return outbound_message.count_unsent(tx)


def _settle_unknown(tx: Transaction, row: OutboundMessage, error: str) -> None:
    """The lease stays with what is unknown: whoever held it may yet tell."""
    again = row.kind in MAY_REPEAT and row.tries < MOST_REPEATS
    after, lease = ("queued", None) if again else ("unknown", row.lease_until)
    outbound_message.move(tx, row.id or 0, ("sending",), after, error=error, tries=row.tries + 1, lease_until=lease)
    chat = chats.find(tx, row.telegram_chat_id)
    if chat:  # it may stand below the live card: what is shown next is posted below both
        chat.last_message_id = None
        tx.add(chat)


def _is_deliverable(tx: Transaction, row: OutboundMessage, who: Person | None, working: set[int]) -> bool:
    """`working` has the ids of those whose role is not over."""
    if row.kind == GROUP:
        return _is_registered(tx, row)
    if who is not None and (who.withdrawn_at is not None or who.id not in working):
        outbound_message.move(tx, row.id or 0, ("claimed",), "cancelled", error="no role", lease_until=None)
        return False
    if who is None or who.unreachable_at is None:
        return belated.may_go(tx, row, who)
    chat = chats.find(tx, row.telegram_chat_id)
    if chat and chat.blocked_at is None:  # they wrote again
        who.unreachable_at = None
        tx.add(who)
        return True
    outbound_message.move(tx, row.id or 0, ("claimed",), "failed", error="unreachable", lease_until=None)
    return False


def _is_registered(tx: Transaction, row: OutboundMessage) -> bool:
    """Whether the group still is, by somebody who leads the area; else the log says why it got nothing."""
    if group_registry.holding(tx, row.telegram_chat_id) is not None:
        return True
    outbound_message.move(tx, row.id or 0, ("claimed",), "failed", error=NOT_REGISTERED, lease_until=None)
    return False


def _parcel(row: OutboundMessage) -> Parcel:
    assert row.id is not None and row.lease_until is not None
    return Parcel(
        row.id,
        row.lease_until,
        row.kind,
        row.telegram_chat_id,
        row.html,
        row.buttons,
        row.chart,
        row.is_silent,
        row.kind not in OPEN,
    )

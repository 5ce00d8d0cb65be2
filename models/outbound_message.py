"""OutboundMessage: what is to be pushed, as rendered. The other end of the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, func, null
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, and_, col, or_, select, update

from models import membership
from models.columns import Json, json_column, telegram_id
from models.database import Transaction

AT_ONCE = ""  # the lane of what somebody waits for: before all others
AHEAD = timedelta(hours=1)  # by so much: who asked for something waits for no list of reminders
SPACING = timedelta(seconds=1)  # between the turns of a lane; any length is fair, since it is the same for all


class OutboundMessage(SQLModel, table=True):
    """`state`: queued, claimed, sending, sent, failed, unknown, cancelled. `html` and `buttons` are what the person
    reads (buttons: rows of {"text", "data"}), `chart` the figures of a picture that is drawn before sending, or what
    stands in a document, until it was sent. For a phone that others use too `html` says only that something waits, and
    `behind` is the screen that it is about. `dedupe_key` makes a second scheduler or a restart harmless. `kind`:
    reminder, missing, summary, notice, questions, group (to one, about nobody: no `person_id`). `lane` is the regency
    (or province, or "-") of the person, `turn` the moment at which it would go out if each lane sent one message a
    second: what goes out next is what has the earliest turn, so twenty thousand in one lane leave room for the one in
    another (decision 44)."""

    __tablename__ = "outbound_message"
    __table_args__ = (
        Index("ix_outbound_message_state_turn", "state", "turn"),
        Index("ix_outbound_message_lane_state_turn", "lane", "state", "turn"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str = Field(unique=True, max_length=120)
    kind: str = Field(index=True, max_length=16)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    telegram_chat_id: int = telegram_id(index=True)
    html: str
    buttons: Json = json_column(nullable=True)
    chart: Json = json_column(nullable=True)
    behind: Json = json_column(nullable=True)
    is_silent: bool = False
    state: str = Field(default="queued", index=True, max_length=10)
    not_before: datetime
    lane: str = Field(default="-", max_length=5)
    turn: datetime
    lease_until: datetime | None = None
    tries: int = 0
    message_id: int | None = telegram_id(nullable=True, default=None)
    error: str = ""
    created_at: datetime
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message to be queued; the columns of the table. Without a `lane` it takes turns with all that goes to the
    person's regency; without `not_before` it goes now."""

    dedupe_key: str
    kind: str
    telegram_chat_id: int
    html: str
    person_id: int | None = None
    buttons: Json = None
    chart: Json = None
    behind: Json = None
    is_silent: bool = False
    not_before: datetime | None = None
    lane: str | None = None


def enqueue(tx: Transaction, **told: Json) -> int | None:
    """Queues a message, told by what `Waiting` has; returns its id, None when one with that key is there already."""
    one = Waiting(**told)
    return enqueue_all(tx, [one]).get(one.dedupe_key)


def enqueue_all(tx: Transaction, messages: Sequence[Waiting]) -> dict[str, int]:
    """Queues messages in a few statements; their ids by key, without those whose key is there already."""
    if not messages:
        return {}
    rows = [_columns(tx, one) for one in messages]
    _give_lanes(tx, rows)
    _give_turns(tx, rows)
    is_postgresql = tx.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(OutboundMessage) if is_postgresql else sqlite.insert(OutboundMessage)
    statement = insert.on_conflict_do_nothing(index_elements=["dedupe_key"])
    added = statement.returning(col(OutboundMessage.dedupe_key), col(OutboundMessage.id))
    return {key: row_id for key, row_id in tx.connection().execute(added, rows) if row_id is not None}


def put_buttons(tx: Transaction, row_id: int, buttons: Json) -> None:
    """Sets the buttons of a message that has just been queued: those that name it need its id."""
    tx.execute(update(OutboundMessage).where(col(OutboundMessage.id) == row_id).values(buttons=buttons))


def move(tx: Transaction, row_id: int, before: Sequence[str], after: str, **values: Json) -> bool:
    """Changes the state if it is one of `before`; sets other columns along. False when it is not."""
    statement = update(OutboundMessage).where(col(OutboundMessage.id) == row_id, col(OutboundMessage.state).in_(before))
    return tx.connection().execute(statement.values(state=after, **values)).rowcount == 1


def settle(tx: Transaction, row_id: int, under: datetime, after: str, **values: Json) -> bool:
    """Records what became of a message that was begun under the lease until then. False when another has it now."""
    statement = update(OutboundMessage).where(
        col(OutboundMessage.id) == row_id,
        col(OutboundMessage.state).in_(("sending", "unknown")),
        col(OutboundMessage.lease_until) == under,
    )
    return tx.connection().execute(statement.values(state=after, **values)).rowcount == 1


def cancel(tx: Transaction, row_id: int) -> bool:
    """Takes a message back. False when it is on its way already."""
    return move(tx, row_id, ("queued", "claimed"), "cancelled", lease_until=None)


def cancel_for(tx: Transaction, person_id: int) -> None:
    """Takes back all that waits for the person."""
    mine = (col(OutboundMessage.person_id) == person_id, col(OutboundMessage.state).in_(("queued", "claimed")))
    tx.execute(update(OutboundMessage).where(*mine).values(state="cancelled", lease_until=None))


def take_back(tx: Transaction, dedupe_key: str) -> bool:
    """Takes back the message with that key. False when it is on its way or out; a message never queued is taken."""
    row_id = tx.exec(select(OutboundMessage.id).where(OutboundMessage.dedupe_key == dedupe_key)).first()
    return row_id is None or cancel(tx, row_id)


def can_take_back(tx: Transaction, begins: str) -> bool:
    """Whether no message whose key begins so is on its way or out."""
    gone = col(OutboundMessage.state).not_in(("queued", "claimed", "cancelled"))
    mine = col(OutboundMessage.dedupe_key).startswith(begins, autoescape=True)
    return tx.exec(select(OutboundMessage.id).where(mine, gone)).first() is None


def take_back_all(tx: Transaction, begins: str) -> None:
    """Takes back all messages whose key begins so, as far as they wait."""
    mine = col(OutboundMessage.dedupe_key).startswith(begins, autoescape=True)
    waits = col(OutboundMessage.state).in_(("queued", "claimed"))
    tx.execute(update(OutboundMessage).where(mine, waits).values(state="cancelled", lease_until=None))


def readdress(tx: Transaction, old: int, new: int) -> None:
    """What goes, or went, to that chat: it has another id now."""
    mine = col(OutboundMessage.telegram_chat_id) == old
    tx.execute(update(OutboundMessage).where(mine).values(telegram_chat_id=new))


def claim(tx: Transaction, lease_until: datetime, limit: int) -> list[OutboundMessage]:
    """Takes what is due for oneself until `lease_until`, by turns."""
    due = select(OutboundMessage.id).where(_is_due(tx.now))
    due = due.order_by(col(OutboundMessage.turn), col(OutboundMessage.id)).limit(limit)
    # In a CTE, so that PostgreSQL looks for them once: as a subquery it might look again, and take more.
    taken = due.with_for_update(skip_locked=True).cte("due")
    statement = (
        update(OutboundMessage)
        .where(col(OutboundMessage.id).in_(select(taken.c.id)))
        .values(state="claimed", lease_until=lease_until)
        .returning(OutboundMessage)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(tx.scalars(statement), key=lambda row: (row.turn, row.id))


def release(tx: Transaction, ids: Sequence[int] | None = None) -> None:
    """Puts back what was claimed and not begun: those, or what a dead process held until its lease was over."""
    held = (col(OutboundMessage.state) == "claimed",)
    which = col(OutboundMessage.lease_until) < tx.now if ids is None else col(OutboundMessage.id).in_(ids)
    free = select(OutboundMessage.id).where(*held, which).with_for_update(skip_locked=True).cte("free")
    statement = update(OutboundMessage).where(*held, col(OutboundMessage.id).in_(select(free.c.id)))
    tx.connection().execute(statement.values(state="queued", lease_until=None))


def begin(tx: Transaction, row_id: int, lease_until: datetime) -> bool:
    """Marks one's own claim as on its way. False when it was cancelled, the lease is over, or another has it now."""
    statement = update(OutboundMessage).where(
        col(OutboundMessage.id) == row_id,
        col(OutboundMessage.state) == "claimed",
        col(OutboundMessage.lease_until) == lease_until,
        col(OutboundMessage.lease_until) >= tx.now,
    )
    return tx.connection().execute(statement.values(state="sending")).rowcount == 1


def in_state(tx: Transaction, state: str) -> Sequence[OutboundMessage]:
    return tx.exec(
        select(OutboundMessage).where(OutboundMessage.state == state).order_by(col(OutboundMessage.id))
    ).all()


def begun_before(tx: Transaction, lease_until: datetime, limit: int) -> Sequence[OutboundMessage]:
    """What is on its way under a lease that was over then, for this transaction alone."""
    return tx.exec(
        select(OutboundMessage)
        .where(OutboundMessage.state == "sending", col(OutboundMessage.lease_until) < lease_until)
        .order_by(col(OutboundMessage.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def waiting_since(tx: Transaction, kinds: Sequence[str], since: datetime, limit: int) -> Sequence[OutboundMessage]:
    """What of those kinds should have gone out before that moment and is still queued, for this transaction alone."""
    return tx.exec(
        select(OutboundMessage)
        .where(OutboundMessage.state == "queued", col(OutboundMessage.kind).in_(kinds))
        .where(OutboundMessage.not_before < since)
        .order_by(col(OutboundMessage.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def is_any_due(tx: Transaction) -> bool:
    """Whether a claim, or a look at leases, would find something."""
    held = col(OutboundMessage.state).in_(("claimed", "sending")) & (col(OutboundMessage.lease_until) < tx.now)
    return tx.exec(select(OutboundMessage.id).where(or_(_is_due(tx.now), held)).limit(1)).first() is not None


def next_after(tx: Transaction, after: datetime) -> datetime | None:
    """The first moment after that one before which something queued may not leave."""
    waiting = (OutboundMessage.state == "queued", OutboundMessage.not_before > after)
    return tx.exec(select(func.min(OutboundMessage.not_before)).where(*waiting)).one()


def count_unsent(tx: Transaction) -> int:
    """How many are due and not yet out."""
    on_its_way = col(OutboundMessage.state).in_(("claimed", "sending"))
    statement = select(func.count()).select_from(OutboundMessage).where(or_(_is_due(tx.now), on_its_way))
    return tx.exec(statement).one()


def _is_due(now: datetime) -> Json:
    return and_(col(OutboundMessage.state) == "queued", col(OutboundMessage.not_before) <= now)


def _columns(tx: Transaction, one: Waiting) -> dict[str, Json]:
    told = {name: getattr(one, name) for name in Waiting.__dataclass_fields__}
    return {**told, "not_before": one.not_before or tx.now, "created_at": tx.now}


def _give_lanes(tx: Transaction, rows: Sequence[dict[str, Json]]) -> None:
    people = [row["person_id"] for row in rows if row["lane"] is None and row["person_id"] is not None]
    lanes = membership.lanes(tx, people) if people else {}
    for row in rows:
        if row["lane"] is None:
            row["lane"] = lanes.get(row["person_id"], "-")


def _give_turns(tx: Transaction, rows: list[dict[str, Json]]) -> None:
    """Each after what waits in its lane already; what waits for a later moment does not stand before it."""
    rows.sort(key=lambda row: row["not_before"])
    last: dict[str, datetime] = {}
    found: dict[tuple[str, datetime], datetime | None] = {}
    for row in rows:
        lane, start = row["lane"], row["not_before"]
        if lane == AT_ONCE:
            row["turn"] = start - AHEAD
            continue
        if (lane, start) not in found:
            found[lane, start] = _last_turn(tx, lane, start)
        before = [one for one in (found[lane, start], last.get(lane)) if one is not None]
        row["turn"] = last[lane] = max(start, *(one + SPACING for one in before)) if before else start


def _last_turn(tx: Transaction, lane: str, start: datetime) -> datetime | None:
    return tx.exec(
        select(OutboundMessage.turn)
        .where(OutboundMessage.lane == lane, OutboundMessage.state == "queued", OutboundMessage.not_before <= start)
        .order_by(col(OutboundMessage.turn).desc())
        .limit(1)
    ).first()


def stuck(tx: Transaction, before: datetime) -> Sequence[tuple[int | None, str]]:
    """Id and kind of what should have gone out, or been settled, before that moment; the oldest first."""
    queued = and_(col(OutboundMessage.state) == "queued", col(OutboundMessage.not_before) < before)
    held = and_(col(OutboundMessage.state).in_(("claimed", "sending")), col(OutboundMessage.lease_until) < before)
    rows = select(OutboundMessage.id, OutboundMessage.kind).where(or_(queued, held))
    return tx.exec(rows.order_by(col(OutboundMessage.not_before))).all()


def newest(tx: Transaction, state: str, since: datetime | None, limit: int) -> Sequence[OutboundMessage]:
    """The newest messages, of that state if one is given, that were to go out then or later; for whoever runs Kabar."""
    rows = select(OutboundMessage).where(OutboundMessage.state == state) if state else select(OutboundMessage)
    if since is not None:
        rows = rows.where(OutboundMessage.not_before >= since)
    return tx.exec(rows.order_by(col(OutboundMessage.id).desc()).limit(limit)).all()


def count_states(tx: Transaction, since: datetime | None) -> dict[str, int]:
    """How many messages that were to go out then or later are in each state."""
    rows = select(OutboundMessage.state, func.count()).group_by(OutboundMessage.state)
    if since is not None:
        rows = rows.where(OutboundMessage.not_before >= since)
    return dict(tx.exec(rows).all())


def has_since(tx: Transaction, dedupe_key: str, since: datetime) -> bool:
    """Whether a message with that key was queued for then or later."""
    statement = select(OutboundMessage.id).where(
        OutboundMessage.dedupe_key == dedupe_key, OutboundMessage.not_before >= since
    )
    return tx.exec(statement).first() is not None


def moments(tx: Transaction, prefix: str, person_ids: Sequence[int], since: datetime) -> Sequence[tuple[int, datetime]]:
    """Whom and when: messages to the people whose key begins so and that were queued for then or later, without those
    that were taken back."""
    rows = tx.exec(
        select(OutboundMessage.person_id, OutboundMessage.not_before)
        .where(col(OutboundMessage.person_id).in_(person_ids), col(OutboundMessage.dedupe_key).startswith(prefix))
        .where(OutboundMessage.not_before >= since, OutboundMessage.state != "cancelled")
    )
    return [(person_id, at) for person_id, at in rows if person_id is not None]


def used(tx: Transaction, keys: Sequence[str]) -> set[str]:
    """Those of the keys under which a message was ever queued."""
    return set(tx.exec(select(OutboundMessage.dedupe_key).where(col(OutboundMessage.dedupe_key).in_(keys))))


def has(tx: Transaction, dedupe_key: str) -> bool:
    """Whether a message with that key was ever queued."""
    statement = select(OutboundMessage.id).where(OutboundMessage.dedupe_key == dedupe_key)
    return tx.exec(statement).first() is not None


def came(tx: Transaction, dedupe_key: str) -> bool:
    """Whether a message with that key came to somebody, or may still."""
    mine = select(OutboundMessage.id).where(OutboundMessage.dedupe_key == dedupe_key)
    return tx.exec(mine.where(col(OutboundMessage.state).not_in(("failed", "cancelled")))).first() is not None


def own(tx: Transaction, person_id: int, row_id: int) -> OutboundMessage | None:
    """The message, if it went to the person."""
    row = tx.get(OutboundMessage, row_id)
    return row if row and row.person_id == person_id else None


def of_person(tx: Transaction, person_id: int) -> Sequence[OutboundMessage]:
    """What was pushed to the person, the oldest first."""
    return tx.exec(
        select(OutboundMessage).where(OutboundMessage.person_id == person_id).order_by(col(OutboundMessage.id))
    ).all()


def withdraw(tx: Transaction, person_id: int) -> None:
    """Takes back what waits for the person, and empties what was said to them."""
    mine = update(OutboundMessage).where(col(OutboundMessage.person_id) == person_id)
    waiting = mine.where(col(OutboundMessage.state).in_(("queued", "claimed")))
    tx.execute(waiting.values(state="cancelled", lease_until=None))
    tx.execute(mine.values(html="", buttons=null(), chart=null(), behind=null()))

"""The outbox's states, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import chat as chats
from models import outbound_message as outbox
from models.membership import Membership
from models.outbound_message import OutboundMessage
from models.person import Person
from reporting import delivering


def queue(tx, key="k", kind="reminder", **more) -> int:
    row = outbox.enqueue(tx, dedupe_key=key, kind=kind, telegram_chat_id=5, html="Hai", **more)
    assert row is not None
    return row


def state(database, now, row: int) -> str:
    with database.reading(now) as tx:
        return tx.get_one(OutboundMessage, row).state


def claim_one(database, now) -> delivering.Parcel:
    with database.transaction(now) as tx:
        (parcel,) = delivering.claim(tx, 10)
    return parcel


def begin(database, now, parcel) -> bool:
    with database.transaction(now) as tx:
        return delivering.begin(tx, parcel)


def test_a_key_is_queued_once(database, now):
    with database.transaction(now) as tx:
        queue(tx)
        assert outbox.enqueue(tx, dedupe_key="k", kind="reminder", telegram_chat_id=5, html="Hai") is None


def test_claimed_rows_are_nobody_elses_until_the_lease_ends(database, now):
    with database.transaction(now) as tx:
        queue(tx)
        queue(tx, "later", not_before=now + timedelta(hours=1))
    parcel = claim_one(database, now)
    with database.transaction(now) as tx:
        assert delivering.claim(tx, 10) == []
        assert delivering.count_unsent(tx) == 1
    later = now + delivering.LEASE + timedelta(seconds=1)
    again = claim_one(database, later)
    assert again.row_id == parcel.row_id
    assert not begin(database, later, parcel)
    assert begin(database, later, again)
    assert not begin(database, later, again)


def test_what_was_sent_becomes_the_last_message_of_the_chat(database, now):
    with database.transaction(now) as tx:
        row = queue(tx)
        chats.of(tx, 7, 5).last_message_id = 3
    parcel = claim_one(database, now)
    assert begin(database, now, parcel)
    with database.transaction(now) as tx:
        delivering.sent(tx, parcel, 12)
    with database.reading(now) as tx:
        chat = chats.find(tx, 5)
        assert chat is not None
        assert chat.last_message_id == 12
    assert state(database, now, row) == "sent"


def test_after_a_push_of_unknown_fate_no_card_counts_as_the_last_message(database, now):
    """Else the card would be edited in place, above a reminder that did arrive."""
    with database.transaction(now) as tx:
        row = queue(tx)
        chats.of(tx, 7, 5).last_message_id = 3
    assert begin(database, now, claim_one(database, now))
    with database.transaction(now) as tx:
        assert delivering.recover(tx) == 1
    with database.reading(now) as tx:
        chat = chats.find(tx, 5)
        assert chat is not None
        assert chat.last_message_id is None
    assert state(database, now, row) == "unknown"


def test_a_cancelled_message_does_not_go_out(database, now):
    with database.transaction(now) as tx:
        row = queue(tx)
    parcel = claim_one(database, now)
    with database.transaction(now) as tx:
        assert outbox.cancel(tx, row)
    assert not begin(database, now, parcel)


@pytest.mark.parametrize(
    ("kind", "after"),
    [("reminder", "unknown"), ("missing", "unknown"), ("summary", "queued"), ("notice", "queued")],
)
def test_what_a_dead_process_was_sending(database, now, kind, after):
    with database.transaction(now) as tx:
        row, untouched = queue(tx, kind=kind), queue(tx, "claimed only")
    with database.transaction(now) as tx:
        sending, _ = delivering.claim(tx, 10)
    assert begin(database, now, sending)
    with database.transaction(now) as tx:
        assert delivering.recover(tx) == 1
    assert state(database, now, row) == after
    assert state(database, now, untouched) == "queued"


def test_a_summary_is_not_repeated_for_ever(database, now):
    with database.transaction(now) as tx:
        row = queue(tx, kind="summary")
    for _ in range(delivering.MOST_REPEATS + 1):
        parcel = claim_one(database, now)
        assert begin(database, now, parcel)
        with database.transaction(now) as tx:
            delivering.unknown(tx, parcel, "read time-out")
    assert state(database, now, row) == "unknown"


@pytest.mark.parametrize(("kind", "hours"), [("reminder", 6), ("missing", 6), ("notice", 24), ("summary", 24)])
def test_what_did_not_arrive_is_tried_until_it_is_too_late(database, now, kind, hours):
    with database.transaction(now) as tx:
        row = queue(tx, kind=kind)
    last = now + timedelta(hours=hours)
    for moment in (now, last):
        parcel = claim_one(database, moment)
        assert begin(database, moment, parcel)
        with database.transaction(moment) as tx:
            delivering.put_back(tx, parcel, "no connection")
        assert state(database, now, row) == "queued"
    with database.transaction(last + timedelta(seconds=1)) as tx:
        assert delivering.claim(tx, 10) == []
    assert state(database, now, row) == "failed"


def test_what_is_on_its_way_for_too_long_is_unknown_until_somebody_tells(database, now):
    with database.transaction(now) as tx:
        row = queue(tx)
    parcel = claim_one(database, now)
    assert begin(database, now, parcel)
    soon = now + delivering.LEASE + delivering.SENDS_WITHIN
    for moment, after in ((soon, "sending"), (soon + timedelta(seconds=1), "unknown")):
        with database.transaction(moment) as tx:
            assert delivering.claim(tx, 10) == []
        assert state(database, now, row) == after
    with database.transaction(soon) as tx:
        delivering.put_back(tx, parcel, "no connection")  # its courier lives, and knows
    assert claim_one(database, soon + timedelta(seconds=1)).row_id == row


def test_who_lost_the_lease_begins_nothing_and_settles_nothing(database, now):
    with database.transaction(now) as tx:
        row = queue(tx)
    late = claim_one(database, now)
    moment = now + delivering.LEASE + timedelta(seconds=1)
    assert not begin(database, moment, late)
    mine = claim_one(database, moment)
    assert begin(database, moment, mine)
    with database.transaction(moment) as tx:
        delivering.failed(tx, late, "refused")
        delivering.unknown(tx, late, "no answer")
    assert state(database, now, row) == "sending"


def test_a_long_list_in_one_regency_leaves_room_for_another(database, now):
    with database.transaction(now) as tx:
        for number, area in ((1, "32.01"), (2, "13.72.01")):
            tx.add(Person(id=number, name=area, created_at=now))
            tx.flush()
            tx.add(Membership(person_id=number, role="koordinator", area_code=area, since=now))
        tomorrow = queue(tx, "tomorrow", person_id=2, not_before=now + timedelta(hours=20))
        many = [queue(tx, f"many {number}", person_id=1) for number in range(40)]
        summary, asked = queue(tx, "one", person_id=2), queue(tx, "asked for", person_id=1, lane=outbox.AT_ONCE)
    with database.transaction(now) as tx:
        assert [parcel.row_id for parcel in delivering.claim(tx, 5)] == [asked, many[0], summary, *many[1:3]]
    with database.reading(now) as tx:
        assert tx.get_one(OutboundMessage, tomorrow).turn == now + timedelta(hours=20)


def test_a_blocked_person_gets_nothing_until_they_write_again(database, now):
    with database.transaction(now) as tx:
        tx.add(Person(id=1, name="A", created_at=now))
        tx.flush()
        tx.add(Membership(person_id=1, role="plkb", since=now))
        first, second = queue(tx, "1", person_id=1), queue(tx, "2", person_id=1)
        chats.of(tx, 7, 5)
    with database.transaction(now) as tx:
        parcel, _ = delivering.claim(tx, 10)
    assert begin(database, now, parcel)
    with database.transaction(now) as tx:
        delivering.unreachable(tx, parcel, "bot was blocked by the user")
        assert chats.find(tx, 5).blocked_at == now
    assert state(database, now, first) == "failed"
    later = now + delivering.LEASE + timedelta(seconds=1)
    with database.transaction(later) as tx:
        assert delivering.claim(tx, 10) == []
    assert state(database, now, second) == "failed"
    with database.transaction(later) as tx:
        third = queue(tx, "3", person_id=1)
        chats.find(tx, 5).blocked_at = None
    assert claim_one(database, later).row_id == third
    with database.reading(now) as tx:
        assert tx.get_one(Person, 1).unreachable_at is None

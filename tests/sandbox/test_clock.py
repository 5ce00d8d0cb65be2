"""The sandbox's time: flowing, jumping, and walking with those who follow."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import FIRST_START, Clock, iso, parse_moment
from tests.sandbox.conftest import Client

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Real:
    """Real time in seconds, as the test sets it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def real() -> Real:
    return Real()


@pytest.fixture
def clock(real: Real) -> Clock:
    return Clock(START, real)


def test_time_flows_with_real_time(clock: Clock, real: Real) -> None:
    real.seconds = 90
    assert clock.now() == START + timedelta(seconds=90)


def test_without_followers_it_jumps_and_flows_on(clock: Clock, real: Real) -> None:
    clock.aim(START + HOUR)
    assert clock.now() == START + HOUR
    real.seconds = 5
    assert clock.now() == START + HOUR + timedelta(seconds=5)
    clock.aim(START)
    assert clock.now() == START + HOUR + timedelta(seconds=5)


def test_with_a_follower_it_walks_and_stands_still_between_steps(clock: Clock, real: Real) -> None:
    clock.seen("bot")
    clock.aim(START + HOUR)
    real.seconds = 20
    assert clock.now() == START
    clock.walk("bot", START + HOUR / 2)
    assert clock.now() == START + HOUR / 2
    clock.walk("bot", START)
    assert clock.now() == START + HOUR / 2
    clock.walk("bot", START + 9 * HOUR)
    assert clock.now() == START + HOUR
    assert clock.target is None


def test_time_is_where_the_slowest_follower_is(clock: Clock) -> None:
    clock.seen("bot")
    clock.seen("pages")
    clock.aim(START + HOUR)
    clock.walk("bot", START + HOUR)
    assert clock.now() == START
    clock.walk("pages", START + HOUR / 2)
    assert clock.now() == START + HOUR / 2
    clock.walk("pages", START + HOUR)
    assert clock.target is None


def test_a_dead_follower_is_not_waited_for(clock: Clock, real: Real) -> None:
    clock.seen("bot")
    clock.aim(START + HOUR)
    real.seconds = 61
    clock.settle()
    assert clock.now() == START + HOUR


def test_a_target_set_while_nobody_followed_is_still_news(clock: Clock) -> None:
    clock.aim(START + HOUR)
    assert clock.has_news("bot", START)
    assert not clock.has_news("bot", START + HOUR)


def test_a_follower_started_in_the_middle_of_a_walk_is_told_at_once(clock: Clock) -> None:
    clock.seen("bot")
    clock.aim(START + HOUR)
    clock.walk("bot", START + HOUR / 2)
    assert clock.has_news("bot", START + HOUR * 2), "its own time has run ahead while it started"
    clock.walk("bot", START + HOUR)
    assert not clock.has_news("bot", START + HOUR * 2)


def test_moments_are_read_with_and_without_an_offset() -> None:
    assert parse_moment("2026-11-02T08:00") == FIRST_START
    assert parse_moment("2026-11-02T01:00:00Z") == FIRST_START
    assert parse_moment("2026-11-02T08:00:00 07:00") == FIRST_START  # a plus sign that a URL has eaten
    assert iso(FIRST_START) == "2026-11-02T08:00:00+07:00"


async def test_the_caller_waits_until_the_follower_is_there(client: Client) -> None:
    now = (await client.get("/sim/clock"))["now"]
    poll = asyncio.create_task(client.get("/sim/clock", follow="bot", after=now, wait=20))
    await asyncio.sleep(0.1)
    jump = asyncio.create_task(client.post("/sim/clock", {"to": "2026-11-05T08:30:00+07:00"}))
    news = await asyncio.wait_for(poll, 2)
    assert news["target"] == "2026-11-05T08:30:00+07:00"
    assert news["now"] < "2026-11-02T08:01"

    step = await client.post("/sim/clock/walk", {"follow": "bot", "now": "2026-11-04T08:30:00+07:00"})
    assert step["now"] == "2026-11-04T08:30:00+07:00"
    assert not jump.done()
    await client.post("/sim/clock/walk", {"follow": "bot", "now": news["target"]})
    assert (await asyncio.wait_for(jump, 2))["now"].startswith("2026-11-05T08:30:0")


async def test_messages_bear_the_walked_time(client: Client) -> None:
    person = await client.person()
    await client.post("/sim/clock", {"to": "2026-11-09T08:30:00+07:00"})
    sent = await client.result("sendMessage", chat_id=person, text="Pagi")
    assert 0 <= sent["date"] - int(datetime(2026, 11, 9, 1, 30, tzinfo=UTC).timestamp()) < 5


async def test_nonsense_is_refused(client: Client) -> None:
    await client.post("/sim/clock", {"to": "besok"}, status=400)
    await client.post("/sim/clock", {}, status=400)
    await client.post("/sim/clock/walk", {"now": "2026-11-09T08:30:00+07:00"}, status=400)

from __future__ import annotations

import asyncio
import heapq
from datetime import UTC, datetime

from bot.limits import PUSH_BURST, Limiter


class FakeTime:
    """A monotonic clock that goes on when everyone sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 2, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        heapq.heappush(self._sleepers, (self.seconds + seconds, id(event), event))
        await event.wait()

    async def run(self, tasks: list[asyncio.Task[None]]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(10):
                await asyncio.sleep(0)
            if self._sleepers:
                self.seconds, _, event = heapq.heappop(self._sleepers)
                event.set()


async def times(time: FakeTime, calls) -> list[float]:
    done: list[float] = []

    async def one(call) -> None:
        await call
        done.append(round(time.seconds, 3))

    await time.run([asyncio.create_task(one(call)) for call in calls])
    return done


def limiter(rate: float = 25) -> tuple[FakeTime, Limiter]:
    time = FakeTime()
    return time, Limiter(time, rate, time.sleep)


async def test_never_more_than_thirty_in_any_second():
    time, limits = limiter()
    done = await times(time, [limits.reply(chat) for chat in range(1, 121)])
    assert max(sum(start <= moment < start + 1 for moment in done) for start in done) <= 30
    assert done[-1] < 120 / 25 + 0.1


async def test_replies_to_one_chat_burst_and_then_come_once_a_second():
    time, limits = limiter()
    done = await times(time, [limits.reply(1) for _ in range(6)])
    assert [round(moment) for moment in done] == [0, 0, 0, 1, 2, 3]


async def test_pushes_to_one_chat_are_a_second_apart_from_all_that_goes_there():
    time, limits = limiter()
    await times(time, [limits.reply(1)])
    assert await times(time, [limits.push(1), limits.push(1)]) == [1.0, 2.0]


async def test_a_group_gets_at_most_twenty_a_minute():
    time, limits = limiter()
    done = await times(time, [limits.reply(-100) for _ in range(60)])
    assert max(sum(start <= moment < start + 60 for moment in done) for start in done) <= 20


async def test_a_slow_chat_does_not_hold_up_others():
    time, limits = limiter()
    slow = [limits.reply(1) for _ in range(10)]
    done = await times(time, [*slow, *(limits.reply(chat) for chat in range(2, 12))])
    assert sum(moment < 1 for moment in done) == 3 + 10


async def test_replies_draw_before_pushes_that_came_first():
    time, limits = limiter()
    order: list[str] = []

    async def note(call, name: str) -> None:
        await call
        order.append(name)

    pushes = [note(limits.push(100 + n), "push") for n in range(30)]
    replies = [note(limits.reply(n), "reply") for n in range(1, 31)]
    await time.run([asyncio.create_task(call) for call in pushes + replies])
    assert order.index("reply") <= PUSH_BURST  # those went before anyone was to be answered
    assert order[PUSH_BURST : PUSH_BURST + 30] == ["reply"] * 30


async def test_a_429_stops_both_kinds_until_it_is_over():
    time, limits = limiter()
    limits.halt(30)
    limits.halt(2)
    done = await times(time, [limits.reply(1), limits.push(2), limits.touch()])
    assert all(moment >= 30 for moment in done)
    assert limits.halted_for() == 0


async def test_those_who_waited_for_a_429_do_not_all_go_at_once():
    time, limits = limiter()
    limits.halt(5)
    done = await times(time, [limits.reply(chat) for chat in range(1, 61)])
    assert min(done) >= 5
    assert sum(moment < 6 for moment in done) <= 30


async def test_edits_are_not_spaced_per_chat():
    time, limits = limiter()
    done = await times(time, [limits.touch() for _ in range(20)])
    assert done[-1] < 1


async def test_a_server_of_ones_own_is_faster_per_chat_too():
    time, limits = limiter(250)
    done = await times(time, [limits.reply(1) for _ in range(13)])
    assert round(done[-1]) == 1

"""Walking with the sandbox's clock: every moment in order, each at its own time, sent before time goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from bot.clock import SandboxClock, SystemClock
from bot.clockwork import Clockwork
from bot.desk import Desk
from models import outbound_message as outbox
from models.outbound_message import OutboundMessage
from reporting.ticking import whole
from tests.bot.conftest import World, running, until
from tests.bot.test_courier import friend


class Plan:
    """A message every day at 08.30 WIB; keeps the moments at which it was asked."""

    def __init__(self, chat_id: int, first: datetime) -> None:
        self.chat_id = chat_id
        self.first = first
        self.ticks: list[datetime] = []

    def moments(self) -> list[datetime]:
        return [self.first + timedelta(days=day) for day in range(30)]

    def tick(self, tx, at: datetime) -> None:
        self.ticks.append(at)
        for moment in self.moments():
            if moment <= at:
                outbox.enqueue(
                    tx, dedupe_key=f"{moment:%d}", kind="reminder", telegram_chat_id=self.chat_id, html="Hai"
                )

    def next_due(self, tx, after: datetime) -> datetime | None:
        return min((moment for moment in self.moments() if moment > after), default=None)


async def test_a_walk_stops_at_every_moment(world: World):
    person = await friend(world)
    now = datetime.fromisoformat((await world.get("/sim/clock"))["now"])
    plan = Plan(person, now.replace(hour=8, minute=30, second=0, microsecond=0) + timedelta(days=1))
    config = world.config(clock="sandbox")
    async with running(config, pieces=(whole(plan.tick),), next_due=plan.next_due):

        async def ticking() -> bool:
            return bool(plan.ticks)

        await until(ticking)
        target = plan.first + timedelta(days=2, hours=1)
        arrived = await world.post("/sim/clock", {"to": target.isoformat()})
        rows = world.rows(select(OutboundMessage).order_by(OutboundMessage.id))
        assert [row.state for row in rows] == ["sent"] * 3
        assert [row.sent_at for row in rows] == plan.moments()[:3]
        assert plan.ticks[-3:] == plan.moments()[:3]
        assert datetime.fromisoformat(arrived["now"]) >= target
        messages = (await world.get(f"/sim/people/{person}/chat"))["messages"]
        assert sum(message["text"] == "Hai" for message in messages) == 3

        arrived = await world.post("/sim/clock", {"advance": 86400})
        assert len(world.rows(select(OutboundMessage))) == 4
        assert datetime.fromisoformat(arrived["now"]) - target < timedelta(days=1, seconds=30)


async def test_what_waits_for_its_hour_leaves_on_the_way(world: World):
    person = await friend(world)
    now = datetime.fromisoformat((await world.get("/sim/clock"))["now"])
    hour, ticks = now + timedelta(hours=9), []

    def tick(tx, at: datetime) -> None:
        ticks.append(at)
        outbox.enqueue(tx, dedupe_key="1", kind="reminder", telegram_chat_id=person, html="Hai", not_before=hour)

    async def ticking() -> bool:
        return bool(ticks)

    async with running(world.config(clock="sandbox"), pieces=(whole(tick),), next_due=lambda tx, after: None):
        await until(ticking)
        await world.post("/sim/clock", {"advance": 86400})
        assert [row.sent_at for row in world.rows(select(OutboundMessage))] == [hour]


async def test_no_time_is_missed_on_a_walk(sqlite_database, now, caplog):
    """Ten days with one moment in them; the minute's own tick comes in the middle and after it."""
    desk, clock, moments = Desk(sqlite_database, SystemClock()), SandboxClock(now), []
    clock.stand(now)
    clockwork = Clockwork(desk, clock, [whole(lambda tx, at: moments.append(at))])
    await clockwork._on_the_minute()
    with clockwork.led(now + timedelta(days=10)):
        clock.stand(now + timedelta(days=4))
        await clockwork._on_the_minute()
        await clockwork.tick(clock.now())
    clock.stand(now + timedelta(days=10))
    await clockwork._on_the_minute()
    assert moments == [now, now + timedelta(days=4), now + timedelta(days=10)]
    assert "stood still" not in caplog.text
    await desk.close()


async def test_a_walk_goes_on_where_a_stopped_bot_left_it(world: World):
    person = await friend(world)
    now = datetime.fromisoformat((await world.get("/sim/clock"))["now"])
    plan = Plan(person, now.replace(hour=8, minute=30, second=0, microsecond=0) + timedelta(days=1))
    parts = {"pieces": (whole(plan.tick),), "next_due": plan.next_due}

    async def ticking() -> bool:
        return bool(plan.ticks)

    async with running(world.config(clock="sandbox"), **parts):
        await until(ticking)
    plan.ticks.clear()
    async with running(world.config(clock="sandbox"), **parts):
        await until(ticking)
        await world.post("/sim/clock", {"to": plan.moments()[1].isoformat()})
        assert [row.sent_at for row in world.rows(select(OutboundMessage))] == plan.moments()[:2]

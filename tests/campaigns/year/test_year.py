"""A year of the five districts: officers who report early, late, never, are on leave, leave for another kampung or for
good. Every debt ends as what was done about it says, nobody is reminded too often or for nothing, and each summary
tells what plain SQL finds."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from sqlmodel import select

from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from models.person import Person
from reporting.access import LEADS, actor_by_id
from reporting.library import Library
from tests.campaigns.year import captions, land
from tests.campaigns.year.cast import Cast
from tests.campaigns.year.judge import Judge
from tests.campaigns.year.land import Plan
from tests.campaigns.year.life import Life
from tests.campaigns.year.log import Log
from tests.campaigns.year.people import People
from tests.campaigns.year.play import Play
from tests.reporting.summary_oracle import compare

MONDAY = 0


def test_some_weeks_of_one_district(sqlite_database: Database) -> None:
    played = play(sqlite_database, land.weeks())
    assert played.problems(sqlite_database) == []
    assert len(played.ends) > 3, "debts end in many ways"
    assert played.log.counts["summaries compared"] > 3
    _spoil(played.log)
    found = "\n".join(played.problems(sqlite_database))
    assert [one for one in ("rang at", "in a day", "sent: ") if one not in found] == [], "the judge sees it"


def _spoil(log: Log) -> None:
    """A reminder at night and one too many; a report that nobody sent."""
    last = next(one for one in reversed(log.delivered) if one.debts)
    log.delivered += [replace(last, at=last.at.replace(hour=18)), last]
    log.filed.remove(next(one for one in log.filed if one.debt[0] == "bulanan_kkb"))


@pytest.mark.soak
def test_the_same_weeks_on_postgresql(postgresql_database: Database) -> None:
    assert play(postgresql_database, land.weeks()).problems(postgresql_database) == []


@pytest.mark.soak
def test_a_whole_year_of_the_five_districts(sqlite_database: Database) -> None:
    played = play(sqlite_database, land.year())
    problems = played.problems(sqlite_database)
    print(played.told())
    assert problems == []


@dataclass
class Played:
    """What was played; `odd` what the summaries told otherwise than plain SQL."""

    plan: Plan
    log: Log
    judge: Judge
    odd: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    reminders: Counter[str] = field(default_factory=Counter)

    def watch(self, tx: Transaction) -> None:
        """After a tick on a Monday: each summary it made, held against what the database says at that moment."""
        if tx.now.weekday() != MONDAY:
            return
        made = (OutboundMessage.kind == "summary", OutboundMessage.created_at == tx.now)
        told = tx.exec(select(Person, OutboundMessage.html).join(OutboundMessage).where(*made)).all()
        if told:
            self.judge.look(tx)
        for who, html in told:
            actor = actor_by_id(tx, who.id or 0)
            assert actor is not None
            self.odd += compare(tx, actor.scope(*LEADS), tx.now, who.zone)
            self.odd += captions.otherwise(tx, actor.scope(*LEADS), html)
            self.log.count("summaries compared")

    def problems(self, database: Database) -> list[str]:
        """All that is wrong, a line each."""
        with database.reading(self.plan.last) as tx:
            states, self.ends = self.judge.states(tx)
            reminders, self.reminders = self.judge.reminders(tx)
            return [*states, *reminders, *self.judge.mondays(tx), *self.odd]

    def told(self) -> str:
        refused = Counter(one.why for one in self.log.refused)
        lines = {"debts": self.ends, "reminders": self.reminders, "refused": refused, "done": self.log.counts}
        return "\n".join(f"{name}: {dict(sorted(some.items()))}" for name, some in lines.items())


def play(database: Database, plan: Plan) -> Played:
    """`KABAR_SEED` makes another year of it."""
    log, library = Log(), Library()
    played = Played(plan, log, Judge(log, plan.first, plan.last))
    land.plant(database, plan)
    going = Play(database, plan, log, library)
    people = People(plan, Cast(int(os.environ.get("KABAR_SEED", "1"))), log, going.agenda, library)
    with database.transaction(plan.first) as tx:
        people.begin(tx)
        Life(plan, log, going.agenda).begin(tx)
    going.run(people.heard, played.watch)
    return played

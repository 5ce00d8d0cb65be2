"""Who does what when: the habits of officers and coordinators. Pure, and the same in each run of a seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal

Habit = Literal["early", "on time", "late", "very late", "closed", "never"]
HABITS: tuple[Habit, ...] = ("early", "on time", "late", "very late", "never")
USUAL = 0.75  # how often somebody does as they usually do
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    opens: datetime
    due: datetime
    late: datetime
    lock: datetime


@dataclass(frozen=True, slots=True)
class Cast:
    """`seed` makes another year of it."""

    seed: int

    def chance(self, *about: object) -> Random:
        return Random(f"{self.seed} {about}")

    def habit(self, person_id: int) -> Habit:
        """What they usually do; every habit has somebody."""
        return HABITS[person_id % len(HABITS)]

    def sends_at(self, person_id: int, form_id: str, where: object, period: str, window: Window) -> datetime | None:
        """When they mean to send that report, None for never. After its lock they only try."""
        chance = self.chance(person_id, form_id, where, period)
        others: tuple[Habit, ...] = ("early", "on time", "on time", "late", "very late", "closed", "never")
        habit = self.habit(person_id) if chance.random() < USUAL else chance.choice(others)
        share = chance.random()
        match habit:
            case "early":
                return window.opens + DAY * (0.3 + 2 * share)
            case "on time":
                return window.due - DAY * (0.2 + 1.3 * share)
            case "late":
                return window.due + DAY * (0.3 + 1.5 * share)
            case "very late":
                return window.late + DAY * (0.3 + 2 * share)
            case "closed":
                return window.lock + DAY * (0.5 + share)
            case "never":
                return None

    def hour(self, person_id: int, day: object) -> timedelta:
        """When they sit down that day, after midnight where they are."""
        return timedelta(minutes=self.chance(person_id, day, "hour").randint(8 * 60, 20 * 60))

    def answers(self, person_id: int, key: str) -> Literal["stuck", "later", ""]:
        """What they press on a reminder."""
        drawn = self.chance(person_id, key, "answer").random()
        return "stuck" if drawn < 0.05 else "later" if drawn < 0.12 else ""

    def is_nil(self, *about: object) -> bool:
        return self.chance(*about, "nil").random() < 0.1

    def reviews(self, coordinator_id: int, number: str, days: int) -> Literal["accept", "return", ""]:
        """What a coordinator does with a report that has waited so many days: most read every day, one each Monday
        week, a few reports nobody touches."""
        chance = self.chance(coordinator_id, number, "review")
        drawn, patience = chance.random(), chance.randint(0, 2) + 5 * (coordinator_id % 3)
        if days < patience or drawn > 0.95:
            return ""
        return "return" if drawn < 0.12 else "accept"

    def mends_after(self, person_id: int, number: str) -> timedelta | None:
        """How long a returned report lies with its officer; None for ever."""
        chance = self.chance(person_id, number, "mend")
        return DAY * chance.uniform(0.3, 6) if chance.random() < 0.8 else None

    def excuses(self, form_id: str, unit: str, period: str) -> bool:
        return self.chance(form_id, unit, period, "excuse").random() < 0.02

"""Everybody tries everything: every door, by everyone, on things in each relation to them.

Nobody gets through to what is not theirs, and what is foreign answers exactly as what does not exist: the same words,
the same buttons, the same rows written. `make test` tries a part by chance, `make soak` all.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

import pytest

from models.database import Database
from tests.access.probes import Probe, may, probes
from tests.access.trying import Outcome, Trying
from tests.access.world import RELATIONS, Actor, Planting, Thing, World

SEED = int(os.environ.get("KABAR_SEED", "20261123"))
PART = 20  # of the rows of cells, a row being one door for one person
# What may be written without an event: answers in one's own draft, which say nothing to anybody until they are sent;
# terms in one's own upload of a form, until it is proposed or published; what is sent to oneself; and who has a report
# or question in hand for some minutes.
UNRECORDED = {
    "draft": ("a:", "n:", "i:", "filling."),
    "outbound_message": ("d:pdf", "k:picture", "kr:picture", "kr:trend", "s:ask", "s:print", "b:rest"),
    "form_upload": ("b:area", "b:again", "b:often", "b:due", "b:since", "b:send"),
    "submission": ("q:",),
    "ticket": ("t:",),
    "invitation": ("u:approve",),  # tried by one statement, which finds it decided already
}


@dataclass(slots=True)
class Matrix:
    world: World
    trying: Trying
    cells: int = 0
    leaks: list[str] = field(default_factory=list)
    slower: Counter[str] = field(default_factory=Counter)
    unrecorded: set[str] = field(default_factory=set)
    known: dict[str, set[str]] = field(default_factory=dict)  # by actor

    def row(self, probe: Probe, actor: Actor) -> None:
        """One door for one person, on things in all nine relations. What stands in two of them is tried once: every
        try begins with the same world."""
        tried: dict[Thing, Outcome] = {}
        nowhere = tried[self.thing(probe, actor, "non-existing")] = self.cell(probe, actor, "non-existing")[1]
        for relation in RELATIONS:
            thing = self.thing(probe, actor, relation)
            if thing not in tried:
                tried[thing] = self.cell(probe, actor, relation)[1]
            outcome = tried[thing]
            self.cells += 1
            name = f"{probe.name} by {actor.name}: {relation}"
            if not may(probe, actor, thing) and not outcome.alike(nowhere):
                self.leaks.append(f"{name}\n    {outcome}\n    {nowhere}")
            elif not may(probe, actor, thing) and outcome.queries != nowhere.queries:
                self.slower[probe.name] += 1
            if told := outcome.names() - self._known(actor):
                self.leaks.append(f"{name}: tells of {sorted(told)}")

    def cell(self, probe: Probe, actor: Actor, relation: str) -> tuple[Thing, Outcome]:
        """One try. Whoever writes leaves an event."""
        thing = self.thing(probe, actor, relation)
        outcome = self.trying.try_(probe, actor, thing)
        if "audit_event" not in outcome.written:
            silent = [one for one in outcome.written if not probe.door.startswith(UNRECORDED.get(one, ()))]
            self.unrecorded |= {f"{probe.door} writes {table}" for table in silent}
        return thing, outcome

    def thing(self, probe: Probe, actor: Actor, relation: str) -> Thing:
        return self.world.thing(probe.kind, actor, relation) if probe.kind else Thing("", "", 0, exists=False)

    def _known(self, actor: Actor) -> set[str]:
        """Places that the person may read of: those in their area, and where a report of theirs lies."""
        if actor.name not in self.known:
            things = self.world.things.values()
            mine = {thing.place for thing in things if thing.person_id == actor.person_id}
            self.known[actor.name] = mine | {thing.place for thing in things if actor.roles_in(thing.place)}
        return self.known[actor.name]


@contextmanager
def planted(database: Database, now: datetime) -> Iterator[Matrix]:
    with database.transaction(now) as tx:
        trying = Trying(tx)
        world = Planting(tx).plant()
        with trying.listening():
            yield Matrix(world, trying)


def rows(world: World) -> list[tuple[Probe, Actor]]:
    return [(probe, actor) for probe in probes() for actor in world.actors]


def fill(matrix: Matrix, wanted: Iterable[tuple[Probe, Actor]]) -> None:
    for probe, actor in wanted:
        matrix.row(probe, actor)
    assert matrix.leaks == [], f"{len(matrix.leaks)} of {matrix.cells} cells:\n" + "\n".join(matrix.leaks[:20])
    assert matrix.unrecorded == set()


def test_a_part_of_the_matrix_by_chance(database: Database, now: datetime) -> None:
    with planted(database, now) as matrix:
        everything = rows(matrix.world)
        assert len(everything) * len(RELATIONS) >= 20_000
        fill(matrix, random.Random(SEED).sample(everything, PART))


def test_what_one_may_do_is_recorded(sqlite_database: Database, now: datetime) -> None:
    """Every door once: on the card that is up, by the first who may pass it to something."""
    with planted(sqlite_database, now) as matrix:
        passed = {probe.door for probe in probes() if probe.way != "tap" and _passes(matrix, probe)}
        assert matrix.unrecorded == set()
        assert len(passed) > 120


def _passes(matrix: Matrix, probe: Probe) -> bool:
    for actor, relation in product(matrix.world.actors, ("own", "same area")):
        if may(probe, actor, matrix.thing(probe, actor, relation)):
            return not matrix.cell(probe, actor, relation)[1].refused
    return False


@pytest.mark.soak
def test_the_whole_matrix(database: Database, now: datetime, record_property: pytest.RecordProperty) -> None:
    with planted(database, now) as matrix:
        fill(matrix, rows(matrix.world))
        assert matrix.cells >= 20_000
        print(f"{matrix.cells} cells, 0 leaks; other numbers of queries: {matrix.slower.most_common(9)}")

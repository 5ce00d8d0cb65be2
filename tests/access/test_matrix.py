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

import pytest

from models.database import Database
from tests.access.probes import Probe, may, probes
from tests.access.trying import Outcome, Trying
from tests.access.world import RELATIONS, Actor, Planting, Thing, World

SEED = int(os.environ.get("KABAR_SEED", "20261123"))
PART = 40  # of the rows of cells, a row being one door for one person


@dataclass(slots=True)
class Matrix:
    world: World
    trying: Trying
    cells: int = 0
    leaks: list[str] = field(default_factory=list)
    slower: Counter[str] = field(default_factory=Counter)
    passed: set[str] = field(default_factory=set)

    def row(self, probe: Probe, actor: Actor) -> None:
        """One door for one person, on things in all nine relations."""
        nowhere = self._try(probe, actor, "non-existing")[1]
        for relation in RELATIONS:
            thing, outcome = self._try(probe, actor, relation)
            self.cells += 1
            name = f"{probe.name} by {actor.name}: {relation}"
            if may(probe, actor, thing):
                if not outcome.refused:
                    self.passed.add(f"{probe.verb}:{probe.argument}" if probe.verb else probe.case)
            elif not outcome.alike(nowhere):
                self.leaks.append(f"{name}\n    {outcome}\n    {nowhere}")
            elif outcome.queries != nowhere.queries:
                self.slower[probe.name] += 1
            if told := outcome.names() - self._known(actor):
                self.leaks.append(f"{name}: tells of {sorted(told)}")

    def _try(self, probe: Probe, actor: Actor, relation: str) -> tuple[Thing, Outcome]:
        thing = self.world.thing(probe.kind, actor, relation) if probe.kind else Thing("", "", 0, exists=False)
        return thing, self.trying.try_(probe, actor, thing)

    def _known(self, actor: Actor) -> set[str]:
        """Places that the person may read of: those in their area, and where a report of theirs lies."""
        mine = {thing.place for thing in self.world.things.values() if thing.person_id == actor.person_id}
        inside = {
            t.place for t in self.world.things.values() if actor.area and f"{t.place}.".startswith(actor.area + ".")
        }
        return mine | inside


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


def test_a_part_of_the_matrix_by_chance(database: Database, now: datetime) -> None:
    with planted(database, now) as matrix:
        everything = rows(matrix.world)
        assert len(everything) * len(RELATIONS) >= 20_000
        fill(matrix, random.Random(SEED).sample(everything, PART))


@pytest.mark.soak
def test_the_whole_matrix(database: Database, now: datetime, record_property: pytest.RecordProperty) -> None:
    with planted(database, now) as matrix:
        fill(matrix, rows(matrix.world))
        assert matrix.cells >= 20_000
        print(f"{matrix.cells} cells, 0 leaks; other numbers of queries: {matrix.slower.most_common(9)}")

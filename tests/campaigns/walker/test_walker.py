"""No exception, no dead end, nothing that Telegram refuses: 200 steps in every run, 20,000 in `make soak`."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from random import Random

import pytest

from tests.campaigns.walker.walker import Walker
from tests.transcripts.world import Prepared, planted, running

STEPS = 200
MANY = 20_000


@pytest.fixture(scope="session")
def planted_solok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("walker") / "kabar.db"
    planted(file)
    return file


def walk(template: Path, folder: Path, caplog: pytest.LogCaptureFixture, steps: int, hours: int) -> None:
    seed = os.environ.get("KABAR_SEED", "1")
    with caplog.at_level(logging.WARNING), running(template, folder, "id", Prepared()) as stage:
        walker = Walker(stage, Random(seed), hours)
        for person in stage.people.values():
            stage.push(lambda person=person: person.says("/start"))
        walker.walk(steps)
    print(f"KABAR_SEED={seed}: {walker.done.total()} steps, {dict(walker.done)}, {len(walker.faults)} faults")
    errors = {one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR}
    assert (sorted(errors), walker.faults) == ([], []), f"KABAR_SEED={seed}\n" + "\n".join([*errors, *walker.faults])


def test_a_short_walk(planted_solok: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    walk(planted_solok, tmp_path, caplog, STEPS, 0)


@pytest.mark.soak
def test_a_long_walk(planted_solok: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    walk(planted_solok, tmp_path, caplog, int(os.environ.get("KABAR_WALKS", MANY)), 11)

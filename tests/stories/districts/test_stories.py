"""The five districts' own stories, one each, played like those of tests/transcripts; KABAR_REWRITE=1 writes them."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from tests.messages import LONGEST_PAGE, complaints
from tests.stories.districts.world import five_planted, playing
from tests.transcripts.player import Message, play
from tests.transcripts.world import Prepared

STORIES = sorted(Path(__file__).parent.glob("*.md"))
HEADING = "'INPUT'"  # of a part of the evaluation form, in capitals as on paper
REWRITING = bool(os.environ.get("KABAR_REWRITE"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("districts") / "kabar.db"
    five_planted(file)
    return file


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return Prepared()


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_a_district(
    file: Path, template: Path, prepared: Prepared, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    written, found = file.read_text("utf-8"), list[str]()

    def lint(reader: str, message: Message) -> None:
        told = complaints("id", message["text"], message["buttons"], LONGEST_PAGE)
        found.extend(one for one in told if not one.startswith(HEADING))

    with caplog.at_level(logging.WARNING), playing(template, tmp_path, prepared) as stage:
        now = play(stage, written, lint)
    if REWRITING:
        file.write_text(now, "utf-8")
        written = now
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []
    assert now == written, "it goes otherwise now; KABAR_REWRITE=1 writes it down"
    assert found == []


def test_each_district_has_its_story() -> None:
    assert len(STORIES) == 5

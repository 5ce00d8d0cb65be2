"""Each story, played against the real bot and sandbox, goes as its file says.

`KABAR_REWRITE=1` writes the files anew, in both languages; the difference is then read in review. A new story is a file
with a title, names and quoted lines. The stories in English say what the Indonesian ones say: they, and the
longest, are played by `make soak` and before anything lands.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.messages import LONGEST, LONGEST_PAGE, complaints
from tests.transcripts.player import Message, play
from tests.transcripts.world import Prepared, planted, running

HERE = Path(__file__).parent
STORIES = sorted(file for language in ("id", "en") for file in (HERE / language).glob("*.md"))
MOST_ACTS = 24  # of a story that `make test` plays: an act takes a twentieth of a second
REWRITING = bool(os.environ.get("KABAR_REWRITE"))


@pytest.fixture(scope="session")
def solok_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("solok") / "kabar.db"
    planted(file)
    return file


@pytest.fixture(scope="session")
def prepared() -> Prepared:
    return Prepared()


def told() -> Iterator[Any]:
    for file in STORIES:
        acts = sum(line.startswith("> ") for line in file.read_text("utf-8").splitlines())
        is_long = (file.parent.name != "id" or acts > MOST_ACTS) and not REWRITING
        yield pytest.param(file, id=f"{file.parent.name}/{file.stem}", marks=[pytest.mark.soak] if is_long else [])


@pytest.mark.parametrize("file", list(told()))
def test_a_story(
    file: Path, solok_template: Path, prepared: Prepared, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    written, language = file.read_text("utf-8"), file.parent.name
    found: list[str] = []

    def lint(reader: str, message: Message) -> None:
        longest = LONGEST_PAGE if reader == "Pak Dedi" else LONGEST
        found.extend(complaints(language, message["text"], message["buttons"], longest))

    with caplog.at_level(logging.WARNING), running(solok_template, tmp_path, language, prepared) as stage:
        now = play(stage, written, lint)
    if REWRITING:
        file.write_text(now, "utf-8")
        written = now
    told = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
    assert told == []
    assert now == written, "it goes otherwise now; KABAR_REWRITE=1 writes it down"
    assert found == []


def test_every_story_is_told_in_both_languages() -> None:
    told = {language: {file.stem for file in (HERE / language).glob("*.md")} for language in ("id", "en")}
    assert told["id"] == told["en"]
    assert len(told["id"]) >= 10


def test_a_story_has_no_secret_of_one_run() -> None:
    """Ports, real addresses and the time of the machine would make it another every day."""
    for file in STORIES:
        assert not re.search(r"127\.0\.0\.1|localhost", file.read_text("utf-8")), file.name

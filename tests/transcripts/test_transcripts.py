"""Each story, played against the real bot and sandbox, goes as its file says.

`KABAR_REWRITE=1` writes the files anew; the difference is then read in review. A new story is a file with a title,
names and quoted lines.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

import pytest

from tests.messages import LONGEST, LONGEST_PAGE, complaints
from tests.transcripts.player import Message, play
from tests.transcripts.world import planted, running

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*/*.md"))


@pytest.fixture(scope="session")
def solok_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("solok") / "kabar.db"
    planted(file)
    return file


@pytest.mark.parametrize("file", STORIES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_story(file: Path, solok_template: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    written, language = file.read_text("utf-8"), file.parent.name
    found: list[str] = []

    def lint(reader: str, message: Message) -> None:
        longest = LONGEST_PAGE if reader == "Pak Dedi" else LONGEST
        found.extend(complaints(language, message["text"], message["buttons"], longest))

    with caplog.at_level(logging.WARNING), running(solok_template, tmp_path, language) as stage:
        now = play(stage, written, lint)
    if os.environ.get("KABAR_REWRITE"):
        file.write_text(now, "utf-8")
        written = now
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []
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

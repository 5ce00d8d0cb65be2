"""Kota Solok with the bot running as a program of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.people import Sandbox
from tests.stories import programs
from tests.stories.world import Cast, solok

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Solok:
    """Everything runs; `folder` holds database, files, logs and the configuration."""

    folder: Path
    sandbox: Sandbox
    bot: programs.Program
    cast: Cast


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Solok]:
    with programs.sandbox(tmp_path) as base:
        sandbox = Sandbox(base)
        cast = solok(sandbox, programs.database_url(tmp_path))
        bot = programs.bot(tmp_path, base)
        bot.start(programs.READY)
        try:
            yield Solok(tmp_path, sandbox, bot, cast)
        finally:
            bot.end()
            sandbox.close()


@pytest.fixture
def page(running: Solok) -> Iterator[Page]:
    """The page with the three people of the story; it must not raise a single error."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        assert not os.environ.get("CI"), "the browser story needs Chromium"
        pytest.skip("no Chromium here: apt-get install chromium")
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.on("pageerror", lambda error: faults.append(str(error)))
        people = (running.cast.officer, running.cast.coordinator, running.cast.cadre)
        page.goto(f"{running.sandbox.http.base_url}?people={','.join(str(one.id) for one in people)}")
        yield page
        browser.close()
    assert faults == []

"""The whole story on the page, in a real browser: three people side by side, by clicks and keys alone.

Pictures of the scenes go to `tests/output/`; with KABAR_PICTURES=1 those for the README to `docs/pictures/` as well.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, sync_playwright

from tests.stories.conftest import Solok
from tests.stories.page import PageClock, PagePerson
from tests.stories.tale import play
from tests.stories.world import Cast

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
EVERYBODY = "officer coordinator cadre"
# Whose phones are in the picture of a scene; a scene that is not here has no picture in docs/.
PICTURES = {
    "start": EVERYBODY,
    "question": "officer",
    "review": "officer",
    "receipt": "officer",
    "missing": "officer coordinator",
    "summary": "coordinator",
    "returned": "officer coordinator",
    "answer": "cadre",
}
HEIGHTS = {"summary": 1140, "review": 1240}  # pixels; the picture and its words are seen at once
MARGIN = 8


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


def test_the_story(running: Solok, page: Page) -> None:
    cast = Cast(
        *(PagePerson(page, one.id) for one in (running.cast.officer, running.cast.coordinator, running.cast.cadre))
    )
    play(cast, PageClock(page), lambda name: picture(page, cast, name))
    assert "ERROR" not in running.bot.log()


def picture(page: Page, cast: Cast, scene: str) -> None:
    """The phones of the scene: at rest, nothing under the mouse, from the top of the newest message if it is long."""
    shown: list[PagePerson] = [getattr(cast, role) for role in PICTURES.get(scene, EVERYBODY).split()]
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": 1400, "height": HEIGHTS.get(scene, 900)})
    for one in shown:
        one.rest()
    file = ROOT / "tests" / "output" / f"{scene}.png"
    file.parent.mkdir(exist_ok=True)
    page.screenshot(path=file, clip=around(shown))
    page.set_viewport_size({"width": 1400, "height": 900})
    if os.environ.get("KABAR_PICTURES") and scene in PICTURES:
        (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
        shutil.copy(file, ROOT / "docs" / "pictures" / file.name)


def around(shown: list[PagePerson]) -> FloatRect | None:
    """The phones with a little margin; the whole page when all three are in it."""
    boxes = [box for one in shown if (box := one.phone.bounding_box())]
    if len(boxes) == 3:
        return None
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right, bottom = max(box["x"] + box["width"] for box in boxes), max(box["y"] + box["height"] for box in boxes)
    return {
        "x": left - MARGIN,
        "y": top - MARGIN,
        "width": right - left + 2 * MARGIN,
        "height": bottom - top + 2 * MARGIN,
    }

"""The whole story on the page, in a real browser: three people side by side, by clicks and keys alone.

Pictures of the scenes go to `tests/output/`; with KABAR_PICTURES=1 those for the README to `docs/pictures/` as well.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.stories.conftest import Solok
from tests.stories.page import PageClock, PagePerson
from tests.stories.photographing import picture
from tests.stories.tale import follow, play, rest
from tests.stories.world import Cast

pytestmark = pytest.mark.browser

EVERYBODY = "officer coordinator cadre"
# Whose phones are in the picture of a scene; a scene that is not here has no picture in docs/.
PICTURES = {
    "start": EVERYBODY,
    "question": "officer",
    "review": "officer",
    "receipt": "officer",
    "missing": "officer coordinator",
    "summary": "coordinator",
    "nudged": "officer coordinator",
    "returned": "officer coordinator",
    "answer": "cadre",
}
HEIGHTS = {"summary": 1140, "review": 1240}  # pixels; the picture and its words are seen at once


def test_the_story(running: Solok, page: Page) -> None:
    cast = Cast(
        *(PagePerson(page, one.id) for one in (running.cast.officer, running.cast.coordinator, running.cast.cadre))
    )

    def taken(scene: str) -> None:
        shown = [getattr(cast, role) for role in PICTURES.get(scene, EVERYBODY).split()]
        picture(page, shown, scene, scene in PICTURES, HEIGHTS.get(scene, 900))
        if scene == "accepted":
            follow(cast, running.cast)

    play(cast, PageClock(page), taken)  # its last jump is to the Monday after
    rest(cast)
    assert "ERROR" not in running.bot.log()

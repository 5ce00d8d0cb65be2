"""Pictures of phones: to `tests/output/`; with KABAR_PICTURES=1 those that are kept go to `docs/pictures/` as well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import FloatRect, Page

from tests.stories.page import PagePerson

ROOT = Path(__file__).parents[2]
MARGIN = 8


def picture(page: Page, shown: list[PagePerson], scene: str, keep: bool, height: int = 900) -> None:
    """The phones of the scene: at rest, nothing under the mouse, from the top of the newest message if it is long."""
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": 1400, "height": height})
    for one in shown:
        one.rest()
    file = ROOT / "tests" / "output" / f"{scene}.png"
    file.parent.mkdir(exist_ok=True)
    page.screenshot(path=file, clip=around(shown))
    page.set_viewport_size({"width": 1400, "height": 900})
    if keep and os.environ.get("KABAR_PICTURES"):
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

"""Every screen in the list of screens has its template in both languages, and a story or a test that shows it."""

from __future__ import annotations

import re
from pathlib import Path

from reporting.texts import LANGUAGES, templates_folder

ROOT = Path(__file__).parents[2]
STORIES = Path(__file__).parent
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in (ROOT / "docs" / "screens.md").read_text("utf-8").splitlines()
    if line.startswith("| M-")
]
STORY = re.compile(r"\[(\w+)\]\(\.\./tests/transcripts/id/\1\.md\)")
# How many there are of each kind: a screen that is left out of the list is missed here.
NUMBERED = {"ONB": 9, "ST": 5, "CARD": 13, "RMD": 6, "MENU": 3}


def test_every_template_is_there_in_both_languages() -> None:
    assert len(ROWS) > 60 and all(len(row) == 5 for row in ROWS)
    missing = [
        (code, language)
        for code, _, template, _, _ in ROWS
        for language in LANGUAGES
        if not (templates_folder() / language / f"{template.strip('`')}.html.j2").is_file()
    ]
    assert missing == []


def test_every_screen_is_shown_by_a_story_or_by_a_test() -> None:
    unseen = [row for row in ROWS if not _is_shown(row[3], row[4])]
    assert unseen == []


def test_none_is_left_out() -> None:
    codes = {row[0] for row in ROWS}
    for kind, count in NUMBERED.items():
        assert sum(code.startswith(f"M-{kind}-") for code in codes) == count, kind
    assert {"M-INV-WA", "M-REV-01", "M-RET-01", "M-PRV-01"} <= codes


def _is_shown(words: str, shown_by: str) -> bool:
    if story := STORY.fullmatch(shown_by):
        told = [STORIES / language / f"{story[1]}.md" for language in LANGUAGES]
        return all(one.is_file() for one in told) and words in told[0].read_text("utf-8")
    paths = re.findall(r"`(tests/[^`]+)`", shown_by)
    return bool(paths) and all((ROOT / path).exists() for path in paths)

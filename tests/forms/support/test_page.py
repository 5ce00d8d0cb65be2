"""The page says what the claims and the code say."""

from __future__ import annotations

from forms.xpath.library import TOPICS
from tests.forms.support.tables import PAGE, TOPIC_NAMES, written


def test_the_tables_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "run python -m tests.forms.support"


def test_every_function_of_the_library_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for topic in TOPICS for name in topic if f"`{name}`" not in page] == []
    assert len(TOPIC_NAMES) == len(TOPICS)

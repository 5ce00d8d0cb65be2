"""Telling thanks and greetings from questions: the words of `templates/articles/courtesy.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[\w']+")


@cache
def load() -> frozenset[str]:
    """The words that come with Kabar."""
    file = files("templates") / "articles" / "courtesy.toml"
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["words"])


def is_only(text: str, words: frozenset[str]) -> bool:
    """Whether the text is made of such words alone; a text without words is no courtesy."""
    typed = WORD.findall(text.casefold())
    return bool(typed) and all(word in words for word in typed)

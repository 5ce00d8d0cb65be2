"""Telling a question that can't wait: the signs of `templates/articles/danger.toml`. Pure but for `load()`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from reporting import article_words

NEAR = 1  # words that may stand between those of a sign


class Danger:
    """Finds signs of danger in what people type; chat spelling is undone first."""

    def __init__(self, signs: list[str], words: article_words.Words) -> None:
        self._words = words
        self._signs = [sign.split() for sign in signs]

    def is_in(self, text: str) -> bool:
        """Whether the text tells of one of the signs. Rather once too often than once too little."""
        typed = self._words.split(text)
        return any(self._tells(typed, sign) for sign in self._signs)

    @staticmethod
    def _tells(typed: list[str], sign: list[str]) -> bool:
        width = len(sign) + NEAR
        windows = (typed[i : i + width] for i in range(max(1, len(typed) - width + 1)))
        return any(all(any(part in word for word in window) for part in sign) for window in windows)


@cache
def load() -> Danger:
    """The signs that come with Kabar."""
    file = files("templates") / "articles" / "danger.toml"
    return Danger(tomllib.loads(file.read_text(encoding="utf-8"))["signs"], article_words.load())

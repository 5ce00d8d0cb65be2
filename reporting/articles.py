"""What cadres ask: the articles of `templates/articles/*.md`, and finding the one that answers a question.

An article file is front matter in TOML between two lines `+++`, then the answer as plain text.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.finding import Finder, Match

__all__ = ["Article", "ArticleError", "Finder", "Match", "load"]

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KINDS: dict[str, type] = {
    "title": str,
    "questions": list,
    "topic": str,
    "medical": bool,
    "source_title": str,
    "source_url": str,
}
OPTIONAL = {"source_title", "source_url"}


class ArticleError(ValueError):
    """An article file is wrong; says which file, which key and what is expected."""


@dataclass(frozen=True, slots=True)
class Article:
    """An answer with its source. Without a source it is a draft, which only curators see."""

    slug: str
    title: str
    questions: tuple[str, ...]
    topic: str
    body: str
    source_title: str
    source_url: str
    is_medical: bool

    @property
    def state(self) -> str:
        return "published" if self.source_title and self.source_url else "draft"

    @property
    def content_hash(self) -> str:
        """SHA-256 of all that people see or that finds it, in hex."""
        parts = [getattr(self, name) for name in self.__slots__]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def load(folder: Path) -> tuple[Article, ...]:
    """Every `*.md` of the folder, by slug (the file's name). Raises ArticleError for the first that is wrong."""
    return tuple(_read(file) for file in sorted(folder.glob("*.md")))


def _read(file: Path) -> Article:
    if not SLUG.fullmatch(file.stem) or len(file.stem) > 64:
        raise ArticleError(f"{file.name}: a name is small letters and digits joined by '-', 64 at most")
    begin, _, rest = file.read_text(encoding="utf-8").partition("+++\n")
    front, end, body = rest.partition("\n+++\n")
    if begin or not end:
        raise ArticleError(f"{file.name}: begins with front matter between two lines '+++'")
    if not body.strip():
        raise ArticleError(f"{file.name}: has no answer below the front matter")
    try:
        keys = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise ArticleError(f"{file.name}: front matter is not TOML: {error}") from error
    _check(file.name, keys)
    return Article(
        slug=file.stem,
        title=keys["title"],
        questions=tuple(keys["questions"]),
        topic=keys["topic"],
        body=body.strip(),
        source_title=keys.get("source_title", ""),
        source_url=keys.get("source_url", ""),
        is_medical=keys["medical"],
    )


def _check(name: str, keys: dict[str, Any]) -> None:
    for key in keys.keys() - KINDS.keys():
        raise ArticleError(f"{name}: unknown key '{key}'; known are {', '.join(KINDS)}")
    for key, kind in KINDS.items():
        if key not in keys and key not in OPTIONAL:
            raise ArticleError(f"{name}: '{key}' is missing")
        if key in keys and not (isinstance(keys[key], kind) and (keys[key] or kind is bool)):
            raise ArticleError(f"{name}: '{key}' must be a {kind.__name__} that is not empty")
    if not all(isinstance(question, str) and question.strip() for question in keys["questions"]):
        raise ArticleError(f"{name}: 'questions' must hold texts")
    if ("source_title" in keys) != ("source_url" in keys):
        raise ArticleError(f"{name}: 'source_title' and 'source_url' come together, or neither for a draft")
    if not keys.get("source_url", "https://").startswith(("https://", "http://")):
        raise ArticleError(f"{name}: 'source_url' must begin with https://")

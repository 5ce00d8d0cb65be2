"""The stored articles and their index. What is stored decides: an index is made anew when an article has changed."""

from __future__ import annotations

from collections.abc import Sequence

from models import article
from models.article import Article
from models.database import Transaction
from reporting.access import ADMINISTRATOR, KURATOR, Actor
from reporting.articles import Finder

FOUND = 4  # the answer and what is near it


class Shelf:
    """Thread-safe: an index is never changed, at worst it is made twice."""

    def __init__(self) -> None:
        self._finders: dict[bool, tuple[tuple[str, ...], Finder]] = {}

    def find(self, tx: Transaction, actor: Actor, question: str) -> tuple[Article | None, list[Article]]:
        """The article that surely answers the question, if there is one, and those that are near it."""
        known = {one.slug: one for one in self._known(tx, actor)}
        matches = self._finder(list(known.values()), _is_curator(actor)).find(question, FOUND)
        found = [known[match.slug] for match in matches]
        if matches and matches[0].confident:
            return found[0], found[1:]
        return None, found

    def get(self, tx: Transaction, actor: Actor, article_id: int) -> Article | None:
        """The article, if the actor may see it."""
        row = article.by_id(tx, article_id)
        return row if row and (row.state == "published" or _is_curator(actor)) else None

    def _known(self, tx: Transaction, actor: Actor) -> Sequence[Article]:
        return article.everything(tx) if _is_curator(actor) else article.published(tx)

    def _finder(self, known: list[Article], for_curators: bool) -> Finder:
        key = tuple(one.content_hash for one in known)
        made = self._finders.get(for_curators)
        if made is None or made[0] != key:
            made = self._finders[for_curators] = (key, Finder(known))
        return made[1]


def _is_curator(actor: Actor) -> bool:
    return actor.has(KURATOR, ADMINISTRATOR)

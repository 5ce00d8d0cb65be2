"""Topics: the articles of one subject to choose from, for a cadre who does not know how to ask."""

from __future__ import annotations

from collections.abc import Sequence

from models import article
from models.article import Article
from models.chat import Chat
from models.database import Transaction
from reporting import stage
from reporting.inputs import whole
from reporting.screens.lists import Item, Turning, choose_article
from reporting.texts import Texts

# The buttons of the cadres' menu: topics of articles, or words of their titles.
TOPICS: dict[str, tuple[str, ...]] = {
    "methods": ("kontrasepsi",),
    "services": ("posyandu", "kehamilan", "asi_mpasi"),
    "effects": ("efek samping", "darah", "nyeri", "haid", "mandul"),
    "groups": ("poktan",),
}


class Topics:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, chat: Chat, state: str) -> None:
        """The articles of the topic; `state` is its name and a page, as a tap tells them. Typing asks a question."""
        name, _, page = state.partition(",")
        found = of_topic(article.published(tx), TOPICS.get(name, ()))
        items = [Item(one.title, f"t::article:{one.id}") for one in found]
        screen = choose_article(self._texts, chat.language, items, Turning(whole(page) or 0, f"m::topic:{name},"))
        stage.put(tx, chat, screen, expects="question")


def of_topic(articles: Sequence[Article], words: Sequence[str]) -> list[Article]:
    """The articles with one of these topics, or one of these words in their title."""
    return [one for one in articles if one.topic in words or any(word in one.title.casefold() for word in words)]

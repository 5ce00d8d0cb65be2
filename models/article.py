"""Article: an answer that cadres may be given, with its source. Its text lives in templates/articles/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Field, SQLModel, select

from models.columns import Json, json_column
from models.database import Transaction


class Article(SQLModel, table=True):
    """`questions` are the ways people ask it. Without a source the `state` is draft, which only curators see."""

    __tablename__ = "article"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=64)
    title: str
    topic: str = Field(index=True, max_length=48)
    questions: Json = json_column()
    body: str
    source_title: str = ""
    source_url: str = ""
    is_medical: bool = False
    state: str = Field(default="published", index=True, max_length=10)  # or draft
    content_hash: str = Field(max_length=64)
    updated_at: datetime


class ArticleText(Protocol):
    """An article as its file tells it. `content_hash` changes with any of the rest."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def questions(self) -> Sequence[str]: ...
    @property
    def body(self) -> str: ...
    @property
    def source_title(self) -> str: ...
    @property
    def source_url(self) -> str: ...
    @property
    def is_medical(self) -> bool: ...
    @property
    def state(self) -> str: ...
    @property
    def content_hash(self) -> str: ...


def sync(tx: Transaction, texts: Iterable[ArticleText]) -> int:
    """Makes the stored articles those of the files, by slug; what has no file any more becomes a draft.

    Returns how many changed. Unchanged ones are not written.
    """
    stored = {article.slug: article for article in tx.exec(select(Article))}
    changed = 0
    for text in texts:
        article = stored.pop(text.slug, None)
        if article is None:
            tx.add(Article(slug=text.slug, **_values(text, tx.now)))
        elif article.content_hash != text.content_hash or article.state != text.state:
            article.sqlmodel_update(_values(text, tx.now))
        else:
            continue
        changed += 1
    for article in stored.values():
        if article.state == "published":
            article.state, article.updated_at = "draft", tx.now
            changed += 1
    tx.flush()
    return changed


def published(tx: Transaction) -> Sequence[Article]:
    """What cadres may be given, by slug."""
    return tx.exec(select(Article).where(Article.state == "published").order_by(Article.slug)).all()


def get(tx: Transaction, slug: str) -> Article | None:
    """The published article; a draft looks like one that does not exist."""
    return tx.exec(select(Article).where(Article.slug == slug, Article.state == "published")).first()


def everything(tx: Transaction) -> Sequence[Article]:
    """Drafts too, for curators, by slug."""
    return tx.exec(select(Article).order_by(Article.slug)).all()


def by_id(tx: Transaction, article_id: int) -> Article | None:
    """The article, draft or published: who may see a draft is for the caller to say."""
    return tx.get(Article, article_id)


def _values(text: ArticleText, now: datetime) -> dict[str, Any]:
    return {
        "title": text.title,
        "topic": text.topic,
        "questions": list(text.questions),
        "body": text.body,
        "source_title": text.source_title,
        "source_url": text.source_url,
        "is_medical": text.is_medical,
        "state": text.state,
        "content_hash": text.content_hash,
        "updated_at": now,
    }

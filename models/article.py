"""Article: an answer that cadres may be given, with its source. Its text lives in templates/articles/."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, json_column


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

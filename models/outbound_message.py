"""OutboundMessage: what is to be pushed, as rendered. The other end of the wire."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, json_column, telegram_id


class OutboundMessage(SQLModel, table=True):
    """`state`: queued, claimed, sending, sent, failed, unknown, cancelled. `html` and `buttons` are what the person
    reads (buttons: rows of {"text", "data"}), `chart` the figures of a picture that is drawn before sending.
    `dedupe_key` makes a second scheduler or a restart harmless. `kind`: reminder, missing, summary, notice."""

    __tablename__ = "outbound_message"

    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str = Field(unique=True, max_length=120)
    kind: str = Field(index=True, max_length=16)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    telegram_chat_id: int = telegram_id(index=True)
    html: str
    buttons: Json = json_column(nullable=True)
    chart: Json = json_column(nullable=True)
    is_silent: bool = False
    state: str = Field(default="queued", index=True, max_length=10)
    not_before: datetime
    lease_until: datetime | None = None
    tries: int = 0
    message_id: int | None = telegram_id(nullable=True, default=None)
    error: str = ""
    created_at: datetime
    sent_at: datetime | None = None

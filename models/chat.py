"""Chat: what one private chat shows, and what free text in it means now.

`screen` is what should be on the live card, complete (template, arguments, buttons); `revision` grows with it and
`shown_revision` follows once Telegram has it. Whoever finds the two apart shows the screen again: a crash, a failed
send and an outage are one case.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, json_column, telegram_id


class Chat(SQLModel, table=True):
    """`card` counts the questions shown: a tap names the card it belongs to, and only the live one may write.

    `expects` names what free text means ("" nothing, "answer", "return_reason", "question", ...); `focus` holds what
    the conversation is about (a draft, a submission), as a plain mapping. `card_message_id` is the live card,
    `last_message_id` the newest message in the chat, whoever sent it.
    """

    __tablename__ = "chat"

    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = telegram_id()
    telegram_chat_id: int = telegram_id(unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    language: str = Field(default="id", max_length=8)
    expects: str = ""
    focus: Json = json_column(nullable=True)
    screen: Json = json_column(nullable=True)
    card: int = 0
    bar: str = Field(default="", max_length=16)  # the reply keyboard that is up: menu, location, contact
    revision: int = Field(default=0, index=True)
    shown_revision: int = 0
    shown_screen: Json = json_column(nullable=True)  # what the live card shows, to collapse it by
    card_message_id: int | None = telegram_id(nullable=True, default=None)
    last_message_id: int | None = telegram_id(nullable=True, default=None)
    blocked_at: datetime | None = None
    updated_at: datetime

"""Every table, imported: what migrations compare with, and what a relation between two tables needs."""

from __future__ import annotations

from sqlmodel import SQLModel

from models import (
    answer_value,
    article,
    attachment,
    audit_event,
    bot_state,
    chat,
    chat_message,
    draft,
    exchange,
    form_attachment,
    form_file,
    form_version,
    inbound_update,
    invitation,
    kampung,
    later,
    membership,
    obligation,
    obstacle,
    outbound_message,
    person,
    region,
    reminder,
    review,
    schedule,
    submission,
    ticket,
)

metadata = SQLModel.metadata

__all__ = [
    "answer_value",
    "article",
    "attachment",
    "audit_event",
    "bot_state",
    "chat",
    "chat_message",
    "draft",
    "exchange",
    "form_attachment",
    "form_file",
    "form_version",
    "inbound_update",
    "invitation",
    "kampung",
    "later",
    "membership",
    "metadata",
    "obligation",
    "obstacle",
    "outbound_message",
    "person",
    "region",
    "reminder",
    "review",
    "schedule",
    "submission",
    "ticket",
]

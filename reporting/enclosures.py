"""Enclosures: what Telegram has of the pictures and sounds of forms, and what it still has to be given."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from models import form_file, sent_file
from models.database import Transaction
from reporting.screens.medium import Medium


def known(tx: Transaction, bot_id: int, medium: Medium) -> tuple[str, str] | None:
    """How it was sent before, and Telegram's id of it."""
    row = sent_file.find(tx, bot_id, medium.sha256)
    return (row.kind, row.file_id) if row else None


def content(tx: Transaction, medium: Medium) -> bytes | None:
    """The bytes to upload; None when the form has none of that name."""
    return form_file.content(tx, medium.sha256)


def drawing(tx: Transaction, medium: Medium) -> dict[str, Any]:
    """What `sheets.draw` takes for a sheet of several pictures."""
    cells = [(cell, form_file.content(tx, cell.sha256)) for cell in medium.cells]
    told = [
        {"label": cell.label, "name": cell.name, "content": b64encode(found).decode()} for cell, found in cells if found
    ]
    return {"cells": told}


def keep(tx: Transaction, bot_id: int, medium: Medium, kind: str, file_id: str) -> None:
    """It was sent that way: from now on by its id."""
    sent_file.keep(tx, bot_id, medium.sha256, kind, file_id)


def forget(tx: Transaction, bot_id: int, medium: Medium) -> None:
    """Telegram doesn't take that id any more."""
    sent_file.forget(tx, bot_id, medium.sha256)

"""The odd reports that a summary counts, each with the way to it."""

from __future__ import annotations

from models import report_flag
from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import flags, stage
from reporting.library import Library
from reporting.screens.screen import Button, Screen, grid
from reporting.summary_names import told
from reporting.texts import Texts

MOST = 6  # with the longest names that is a full page


def put(tx: Transaction, texts: Texts, library: Library, chat: Chat, scope: Scope) -> None:
    """Puts the page on the stage: by area, numbered like its buttons."""
    found, language = flags.odd(tx, library, chat.language, scope, most=MOST), chat.language
    count = report_flag.count(tx, scope)
    opens = [Button(str(at), f"q::open:{one.submission_id}") for at, one in enumerate(found, 1)]
    ways = tuple(Button(texts.word(language, key), tap) for key, tap in (("back", "k::summary"), ("menu", "m::menu")))
    args = {"count": count, "odd": [told(one) for one in found], "odd_more": count - len(found)}
    stage.put(tx, chat, Screen("summaries/odd", args, (*grid(opens, 3), ways), bar="menu"))

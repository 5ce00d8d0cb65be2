"""The odd figures that a summary counts, each with the way to its report."""

from __future__ import annotations

from models import submission
from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import due, stage
from reporting.indicators import odd_figures
from reporting.library import Library
from reporting.notices import called
from reporting.programme import BULANAN
from reporting.screens.screen import Button, Screen, grid
from reporting.summary_names import told_odd
from reporting.texts import Texts

MOST = 6  # with the longest names that is a full page


def put(tx: Transaction, texts: Texts, library: Library, chat: Chat, scope: Scope) -> None:
    """Puts the page on the stage: by area, numbered like its buttons."""
    found, language = odd_figures(tx, scope, BULANAN, due.running(tx.now)), chat.language
    lines = []
    for one in found[:MOST]:
        officer = called(tx, tx.get_one(submission.Submission, one.submission_id).person_id)
        lines.append({**told_odd(tx, library, one), "officer": officer})
    opens = [Button(str(at), f"q::open:{one.submission_id}") for at, one in enumerate(found[:MOST], 1)]
    ways = tuple(Button(texts.word(language, key), tap) for key, tap in (("back", "k::summary"), ("menu", "m::menu")))
    args = {"count": len(found), "odd": lines, "odd_more": len(found) - len(lines)}
    stage.put(tx, chat, Screen("summaries/odd", args, (*grid(opens, 3), ways), bar="menu"))

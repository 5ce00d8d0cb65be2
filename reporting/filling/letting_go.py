"""Letting go: a draft or a round of a repeat, after it was asked whether that is meant."""

from __future__ import annotations

import forms
from models import audit_event, draft
from models.database import Transaction
from reporting import stage
from reporting.filling.bench import Bench, Work
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


class LettingGo:
    """Asks first, then lets go."""

    def __init__(self, bench: Bench, texts: Texts) -> None:
        self._bench = bench
        self._texts = texts

    def asked(self, tx: Transaction, work: Work, word: str) -> None:
        """The draft, or the round in hand, after it was asked whether that is meant."""
        match word:
            case "drop":
                self._confirm_drop(tx, work)
            case "drop_now":
                self._drop(tx, work)
            case "drop_round" if work.round():
                self._confirm_drop_round(tx, work)
            case "drop_round_now" if work.round():
                self._bench.advance(tx, work, forms.remove(work.form, work.draft, work.round(), tx.now))
            case _:
                self._bench.ask_again(tx, work)

    def _confirm_drop(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        facts = self._bench.facts(tx, work) | {"answered": work.row.answered}
        rows = ((button("keep_draft", "n:*:save"), button("drop_draft_now", "n:*:drop_now")),)
        self._bench.say(tx, work, Screen("filling/drop", facts, rows))

    def _confirm_drop_round(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        name, position, _ = work.prompt().repeat or ("", 0, None)
        rows = ((button("keep_round", "n:*:resume"), button("drop_draft_now", "n:*:drop_round_now")),)
        self._bench.say(tx, work, Screen("filling/drop_round", {"label": name, "position": position}, rows))

    def _drop(self, tx: Transaction, work: Work) -> None:
        work.row.state = "deleted"
        draft.save(tx, work.row, work.row.data, work.row.answered)
        audit_event.log(tx, work.actor.person_id, "draft.deleted", "draft", work.row.instance_id)
        facts = self._bench.facts(tx, work)
        button = Button(self._texts.word(work.chat.language, "menu"), "m::menu")
        stage.put(tx, work.chat, Screen("filling/dropped", facts, ((button,),)))

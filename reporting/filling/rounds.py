"""Rounds of a repeat: looked at from "add another?", changed, or taken out after it was asked whether that is meant."""

from __future__ import annotations

import forms
from models.database import Transaction
from reporting import stage
from reporting.filling.bench import Bench, Work
from reporting.filling.looking import lines_of
from reporting.markup import bare
from reporting.screens.rounds import round_card
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


class Rounds:
    """Everything starts at "add another?" of the repeat."""

    def __init__(self, bench: Bench, texts: Texts) -> None:
        self._bench = bench
        self._texts = texts

    def looked_at(self, tx: Transaction, work: Work, position: int, state: str) -> None:
        """The round with that position: "drop" asks whether it is to go, "gone" takes it out, else it is shown."""
        prompt = work.prompt()
        name, present, _ = prompt.repeat or ("", 0, None)
        path = f"{prompt.path}[{position}]"
        if prompt.kind != "repeat" or not 1 <= position <= present:
            self._bench.ask_again(tx, work)
        elif state == "gone":
            self._bench.advance(tx, work, forms.remove(work.form, work.draft, path, tx.now))
        elif state == "drop":
            self._put(tx, work, self._confirm(work, name, position))
        else:
            self._put(tx, work, round_card(self._texts, work.chat.language, name, position, lines_of(work, path)))

    def _confirm(self, work: Work, name: str, position: int) -> Screen:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        rows = ((button("keep_round", f"a:*:e{position}"), button("drop_draft_now", f"a:*:e{position}:gone")),)
        return Screen("filling/drop_round", {"label": bare(name), "position": position}, rows)

    def _put(self, tx: Transaction, work: Work, screen: Screen) -> None:
        """Typed text still answers "add another?"."""
        stage.put(tx, work.chat, screen, expects="answer", focus={**work.focus, "path": work.prompt().path})

"""Steering: the words of navigation, tapped or typed."""

from __future__ import annotations

import forms
from forms.events import FinishRefused, FormFinished
from models.database import Transaction
from reporting import stage
from reporting.filling.bench import Bench, Work
from reporting.filling.letting_go import LettingGo
from reporting.screens.screen import Button, Screen
from reporting.submitting import Submitting
from reporting.texts import Texts


class Steering:
    """Back, skip, save, jump, change, send."""

    def __init__(self, bench: Bench, texts: Texts, submitting: Submitting, letting_go: LettingGo) -> None:
        self._bench = bench
        self._texts = texts
        self._submitting = submitting
        self._letting_go = letting_go

    def obey(self, tx: Transaction, work: Work, word: str, number: int) -> None:
        """A word of navigation, tapped or typed."""
        match word:
            case "back" | "kembali":
                self._bench.advance(tx, work, forms.back(work.form, work.draft, tx.now))
            case "skip" | "lewati":
                self._bench.advance(tx, work, forms.skip(work.form, work.draft, tx.now))
            case "save" | "simpan" | "batal":
                self._park(tx, work)
            case "page":
                self._bench.review(tx, work, page=number)
            case "edit":
                self._ask_number(tx, work)
            case "jump" | "ubah":
                self.jump(tx, work, number)
            case "submit" | "kirim":
                self._submit(tx, work)
            case "fix":
                self._fix(tx, work)
            case "drop" | "drop_now" | "drop_round" | "drop_round_now":
                self._letting_go.asked(tx, work, word)
            case "resume" if work.prompt().kind != "end":
                self._bench.ask(tx, work, work.prompt())
            case "ringkasan" | "resume":
                self._bench.review(tx, work)
            case _:
                self._bench.ask_again(tx, work)

    def jump(self, tx: Transaction, work: Work, number: int) -> None:
        line = next((x for x in forms.overview(work.form, work.draft) if x.number == number), None)
        if line is None:
            self._bench.review(tx, work)
        else:
            self._bench.advance(tx, work, forms.jump(work.form, work.draft, line.path, tx.now))

    def _ask_number(self, tx: Transaction, work: Work) -> None:
        button = Button(self._texts.word(work.chat.language, "to_review"), "n:*:ringkasan")
        self._bench.say(tx, work, Screen("filling/edit_number", {}, ((button,),)), expects="review")

    def _park(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        facts = self._bench.facts(tx, work) | {"answered": work.row.answered}
        rows = (
            (button("go_on_now", "n:*:resume"),),
            (button("drop_draft", "n:*:drop"), button("menu", "m::menu")),
        )
        self._bench.say(tx, work, Screen("filling/saved", facts, rows))

    def _fix(self, tx: Transaction, work: Work) -> None:
        step = forms.finish(work.form, work.draft, tx.now)
        refused = next((e for e in step.events if isinstance(e, FinishRefused)), None)
        if refused is None:
            self._bench.review(tx, work)
        else:
            step = forms.jump(work.form, work.draft, refused.violations[0].path, tx.now)
            self._bench.advance(tx, work, step)

    def _submit(self, tx: Transaction, work: Work) -> None:
        step = forms.finish(work.form, work.draft, tx.now, self._submitting.replaces(tx, work.row))
        for event in step.events:
            if isinstance(event, FinishRefused):
                self._bench.review(tx, self._bench.store(tx, work, step), refused=event)
            elif isinstance(event, FormFinished):
                receipt = self._submitting.file(tx, work.actor, work.row, event)
                stage.put(tx, work.chat, receipt)

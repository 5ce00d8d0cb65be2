"""Steering: the words of navigation, tapped or typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import forms
from forms.events import FinishRefused, FormFinished
from models.database import Transaction
from reporting import stage
from reporting.filling import ticks
from reporting.filling.batch import back_from_batch, batch_up, skip_batch
from reporting.filling.bench import Bench, Work
from reporting.filling.detour import Detour
from reporting.filling.letting_go import LettingGo
from reporting.screens.batch import Hand
from reporting.screens.drafts import saved
from reporting.screens.review import edit_page, odd_page
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
                self._back(tx, work)
            case "skip" | "lewati":
                self._skip(tx, work)
            case "save" | "simpan" | "batal":
                self._park(tx, work)
            case "page":
                self._bench.review(tx, work, page=number)
            case "edit":
                self._ask_number(tx, work)
            case "jump" | "ubah":
                self.jump(tx, work, number)
            case "submit_now" | "kirim" if work.focus.get("odd"):
                self._send(tx, work)
            case "submit" | "kirim":
                self._submit(tx, work)
            case "fix":
                self._fix(tx, work)
            case "drop" | "drop_now" | "drop_round" | "drop_round_now":
                self._letting_go.asked(tx, work, word)
            case "resume":
                self._resume(tx, work)
            case "ringkasan":
                self._bench.review(tx, work)
            case _:
                self._bench.ask_again(tx, work)

    def jump(self, tx: Transaction, work: Work, number: int) -> None:
        """To the answer of that number; once it is changed, back to where the chat is now."""
        paths = {one.number: one.path for one in forms.course(work.form, work.draft)}  # an open one can be gone to too
        paths |= {one.number: one.path for one in forms.overview(work.form, work.draft)}
        if number < 1 or number not in paths:
            self._ask_number(tx, work, unknown=number)
            return
        here = "" if work.chat.expects == "review" else work.draft.at
        known = Detour.of(work.focus)
        self._bench.lead(tx, work, Detour(known.to if known else here, (paths[number],)))

    def _back(self, tx: Transaction, work: Work) -> None:
        """From a detour to where the chat was, otherwise to the question before."""
        detour = Detour.of(work.focus)
        if detour is not None:
            self._bench.lead(tx, work, Detour(detour.to))
        elif (batch := batch_up(work)) is not None and Hand.of(work.focus).mode != "ask":
            self._bench.batches.redraw(tx, work, batch, Hand())
        elif batch is not None:
            self._bench.advance(tx, work, back_from_batch(tx, work))
        else:
            self._bench.advance(tx, work, forms.back(work.form, work.draft, tx.now))

    def _skip(self, tx: Transaction, work: Work) -> None:
        if batch_up(work) is not None:
            self._bench.advance(tx, work, skip_batch(tx, work))
        else:
            skipped = forms.skip(work.form, work.draft, tx.now)
            self._bench.advance(tx, work, ticks.passed(work, skipped, tx.now))

    def _resume(self, tx: Transaction, work: Work) -> None:
        """The question that is open, or the first that was never asked; the review where there is none."""
        if work.prompt().kind != "end" and work.chat.expects != "review":
            self._bench.ask(tx, work, work.prompt())
            return
        waiting = forms.standing(work.form, work.draft, tx.now).waiting
        if waiting is None:
            self._bench.review(tx, work)
            return
        step = forms.jump(work.form, work.draft, waiting.path, tx.now)
        work = self._bench.store(tx, work, step)
        self._bench.ask(tx, work, step.prompt)

    def _ask_number(self, tx: Transaction, work: Work, unknown: int = 0) -> None:
        standing = self._bench.standing(tx, work)
        self._bench.say(tx, work, edit_page(self._texts, work.chat.language, standing, unknown), expects="review")

    def _park(self, tx: Transaction, work: Work) -> None:
        facts = self._bench.facts(tx, work) | {"answered": work.row.answered, "questions": work.row.questions or 0}
        self._bench.say(tx, work, saved(self._texts, work.chat.language, facts, work.row.id or 0))

    def _fix(self, tx: Transaction, work: Work) -> None:
        """Asks what is missing or wrong, one after the other, and comes back to the review."""
        found = forms.standing(work.form, work.draft, tx.now).violations
        self._bench.lead(tx, work, Detour("", tuple(one.path for one in found)))

    def _submit(self, tx: Transaction, work: Work) -> None:
        """Sends; figures far from last month's are asked about once more."""
        standing = self._bench.standing(tx, work)
        unsure = tuple(one for one in standing.odd if not one.is_confirmed)
        if unsure and standing.can_go:
            facts = self._bench.facts(tx, work)
            screen = odd_page(self._texts, work.chat.language, facts, unsure)
            focus = {"draft": work.row.id, "odd": True}
            stage.put(tx, work.chat, screen, expects="review", focus=focus)
        else:
            self._send(tx, work)

    def _send(self, tx: Transaction, work: Work) -> None:
        """Ticks that nobody has confirmed are no answer, and not meant to be lost either: they come first."""
        ticked = ticks.unfinished(work, tx.now)
        if ticked:
            self._bench.lead(tx, work, Detour("", ticked), arrival={"code": "ticked"})
            return
        step = forms.finish(work.form, work.draft, tx.now, self._submitting.replaces(tx, work.row))
        for event in step.events:
            if isinstance(event, FinishRefused):
                self._bench.review(tx, self._bench.store(tx, work, step))
            elif isinstance(event, FormFinished):
                card = work.chat.card
                work = self._bench.store(tx, work, replace(step, draft=ticks.swept(work, tx.now)))
                receipt = self._submitting.file(tx, work.actor, work.form, work.row, event)
                focus: dict[str, Any] = {"sent": {"card": card, "number": receipt.args["number"]}}
                stage.put(tx, work.chat, receipt, focus=focus)

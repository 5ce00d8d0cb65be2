"""Checking: an odd figure is stored, asked about once, and kept as it is when the person stands by it."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import forms
from forms.draft import Step
from forms.events import AnswerAccepted
from models.database import Transaction
from reporting import checks, stage
from reporting.checks import Doubt
from reporting.filling.detour import Detour
from reporting.inputs import Tap
from reporting.reading import Read, Reader, Unreadable
from reporting.screens.screen import Screen
from reporting.screens.understanding import check
from reporting.texts import Texts

if TYPE_CHECKING:
    from reporting.filling.bench import Bench, Work

LONGEST_REASON = 200  # letters; it stands beside the figure on the coordinator's card


class Checking:
    """What is said and tapped while the chat asks about a figure. The draft already stands at what comes next."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader

    def tapped(self, tx: Transaction, work: Work, tap: Tap) -> None:
        match tap.argument:
            case "y":
                self._confirm(tx, work, "")
            case "x":
                self._ask_anew(tx, work)
            case _:
                self._show_again(tx, work)

    def heard(self, tx: Transaction, work: Work, text: str) -> bool:
        """Yes, no, another figure, or the reason why it is right. Returns whether it must go from the chat."""
        back = self._at_figure(tx, work)
        if (said := self._reader.yes_or_no(text)) is not None:
            self._confirm(tx, work, "") if said else self._ask_anew(tx, work)
            return False
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        match self._reader.read(back.prompt(), text, *where):
            case Read(value):
                self._bench.answer(tx, back, value)
            case Unreadable(reason="not_a_number" | "not_known") if _is_told(text):
                self._confirm(tx, work, text)
            case Unreadable(reason="personal_data"):
                self._show_again(tx, work, {"code": "personal_data", "received": ""})
                return True
            case _:
                self._show_again(tx, work)
        return False

    def _confirm(self, tx: Transaction, work: Work, reason: str) -> None:
        doubt, words = work.focus["checking"], " ".join(reason.split())[:LONGEST_REASON]
        remark = checks.confirmation(words)
        work = self._bench.store(tx, work, forms.remark(work.form, work.draft, doubt["path"], remark, tx.now))
        detour = Detour.of(work.focus)
        if detour is not None:
            self._bench.lead(tx, work, detour)
        elif work.prompt().kind == "end":
            self._bench.review(tx, work)
        else:
            self._bench.ask(tx, work, work.prompt(), broken=work.focus.get("broken"))

    def _ask_anew(self, tx: Transaction, work: Work) -> None:
        step = forms.jump(work.form, work.draft, work.focus["checking"]["path"], tx.now)
        self._bench.ask(tx, self._bench.store(tx, work, step), step.prompt)

    def _at_figure(self, tx: Transaction, work: Work) -> Work:
        """The work, back at the question of the figure; nothing is stored yet."""
        step = forms.jump(work.form, work.draft, work.focus["checking"]["path"], tx.now)
        return replace(work, draft=step.draft)

    def _show_again(self, tx: Transaction, work: Work, problem: dict[str, Any] | None = None) -> None:
        screen = page(self._texts, work, Doubt(**work.focus["checking"]), problem)
        stage.redraw(tx, work.chat, screen)


def page(texts: Texts, work: Work, doubt: Doubt, problem: dict[str, Any] | None = None) -> Screen:
    """The card that asks whether the figure is right."""
    language = work.chat.language
    told = {"label": doubt.label, "value": doubt.value, "before": doubt.before}
    return check(partial(texts.word, language), told, texts.told(language, "figure", doubt.value), problem)


def noted(tx: Transaction, work: Work, doubt: Doubt) -> Step:
    """The draft in which it stands that this figure was asked about."""
    return forms.remark(work.form, work.draft, doubt.path, checks.ASKED, tx.now)


def settled(tx: Transaction, work: Work, accepted: AnswerAccepted | None) -> Step | None:
    """A figure that was asked about and comes again is meant: the draft that says so, None for any other answer."""
    if accepted is None or accepted.remark != checks.ASKED:
        return None
    return forms.remark(work.form, work.draft, accepted.path, checks.confirmation(), tx.now)


def focus_of(doubt: Doubt, broken: dict[str, Any] | None) -> dict[str, Any]:
    """What the chat remembers: the figure, and why the next question is asked again, if it is."""
    return {"checking": asdict(doubt), "broken": broken}


def _is_told(text: str) -> bool:
    """Words enough for a reason: "sdikit" is a slip, "ada pelayanan massal" is none."""
    return len([word for word in text.split() if any(map(str.isalpha, word))]) > 1

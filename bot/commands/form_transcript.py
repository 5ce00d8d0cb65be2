"""A form's conversations on paper: the cards that the bot would send, and what an officer does with each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import forms
from forms import Context, Form
from forms.rehearsing.transcript import Transcript, Turn, Unreached, Walk
from reporting.filling.bench import echo_of
from reporting.fitting import plain
from reporting.screens.question import Card, question
from reporting.screens.review import Standing, review_page
from reporting.screens.screen import Rows, Screen
from reporting.texts import Texts, templates_folder

_INDENT = "    "


class Paper:
    """Writes transcripts in the words of the chat, in the context's language."""

    def __init__(self, form: Form, context: Context) -> None:
        self._form, self.context = form, context
        self._texts = Texts(templates_folder())
        self._language = context.language

    def text(self, told: Transcript, *, whole: bool) -> str:
        """Everything to read. Cards that an earlier walk showed are left out, unless `whole`."""
        lines = [self._head(told)]
        for number, walk in enumerate(told.walks, start=1):
            lines.append(f"── Walk {number} of {len(told.walks)}{self._branches(walk)}")
            lines += self._walk(walk, whole)
        lines += self._foot(told)
        return "\n\n".join(filter(None, lines))

    def data(self, told: Transcript) -> dict[str, Any]:
        """The same for machines; cards with their buttons, `said` is the lexical value."""
        return {
            "form_id": self._form.form_id,
            "version": self._form.version,
            "branches": told.branches,
            "walks": [self._walk_data(one) for one in told.walks],
            "refused": [{"path": path, "value": value} for path, value in told.refused],
            "unreached": [{"path": one.path, "label": one.label, "why": _why(one)} for one in told.unreached],
            "is_whole": told.is_whole,
        }

    def _walk_data(self, walk: Walk) -> dict[str, Any]:
        cards = list(self._cards(walk))
        turns = [
            {"path": one.prompt.path, "name": one.prompt.name, "kind": one.prompt.kind, "card": text, "said": one.value}
            | {"buttons": [[button.label for button in row] for row in screen.rows]}
            for one, (screen, text) in zip(walk.turns, cards, strict=True)
        ]
        branches = [{"path": path, "value": value} for path, value in walk.branches]
        return {"branches": branches, "turns": turns, "stuck": walk.stuck}

    def _head(self, told: Transcript) -> str:
        title = self._form.title or self._form.form_id
        asked = sum(one.kind != "note" for one in self._form.questions.values())
        return f"{title} ({self._form.form_id} {self._form.version}): {asked} questions. " + (
            f"{len(told.walks)} walks show {told.branches} branches."
        )

    def _branches(self, walk: Walk) -> str:
        shown = [f"{path.rsplit('/', 1)[1]} = {value}" for path, value in walk.branches]
        return f": {', '.join(shown)}" if shown else ""

    def _walk(self, walk: Walk, whole: bool) -> Iterator[str]:
        left_out: list[str] = []
        for turn, (screen, text) in zip(walk.turns, self._cards(walk), strict=True):
            if not (turn.is_new or whole or _is_branch(turn, walk)):
                left_out.append(turn.prompt.name)
                continue
            if left_out:
                yield f"(as before: {', '.join(left_out)})"
                left_out = []
            yield f"Kabar:\n{_indented(text, screen.rows)}"
            yield f"Officer: {self._said(turn)}"
        yield f"(as before: {', '.join(left_out)})" if left_out else ""
        yield self._end(walk)

    def _end(self, walk: Walk) -> str:
        if walk.stuck:
            return f"This walk can't be sent: {walk.stuck}"
        screen = self._review(walk)
        return f"Kabar:\n{_indented(plain(self._texts.screen(self._language, screen)), screen.rows)}"

    def _review(self, walk: Walk) -> Screen:
        lines = forms.overview(self._form, walk.draft)
        facts = {"title": self._form.title, "kampung": self.context.unit.get("name", "…")}
        facts |= {"period": self.context.period or f"{self._today():%Y-%m}"}
        return review_page(self._texts, self._language, facts, Standing(lines))

    def _cards(self, walk: Walk) -> Iterator[tuple[Screen, str]]:
        """The card of each turn; the answer before stands above it, as in the chat."""
        before: Turn | None = None
        for turn in walk.turns:
            echo = echo_of(before.accepted, before.prompt) if before and before.accepted else None
            hidden = before.hidden if before else 0
            card = Card(self._today(), self.context.period, echo=echo, hidden=hidden, can_go_back=before is not None)
            screen = question(self._texts, self._language, turn.prompt, card)
            yield screen, plain(self._texts.screen(self._language, screen))
            before = turn

    def _today(self) -> date:
        return self.context.now.astimezone(ZoneInfo(self.context.zone)).date()

    def _said(self, turn: Turn) -> str:
        """As the officer gives it: the label of a button, or what is typed."""
        prompt = turn.prompt
        word = {"note": "next", "repeat": "add_another" if turn.value == "yes" else "enough"}.get(prompt.kind)
        if word or not turn.value:
            return f"[{self._texts.word(self._language, word or 'skip')}]"
        if prompt.kind == "acknowledge":
            return f"[{self._texts.word(self._language, 'acknowledge')}]"
        labels = {choice.name: choice.label for choice in prompt.choices}
        if labels:
            return ", ".join(f"[{labels.get(one, one)}]" for one in turn.value.split())
        return f"(sends {turn.value})" if prompt.kind in ("image", "audio", "video", "file") else turn.value

    def _foot(self, told: Transcript) -> Iterator[str]:
        if told.refused:
            named = "\n".join(f"{_INDENT}{path} = {value}" for path, value in told.refused)
            yield f"Answers that the form itself refused on every walk:\n{named}"
        if told.unreached:
            named = "\n".join(f"{_INDENT}{one.path} ({one.label}): {_why(one)}" for one in told.unreached)
            yield f"Questions that no walk was asked:\n{named}"
        if not told.is_whole:
            yield "The search ended at its limit of walks; --walks N allows more."


def _is_branch(turn: Turn, walk: Walk) -> bool:
    path = "/".join(step.partition("[")[0] for step in turn.prompt.path.split("/"))
    return (path, turn.value) in walk.branches


def _why(one: Unreached) -> str:
    if one.prefill:
        return f"answered by what is known ({one.prefill})"
    return " and ".join(one.conditions) if one.conditions else "its answer is given by the form"


def _indented(text: str, rows: Rows) -> str:
    buttons = [" ".join(f"[{button.label}]" for button in row) for row in rows]
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in (*text.split("\n"), *buttons))

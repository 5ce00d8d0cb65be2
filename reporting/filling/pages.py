"""Pages about what came in, between two questions: the answer is stored already, the page asks whether it is good."""

from __future__ import annotations

from typing import Any

import forms
from forms.filling.course import Place
from models.database import Transaction
from reporting import stage
from reporting.filling import elsewhere
from reporting.filling.bench import Bench, Work, kept_focus
from reporting.screens.arrivals import page_screen
from reporting.screens.screen import Screen
from reporting.texts import Texts

# What the chat remembers as asked while a page is up: it shows no question of the form.
PAGE = "#arrival"


class Pages:
    """A page is plain data in the chat's focus: {"kind": "place", "which", "album", "voice" or "words", "path": of the
    question, ...}."""

    def __init__(self, bench: Bench, texts: Texts) -> None:
        self._bench = bench
        self._texts = texts

    def put(self, tx: Transaction, work: Work, page: dict[str, Any]) -> None:
        """The page as a new card."""
        waiting = Screen.from_json(work.chat.screen).leaves if work.chat.screen else None
        screen = page_screen(self._texts, work.chat.language, page, waiting)
        focus = {"draft": work.row.id, "path": PAGE, "page": page, **kept_focus(work)}
        stage.put(tx, work.chat, screen, expects="arrival", focus=focus)

    def show_again(self, tx: Transaction, work: Work) -> None:
        """The page that is up, below what has come since; its buttons stay good."""
        screen = page_screen(self._texts, work.chat.language, page_of(work), None)
        stage.redraw(tx, work.chat, screen)

    def answer(self, tx: Transaction, work: Work, value: str) -> Work | None:
        """The value answers what waits, and the next card is put up. The work after it; None if it was not taken."""
        path = work.prompt().path
        self._bench.answer(tx, work, value)
        after = self._bench.reload(work)
        return after if after.draft.at != path else None

    def give(self, tx: Transaction, work: Work, path: str, value: str) -> tuple[Work, dict[str, Any]]:
        """The value answers the question at the path; what to tell of it."""
        given = elsewhere.give(work.form, work.draft, path, value, tx.now)
        if given.rejected is not None:
            return work, {"code": "not_asked"}
        work = self._bench.store(tx, work, given.step)
        self._bench.remember(tx, work, path)
        return work, given.told

    def back(self, tx: Transaction, work: Work, arrival: dict[str, Any] | None = None) -> None:
        """What waits, with a line on top about what came in."""
        prompt = forms.prompt(work.form, work.draft)
        if prompt.kind == "end":
            self._bench.review(tx, work, arrival=arrival)
        else:
            self._bench.ask(tx, work, prompt, arrival=arrival)

    def tell(self, tx: Transaction, work: Work, arrival: dict[str, Any]) -> None:
        """The same on the card that is up, whatever it is."""
        if page_of(work):
            self.show_again(tx, work)
        elif work.chat.expects == "answer" and work.focus.get("path") == work.prompt().path:
            self._bench.ask_again(tx, work, arrival=arrival)
        else:
            self.back(tx, work, arrival)

    def again(self, tx: Transaction, work: Work, path: str) -> None:
        """The question at the path once more."""
        step = forms.jump(work.form, work.draft, path, tx.now)
        self.back(tx, self._bench.store(tx, work, step))


def page_of(work: Work) -> dict[str, Any]:
    """The page that is up, {} for none: the card of a long list keeps the number of its own page there."""
    page = work.focus.get("page")
    return dict(page) if isinstance(page, dict) else {}


def wanting(work: Work, kinds: tuple[str, ...]) -> Place | None:
    """The question of these kinds that something out of its turn is for: the first open one, else the last answered."""
    places = [place for place in forms.course(work.form, work.draft) if place.kind in kinds]
    is_open = [place for place in places if not place.passed or not place.value]
    return is_open[0] if is_open else places[-1] if places else None

"""Locating: places that arrive, wanted or not, exact or not."""

from __future__ import annotations

from typing import Any

import forms
from forms.events import AnswerRejected
from forms.prompt import Prompt
from models import attachment
from models.database import Transaction
from reporting.filling import stash
from reporting.filling.bench import Bench, Work
from reporting.filling.bursts import Bursts
from reporting.filling.pages import Pages, page_of, wanting
from reporting.inputs import Location
from reporting.markup import bare
from reporting.privacy import holds_personal_data
from reporting.texts import Texts

# Metres. ODK Collect warns from here on too, where the form says nothing (XLSForm, warning-accuracy).
INEXACT = 100.0
LONGEST_NAME = 200  # letters of the name of a place


class Locating:
    """A place is never refused: one that is not exact is stored, and asked about."""

    def __init__(self, bench: Bench, texts: Texts, pages: Pages, bursts: Bursts) -> None:
        self._bench = bench
        self._texts = texts
        self._pages = pages
        self._bursts = bursts

    def located(self, tx: Transaction, work: Work, place: Location) -> None:
        """A place while a report is in hand."""
        value = _lexical(place)
        page, prompt = page_of(work), work.prompt()
        if page.get("kind") in ("place", "words"):
            self._once_more(tx, work, page["path"], value, place)
        elif prompt.kind == "geopoint" and work.chat.expects == "answer":
            after = self._pages.answer(tx, work, value)
            if after is not None and _is_inexact(prompt, place):
                self._pages.put(tx, after, _inexact(prompt.path, place))
        else:
            self._unasked(tx, work, value)

    def unasked(self, tx: Transaction, work: Work, place: Location) -> None:
        """A place whose question is not the one that was on the screen."""
        self._unasked(tx, work, _lexical(place))

    def lost(self, tx: Transaction, work: Work) -> None:
        """The words of the key came instead of a place: the app could not find one (Telegram Web sends the words)."""
        self._bench.ask_again(tx, work, arrival={"code": "no_place"})

    def cannot(self, tx: Transaction, work: Work) -> None:
        """The officer can't send a place: the name of it will do for now."""
        self._pages.put(tx, work, {"kind": "words", "path": work.prompt().path})

    def told(self, tx: Transaction, work: Work, path: str, words: str) -> None:
        """The name of the place, kept beside the question; "" for none. A required one stays open for the end."""
        there = forms.jump(work.form, work.draft, path, tx.now)
        step = forms.skip(work.form, there.draft, tx.now)
        if any(isinstance(event, AnswerRejected) for event in step.events):
            step = forms.defer(work.form, there.draft, tx.now)
        words = "" if holds_personal_data(words) else " ".join(words.split())[:LONGEST_NAME]
        if words:
            step = forms.remark(work.form, step.draft, path, words, tx.now)
        self._pages.back(tx, self._bench.store(tx, work, step), {"code": "place_told", "received": words})

    def _once_more(self, tx: Transaction, work: Work, path: str, value: str, place: Location) -> None:
        work, told = self._pages.give(tx, work, path, value)
        prompt = forms.jump(work.form, work.draft, path, tx.now).prompt
        if _is_inexact(prompt, place):
            self._pages.put(tx, work, _inexact(path, place))
        else:
            self._pages.back(tx, work, told)

    def _unasked(self, tx: Transaction, work: Work, value: str) -> None:
        """It is kept first: what the chat shows next may be anything."""
        wanted = wanting(work, ("geopoint",))
        path = wanted.path if wanted else stash.has_place(work.form, "geopoint")
        if path:
            attachment.keep_place(tx, work.row.instance_id, path, value)
        if self._bursts.is_early(tx, work):
            self._bursts.take_other(tx, work, wanted.path if wanted else "", value)
        elif wanted is None:
            self._pages.tell(tx, work, {"code": "kept" if path else "not_wanted", "kind": "geopoint"})
        else:
            page: dict[str, Any] = {"kind": "which", "what": "geopoint", "path": wanted.path, "names": [value]}
            page |= {"number": wanted.number, "label": bare(wanted.short), "is_answered": bool(wanted.value)}
            self._pages.put(tx, work, page)


def _lexical(place: Location) -> str:
    """XForms geopoint is "lat lon altitude accuracy"; the accuracy 0 is one that nobody told."""
    return f"{round(place.latitude, 7)} {round(place.longitude, 7)} 0.0 {round(place.accuracy or 0.0, 1)}"


def _is_inexact(prompt: Prompt, place: Location) -> bool:
    try:
        limit = float(prompt.accuracy)
    except ValueError:
        limit = INEXACT
    return place.accuracy is not None and place.accuracy > limit


def _inexact(path: str, place: Location) -> dict[str, Any]:
    return {"kind": "place", "path": path, "accuracy": round(place.accuracy or 0)}

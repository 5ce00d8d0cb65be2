"""Ticking: several options, or all in an order. Each tap says what its box is to be, so that two of it are one."""

from __future__ import annotations

from forms.prompt import Prompt
from models.database import Transaction
from reporting.filling.bench import Bench, Work
from reporting.markup import bare
from reporting.reading import Reader
from reporting.texts import Texts


class Ticking:
    """What was ticked is kept with the draft until it is done (`ticks`)."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader

    def ticked(self, tx: Transaction, work: Work, kind: str, place: int | None, state: str) -> str:
        """A box (`c`), done (`d`) or all off (`r`). Returns a toast, or ""."""
        prompt, picked = work.prompt(), list(work.focus.get("picked", ()))
        if kind == "d":
            self._done(tx, work, prompt, picked)
            return ""
        toast = ""
        if kind == "r":
            picked = []
        elif place is not None and place < len(prompt.choices):
            picked, toast = self._changed(work, prompt, picked, place, state)
        self._bench.tick(tx, work, picked)
        return toast

    def _done(self, tx: Transaction, work: Work, prompt: Prompt, picked: list[str]) -> None:
        names = [choice.name for choice in prompt.choices]
        if prompt.kind == "rank" and sorted(picked) != sorted(names):
            self._bench.ask_again(tx, work, {"code": "rank_incomplete", "received": ""})
            return
        order = picked if prompt.kind == "rank" else [name for name in names if name in picked]
        self._bench.answer(tx, work, " ".join(order))

    def _changed(self, work: Work, prompt: Prompt, picked: list[str], place: int, state: str) -> tuple[list[str], str]:
        name = prompt.choices[place].name
        if state != "on":
            return [one for one in picked if one != name], ""
        if name in picked:
            return picked, ""
        if prompt.kind == "rank":
            return _ordered(prompt, [*picked, name]), ""
        return self._with(work, prompt, picked, place)

    def _with(self, work: Work, prompt: Prompt, picked: list[str], place: int) -> tuple[list[str], str]:
        """One more. "Tidak ada" stands alone: it takes the others off, and they take it off."""
        none = self._reader.none_of(prompt)
        name, nothing = prompt.choices[place].name, prompt.choices[none].name if none is not None else None
        if place == none:
            return [name], self._toast(work, "only_none", prompt, none) if picked else ""
        if none is not None and nothing in picked:
            return [name], self._toast(work, "not_none", prompt, none)
        return [*picked, name], ""

    def _toast(self, work: Work, key: str, prompt: Prompt, place: int) -> str:
        return self._texts.word(work.chat.language, key, label=bare(prompt.choices[place].label))


def _ordered(prompt: Prompt, picked: list[str]) -> list[str]:
    """With the last one in its place: when all others are in theirs, only one is left for it."""
    left = [choice.name for choice in prompt.choices if choice.name not in picked]
    return [*picked, *left] if len(left) == 1 else picked

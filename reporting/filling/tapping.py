"""Tapping: what the buttons of an answer mean."""

from __future__ import annotations

from models.database import Transaction
from reporting.filling.bench import Bench, Work
from reporting.inputs import Tap, whole


class Tapping:
    """The options are told apart in `reporting.screens.keys`."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def chosen(self, tx: Transaction, work: Work, tap: Tap) -> None:
        """What an answer button means; see `reporting.screens.keys` for the options."""
        prompt, kind, rest = work.prompt(), tap.argument[:1], tap.argument[1:]
        index = whole(rest)
        index = -1 if index is None else index
        picked: list[str] = list(work.focus.get("picked", ()))
        match kind:
            case "c" if prompt.kind in ("select_multiple", "rank") and 0 <= index < len(prompt.choices):
                name = prompt.choices[index].name
                picked = [p for p in picked if p != name] + ([name] if tap.state == "on" else [])
                self._bench.ask_again(tx, work, picked=picked)
            case "c" if 0 <= index < len(prompt.choices):
                self._bench.answer(tx, work, prompt.choices[index].name)
            case "d":
                order = picked if prompt.kind == "rank" else [c.name for c in prompt.choices if c.name in picked]
                self._bench.answer(tx, work, " ".join(order))
            case "v":
                self._bench.answer(tx, work, rest)
            case "k":
                self._bench.answer(tx, work, prompt.value)
            case "o" if 0 <= index < len(work.focus.get("options", ())):
                self._bench.answer(tx, work, work.focus["options"][index][0])
            case "p" if index >= 0:
                self._bench.ask_again(tx, work, page=index)
            case _:
                self._bench.ask_again(tx, work)

"""Following: a push that comes when the draft has just moved to another version of its form.

What was typed, tapped or sent answers the question on the screen. Where the new version asks the same, it is taken.
"""

from __future__ import annotations

from dataclasses import replace

import forms
from models.database import Transaction
from reporting.filling.batch import batch_up
from reporting.filling.bench import Bench, Work
from reporting.filling.detour import Detour
from reporting.filling.elsewhere import asked_at
from reporting.screens.batch import Hand


class Following:
    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def work(self, tx: Transaction, work: Work, received: str = "") -> Work | None:
        """The work at the question on the screen, where the push may act. None where that is not asked as it was: the
        present card is up then. `received` is what was typed."""
        if work.moved is None:
            return work
        was, still = work.moved.asked
        if "batch" in work.focus:
            still = self._first_left(tx, work)
        elif work.focus.get("path") != was:
            still = ""
        if not still or work.chat.expects != "answer":
            self._bench.tells_of_move(tx, work)
            return None
        there = self._at(tx, work, still)
        return there if "batch" not in work.focus else self._with_batch(tx, work, there, received)

    def _at(self, tx: Transaction, work: Work, path: str) -> Work:
        """At that question; afterwards where the new version begins to ask, unless the officer was on a way already."""
        focus, back = {**work.focus, "path": path}, work.draft.at
        if back != path and Detour.of(focus) is None and not self._is_on_card(work, back):
            focus["detour"] = Detour(back).told()
        there = forms.jump(work.form, work.draft, path, tx.now)
        return self._bench.store(tx, replace(work, focus=focus), there)

    def _with_batch(self, tx: Transaction, work: Work, there: Work, received: str) -> Work | None:
        """A card of several numbers takes them only if they are the same, in the same order."""
        batch = batch_up(there)
        if batch is None:
            self._bench.tells_of_move(tx, work)
            return None
        if [item.path for item in batch.items] == work.focus["batch"]["paths"]:
            return there
        is_in_hand = not received or Hand.at(there.focus, batch).mode == "which"
        problem = None if is_in_hand else {"code": "changed", "received": received}
        self._bench.batches.again(tx, there, batch, problem=problem)
        return None

    @staticmethod
    def _first_left(tx: Transaction, work: Work) -> str:
        """The first question of the card of numbers that is still asked; "" for none."""
        paths: list[str] = work.focus["batch"]["paths"]
        return next((path for path in paths if asked_at(work.form, work.draft, path, tx.now)), "")

    @staticmethod
    def _is_on_card(work: Work, path: str) -> bool:
        batch = batch_up(work)
        return batch is not None and path in {item.path for item in batch.items}

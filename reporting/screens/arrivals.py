"""Pages about what came in: several answers at once, a photo for another question, a place that is not exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reporting.screens.screen import Button, Screen, grid
from reporting.texts import Texts

MOST_LINES = 12  # of pairs on one page: all of them stay below 700 letters


@dataclass(frozen=True, slots=True)
class Pair:
    """A message and its question: `answer` as it was understood, `received` what was written where that differs,
    `code` why it was not taken."""

    number: int
    label: str
    answer: dict[str, Any]
    received: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Paired:
    """`count` messages; `hint` says how to go on, after a text that says neither yes nor no."""

    count: int
    pairs: Sequence[Pair]
    hint: bool = False


def paired(texts: Texts, language: str, burst: Paired) -> Screen:
    """What came at once, paired with the questions."""

    def button(key: str, word: str) -> tuple[Button, ...]:
        return (Button(texts.word(language, key), f"i:*:{word}"),)

    shown = burst.pairs[-MOST_LINES:]
    args = {
        "count": burst.count,
        "earlier": len(burst.pairs) - len(shown),
        "pairs": [asdict(pair) for pair in shown],
        "hint": burst.hint,
    }
    taken = any(not pair.code for pair in burst.pairs)
    rows = (button("pairs_right" if taken else "pairs_none", "ok"),)
    return Screen(
        "filling/burst", args, (*rows, button("pairs_fix", "fix") + button("pairs_first", "first")), bar="menu"
    )


def which_one(texts: Texts, language: str, numbers: Sequence[int]) -> Screen:
    """The number of the answer to change."""
    buttons = [Button(str(number), f"n:*:jump:{number}") for number in dict.fromkeys(numbers)]
    right = (Button(texts.word(language, "pairs_right"), "i:*:ok"),)
    return Screen("filling/burst_which", {}, (*grid(buttons[:MOST_LINES], 4), right), bar="menu")


def changed_elsewhere(texts: Texts, language: str, draft_id: int, facts: dict[str, Any]) -> Screen:
    """An edited message has changed a draft that is not in hand. `facts` holds kampung, period and `arrival`."""
    rows = (
        (Button(texts.word(language, "open_changed"), f"s::draft:{draft_id}"),),
        (Button(texts.word(language, "menu"), "m::menu"),),
    )
    args = {name: facts[name] for name in ("kampung", "period", "arrival")}
    return Screen("filling/edited_elsewhere", args, rows, bar="menu")


def changed_too_late(texts: Texts, language: str, submission_id: int, number: str, at_work: int | None) -> Screen:
    """An edited message belongs to a report that was sent. `at_work` is the draft in hand, one tap away."""
    rows = [(Button(texts.word(language, "mend_sent"), f"s::correct:{submission_id}"),)]
    if at_work:
        rows.append((Button(texts.word(language, "back_to_draft"), f"s::draft:{at_work}"),))
    rows.append((Button(texts.word(language, "menu"), "m::menu"),))
    return Screen("filling/edited_sent", {"number": number}, tuple(rows), bar="menu")

"""Pages about what came in: several answers at once, a photo for another question, a place that is not exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

MOST_LINES = 12  # of pairs on one page: more nobody reads
LONGEST = 700  # letters of a message to an officer
MOST_PICKS = 9  # Telegram's albums hold ten


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

    args = _fitting(texts, language, burst)
    taken = any(not pair.code for pair in burst.pairs)
    rows = (button("pairs_right" if taken else "pairs_none", "ok"),)
    return Screen(
        "filling/burst", args, (*rows, button("pairs_fix", "fix") + button("pairs_first", "first")), bar="menu"
    )


def _fitting(texts: Texts, language: str, burst: Paired) -> dict[str, Any]:
    """As many pairs as a message of 700 letters holds, the latest; the others are counted."""
    pairs = [asdict(pair) for pair in burst.pairs[-MOST_LINES:]]
    while True:
        args = {"count": burst.count, "earlier": len(burst.pairs) - len(pairs), "pairs": pairs, "hint": burst.hint}
        if len(pairs) <= 1 or len(texts.render(language, "filling/burst", **args)) <= LONGEST:
            return args
        pairs = pairs[1:]


def which_one(texts: Texts, language: str, numbers: Sequence[int]) -> Screen:
    """The number of the answer to change."""
    buttons = [Button(str(number), f"n:*:jump:{number}") for number in dict.fromkeys(numbers)]
    right = (Button(texts.word(language, "pairs_right"), "i:*:ok"),)
    return Screen("filling/burst_which", {}, (*grid(buttons[:MOST_LINES], 4), right), bar="menu")


def page_screen(texts: Texts, language: str, page: dict[str, Any], leaves: dict[str, Any] | None) -> Screen:
    """A page of `reporting.filling.pages`; `leaves` is what the card before it becomes."""

    def button(key: str, word: str, **args: Any) -> Button:
        return Button(texts.word(language, key, **args), f"i:*:{word}")

    rows: Rows
    match page["kind"]:
        case "place":
            rows = ((button("try_again", "again"), button("use_this", "go")),)
        case "voice":
            rows = ((button("use_voice", "go"), button("voice_again", "again")),)
        case "words":
            rows = ((button("try_again", "again"), button("skip_place", "skip")),)
        case "which":
            yes, no = ("replace_it", "keep_it") if page["is_answered"] else ("for_that", "not_for_that")
            rows = ((button(yes, "yes"), button(no, "no")),)
        case _:
            others = [i for i in range(len(page["names"])) if i != page["used"]]
            picks = [button("pick_photo", f"pick:{i + 1}", number=i + 1) for i in others[:MOST_PICKS]]
            rows = (*grid(picks, 2), (button("album_right", "go"),))
    return Screen("filling/page", {"page": page}, rows, leaves, bar=_bar(page))


def _bar(page: dict[str, Any]) -> str:
    """The key that sends a place stays while one may still be sent."""
    return "location" if page["kind"] in ("place", "words") else "menu"


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

"""The buttons under a question, by kind. Every tap is `a:<card>:<option>`; options are short and told apart here.

`c3` the choice of that index, `v12` that value, `d` done, `p2` that page, `k` keep what stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from forms.prompt import Prompt
from reporting.screens.screen import Button, Rows, grid

Word = Callable[..., str]

# Label budgets of a 5 inch phone at 360 dp in the default font; an emoji counts as two letters.
WIDE, HALF = 32, 16
PAGE = 10  # options a page: two rows of five numbers
MOST_STEPS = 10  # of a range on buttons: two rows of five, and the value it starts with
FIGURES = ("integer", "decimal", "range", "date")
WORDS = ("text", "barcode")
CHOSEN = ("select_one", "select_multiple", "rank")
KEPT_OTHERWISE = (*CHOSEN, "note", "acknowledge", "repeat", "end")
MANY = 8  # more options than this are numbered in the text


@dataclass(frozen=True, slots=True)
class Asking:
    """How the question stands right now: the page of a long list, the toggles on, today's date, and words."""

    word: Word
    figure: Callable[[str], str]  # a number as a person reads it
    today: date
    page: int = 0
    picked: tuple[str, ...] = ()


def answer_rows(prompt: Prompt, asking: Asking) -> Rows:
    """The answer buttons of the prompt, without navigation."""
    match prompt.kind:
        case "integer" | "range":
            rows = _numbers(prompt, asking)
        case "select_one":
            rows = _select_one(prompt, asking)
        case "select_multiple" | "rank":
            rows = _select_multiple(prompt, asking)
        case "date":
            rows = _days(prompt, asking)
        case "note":
            rows = ((_option(asking.word("next"), "v"),),)
        case "acknowledge":
            rows = ((_option(asking.word("acknowledge"), "vOK"),),)
        case "repeat":
            rows = ((_option(asking.word("add_another"), "vyes"),), (_option(asking.word("enough"), "vno"),))
        case _:
            rows = ()
    return _keep(prompt, asking) + rows


def is_numbered(prompt: Prompt) -> bool:
    """Whether the options stand as a numbered list in the text, because they don't fit on buttons."""
    if prompt.kind == "select_multiple":
        return any(len(choice.label) > HALF - 5 for choice in prompt.choices) or len(prompt.choices) > MANY
    return len(prompt.choices) > MANY or any(len(choice.label) > WIDE for choice in prompt.choices)


def pages(prompt: Prompt) -> int:
    """How many pages a numbered list has."""
    return max(1, -(-len(prompt.choices) // PAGE)) if is_numbered(prompt) else 1


def page_of(prompt: Prompt, page: int) -> range:
    """The indexes of the options on that page."""
    if not is_numbered(prompt):
        return range(len(prompt.choices))
    return range(page * PAGE, min((page + 1) * PAGE, len(prompt.choices)))


def _option(label: str, option: str) -> Button:
    """Telegram refuses a message with a button that says nothing, as a choice made of a blank answer would."""
    return Button(" ".join(label.split()) or "–", f"a:*:{option}")


def _keep(prompt: Prompt, asking: Asking) -> Rows:
    """What stands there already, for kinds whose buttons don't show it."""
    if not prompt.value or prompt.kind in KEPT_OTHERWISE:
        return ()
    value = asking.figure(prompt.value) if prompt.kind in FIGURES else prompt.value
    label = asking.word("keep", value=value)
    is_plain = prompt.kind in FIGURES or prompt.kind in WORDS
    if not is_plain or len(label) > WIDE or "sensitive" in prompt.attributes:
        label = asking.word("keep_short")
    return ((_option(label, "k"),),)


def _numbers(prompt: Prompt, asking: Asking) -> Rows:
    if steps := _steps(prompt):
        return grid([_option(asking.figure(value), f"v{value}") for value in steps], 5)
    low, high = _whole(prompt.bounds.minimum), _whole(prompt.bounds.maximum)
    if high is not None and high <= 9:
        first = max(0, low or 0)
        return grid([_option(str(n), f"v{n}") for n in range(first, high + 1)], 5)
    quick = [] if (low or 0) > 0 else [_option("0", "v0")]
    if prompt.previous and prompt.previous != "0":
        quick.append(_option(asking.word("same", value=asking.figure(prompt.previous)), f"v{prompt.previous}"))
    return (tuple(quick),) if quick else ()


def _steps(prompt: Prompt) -> list[str]:
    """All values of a range that counts in steps, if they fit on buttons."""
    bounds = prompt.bounds
    try:
        low, high, step = (Decimal(one or "") for one in (bounds.minimum, bounds.maximum, bounds.step))
    except InvalidOperation:
        return []
    if not step > 0 or not 0 <= (high - low) / step <= MOST_STEPS:
        return []
    return [f"{low + step * at:f}" for at in range(int((high - low) / step) + 1)]


def _whole(bound: str | None) -> int | None:
    try:
        return int(float(bound)) if bound not in (None, "") else None
    except ValueError:
        return None


def _select_one(prompt: Prompt, asking: Asking) -> Rows:
    def label(index: int) -> str:
        choice = prompt.choices[index]
        return f"● {choice.label}" if choice.name == prompt.value else choice.label

    if is_numbered(prompt):
        return _numbered(prompt, asking, str)
    buttons = [_option(label(i), f"c{i}") for i in range(len(prompt.choices))]
    short = all(len(button.label) <= HALF for button in buttons) and len(buttons) > 3
    return grid(buttons, 2 if short else 1)


def _select_multiple(prompt: Prompt, asking: Asking) -> Rows:
    def mark(index: int) -> str:
        return "✅" if prompt.choices[index].name in asking.picked else "⬜"

    def toggle(index: int, label: str) -> Button:
        state = "off" if prompt.choices[index].name in asking.picked else "on"
        return _option(label, f"c{index}:{state}")

    if is_numbered(prompt):
        buttons = [toggle(i, f"{mark(i)} {i + 1}") for i in page_of(prompt, asking.page)]
        rows = grid(buttons, 4) + _turn_pages(prompt, asking)
    else:
        buttons = [toggle(i, f"{mark(i)} {choice.label}") for i, choice in enumerate(prompt.choices)]
        rows = grid(buttons, 2)
    done = _option(asking.word("done", count=len(asking.picked)), "d")
    return (*rows, (done,)) if prompt.choices else ()


def _numbered(prompt: Prompt, asking: Asking, name: Callable[[int], str]) -> Rows:
    buttons = [_option(name(i + 1), f"c{i}") for i in page_of(prompt, asking.page)]
    return grid(buttons, 5) + _turn_pages(prompt, asking)


def _turn_pages(prompt: Prompt, asking: Asking) -> Rows:
    last = pages(prompt) - 1
    turns = []
    if asking.page > 0:
        turns.append(_option(asking.word("previous_page"), f"p{asking.page - 1}"))
    if asking.page < last:
        turns.append(_option(asking.word("next_page"), f"p{asking.page + 1}"))
    return (tuple(turns),) if turns else ()


def _days(prompt: Prompt, asking: Asking) -> Rows:
    if "year" in prompt.appearance:
        return ()  # a month or a year is asked for
    quick = (("today", asking.today), ("yesterday", asking.today - timedelta(days=1)))
    inside = [
        _option(asking.word(word), f"v{day.isoformat()}")
        for word, day in quick
        if (prompt.bounds.minimum or "") <= day.isoformat() <= (prompt.bounds.maximum or "9999")
    ]
    return (tuple(inside),) if inside else ()

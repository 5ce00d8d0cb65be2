"""integer, decimal and range: digits where a small figure is likely, otherwise a few quick values."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from forms.prompt import Prompt
from reporting.screens.keys.asking import Asking, fitted, option
from reporting.screens.screen import Rows
from reporting.screens.values import reads_as

MOST_STEPS = 10  # of a range on buttons: two rows of five, and the value it starts with
SMALL = 9  # the largest figure with a button
SMALL_BOUND = 20  # figures up to that are most often of one digit
MOST_VALUES = 15  # three rows of five: all values have a button
SHARE = 0.8  # of the last figures that must be small


def figures(prompt: Prompt, asking: Asking) -> Rows:
    """All steps of a short range, the digits, or 0 and last month's figure."""
    values = steps(prompt) or digits(prompt, asking.look.usual)
    quick = [] if values or prompt.kind == "decimal" or not _takes_zero(prompt) else ["0"]
    rows = fitted([option(_figure(prompt, asking, value), f"v{value}") for value in values], 5) if values else ()
    buttons = [option(value, f"v{value}") for value in quick]
    if prompt.previous and prompt.previous not in (*values, *quick):
        same = asking.word("same", value=_figure(prompt, asking, prompt.previous))
        buttons.append(option(same, f"v{prompt.previous}"))
    return rows + (fitted(buttons, 3) if buttons else ())


def digits(prompt: Prompt, usual: tuple[str, ...]) -> list[str]:
    """The small figures, where one of them is likely: by the limits of the question, or by what was said before."""
    low, high = whole(prompt.bounds.minimum), whole(prompt.bounds.maximum)
    if prompt.kind == "decimal" or (low is not None and low < 0):
        return []
    first = low or 0
    if high is not None and 0 <= high - first < MOST_VALUES:
        return _span(first, high)
    is_small = high is not None and high <= SMALL_BOUND
    if first > SMALL or (high is not None and high < first) or not (is_small or _were_small(prompt, usual)):
        return []
    return _span(first, SMALL)


def steps(prompt: Prompt) -> list[str]:
    """All values of a range that counts in steps, if they fit on buttons."""
    bounds = prompt.bounds
    try:
        low, high, step = (Decimal(one or "") for one in (bounds.minimum, bounds.maximum, bounds.step))
    except InvalidOperation:
        return []
    if not step > 0 or not 0 <= (high - low) / step <= MOST_STEPS:
        return []
    return [f"{low + step * at:f}" for at in range(int((high - low) / step) + 1)]


def whole(bound: str | None) -> int | None:
    try:
        return int(float(bound)) if bound not in (None, "") else None
    except (ValueError, OverflowError):
        return None


def _figure(prompt: Prompt, asking: Asking, value: str) -> str:
    """1.250, but 2019 for a year."""
    return value if reads_as(prompt) == "year" else asking.told("figure", value)


def _span(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def _were_small(prompt: Prompt, usual: tuple[str, ...]) -> bool:
    """Four of five figures that were said before; where none is known, last month's alone."""
    before = [number for one in usual if (number := whole(one)) is not None]
    before = before or [number for number in [whole(prompt.previous)] if number is not None]
    return bool(before) and sum(0 <= number <= SMALL for number in before) >= SHARE * len(before)


def _takes_zero(prompt: Prompt) -> bool:
    low, high = whole(prompt.bounds.minimum), whole(prompt.bounds.maximum)
    return (low is None or low <= 0) and (high is None or high >= 0) and reads_as(prompt) != "year"

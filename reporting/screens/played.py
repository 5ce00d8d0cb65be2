"""The cards of a form that is played, not filed: those of a real report with taps of their own."""

from __future__ import annotations

from dataclasses import replace

from reporting.screens.screen import Button, Rows

SAVE = "n:*:save"  # of a real report; a played one is left instead


def own(rows: Rows, verb: str, stop: Button) -> Rows:
    """`a:*:c3:on` becomes `VERB:*:a:c3.on`, for the card's number stands second; `stop` takes the place of saving."""
    return tuple(tuple(_own(button, verb, stop) for button in row) for row in rows)


def _own(button: Button, verb: str, stop: Button) -> Button:
    if button.tap == SAVE:
        return stop
    of, _, rest = button.tap.partition(":*:")
    return replace(button, tap=f"{verb}:*:{of}:{rest.replace(':', '.')}")

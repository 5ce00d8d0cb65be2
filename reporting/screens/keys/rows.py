"""All answer buttons of a prompt, without navigation."""

from __future__ import annotations

from forms.prompt import Prompt
from reporting.screens.keys import clock, days, numbers, rounds, selects
from reporting.screens.keys.asking import Asking, fits, option
from reporting.screens.screen import Rows
from reporting.screens.values import reads_as

PLAIN = ("text", "barcode")
# What shows its present answer on the buttons, or has none.
KEPT_OTHERWISE = ("select_one", "select_multiple", "rank", "note", "acknowledge", "repeat", "end")


def answer_rows(prompt: Prompt, asking: Asking) -> Rows:
    """The answer buttons of the prompt. What stands there already comes first."""
    rows = _rows(prompt, asking)
    if days.shows_calendar(prompt, asking.look.month) or asking.look.day:
        return rows
    kept = _keep(prompt, asking)
    return kept + rows if len(kept) + len(rows) <= asking.room else rows


def _rows(prompt: Prompt, asking: Asking) -> Rows:
    match prompt.kind:
        case "integer" | "decimal" | "range":
            return numbers.figures(prompt, asking)
        case "select_one":
            return selects.one(prompt, asking)
        case "select_multiple":
            return selects.several(prompt, asking)
        case "rank":
            return selects.ranked(prompt, asking)
        case "date":
            return days.days(prompt, asking)
        case "time":
            return clock.hours(asking)
        case "datetime":
            return clock.moment(prompt, asking)
        case "repeat":
            return rounds.rounds(prompt, asking)
        case _:
            return _single(prompt, asking)


def _single(prompt: Prompt, asking: Asking) -> Rows:
    """Kinds with one button, or none."""
    match prompt.kind:
        case "note":
            return ((option(asking.word("next"), "v"),),)
        case "acknowledge":
            return ((option(asking.word("acknowledge"), "vOK"),),)
        case "text" if not prompt.required and not prompt.value:
            return ((option(asking.word("nothing"), "v-"),),)
        case _:
            return ()


def _keep(prompt: Prompt, asking: Asking) -> Rows:
    """What stands there already, for kinds whose buttons don't show it."""
    if not prompt.value or prompt.kind in KEPT_OTHERWISE:
        return ()
    short = asking.word("keep_short")
    if "sensitive" in prompt.attributes:
        return ((option(short, "k"),),)
    told = _told(prompt, asking)
    label = asking.word("keep", value=told)
    return ((option(label if told and fits(label, 1) else short, "k"),),)


def _told(prompt: Prompt, asking: Asking) -> str:
    """The present answer on a button; "" where it is too long or says nothing to a person."""
    match reads_as(prompt):
        case "month":
            return asking.told("month", prompt.value[:7])
        case "year":
            return prompt.value[:4]
        case "time":
            return asking.told("said_time", prompt.value)
        case "integer" | "decimal" | "range" | "date":
            return asking.told("figure", prompt.value)
        case kind:
            return prompt.value if kind in PLAIN else ""

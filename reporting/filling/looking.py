"""What a card looks like beyond its question: what was done to it, what is known from before, where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

import forms
from forms.definition import Form
from forms.prompt import Line, Prompt
from models import answer_value
from models.database import Transaction
from reporting.lines import lines_of as plain_lines
from reporting.screens.keys import MANY, USUAL, Look
from reporting.screens.values import CHOSEN, reads_as

if TYPE_CHECKING:
    from reporting.filling.bench import Work

BEFORE = 12  # reports: a year of months
SUMS = 4  # results of a section that are told: two lines
SAID = 3  # answers of a round that tell which one it was
_SEARCHED = frozenset({"minimal", "autocomplete"})
_SMALL = 20  # figures up to that have their digits on buttons anyway
_POSITION = re.compile(r"\[\d+\]")
_ROUND = re.compile(r"(.+\[\d+\])/")  # the innermost: `/data/desa[2]/rumah[1]/umur` -> `/data/desa[2]/rumah[1]`


def look_of(tx: Transaction, work: Work, prompt: Prompt, focus: Mapping[str, Any]) -> Look:
    """The card as the chat remembers it; what was said in earlier reports is looked up again."""
    usual, picked = _usual(tx, work, prompt), tuple(focus.get("picked", ()))
    found = focus["found"] if "found" in focus else opening(prompt, picked, usual)
    return Look(
        page=focus.get("page"),
        picked=picked,
        found=None if found is None else tuple(found),
        find=focus.get("find", ""),
        month=focus.get("month", ""),
        day=focus.get("day", ""),
        is_unfolded=focus.get("is_unfolded", False),
        usual=usual,
    )


def opening(prompt: Prompt, picked: tuple[str, ...], usual: tuple[str, ...]) -> tuple[int, ...] | None:
    """Where a long list opens with its search, as `minimal` and `autocomplete` want it (XLSForm, "Appearance"): the
    places of what stands there and of what this person uses most. None where the list itself is shown."""
    if prompt.kind not in CHOSEN or len(prompt.choices) <= MANY or not _SEARCHED & set(prompt.appearance.split()):
        return None
    place = {choice.name: at for at, choice in enumerate(prompt.choices)}
    first = dict.fromkeys((prompt.value, *picked, *usual))
    return tuple(place[name] for name in first if name in place)[:USUAL]


def round_of(form: Form, path: str) -> str:
    """The path of the round in which a question stands; "" where it is in none that may be taken out again."""
    found = _ROUND.match(path)
    repeat = form.repeats.get(_POSITION.sub("", found[1])) if found else None
    return found[1] if found and repeat and repeat.count is None and not repeat.fixed else ""


def begins_round(work: Work, prompt: Prompt) -> bool:
    """Whether the question is the first of a round that may be taken out: there it is offered."""
    here = round_of(work.form, prompt.path)
    if not here:
        return False
    inside = lines_of(work, here)
    return not inside or prompt.number <= inside[0].number


def latest_of(work: Work, prompt: Prompt) -> tuple[dict[str, Any], ...]:
    """The first answers of the last round, for "add another?"."""
    if prompt.kind != "repeat" or prompt.repeat is None or not prompt.repeat[1]:
        return ()
    inside = lines_of(work, f"{prompt.path}[{prompt.repeat[1]}]")
    told = [line for line in inside if line.value and "sensitive" not in line.attributes]
    return tuple({"text": line.text, "kind": reads_as(line)} for line in told[:SAID])


def sums_of(work: Work, asked: Prompt, ahead: Prompt) -> tuple[tuple[str, str], ...]:
    """What the form worked out in the section that is just left (label, figure), the first few."""
    here, there = asked.section, ahead.section
    if here is None or there is None or here.index >= there.index:
        return ()
    return forms.computed(work.form, work.draft, here)[:SUMS]


def lines_of(work: Work, path: str) -> list[Line]:
    """The answers of one round, in the order of asking."""
    return [line for line in plain_lines(work.form, work.draft) if line.path.startswith(f"{path}/")]


def _usual(tx: Transaction, work: Work, prompt: Prompt) -> tuple[str, ...]:
    """Figures of the kampung, or the choices of this officer by how often they were made; asked only where it shows."""
    row = work.row
    if prompt.kind in CHOSEN and len(prompt.choices) > MANY:
        said = answer_value.said_by(tx, row.person_id, row.form_id, prompt.name, BEFORE)
        each = said if prompt.kind == "select_one" else chain.from_iterable(text.split() for text in said)
        return tuple(name for name, _ in Counter(each).most_common())
    if prompt.kind == "integer" and not _is_bounded(prompt):
        return tuple(answer_value.said_of(tx, row.kampung_id, row.form_id, prompt.name, BEFORE))
    return ()


def _is_bounded(prompt: Prompt) -> bool:
    try:
        return float(prompt.bounds.maximum or "") <= _SMALL
    except ValueError:
        return False

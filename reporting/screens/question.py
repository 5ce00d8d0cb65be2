"""The question card: a prompt as a text name, its arguments and its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from forms.prompt import Prompt
from reporting.screens import keys
from reporting.screens.keys import Asking
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts


@dataclass(frozen=True, slots=True)
class Card:
    """What surrounds the prompt on the card.

    `echo` is the previous answer as understood; `problem` why the last input was not taken ({"code", ...});
    `options` are readings to choose from ("Maksudnya ...?"); `can_go_back` is false on the first question.
    """

    today: date
    period: str
    echo: dict[str, str] | None = None
    problem: dict[str, Any] | None = None
    options: tuple[tuple[str, str], ...] = ()
    page: int = 0
    picked: tuple[str, ...] = ()
    can_go_back: bool = True
    can_drop: bool = False  # the round of a repeat in which the question stands may be taken out
    moved: dict[str, Any] | None = None  # the draft has just moved to another version of its form
    hidden: int = 0  # answers that the last change put aside
    change: dict[str, Any] | None = None  # what an edit did (filling/changes.py), instead of an echo
    broken: dict[str, Any] | None = None  # the answer asked for was given, and the last change made it wrong
    extra: dict[str, Any] = field(default_factory=dict)


def question(texts: Texts, language: str, prompt: Prompt, card: Card) -> Screen:
    """The live card that asks the prompt."""

    def word(key: str, **args: Any) -> str:
        return texts.word(language, key, **args)

    asking = Asking(word, partial(texts.figure, language), card.today, card.page, card.picked)
    return Screen(
        "filling/question",
        {
            "prompt": _facts(prompt),
            "period": card.period,
            "echo": card.echo,
            "problem": card.problem,
            "choosing": bool(card.options),
            "options": _listed(prompt, card),
            "hidden": card.hidden,
            "change": card.change,
            "broken": card.broken,
            "moved": card.moved,
            "arrival": card.extra.get("arrival"),
        },
        _options(card) if card.options else (*keys.answer_rows(prompt, asking), *_navigation(prompt, card, word)),
        bar="location" if prompt.kind == "geopoint" else "menu",
    )


def _facts(prompt: Prompt) -> dict[str, Any]:
    section = prompt.section
    return {
        "kind": prompt.kind,
        "label": prompt.label,
        "hint": prompt.hint,
        "required": prompt.required,
        "value": prompt.value,
        "answer": {"text": _shown(prompt), "kind": prompt.kind, "sensitive": "sensitive" in prompt.attributes},
        "previous": prompt.previous,
        "count": len(prompt.choices) if prompt.kind in keys.CHOSEN else None,
        "is_paged": keys.pages(prompt) > 1,
        "months": "month-year" in prompt.appearance.split(),
        "notes": list(prompt.notes),
        "number": prompt.number,
        "total": prompt.total,
        "minimum": prompt.bounds.minimum,
        "maximum": prompt.bounds.maximum,
        "step": prompt.bounds.step if prompt.bounds.step != "1" else None,
        "section": {"index": section.index, "count": section.count, "label": section.label} if section else None,
        "repeat": list(prompt.repeat) if prompt.repeat else None,
    }


def _shown(prompt: Prompt) -> str:
    """The present answer: labels for what was chosen, anything else as it is."""
    labels = {choice.name: choice.label for choice in prompt.choices}
    if prompt.kind not in ("select_multiple", "rank"):
        return labels.get(prompt.value, prompt.value)
    return ", ".join(labels.get(name, name) for name in prompt.value.split())


def _listed(prompt: Prompt, card: Card) -> list[tuple[int, str]]:
    if not keys.is_numbered(prompt):
        return []
    # Some forms number their options themselves: "2. Perubahan perilaku" is not told as "2. 2. Perubahan perilaku".
    return [(i + 1, prompt.choices[i].label.removeprefix(f"{i + 1}. ")) for i in keys.page_of(prompt, card.page)]


def _options(card: Card) -> Rows:
    return tuple((Button(label, f"a:*:o{i}"),) for i, (_, label) in enumerate(card.options))


def _navigation(prompt: Prompt, card: Card, word: keys.Word) -> Rows:
    row = [Button(word("back"), "n:*:back")] if card.can_go_back else []
    if not prompt.required and prompt.kind not in ("note", "repeat"):
        row.append(Button(word("skip"), "n:*:skip"))
    row.append(Button(word("save"), "n:*:save"))
    if not card.can_drop or prompt.repeat is None:
        return (tuple(row),)
    name, position, _ = prompt.repeat
    drop = word("drop_round", name=" ".join(name.split()), position=position)
    drop = drop if len(drop) <= keys.WIDE else word("drop_round_short", position=position)
    return (tuple(row), (Button(drop, "n:*:drop_round"),))

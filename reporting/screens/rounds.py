"""One round of a repeat: what it says, a button for each answer, and the way to take it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from forms.prompt import Line
from reporting.fitting import clip
from reporting.markup import bare
from reporting.screens.keys import fits, fitted
from reporting.screens.screen import Button, Screen
from reporting.screens.values import reads_as
from reporting.texts import Texts

SHOWN = 12  # answers: three rows of four; the review has them all
LETTERS = 20  # of a label and of an answer: twelve lines of the longest fit a message


def round_card(texts: Texts, language: str, name: str, position: int, lines: Sequence[Line]) -> Screen:
    """The round with that position of the repeat called `name`."""
    word = partial(texts.word, language)
    told = [
        {
            "number": line.number,
            "label": clip(bare(line.short), LETTERS),
            "text": "•" if "sensitive" in line.attributes and line.text else clip(line.text, LETTERS),
            "kind": reads_as(line),
            "sensitive": "sensitive" in line.attributes,
        }
        for line in lines[:SHOWN]
    ]
    edits = [Button(word("look_at", name=line.number), f"n:*:jump:{line.number}") for line in lines[:SHOWN]]
    label = word("drop_round", name=bare(name), position=position)
    drop = label if fits(label, 1) else word("drop_round_short")
    back = ((Button(drop, f"a:*:e{position}:drop"),), (Button(word("back"), "n:*:resume"),))
    args = {"name": clip(bare(name), 40), "position": position, "lines": told, "more": len(lines) - len(told)}
    return Screen("filling/round", args, (*fitted(edits, 4), *back) if edits else back)

"""Searching a long list of options by a part of a name."""

from __future__ import annotations

import unicodedata

from forms.prompt import Prompt
from reporting.markup import bare
from reporting.screens.keys import MANY

LEAST = 2  # letters
MOST = 200  # options; a district has up to 108 villages


def matching(prompt: Prompt, text: str) -> list[int]:
    """Places of the options that have a word beginning so, then of those that hold the text elsewhere; of a long list
    only."""
    typed = _folded(text)
    if len(prompt.choices) <= MANY or len(typed) < LEAST:
        return []
    labels = [_folded(bare(choice.label)) for choice in prompt.choices]
    starts = [at for at, label in enumerate(labels) if label.startswith(typed)]
    words = [at for at, label in enumerate(labels) if f" {typed}" in label]
    inside = [at for at, label in enumerate(labels) if typed in label]
    return list(dict.fromkeys((*starts, *words, *inside)))[:MOST]


def _folded(text: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")

"""The option and the question that pyxform makes of `or_other`: "Other", "Specify other.", whatever the form speaks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from forms.language import code
from forms.prompt import Choice

_OPTION, _ENDING = "other", "_other"  # names that pyxform gives: of the option, and at the end of the question's


def question_label(name: str, label: str, language: str) -> str:
    """The label of a question of that name in the person's language; any label that is the form's own as it is."""
    return _words(language).get(label, label) if name.endswith(_ENDING) else label


def option_labels(choices: tuple[Choice, ...], language: str) -> tuple[Choice, ...]:
    """The same for options; only the last can be pyxform's."""
    last = choices[-1] if choices else None
    said = _words(language).get(last.label) if last is not None and last.name == _OPTION else None
    return choices if last is None or said is None else (*choices[:-1], replace(last, label=said))


def _words(language: str) -> Mapping[str, str]:
    return _tables().get(code(language), {})


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("templates") / "or_other.toml").read_text(encoding="utf-8"))

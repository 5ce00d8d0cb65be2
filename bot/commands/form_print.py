"""`kabar form print`: the blank form as a PDF; what draws it is imported only when it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import Failure
from reporting.drawing import draw
from reporting.printing import paper
from reporting.texts import LANGUAGES, Texts, templates_folder

if TYPE_CHECKING:
    from forms import Form


def write(form: Form, output: Path, language: str) -> None:
    """Writes the form's pages to `output`. Raises Failure for a language or a place that there is not."""
    if language not in LANGUAGES:
        raise Failure(2, f"--language: {language!r} is none of {', '.join(LANGUAGES)}")
    made = draw(paper(Texts(templates_folder()), language, form.title, form))
    try:
        output.write_bytes(made)
    except OSError as error:
        raise Failure(2, f"{output}: {error.strerror}") from None

"""The answers of a draft as people read them: the engine's overview without the styles of its form's labels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import forms
from forms.definition import Form
from forms.draft import Draft
from forms.prompt import Line, Prompt
from reporting.markup import bare
from reporting.screens.values import CHOSEN, reads_as

TICKED = "ticked:"  # a remark: ticks that are no answer yet, by name in the order of ticking; nobody reads it


def lines_of(form: Form, draft: Draft) -> tuple[Line, ...]:
    """As `forms.overview`. What a person wrote stays as they wrote it: stars and brackets are theirs."""
    return tuple(_plain(line) for line in forms.overview(form, draft))


def said(text: str, asked: Prompt | Line) -> str:
    """What was answered to that question: labels without their styles, anything else as it came."""
    return bare(text) if asked.kind in CHOSEN else text


def answer(asked: Prompt | Line, text: str) -> dict[str, Any]:
    """An answer as templates read it; of a sensitive one not even the text is kept."""
    sensitive = "sensitive" in asked.attributes
    return {"text": "•" if sensitive and text else text, "kind": reads_as(asked), "sensitive": sensitive}


def _plain(line: Line) -> Line:
    section = replace(line.section, label=bare(line.section.label)) if line.section else None
    remark = "" if line.remark.startswith(TICKED) else line.remark
    return replace(
        line,
        label=bare(line.label),
        short=bare(line.short),
        section=section,
        text=said(line.text, line),
        remark=remark,
    )

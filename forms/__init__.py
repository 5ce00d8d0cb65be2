"""The form engine: an XLSForm in, a conversation out, a submission at the end. Pure functions over plain data.

    form = load(data, "bulanan_kkb.md")          # raises FormErrors
    step = start(form, Context(now=...))         # step.draft, step.events, step.prompt
    step = answer(form, step.draft, "412", now)  # also skip, back, jump, prompt, overview
    step = fill(form, step.draft, {path: "412", ...}, now)  # several at once: what `batch` says is asked together
    step = finish(form, step.draft, now)         # FormFinished or FinishRefused among step.events

Importing this costs little: pyxform is loaded only when an XLSForm is read.
"""

from __future__ import annotations

from forms.compiling.form import compile_form
from forms.definition import Form
from forms.draft import Context, Draft, Step
from forms.filling.batching import batch
from forms.filling.computed import computed
from forms.filling.course import Place, course
from forms.filling.named import named_in_constraint
from forms.filling.overview import overview
from forms.filling.session import (
    Session,
    answer,
    back,
    defer,
    fill,
    finish,
    jump,
    prompt,
    remark,
    remove,
    skip,
    speak,
    start,
    unknown,
)  # fmt: skip
from forms.filling.standing import Standing, standing
from forms.intake import xform_text
from forms.outside.external import attach
from forms.problems import FormErrors, FormProblem
from forms.prompt import Batch, Choice, Line, Prompt
from forms.sheet.xlsform import XlsForm, read_xlsform

__all__ = [
    "Batch", "Choice", "Context", "Draft", "Form", "FormErrors", "FormProblem", "Line", "Place", "Prompt", "Session",
    "Standing", "Step", "XlsForm", "answer", "back", "batch", "compile_form", "computed", "course", "defer", "fill",
    "finish", "jump", "load", "named_in_constraint", "overview", "prompt", "read_xlsform", "remark", "remove", "skip",
    "speak", "standing", "start", "unknown",
]  # fmt: skip


def load(data: bytes | str, name: str) -> Form:
    """A form from an XLSForm (.xlsx, .xls, .md) or an XForm (.xml), told apart by `name`. Raises FormErrors.

    Lists in files of their own are attached by `forms.outside.external.attach`; until then they are empty.
    """
    if name.lower().endswith(".xml"):
        return compile_form(xform_text(data))
    sheet = read_xlsform(data, name)
    return attach(compile_form(sheet.xform, sheet.cells), sheet.files, sheet.cells)

"""What a form and a filling hold in memory, and a draft on disk."""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import forms
from forms import Session
from models.engines import dumps
from tests.bench.engine import fillings
from tests.bench.engine.fillings import CONTEXT, NOW
from tests.bench.table import aligned

_FORM = 60


def memory(files: list[Path]) -> str:
    """A row each for the grown form of 60 questions, answered throughout, and for the forms in `files`, just opened."""
    rows = [("", "compiled KB", "session KB", "draft bytes"), _grown()]
    for file in files:
        xform = forms.read_xlsform(file.read_bytes(), file.name).xform
        compiled, form = _held(lambda xform=xform: forms.compile_form(xform))
        alive, session = _held(lambda form=form: Session.open(form, CONTEXT))
        rows.append((file.stem, _kb(compiled), _kb(alive), f"{_stored(session):,}"))
    return aligned(rows)


def _grown() -> tuple[str, ...]:
    xform = fillings.chain(_FORM)
    compiled, form = _held(lambda: forms.compile_form(xform))

    def filled() -> Session:
        session = Session.open(form, CONTEXT)
        for _ in range(_FORM):
            session.answer("7", NOW)
        return session

    filled()  # what a form keeps for all its fillings is the form's
    alive, session = _held(filled)
    return f"{_FORM} questions, all answered", _kb(compiled), _kb(alive), f"{_stored(session):,}"


def _held(make: Callable[[], Any]) -> tuple[int, Any]:
    """Bytes that what `make` returns keeps alive, and what it returned."""
    make()  # imports and caches
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    made = make()
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return held, made


def _stored(session: Session) -> int:
    """Bytes of the draft as it stands in the database."""
    return len(dumps(json.loads(json.dumps(session.draft.to_json()))).encode())


def _kb(size: int) -> str:
    return f"{size / 1024:,.0f}"

"""The same XForms and the same answers through Kabar, ODK Web Forms' engine (Node, jsdom) and JavaRosa (Collect)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import forms
from forms import Context, Session, read_xlsform
from tests.bench.engine.fillings import CONTEXT, NOW, fill, quiet, store, walked
from tests.bench.table import aligned
from tests.forms import corpus
from tests.forms.differential import engines
from tests.forms.differential.engine import Engine, EngineError
from tests.forms.differential.scripts import PlayAct
from tests.forms.walks.lists import lists_of, write_lists

ZONE = CONTEXT.zone
_LOADS, _FILLINGS = 5, 7  # measured; each engine also gets one of both to warm up


@dataclass(frozen=True, slots=True)
class Speed:
    """`load` in ms: from the XForm's text to a new filling. `answer` in µs: check it, store it, recompute what depends;
    the mean over one filling of the form."""

    load: float
    answer: float


@dataclass(frozen=True, slots=True)
class Compared:
    """`push` in µs: the answer, and the next prompt chosen and built. `others` by engine; one that does not take the
    form is missing there."""

    name: str
    questions: int
    push: float
    kabar: Speed
    others: dict[str, Speed]


def compare(folder: Path) -> tuple[list[Compared], list[str]]:
    """All forms of the corpus through all engines that the machine has; and what was left out, and why.

    `folder` takes the lists and the XForms. Raises nothing for an engine that is missing.
    """
    notes: list[str] = []
    with ExitStack() as stack:
        found = {}
        for name, begin in {"xforms-engine": engines.xforms_engine, "JavaRosa": engines.javarosa}.items():
            try:
                found[name] = stack.enter_context(closing(begin(ZONE)))
            except engines.MissingError as error:
                notes.append(f"{name} is not measured: {error}")
        measured = [one for file in corpus.files() if (one := _compare(file, folder, found, notes))]
    return measured, notes


def table(measured: list[Compared]) -> str:
    """Each form's times, and the others' as multiples of Kabar's; the median over the forms last."""
    names = list(dict.fromkeys(name for one in measured for name in one.others))
    head = ["form", "questions", "load ms", *(f"{name}" for name in names)]
    rows = [(*head, "answer µs", *names, "push µs")]
    rows += [_row(one, names) for one in measured]
    return aligned([*rows, _medians(measured, names)])


def _row(one: Compared, names: list[str]) -> tuple[str, ...]:
    loads = [_times(one, name, lambda speed: speed.load) for name in names]
    answers = [_times(one, name, lambda speed: speed.answer) for name in names]
    return (
        one.name[:34], str(one.questions), f"{one.kabar.load:.1f}", *(_shown(ratio) for ratio in loads),
        f"{one.kabar.answer:.0f}", *(_shown(ratio) for ratio in answers), f"{one.push:.0f}",
    )  # fmt: skip


def _medians(measured: list[Compared], names: list[str]) -> tuple[str, ...]:
    def middle(figure: Callable[[Speed], float]) -> list[str]:
        every = [[ratio for one in measured if (ratio := _times(one, name, figure)) is not None] for name in names]
        return [_shown(statistics.median(ratios) if ratios else None) for ratios in every]

    return ("median", "", "", *middle(lambda speed: speed.load), "", *middle(lambda speed: speed.answer), "")


def _times(one: Compared, name: str, figure: Callable[[Speed], float]) -> float | None:
    """None also for a form in which nobody ever answers anything: it takes no time."""
    return figure(one.others[name]) / figure(one.kabar) if name in one.others and figure(one.kabar) else None


def _shown(ratio: float | None) -> str:
    return "-" if ratio is None else f"x{ratio:.1f}"


def _compare(file: Path, folder: Path, found: dict[str, Engine], notes: list[str]) -> Compared | None:
    form = corpus.loaded(file)
    if isinstance(form, corpus.Refused):
        notes.append(f"{file.name} is refused: {form.errors.problems[0].message[:100]}")
        return None
    rows = lists_of(form, file.parent)
    beside = folder / file.name
    beside.mkdir()
    write_lists(form, rows, beside)
    xform = beside / "form.xml"
    xform.write_bytes(file.read_bytes() if file.suffix == ".xml" else _converted(file))
    context = Context(now=NOW, zone=ZONE, instances=rows)
    acts = walked(form, context)
    others = dict(_others(found, xform, beside, acts, notes))
    kabar = Speed(_loaded(xform.read_text("utf-8"), context), _mean(lambda: store(form, acts, context)))
    return Compared(file.stem, len(form.questions), _mean(lambda: fill(form, acts, context)), kabar, others)


def _others(
    found: dict[str, Engine], xform: Path, beside: Path, acts: list[PlayAct], notes: list[str]
) -> Iterator[tuple[str, Speed]]:
    for name, engine in found.items():
        try:
            loads = [engine.load(xform, beside) for _ in range(_LOADS + 1)]
            passes = [statistics.mean(engine.time(acts) or [0.0]) for _ in range(_FILLINGS + 1)]
        except EngineError as error:
            notes.append(f"{name} does not take {xform.parent.name}: {str(error)[:100]}")
            continue
        yield name, Speed(statistics.median(loads[1:]), statistics.median(passes[1:]))


def _loaded(xform: str, context: Context) -> float:
    """Milliseconds from the text to a new filling at its first question."""
    taken = []
    for _ in range(_LOADS + 1):
        with quiet():
            started = time.perf_counter()
            Session.open(forms.compile_form(xform), context)
            taken.append((time.perf_counter() - started) * 1e3)
    return statistics.median(taken[1:])


def _mean(measure: Callable[[], list[float]]) -> float:
    return statistics.median([statistics.mean(measure() or [0.0]) for _ in range(_FILLINGS)])


def _converted(file: Path) -> bytes:
    return read_xlsform(file.read_bytes(), file.name).xform.encode()

"""Prompts by chance, and what a card of one must keep to: letters, rows, and what fits on a button."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st

from forms.prompt import Bounds, Choice, Kind, Prompt, Section
from reporting.fitting import length
from reporting.markup import bare
from reporting.screens.keys import BUDGET, Look, width
from reporting.screens.question import Card, question
from reporting.screens.screen import Button, Screen
from tests.reporting.field import TEXTS

TODAY = date(2026, 11, 2)
MESSAGE, QUESTION, ROWS, DATA = 700, 240, 6, 64
LOOKS = (
    "", "minimal", "autocomplete", "quick", "likert", "columns", "columns-2", "columns-5", "columns-pack", "horizontal",
    "month-year", "year", "no-calendar", "label", "list-nolabel",
)  # fmt: skip
# What may be offered after so many tries: an answer to change, an example, the way round.
HELPS = tuple(
    tuple((Button(label, f"n:*:{label}"),) for label in labels)
    for labels in ((), ("jump",), ("contoh", "jump"), ("jump", "defer", "coordinator"))
)
WORDS = st.sampled_from(
    [
        "Jumlah",
        "peserta",
        "keluarga",
        "ikut",
        "pertemuan",
        "*wajib*",
        "bulan_ini",
        "<b>tebal</b>",
        "R&D",
        "12",
        "😀",
        "a<b",
    ]
)


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Labels as authors write them: words, some with styles, up to so many."""
    return st.lists(WORDS, min_size=least, max_size=most).map(" ".join)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    count = draw(st.integers(0, 12) | st.sampled_from((1, 9, 40, 108)))
    longest = draw(st.sampled_from((1, 2, 4, 30)))
    some = draw(st.lists(texts(longest, 1), min_size=1, max_size=8))
    return tuple(Choice(f"p{at}", f"{some[at % len(some)]} {at}"[-300:]) for at in range(count))


@st.composite
def prompts(draw: st.DrawFn) -> Prompt:
    """Any prompt that a form may come to."""
    kind: Kind = draw(st.sampled_from([one for one in get_args(Kind) if one != "end"]))
    options = draw(choices()) if kind in ("select_one", "select_multiple", "rank") else ()
    bounds = draw(_bounds(kind))
    total = draw(st.none() | st.just(24))
    rounds = draw(st.integers(0, 14) if kind == "repeat" else st.integers(1, 14))
    return Prompt(
        path="/data/x",
        name=draw(st.sampled_from(("x", "tahun_lahir"))),
        kind=kind,
        label=draw(texts(60, 1)),
        hint=draw(texts(30)),
        guidance=draw(st.just("") | texts(60)),
        required=draw(st.booleans()),
        value=draw(_value(kind, options)),
        choices=options,
        bounds=bounds,
        section=draw(st.none() | texts(15).map(lambda label: Section(2, 4, label))),
        number=7,
        total=total,
        repeat=draw(st.none() | texts(8, 1).map(lambda label: (label, rounds, None))) if kind != "repeat" else
        (draw(texts(8, 1)), rounds, None),
        notes=tuple(draw(st.lists(texts(80), max_size=3))),
        appearance=draw(st.sampled_from(LOOKS)),
        previous=draw(st.sampled_from(("", "0", "7", "412", "1420"))) if kind in ("integer", "decimal") else "",
        attributes=draw(st.sampled_from(({}, {"sensitive": "ya"}))),
    )  # fmt: skip


def _bounds(kind: str) -> st.SearchStrategy[Bounds]:
    numbers = st.none() | st.integers(-20, 2100).map(str)
    if kind in ("date", "datetime"):
        days = st.none() | st.integers(-800, 800).map(lambda ahead: (TODAY + timedelta(days=ahead)).isoformat())
        return st.builds(Bounds, days, days, st.none())
    if kind == "range":
        return st.builds(Bounds, st.just("0"), st.integers(1, 2000).map(str), st.sampled_from(("1", "0.5", "100")))
    return st.builds(Bounds, numbers, numbers, st.none()) if kind in ("integer", "decimal") else st.just(Bounds())


def _value(kind: str, options: tuple[Choice, ...]) -> st.SearchStrategy[str]:
    known = {
        "date": "2026-10-12", "time": "14:30:00.000+07:00", "datetime": "2026-10-12T14:30:00.000+07:00",
        "integer": "1420", "decimal": "12.5", "range": "2", "text": "Posyandu " * 30, "barcode": "8991002101234",
        "geopoint": "-0.78 100.65 0 8", "geotrace": "1 2 0 0;3 4 0 0", "geoshape": "1 2 0 0;3 4 0 0;1 2 0 0",
        "image": "foto.jpg", "acknowledge": "OK",
    }.get(kind, "")  # fmt: skip
    names = [choice.name for choice in options]
    if kind == "select_one" and names:
        known = names[-1]
    elif kind in ("select_multiple", "rank"):
        known = " ".join(names)
    return st.sampled_from(("", known))


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """What may surround a prompt: the answer before, or why an answer was not taken."""
    echo = {"label": draw(texts(20)), "text": draw(texts(40)), "kind": "text", "sensitive": False}
    problem = {"code": "constraint", "received": draw(texts(30)), "message": draw(texts(60))}
    said = draw(st.sampled_from(("nothing", "echo", "problem")))
    return Card(
        TODAY,
        draw(st.sampled_from(("2026-10", "2026", "2026-S2"))),
        echo=echo if said == "echo" else None,
        problem=problem if said == "problem" else None,
        look=Look(usual=draw(st.sampled_from(((), ("3", "0", "1"), ("p8", "p3", "p40"))))),
        can_go_back=draw(st.booleans()),
        can_drop=draw(st.booleans()),
        helps=draw(st.sampled_from(HELPS)) if said == "problem" else (),
        enclosed=draw(st.sampled_from(((), ("picture",), ("picture", "sound")))),
        hidden=draw(st.sampled_from((0, 3))) if said == "echo" else 0,
        computed=(("Peserta KB aktif", "1146"), ("Peserta MKJP", "30"))
        if said == "echo" and draw(st.booleans())
        else (),
    )


def drawn(language: str, prompt: Prompt, card: Card) -> Screen:
    """The card as it is shown, bound to card number 17; checks that it keeps to its budgets."""
    screen = question(TEXTS, language, prompt, card)
    text = TEXTS.screen(language, screen)
    if not card.look.is_unfolded:
        assert length(text) <= MESSAGE, (length(text), text)
        asked = screen.args["prompt"]
        assert asked["is_page"] or len(bare(asked["label"])) + len(bare(asked["hint"])) <= QUESTION
    keeps_to_budgets(screen)
    return screen.on_card(17)


def keeps_to_budgets(screen: Screen, most: int = ROWS) -> None:
    assert len(screen.rows) <= most, [[button.label for button in row] for row in screen.rows]
    for row in screen.rows:
        for button in row:
            assert width(button.label) <= BUDGET[len(row)], (button.label, len(row))
            assert len(button.tap.encode()) <= DATA, button


def labelled(screen: Screen) -> dict[str, list[str]]:
    """The taps of a card by what their buttons say."""
    found: dict[str, list[str]] = {}
    for row in screen.rows:
        for button in row:
            found.setdefault(button.label, []).append(button.tap)
    return found

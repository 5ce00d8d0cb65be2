"""Forms that load, and whose expressions would hold a push for ever: bounded by budgets, never by patience."""

from __future__ import annotations

from forms import Context, Form, answer, load, start
from tests.forms.hostile.workbooks import book, zipped
from tests.forms.scenario import NOW

HEADER = ("type", "name", "label", "calculation")


def form(*rows: tuple[str, ...]) -> Form:
    choices = [("list_name", "name", "label"), *(("l", f"n{n}", "x") for n in range(1_500))]
    return load(zipped(book([HEADER, *rows], choices=choices)), "form.xlsx")


def computed(*sources: str) -> list[str]:
    """The calculations c0, c1, ... after the one question was answered with 7."""
    rows = [("calculate", f"c{n}", "", source) for n, source in enumerate(sources)]
    made = form(("integer", "q", "Q"), ("select_one l", "s", "S"), *rows)
    step = answer(made, start(made, Context(now=NOW)).draft, "7", NOW)
    values = step.draft.instance["values"]
    return [values.get(f"c{n}", "") for n in range(len(sources))]


def test_a_text_that_doubles_ends_blank() -> None:
    doubled = computed("${q}", *(f"concat(${{c{n}}}, ${{c{n}}})" for n in range(60)))
    assert doubled[3] == "7" * 8
    assert max(map(len, doubled)) <= 1_000_000
    assert doubled[-1] == ""


def test_a_cross_join_is_blank() -> None:
    crossed = "count(instance('l')/root/item[count(instance('l')/root/item[name != current()/../q]) > position()])"
    assert computed("${q} + 1", crossed) in (["8", ""], ["8", "1499"])


def test_many_heavy_expressions_share_one_purse() -> None:
    heavy = "count(instance('l')/root/item[name != /data/q]) + count(instance('l')/root/item[label != /data/q])"
    values = computed(*[f"({heavy}) * {n}" for n in range(1, 9)])
    assert values[0] == "3000"

"""Whatever authors write into the cells of a form, the check answers with findings and never with a crash."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.check import check

TYPES = (
    "text", "integer", "note", "calculate", "select_one yn", "select_multiple yn", "select_one", "rank yn", "geotrace",
    "begin_group", "end_group", "begin_repeat", "end_repeat", "begin group", "range", "image", "numbr", "", "start",
    "select_one_from_file a.csv", "select_one yn or_other", "barcode", "acknowledge", "hidden", "select_one ${r}",
)  # fmt: skip
NAMES = ("a", "b", "c", "a b", "1x", "", "g", "r", "nama_ibu", "meta", "${a}", "é")
EXPRESSIONS = (
    "", "${a} = 'ya'", "${b} > 3 and ${b} < 2", "selected(${c}, 'x')", "not(${a} = 'ya')", ". > 5", ". = ${b}", "${zz}",
    "regex(., '(a+)+$')", "regex(., '[')", "once(now())", "count(${r}) > 1", "position(..)", "(1", "tebak(1)", "1 = 2",
    "current()/../a = 1", "//*", "instance('yn')/root/item[name = ${a}]/label", "-1 < ${b}", "/data/zz = 1", "..", "'a",
    "if(${a} = 'ya', 1, 0)", "${a} = ${b}", "false()", "yes", "/", "string-length(.) = 16 or . = ''", "${a}[1]",
    "1 div 0 = ${b}",
)  # fmt: skip
LABELS = ("", "Apa?", "x" * 300, "Untuk ${b}?", "NIK ibu?", "a\tb", "*tebal* <b>", "-", "0")

ROW = st.tuples(
    st.sampled_from(TYPES), st.sampled_from(NAMES), st.sampled_from(LABELS), *[st.sampled_from(EXPRESSIONS)] * 4,
    st.sampled_from(("", "yes", "x", "${a}")),
)  # fmt: skip
OPTION = st.tuples(st.sampled_from(("yn", "lain", "")), st.sampled_from((*NAMES, "ya", "x y")), st.sampled_from(LABELS))
HEADER = ("type", "name", "label", "relevant", "constraint", "calculation", "repeat_count", "default")


def table(name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [f"| | {' | '.join(row)} |" for row in (header, *rows)]
    return "\n".join((f"| {name} |", *lines, ""))


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=7), st.lists(OPTION, max_size=4), st.booleans())
def test_no_form_brings_the_check_down(
    rows: list[tuple[str, ...]], options: list[tuple[str, ...]], translated: bool
) -> None:
    header = tuple("label::Indonesia (id)" if translated and one == "label" else one for one in HEADER)
    source = table("survey", header, rows) + table("choices", ("list_name", "name", "label"), options)
    problems = check(source, "uji.md")
    assert problems
    assert all(one.message and one.why for one in problems)
    order = [("error", "warning", "info").index(one.severity) for one in problems]
    assert order == sorted(order)


GOOD_TYPES = (
    "text", "integer", "decimal", "note", "select_one yn", "select_multiple yn", "geotrace", "range", "image", "date",
    "select_one_from_file a.csv", "barcode", "select_one yn or_other", "acknowledge", "calculate",
)  # fmt: skip
CONDITIONS = (
    "", "${q0} = 'ya'", "${q1} > 3 and ${q1} < 2", "selected(${q2}, 'x')", "not(${q0} = 'ya') or ${q1} != 4", ". > 5",
    ". = ${q1}", "regex(., '(a+)+$')", "once(now())", "current()/../q0 = 1", "-1 < ${q1}", "1 = 2", "${q0} = ${q1}",
    "instance('yn')/root/item[name = ${q0}]/label = 'Ya'", "if(${q0} = 'ya', 1, 0)", "false()", "${q0} = 'tdak'",
)  # fmt: skip
GOOD_ROW = st.tuples(
    st.sampled_from(GOOD_TYPES), st.sampled_from(LABELS[1:4]), *[st.sampled_from(CONDITIONS)] * 2,
    st.sampled_from(("${q0}", "1", "once(now())", "count(${q1})")),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(GOOD_ROW, min_size=3, max_size=7), st.booleans())
def test_no_form_that_loads_brings_the_rules_down(rows: list[tuple[str, ...]], repeated: bool) -> None:
    named = [(row[0], f"q{at}", *(cell.replace("${b}", "${q1}") for cell in row[1:])) for at, row in enumerate(rows)]
    if repeated:
        blank = ("",) * 4
        named = [("begin_repeat", "r", *blank), *named, ("end_repeat", "", *blank)]
    options = [("yn", "ya", "Ya"), ("yn", "tidak", "Tidak")]
    source = table("survey", HEADER[:6], named) + table("choices", ("list_name", "name", "label"), options)
    problems = check(source, "uji.md")
    assert {one.code for one in problems} & {"effort", "nothing_asked", "cycle", "syntax"}
    assert all(one.message and one.why for one in problems)

"""Every finding names the cell that an author has to look at, as the sheet writes it."""

from __future__ import annotations

import pytest

from forms import read_xlsform
from forms.sheet.headers import matching, split, value
from tests.forms.lint.sheets import form, found, places

YES_NO = "list_name; name; label\nyn; ya; Ya\nyn; tidak; Tidak"


def test_two_questions_of_one_name_are_told_apart_by_their_groups() -> None:
    source = form(
        "type; name; label; relevant\nbegin_group; a; A;\ntext; x; X;\nend_group; ; ;\n"
        "begin_group; b; B;\ntext; x; X dua; tebak(1)\nend_group; ; ;"
    )
    assert places(found(source, "unknown_function")) == [("survey", 6, "relevant")]


@pytest.mark.parametrize("column", ["relevant", "relevance", "Relevance", "bind::relevant", "bind:relevant"])
def test_a_column_is_named_as_the_sheet_writes_it(column: str) -> None:
    source = form(f"type; name; label; {column}\ntext; x; X; tebak(1)")
    assert places(found(source, "unknown_function")) == [("survey", 2, column)]


def test_a_text_is_found_in_the_column_of_its_language() -> None:
    long = "x" * 241
    source = form(f"type; name; label::English (en); label::Indonesia (id)\ntext; x; What?; {long}")
    assert places(found(source, "long_label")) == [("survey", 2, "label::Indonesia (id)")]


def test_an_option_is_found_on_its_sheet() -> None:
    source = form("type; name; label\nselect_one yn; x; X", f"{YES_NO}\nyn; lain; {'y' * 65}")
    assert places(found(source, "long_choice")) == [("choices", 4, "label")]


def test_a_setting_is_found_on_its_sheet() -> None:
    source = form("type; name; label\ntext; x; X", settings="form_id; instance_name\nuji; ${x")
    assert [(one.sheet, one.column) for one in found(source) if one.severity == "error"] == [
        ("settings", "instance_name")
    ]


def test_what_the_converter_adds_stands_at_the_row_it_was_added_for() -> None:
    cells = read_xlsform(form("type; name; label\nselect_one yn or_other; x; X", YES_NO), "uji.md").cells
    assert cells.question("/data/x_other", "relevant").row == 2


def test_groups_that_leave_no_trace_in_the_path_are_no_hindrance() -> None:
    cells = read_xlsform(form("type; name; label\nbegin_group; g; G\ntext; x; X\nend_group; ;"), "uji.md").cells
    assert cells.question("/data/x", "label").row == 3


def test_a_ruler_below_the_header_is_no_row() -> None:
    plain = form("type; name; label\ninteger; x; X")
    ruled = plain.replace("| | integer", "| | --- | :--- | ---: |\n| | integer")
    assert read_xlsform(ruled, "uji.md").sheets == read_xlsform(plain, "uji.md").sheets


def test_a_sheet_without_a_header_is_as_if_it_were_not_there() -> None:
    plain = form("type; name; label\ninteger; x; X")
    assert read_xlsform(plain + "| choices |\n", "uji.md").xform == read_xlsform(plain, "uji.md").xform


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("relevance", ("relevant", "")),
        ("Constraint Message", ("constraint_message", "")),
        ("label::Indonesia (id)", ("label", "Indonesia (id)")),
        ("label : English", ("label", "English")),
        ("bind::jr:constraintMsg::English (en)", ("constraint_message", "English (en)")),
        ("media::image", ("image", "")),
        ("jr:count", ("repeat_count", "")),
        ("bind::kabar:prefill", ("kabar:prefill", "")),
    ],
)
def test_headers_are_read_as_the_converter_reads_them(header: str, parts: tuple[str, str]) -> None:
    assert split(header) == parts


def test_a_language_that_the_sheet_lacks_is_no_other_language() -> None:
    assert matching(("label::English (en)",), "label::Indonesia (id)") == ""
    assert matching(("label::English (en)",), "label") == "label::English (en)"
    assert value({"relevance": "a", "name": "x"}, "relevant") == "a"

"""A workbook that can't be converted is told all its faults, in words and with cells."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from forms import FormErrors, load
from forms.check import check
from tests.forms.lint.sheets import form, found

YES_NO = "list_name; name; label\nyatidak; ya; Ya\nyatidak; tidak; Tidak"
HEAD = "type; name; label; relevant\n"


@pytest.mark.parametrize(
    ("source", "code", "place", "message", "advice"),
    [
        (form(HEAD + "numbr; x; X"), "unknown_type", ("survey", 2, "type"), '"numbr"', "integer"),
        (form(HEAD + "angka; x; X"), "unknown_type", ("survey", 2, "type"), '"angka"', '"integer"'),
        (form(HEAD + "beginn group; x; X"), "unknown_type", ("survey", 2, "type"), '"beginn group"', '"begin_group"'),
        (form(HEAD + "select_one yatdak; x; X", YES_NO), "no_list", ("survey", 2, "type"), '"yatdak"', '"yatidak"'),
        (form(HEAD + "select_one; x; X", YES_NO), "no_list", ("survey", 2, "type"), "names no list", "select_one"),
        (form(HEAD + "select_one yn; x; X"), "no_list", ("survey", 2, "type"), "has no list at all", "choices"),
        (form(HEAD + "text; ; X"), "no_name", ("survey", 2, "name"), "has no name", "jumlah_peserta"),
        (form(HEAD + "calculate; x;"), "no_calculation", ("survey", 2, "calculation"), "x has no", "expression"),
        (form(HEAD + "text; meta; X"), "bad_name", ("survey", 2, "name"), "taken", "letters"),
        (form(HEAD + "text; x;"), "no_label_or_hint", ("survey", 2, "label"), "neither", "column label"),
        (form(HEAD + "text; jumlah PUS; X"), "bad_name", ("survey", 2, "name"), "a space", "jumlah_PUS"),
        (form(HEAD + "text; 1x; X"), "bad_name", ("survey", 2, "name"), "a digit", "q_1x"),
        (form(HEAD + "text; a&b; X"), "bad_name", ("survey", 2, "name"), 'the sign "&"', "a_b"),
        (form(HEAD + "text; x; X\ntext; x; Y"), "duplicate_name", ("survey", 3, "name"), "row 2", "Rename"),
        (form(HEAD + "; x; X"), "no_type", ("survey", 2, "type"), '"x" has no type', "integer"),
        (form(HEAD + "begin_group; g; G\ntext; x; X"), "unmatched_group", ("survey", 2, "type"), '"g"', "end_group"),
        (form(HEAD + "text; x; X\nend_repeat; ;"), "unmatched_group", ("survey", 3, "type"), "no group", "inner one"),
        (
            form(HEAD + "begin_repeat; r; R\nbegin_group; g; G\ntext; x; X\nend_repeat; ;\nend_group; ;"),
            "unmatched_group", ("survey", 5, "type"), '"g" of row 3', "inner one ends first",
        ),
        (
            form(HEAD + "text; nama; X\ntext; y; Y; ${nma} = 1"),
            "unknown_reference", ("survey", 3, "relevant"), "${nma}", "${nama}",
        ),
        (
            form(HEAD + "begin_group; a; A\ntext; x; X\nend_group;;\nbegin_group; b; B\ntext; x; X\nend_group;;\n"
                 "text; y; Y; ${x} = 1"),
            "ambiguous_reference", ("survey", 8, "relevant"), "2 rows", "different names",
        ),
        (
            form(HEAD + "select_one yatidak; x; X", YES_NO + "\nyatidak; ; Lain"),
            "no_choice_name", ("choices", 4, "name"), "yatidak", "name",
        ),
        (
            form(HEAD + "select_one yatidak; x; X", YES_NO + "\nyatidak; ya; Iya"),
            "duplicate_choice", ("choices", 4, "name"), "row 2", "Rename",
        ),
        (form("tipe; name; label\ntext; x; X"), "missing_column", ("survey", 1, "type"), "no column type", '"tipe"'),
    ],
)  # fmt: skip
def test_each_common_fault_is_named(
    source: str, code: str, place: tuple[str, int, str], message: str, advice: str
) -> None:
    [one] = found(source, code)
    assert (one.sheet, one.row, one.column) == place
    assert message in one.message
    assert advice in one.advice
    assert one.severity == "error"
    assert one.why


def test_all_faults_come_at_once() -> None:
    source = form(
        HEAD.replace("relevant", "constrain") + "numbr; a b; X\nselect_one tak_ada; y; Y; ${z} > 1\ntext; ; Z", YES_NO
    )
    assert [(one.code, one.row) for one in found(source)] == [
        ("unknown_type", 2), ("bad_name", 2), ("no_list", 3), ("unknown_reference", 3), ("no_name", 4),
        ("unknown_column", 1),
    ]  # fmt: skip


def test_a_column_under_two_of_its_names_is_named() -> None:
    [one] = found(form("type; name; label; relevant; relevance\ntext; x; X; 1 = 1; 1 = 1"))
    assert (one.code, one.sheet, one.row) == ("duplicate_column", "survey", 1)
    assert '"relevant" and "relevance"' in one.message


def test_a_column_that_stands_twice_in_a_workbook_is_named() -> None:
    book = Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label", "label"), ("text", "x", "X", "Y")):
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    [one] = check(written.getvalue(), "uji.xlsx")
    assert (one.code, one.row, one.column) == ("duplicate_column", 1, "label")


@pytest.mark.parametrize(
    "kind", ["select one from yatidak", "select_one yatidak", "select all that apply from yatidak", "select1 yatidak"]
)
def test_older_spellings_of_a_select_are_known(kind: str) -> None:
    assert [one.code for one in found(form(HEAD + f"{kind}; x; X\n{kind}; y z; Y", YES_NO))] == ["bad_name"]


def test_a_workbook_without_survey_says_which_sheets_it_has() -> None:
    source = (
        "| pertanyaan |\n| | type | name | label |\n| | text | x | X |\n| choices |\n| | list_name | name | label |\n"
    )
    [one] = found(source)
    assert one.code == "no_survey"
    assert "pertanyaan, choices" in one.message


def test_a_fault_of_another_kind_keeps_the_converter_s_words() -> None:
    [one] = found(form("type; name; label; parameters\nrange; x; X; start=a end=5"))
    assert (one.code, one.sheet, one.row, one.column) == ("xlsform", "survey", 2, "parameters")


def test_rows_that_are_disabled_are_not_looked_at() -> None:
    source = form("type; name; label; disabled\nnumbr; x; X; yes\ntext; y; Y;\ntext; y; Y;")
    assert [one.code for one in found(source) if one.severity == "error"] == ["duplicate_name"]


def test_loading_refuses_with_the_same_words() -> None:
    with pytest.raises(FormErrors) as raised:
        load(form(HEAD + "numbr; x; X"), "uji.md")
    assert [(one.code, one.row) for one in raised.value.problems] == [("unknown_type", 2)]


def test_the_rows_that_only_kobo_knows_are_told_as_such_and_once() -> None:
    rows = "begin_score; s; S\nscore__row; r; R\nend_score\nbegin_kobomatrix; m; M\nend_kobomatrix"
    problems = found(form(f"{HEAD}text; a; A?\n{rows}"))
    assert {(one.code, one.row) for one in problems if one.severity == "error"} == {
        ("unknown_type", row) for row in range(3, 8)
    }
    assert all("Only KoboToolbox knows it" in one.advice for one in problems if one.code == "unknown_type")

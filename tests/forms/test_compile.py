"""What is wrong with a form is found in one pass, each finding with its cell."""
# ruff: noqa: E501  (forms are tables, and tables are wide)

import pytest

from forms import FormErrors, FormProblem, compile_form, load
from forms.check import check

HEADER = "| survey |\n| | type | name | label | relevant | constraint | calculation |\n"


def problems(markdown: str) -> tuple[FormProblem, ...]:
    with pytest.raises(FormErrors) as raised:
        load(markdown, "uji.md")
    return raised.value.problems


def cells(found: tuple[FormProblem, ...]) -> list[tuple[str, int, str]]:
    return [(one.code, one.row, one.column) for one in found]


def test_all_problems_come_at_once() -> None:
    found = problems(
        HEADER
        + "| | integer | a | A | tebak(1) | | |\n"
        + "| | integer | b | B | | (. > 3 | |\n"
        + "| | calculate | c | | | | ${a} + |\n"
    )
    assert sorted(cells(found)) == [
        ("syntax", 3, "constraint"),
        ("syntax", 4, "calculation"),
        ("unknown_function", 2, "relevant"),
    ]
    assert all(one.sheet == "survey" and one.severity == "error" and one.advice for one in found)


def test_a_circle_is_named_with_its_members_only() -> None:
    found = problems(
        HEADER
        + "| | integer | a | A | ${c} > 1 | | |\n"
        + "| | calculate | b | | | | ${a} + 1 |\n"
        + "| | calculate | c | | | | ${b} + 1 |\n"
        + "| | calculate | d | | | | ${c} + 1 |\n"
    )
    assert sorted(cells(found)) == [("cycle", 2, "relevant"), ("cycle", 3, "calculation"), ("cycle", 4, "calculation")]
    assert found[0].message == "Relevance and calculations depend on each other in a circle: a, b, c."


def test_a_group_whose_relevance_reads_its_own_question_is_a_circle() -> None:
    found = problems(
        HEADER + "| | begin_group | g | G | ${a} > 1 | | |\n| | integer | a | A | | | |\n| | end_group | | | | | |\n"
    )
    assert cells(found) == [("cycle", 2, "relevant")]


def test_a_workbook_that_is_refused_is_told_with_its_cell() -> None:
    [found] = problems(HEADER + "| | integer | a b | A | | | |\n")
    assert (found.code, found.sheet, found.row, found.column) == ("bad_name", "survey", 2, "name")


def test_what_is_no_workbook_is_a_problem_not_a_crash() -> None:
    for data in (b"PK\x03\x04 broken", b"\xff\xfe", "tidak ada tabel"):
        with pytest.raises(FormErrors):
            load(data, "uji.xlsx")


@pytest.mark.parametrize(
    "xml",
    [
        "<a",
        "<a/>",
        '<!DOCTYPE h [<!ENTITY a "b">]><h/>',
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head/></h:html>',
    ],
)
def test_what_is_no_xform_is_a_problem(xml: str) -> None:
    with pytest.raises(FormErrors):
        compile_form(xml)


def test_check_warns_of_a_poor_conversation() -> None:
    rows = "".join(f"| | integer | n{at} | Berapa? | | | |\n" for at in range(31))
    found = check(HEADER + "| | text | nama_ibu | " + "x" * 241 + " | | . != '' | |\n" + rows, "uji.md")
    assert {one.severity for one in found} == {"warning", "info"}
    assert {"personal_data", "long_label", "no_constraint_message", "many_questions", "no_instance_name"} <= {
        one.code for one in found
    }


def test_check_refuses_a_required_question_that_chat_cannot_ask() -> None:
    form = "| survey |\n| | type | name | label | required | appearance |\n| | image | ttd | Tanda tangan | {} | signature |\n"
    assert [one.code for one in check(form.format("yes"), "u.md") if one.severity == "error"] == [
        "required_not_in_chat"
    ]
    assert [one.severity for one in check(form.format(""), "u.md") if one.code == "not_in_chat"] == ["warning"]


def test_check_misses_the_indonesian_text() -> None:
    form = "| survey |\n| | type | name | label::Indonesia (id) | label::English (en) |\n| | text | a | | What? |\n| | text | b | Apa? | |\n"
    assert [(one.row, one.column) for one in check(form, "u.md") if one.code == "untranslated"] == [
        (2, "label::Indonesia (id)")
    ]


def test_check_knows_what_can_be_prefilled() -> None:
    form = "| survey |\n| | type | name | label | bind::kabar:prefill |\n| | text | a | A | stock |\n"
    form += '| settings |\n| | form_id | namespaces |\n| | u | kabar="https://kabar.id/xlsform" |\n'
    assert [(one.row, one.column) for one in check(form, "u.md") if one.code == "unknown_prefill"] == [
        (2, "bind::kabar:prefill")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        '<setvalue event="odk-instance-first-load" ref="/data/b" value="1"/></model></h:head><h:body>',
        '</model></h:head><h:body><repeat nodeset="/data"><input ref="/data/a"/></repeat>',
        '</model></h:head><h:body><repeat nodeset="/data/b"/>',
        '</model></h:head><h:body><input ref="/data/b"/>',
    ],
)
def test_what_is_bound_to_no_node_is_a_problem(wrong: str) -> None:
    xform = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>'
        f'<data id="u"><a/></data></instance>{wrong}</h:body></h:html>'
    )
    with pytest.raises(FormErrors) as raised:
        compile_form(xform)
    assert [one.code for one in raised.value.problems] == ["no_node"]

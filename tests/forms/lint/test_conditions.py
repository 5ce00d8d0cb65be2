"""What can never be asked is told, and nothing that can."""

from __future__ import annotations

import pytest

from tests.forms.lint.sheets import form, found, places

LISTS = "list_name; name; label\nyn; ya; Ya\nyn; tidak; Tidak\nalat; pil; Pil\nalat; iud; IUD\nalat; mow; MOW"
HEAD = "type; name; label; relevant; constraint; calculation; required\n"
ASKED = """select_one yn; ada; Ada?
select_multiple alat; alat; Alat?
integer; pus; PUS?;; . >= 0 and . <= 50
text; ket; Keterangan?
note; catatan; Perhatikan
integer; hamil; Hamil?; ${ada} = 'ya'
calculate; rasio; ;;; ${hamil} div ${pus}
begin_repeat; rep; Kegiatan
select_one yn; hadir; Hadir?
end_repeat
"""


def asked(relevant: str) -> str:
    return form(f"{HEAD}{ASKED}text; q; Lagi?; {relevant}", LISTS)


@pytest.mark.parametrize(
    "relevant",
    [
        "false()",
        "1 = 2",
        "'a' = 'b'",
        "not(true())",
        "${ada} = 'ya' and ${ada} = 'tidak'",
        "${ada} = 'ya' and not(${ada} = 'ya')",
        "${ada} = 'ya' and ${ada} != 'ya'",
        "selected(${ada}, 'ya') and selected(${ada}, 'tidak')",
        "selected(${alat}, 'pil') and not(selected(${alat}, 'pil'))",
        "${pus} > 10 and ${pus} < 5",
        "${pus} > 3 and ${pus} < 4",
        "5 > ${pus} and ${pus} > 10",
        "${pus} > 50",
        "${pus} = 51",
        "${pus} < 0",
        "${ket} = '' and ${ket} != ''",
        "${catatan} = 'ya'",
        "${hamil} > 0 and ${ada} = 'tidak'",
        "(${ada} = 'ya' or ${ada} = 'tidak') and ${ada} = ''",
        "${pus} = 1 and (${pus} = 2 or ${pus} > 7)",
        "not(${ada} = 'ya' or ${ada} = 'tidak') and ${ada} = 'ya'",
    ],
)
def test_what_can_never_be_true_is_told(relevant: str) -> None:
    [one] = found(asked(relevant), "unreachable")
    assert (one.sheet, one.row, one.column) == ("survey", 12, "relevant")
    assert relevant in one.message


@pytest.mark.parametrize(
    "relevant",
    [
        "true()",
        "${ada} = 'ya'",
        "${ada} != 'ya'",
        "${ada} = '' or ${ada} = 'tidak'",
        "selected(${alat}, 'pil') and selected(${alat}, 'iud')",
        "selected(${alat}, 'pil') and not(selected(${alat}, 'iud'))",
        "${alat} = 'pil iud' and selected(${alat}, 'iud')",
        "${pus} > 3 and ${pus} < 5",
        "${pus} >= 50",
        "${pus} >= 5 and ${pus} <= 5",
        "not(${pus} > 3) and not(${pus} < 5)",  # so it is while there is no figure yet
        "${rasio} > 3 and ${rasio} < 4",
        "${ket} = '1' and ${ket} = '1.0'",
        "${catatan} = ''",
        "${hamil} = '' and ${ada} = 'tidak'",
        "count(${rep}) > 1 and count(${rep}) < 1",
        "${hadir} = 'ya' and ${hadir} = 'tidak'",  # of two rounds one may say yes and the other no
        "/data/rep[1]/hadir = 'ya' and /data/rep[2]/hadir = 'tidak'",
        "today() > '2020-01-01' and ${ket} = 'x'",
    ],
)
def test_what_may_be_true_is_not(relevant: str) -> None:
    assert found(asked(relevant), "unreachable") == []


def test_a_condition_made_to_be_hard_is_taken_for_possible() -> None:
    hard = " and ".join(f"(${{pus}} != {at} or ${{ket}} != '{at}' or ${{hamil}} > {at})" for at in range(1, 12))
    assert found(asked(f"{hard} and ${{pus}} = 1 and ${{ket}} = '1' and ${{hamil}} = 2"), "unreachable") == []


def test_a_group_that_is_never_reached_is_told_once() -> None:
    source = form(
        f"{HEAD}{ASKED}begin_group; g; G; false()\ntext; a; A; ${{ada}} = 'ya'\ntext; b; B\nend_group; ;", LISTS
    )
    assert places(found(source, "unreachable")) == [("survey", 12, "relevant")]


def test_the_conditions_of_the_groups_around_count() -> None:
    source = form(
        f"{HEAD}{ASKED}begin_group; g; G; ${{ada}} = 'ya'\ntext; a; A; ${{ada}} = 'tidak'\nend_group; ;", LISTS
    )
    assert places(found(source, "unreachable")) == [("survey", 13, "relevant")]


def test_in_one_round_of_a_repeat_an_answer_is_one() -> None:
    source = form(
        "type; name; label; relevant\nbegin_repeat; r; R\nselect_one yn; x; X?\n"
        "text; q; Q?; ${x} = 'ya' and ${x} = 'tidak'\nend_repeat; ;", LISTS
    )  # fmt: skip
    assert places(found(source, "unreachable")) == [("survey", 4, "relevant")]


@pytest.mark.parametrize("constraint", [". > 10 and . < 5", ". = 1 and . = 2", "false()", ". > 5 and (. < 3 or . = 4)"])
def test_a_constraint_that_refuses_everything_is_an_error(constraint: str) -> None:
    source = form(f"type; name; label; constraint; constraint_message\ninteger; x; X?; {constraint}; Salah")
    [one] = found(source, "impossible_constraint")
    assert (one.severity, one.row, one.column) == ("error", 2, "constraint")


@pytest.mark.parametrize(
    ("condition", "name", "near"),
    [
        ("${ada} = 'Ya'", "Ya", '"ya"'),
        ("${ada} != 'tdak'", "tdak", '"tidak"'),
        ("selected(${alat}, 'suntik')", "suntik", "pil, iud, mow"),
        ("'yaa' = ${ada}", "yaa", '"ya"'),
        ("${ada} = 1", "1", "ya, tidak"),
        ("if(${ada} = 'y', 1, 0) = 1", "y", '"ya"'),
    ],
)
def test_an_option_that_the_list_lacks_is_told_with_the_nearest(condition: str, name: str, near: str) -> None:
    [one] = found(asked(condition), "unknown_choice")
    assert (one.row, one.column) == (12, "relevant")
    assert f'"{name}"' in one.message
    assert near in one.advice


@pytest.mark.parametrize("condition", ["${ada} = ''", "${ada} = 'ya'", "selected(${alat}, 'pil')", "${ket} = 'Ya'"])
def test_options_of_the_list_and_texts_are_not(condition: str) -> None:
    assert found(asked(condition), "unknown_choice") == []


def test_a_list_from_a_file_may_hold_any_name() -> None:
    source = form(
        "type; name; label; relevant\nselect_one_from_file desa.csv; desa; Desa?\ntext; q; Q?; ${desa} = 'cikole'"
    )
    assert found(source, "unknown_choice") == []


@pytest.mark.parametrize(
    ("survey", "place"),
    [
        ("type; name; label; relevant\ntext; a; A?; ${b} = 1\ninteger; b; B?", ("survey", 2, "relevant")),
        ("type; name; label; constraint\ninteger; a; A?; . <= ${b}\ninteger; b; B?", ("survey", 2, "constraint")),
        ("type; name; label\ntext; a; Untuk ${b}?\ninteger; b; B?", ("survey", 2, "label")),
        ("type; name; label; relevant\nbegin_group; g; G; ${b} = 1\ntext; a; A?\nend_group\ninteger; b; B?",
         ("survey", 2, "relevant")),
    ],
)  # fmt: skip
def test_what_is_asked_only_later_is_told(survey: str, place: tuple[str, int, str]) -> None:
    [one] = found(form(survey), "reads_later")
    assert (one.sheet, one.row, one.column) == place
    assert one.advice.startswith("Move b before ")


@pytest.mark.parametrize(
    "survey",
    [
        "type; name; label; relevant\ninteger; b; B?\ntext; a; A?; ${b} = 1",
        "type; name; label; relevant; calculation\ntext; a; A?; ${c} = 1\ncalculate; c; ; ; 1",
        "type; name; label; constraint\ninteger; a; A?; . < 5",
    ],
)
def test_what_is_known_by_then_is_not(survey: str) -> None:
    assert found(form(survey), "reads_later") == []


def test_a_path_that_the_form_lacks_is_told() -> None:
    source = form("type; name; label; relevant\ntext; a; A?\ntext; b; B?; /data/aa = '1' and ../a = '2'")
    [one] = found(source, "unknown_path")
    assert (one.row, one.column) == (3, "relevant")
    assert "/data/aa" in one.message


@pytest.mark.parametrize(
    ("written", "word", "mend"),
    [
        ("${a} = ya", "b reads ya,", "Write 'ya' in quotes if it is an option or a text, ${ya} if it is a question."),
        ("${a} <= today", "b reads today,", "Write today(), with brackets."),
        ("${a} != null", "b reads null,", "Write '' for a blank answer."),
        ("not ${a} = '1'", "b reads not/data/a,", "Write brackets: not(...)."),
    ],
)
def test_a_bare_word_is_told_as_it_was_written(written: str, word: str, mend: str) -> None:
    [one] = found(form(f"type; name; label; relevant\ntext; a; A?\ndate; b; B?; {written}"), "unknown_path")
    assert one.message.startswith(word)
    assert one.advice == mend

"""Walks that show every branch of a form."""

from __future__ import annotations

import pytest

from forms import Context, load
from forms.rehearsing.transcript import Transcript, Unreached, transcript
from tests.forms.programme.workbook import FORM_IDS, path_of
from tests.forms.scenario import NOW, form_of

HEAD = """
| survey |
| | type | name | label | relevant | required | constraint | calculation | choice_filter |
"""
CHOICES = """
| choices |
| | list_name | name | label | wilayah |
| | yn | ya | Ya | a |
| | yn | tidak | Tidak | b |
| | abc | a | A | a |
| | abc | b | B | b |
| | abc | c | C | b |
"""


def told(rows: str, most_walks: int = 200, seed: int = 0) -> Transcript:
    return transcript(form_of(HEAD + rows + CHOICES), Context(now=NOW, seed=seed), most_walks)


def asked(found: Transcript) -> list[list[str]]:
    return [[f"{turn.prompt.name}={turn.value}" for turn in walk.turns] for walk in found.walks]


def test_a_form_without_branches_is_walked_once() -> None:
    found = told("| | select_one yn | q | Q | | | | | |\n| | text | t | T | | | | | |")
    assert [[turn.prompt.name for turn in walk.turns] for walk in found.walks] == [["q", "t"]]
    assert (found.branches, found.unreached, found.is_whole) == (0, (), True)


def test_every_choice_that_something_hangs_on_is_taken_once() -> None:
    found = told(
        "| | select_one abc | q | Q | | | | | |\n| | text | b | B | ${q} = 'b' | | | | |\n| | text | t | T | | | | | |"
    )
    assert sorted(walk.branches[0] for walk in found.walks) == [("/data/q", "a"), ("/data/q", "b"), ("/data/q", "c")]
    assert ["q=b", "b=Contoh jawaban", "t=Contoh jawaban"] in asked(found)


def test_hinges_side_by_side_share_their_walks() -> None:
    rows = "".join(
        f"| | select_one abc | q{n} | Q | | | | | |\n| | text | t{n} | T | ${{q{n}}} = 'b' | | | | |\n"
        for n in range(4)
    )
    found = told(rows)
    assert found.branches == 12
    assert len(found.walks) <= 4


def test_a_branch_within_a_branch_is_reached() -> None:
    found = told(
        "| | select_one yn | a | A | | | | | |\n"
        "| | select_one abc | b | B | ${a} = 'tidak' | | | | |\n"
        "| | text | c | C | ${b} = 'c' | | | | |"
    )
    assert ["a=tidak", "b=c", "c=Contoh jawaban"] in asked(found)
    assert found.unreached == ()


def test_numbers_are_tried_beside_the_edges_of_conditions() -> None:
    found = told("| | integer | n | N | | | | | |\n| | text | t | T | ${n} > 17 and ${n} < 19 | | | | |")
    assert ["n=18", "t=Contoh jawaban"] in asked(found)


def test_a_condition_behind_a_calculation_counts() -> None:
    found = told(
        "| | select_one yn | a | A | | | | | |\n| | calculate | k | | | | | if(${a} = 'ya', 1, 0) | |\n"
        "| | text | t | T | ${k} = 1 | | | | |"
    )
    assert found.unreached == ()
    assert found.branches == 2


def test_questions_that_need_two_answers_at_once_are_reached() -> None:
    rows = "".join(f"| | select_one abc | q{n} | Q | | | | | |\n" for n in range(3))
    found = told(rows + "| | text | t | T | ${q0} = 'a' and ${q1} = 'b' and ${q2} = 'a' | | | | |")
    assert found.unreached == ()


def test_hinges_behind_two_answers_at_once_are_explored_too() -> None:
    rows = "".join(f"| | select_one abc | q{n} | Q | | | | | |\n" for n in range(2))
    both = "${q0} = 'b' and ${q1} = 'c'"
    found = told(f"{rows}| | select_one abc | r | R | {both} | | | | |\n| | text | t | T | ${{r}} = 'c' | | | | |")
    assert found.unreached == ()
    assert {("/data/r", one) for one in "abc"} <= {branch for walk in found.walks for branch in walk.branches}


def test_what_no_walk_reaches_is_named_with_its_conditions() -> None:
    found = told(
        "| | select_one yn | a | A | | | | | |\n| | begin group | g | G | ${a} = 'ya' | | | | |\n"
        "| | text | t | T | ${a} = 'tidak' | | | | |\n| | end group | | | | | | | |"
    )
    [missed] = found.unreached
    assert (missed.path, missed.label, missed.prefill) == ("/data/g/t", "T", "")
    assert [one.replace(" ", "") for one in missed.conditions] == ["/data/a='ya'", "/data/a='tidak'"]


def test_a_filtered_list_shows_each_of_its_choices() -> None:
    found = told(
        "| | select_one yn | a | A | | | | | |\n| | select_one abc | b | B | | | | | wilayah = substr(${a}, 1, 2) |\n"
        "| | text | t | T | ${b} = 'c' | | | | |"
    )
    assert found.unreached == (Unreached("/data/t", "T", found.unreached[0].conditions, ""),)
    filtered = told(
        "| | select_one yn | a | A | | | | | |\n"
        "| | select_one abc | b | B | | | | | (wilayah = 'a') = (${a} = 'ya') |\n"
        "| | text | t | T | ${b} = 'c' | | | | |"
    )
    assert {("/data/b", one) for one in "abc"} <= {branch for walk in filtered.walks for branch in walk.branches}


def test_a_choice_that_the_form_refuses_is_named() -> None:
    found = told(
        "| | select_one yn | a | A | | | . != 'tidak' | | |\n| | text | t | T | ${a} = 'tidak' | | | | |",
    )
    assert found.refused == (("/data/a", "tidak"),)
    assert [one.path for one in found.unreached] == ["/data/t"]


def test_a_question_that_takes_no_answer_ends_the_walk() -> None:
    found = told("| | integer | n | N | | yes | . > 5 and . < 3 | | |\n| | text | t | T | | | | | |")
    assert [walk.stuck for walk in found.walks] == ["/data/n: no answer was taken"]
    assert [one.path for one in found.unreached] == ["/data/t"]


def test_the_limit_on_walks_is_told() -> None:
    found = told("| | select_one abc | a | A | | | | | |\n| | text | t | T | ${a} = 'c' | | | | |", most_walks=1)
    assert (len(found.walks), found.is_whole) == (1, False)


def test_the_seed_chooses_the_answers_and_repeats_them() -> None:
    rows = "| | integer | n | N | | | | | |"
    assert asked(told(rows, seed=1)) == asked(told(rows, seed=1))
    assert len({str(asked(told(rows, seed=seed))) for seed in range(5)}) > 1


CHOSEN_FROM_ROWS = ("/data/rencana_id",)  # asked only where there are plans, which come from outside


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_every_question_of_the_programme_s_forms_is_reached(form_id: str) -> None:
    path = path_of(form_id)
    found = transcript(load(path.read_bytes(), path.name), Context(now=NOW))
    assert [one.path for one in found.unreached if not one.prefill and one.path not in CHOSEN_FROM_ROWS] == []
    assert [walk.stuck for walk in found.walks if walk.stuck] == []
    assert found.is_whole

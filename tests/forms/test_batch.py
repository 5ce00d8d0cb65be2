# ruff: noqa: E501  (forms are tables, and tables are wide)
"""Numbers that are asked together: which, and what becomes of several answers in one push."""

from __future__ import annotations

from itertools import permutations

import pytest

import forms
from forms import Batch
from forms.events import AnswerAccepted, AnswerRejected, AnswersInvalid, FinishRefused, FormFinished
from forms.filling.batching import MOST
from tests.forms.scenario import Person

METHODS = """
| survey |
| | type | name | label::Indonesia (id) | required | relevant | constraint | constraint_message::Indonesia (id) | calculation | appearance | bind::kabar:sensitive |
| | integer | pus | Jumlah PUS | yes | | | | | | |
| | begin_group | g | Peserta KB | | | | | | field-list | |
| | note | ingat | Posisi akhir bulan. | | | | | | | |
| | integer | iud | IUD | yes | | . >= 0 and . <= ${pus} | Tidak boleh lebih dari PUS. | | | |
| | integer | pil | Pil | yes | | . >= 0 and . <= ${pus} | | | | |
| | decimal | berat | Berat | | | | | | | |
| | integer | cabut | IUD dicabut | yes | ${iud} > 0 | . <= ${iud} | | | | |
| | integer | bukan | Bukan peserta | yes | | ${iud} + ${pil} + . = ${pus} | Jumlahnya harus sama dengan PUS. | | | |
| | calculate | jumlah | Jumlah | | | | | ${iud} + ${pil} + ${bukan} | | |
| | end_group | | | | | | | | | |
| | text | catatan | Catatan | | | | | | | |
"""


def at_methods(pus: str = "100") -> Person:
    return Person(METHODS).say(pus)


def batch_of(person: Person) -> Batch:
    found = forms.batch(person.form, person.draft)
    assert found is not None
    return found


def fill(person: Person, **answers: str) -> Person:
    paths = {f"/data/g/{name}": value for name, value in answers.items()}
    person._take(forms.fill(person.form, person.draft, paths, person.now))
    return person


def names(batch: Batch) -> list[str]:
    return [item.name for item in batch.items]


def waiting(person: Person) -> list[str]:
    batch = batch_of(person)
    return [item.name for item in batch.items if item.path in batch.waiting]


def test_the_relevant_numbers_of_a_field_list_are_asked_together() -> None:
    batch = batch_of(at_methods())
    assert names(batch) == ["iud", "pil", "berat", "bukan"]
    assert batch.label == "Peserta KB"
    assert batch.items[0].notes == ("Posisi akhir bulan.",)
    assert (batch.items[0].bounds.minimum, batch.items[0].bounds.maximum) == ("0", "100")
    assert len(batch.waiting) == 4
    assert batch.total is None


def test_what_stands_outside_is_asked_alone() -> None:
    person = Person(METHODS)
    assert forms.batch(person.form, person.draft) is None
    fill(person.say("100"), iud="1", pil="2", berat="", cabut="0", bukan="97")
    end = forms.jump(person.form, person.draft, "", person.now)
    assert forms.batch(person.form, end.draft) is None


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (("| integer | pil | Pil | yes |", "| text | pil | Pil | yes |"), None),
        (("| | field-list |", "| | |"), None),
        (("| | field-list |", "| | w1 field-list |"), ["iud", "pil", "berat", "bukan"]),
    ],
)  # fmt: skip
def test_other_kinds_part_a_batch(change: tuple[str, str], asked: list[str] | None) -> None:
    person = Person(METHODS.replace(*change)).say("100")
    batch = forms.batch(person.form, person.draft)
    assert (names(batch) if batch else None) == asked


def test_a_sensitive_number_parts_a_batch() -> None:
    line = "| | integer | pil | Pil | yes | | . >= 0 and . <= ${pus} | | | | |"
    person = Person(METHODS.replace(line, line[:-2] + "yes |")).say("100")
    assert forms.batch(person.form, person.draft) is None


def test_answers_are_stored_in_one_push_and_the_form_stays_there() -> None:
    person = fill(at_methods(), iud="0", pil="40", berat="12.5", bukan="60")
    assert [one.value for one in person.events if isinstance(one, AnswerAccepted)] == ["0", "40", "12.5", "60"]
    assert person.draft.revision == 2
    assert waiting(person) == []
    assert person.draft.at == "/data/g/bukan"
    assert batch_of(person).total is None  # the calculation leaves "berat" out
    assert forms.skip(person.form, person.draft, person.now).prompt.name == "catatan"


def test_a_calculation_of_the_form_adds_up_what_was_given() -> None:
    adding = METHODS.replace("| | decimal | berat | Berat | | | | | | | |\n", "")
    person = fill(Person(adding).say("100"), iud="0", pil="40", bukan="60")
    assert batch_of(person).total == ("jumlah", "100")
    assert batch_of(fill(person, pil="39")).total == ("jumlah", "99")


def test_a_part_leaves_the_rest_waiting() -> None:
    person = fill(at_methods(), pil="40")
    assert waiting(person) == ["iud", "berat", "bukan"]
    assert person.draft.at == "/data/g/iud"


def test_a_question_that_becomes_relevant_joins_the_batch() -> None:
    person = fill(at_methods(), iud="10", pil="40", berat="", bukan="50")
    assert names(batch_of(person)) == ["iud", "pil", "berat", "cabut", "bukan"]
    assert waiting(person) == ["cabut"]
    assert person.draft.at == "/data/g/cabut"


def test_an_answer_that_breaks_a_rule_is_kept_and_asked_again() -> None:
    person = fill(at_methods(), iud="500", pil="40", berat="", bukan="60")
    told = next(one for one in person.events if isinstance(one, AnswersInvalid))
    assert [one.path for one in told.violations] == ["/data/g/iud", "/data/g/bukan"]
    assert waiting(person) == ["iud", "cabut", "bukan"]
    assert [(one.path, one.message) for one in batch_of(person).faults] == [
        ("/data/g/iud", "Tidak boleh lebih dari PUS."),
        ("/data/g/bukan", "Jumlahnya harus sama dengan PUS."),
    ]
    fill(person, iud="0")
    assert waiting(person) == []
    assert isinstance(forms.finish(person.form, person.draft, person.now).events[0], FormFinished)


def test_a_sum_says_how_much_it_lacks() -> None:
    person = fill(at_methods(), iud="0", pil="40", berat="", bukan="48")
    assert [one.lacks for one in batch_of(person).faults] == ["12"]
    assert [one.lacks for one in batch_of(fill(person, bukan="61")).faults] == ["-1"]
    alone = at_methods().say("0", "40").skip()
    assert alone.refused("48").lacks == "12"
    assert at_methods().refused("500").lacks == ""


@pytest.mark.parametrize(
    ("constraint", "lacks"),
    [
        (". + ${a} = 10", ""),
        ("${a} + . = 10", "3"),
        ("(${a} + . = 10) and . >= 0", "3"),
        ("${a} - 1 + . = ${a} + 6", "4"),
        ("${a} + . = 10 or . = 7", ""),
        ("${a} * . = 10", ""),
        ("${a} + . = 10 + .", ""),
        ("${a} + . != 6", ""),
        ("${kosong} + . = 10", ""),
    ],
)
def test_which_constraints_are_sums(constraint: str, lacks: str) -> None:
    form = f"""
| survey |
| | type | name | label | constraint |
| | integer | a | A | |
| | integer | kosong | K | |
| | integer | b | B | {constraint} |
"""
    person = Person(form).say("4").skip()
    assert person.refused("3" if "!=" not in constraint else "2").lacks == lacks


def test_a_rule_about_a_missing_number_says_nothing_yet() -> None:
    person = fill(at_methods(), bukan="60", pil="40")
    assert waiting(person) == ["iud", "berat"]
    assert batch_of(person).faults == ()
    assert waiting(fill(person, iud="0", berat="")) == []
    assert waiting(fill(person, iud="1")) == ["cabut", "bukan"]


def test_what_breaks_a_rule_is_never_sent() -> None:
    person = fill(at_methods(), iud="0", pil="40", berat="", bukan="61")
    assert waiting(person) == ["bukan"]
    assert isinstance(forms.finish(person.form, person.draft, person.now).events[0], FinishRefused)


@pytest.mark.parametrize(("value", "condition"), [("4,5", "type"), ("", "required")])
def test_what_is_no_answer_changes_nothing(value: str, condition: str) -> None:
    person = fill(at_methods(), iud=value, pil="3")
    refused = [one for one in person.events if isinstance(one, AnswerRejected)]
    assert [(one.path, one.condition) for one in refused] == [("/data/g/iud", condition)]
    assert "iud" not in person.draft.instance["values"]["g"]
    assert waiting(person) == ["iud", "berat", "bukan"]


def test_a_blank_passes_an_optional_question_by() -> None:
    person = fill(at_methods(), iud="0", pil="0", berat="", bukan="100")
    assert waiting(person) == []
    assert person.draft.instance["values"]["g"]["berat"] == ""


def test_what_is_not_asked_is_left_out() -> None:
    person = fill(at_methods(), iud="0", cabut="7", catatan="x")
    assert person.draft.instance["values"]["g"] == {"ingat": "", "iud": "0"}


@pytest.mark.parametrize("order", list(permutations(("iud", "pil", "cabut", "bukan"), 4))[::5])
def test_any_order_ends_like_one_by_one(order: tuple[str, ...]) -> None:
    answers = {"iud": "10", "pil": "40", "cabut": "3", "bukan": "50"}
    one_by_one = at_methods().say("10", "40").skip().say("3", "50")
    person = at_methods()
    for name in order:  # what is not relevant yet is given again at the end
        fill(person, **{name: answers[name]})
    fill(person, **answers, berat="")
    assert person.draft.instance == one_by_one.draft.instance
    assert person.draft.passed == one_by_one.draft.passed


def test_a_long_group_is_cut_evenly() -> None:
    rows = "".join(f"| | integer | n{i} | N{i} | |\n" for i in range(MOST + 2))
    person = Person(
        f"| survey |\n| | type | name | label | appearance |\n| | begin_group | g | G | field-list |\n{rows}| | end_group | | | |\n"
    )
    first = batch_of(person)
    assert names(first) == [f"n{i}" for i in range(6)]
    fill(person, **{item.name: "1" for item in first.items})
    step = forms.skip(person.form, person.draft, person.now)
    second = forms.batch(person.form, step.draft)
    assert second is not None
    assert names(second) == [f"n{i}" for i in range(6, 12)]
    assert second.key == first.key


def test_each_round_of_a_repeat_has_its_own() -> None:
    repeat = """
| survey |
| | type | name | label | appearance |
| | begin_repeat | desa | Desa | |
| | begin_group | g | Angka | field-list |
| | integer | a | A | |
| | integer | b | B | |
| | integer | c | C | |
| | end_group | | | |
| | end_repeat | | | |
"""
    person = Person(repeat)
    first = batch_of(person)
    assert [item.path for item in first.items] == [f"/data/desa[1]/g/{name}" for name in "abc"]
    person._take(forms.fill(person.form, person.draft, {item.path: "2" for item in first.items}, person.now))
    person._take(forms.skip(person.form, person.draft, person.now))
    second = batch_of(person.say("yes"))
    assert second.items[0].path == "/data/desa[2]/g/a"
    assert second.key != first.key

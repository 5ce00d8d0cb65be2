# ruff: noqa: E501  (forms are tables, and tables are wide)
"""An edit tells what it did to other answers, and only that is asked again."""

from forms.events import AnswersHidden, AnswersInvalid, AnswersReturned, QuestionsAsked, Violation
from tests.forms.scenario import Person

FORM = """
| survey |
| | type | name | label | required | relevant | constraint | constraint_message | required_message | choice_filter | readonly |
| | integer | pus | PUS | | | | | | | |
| | integer | suntik | Suntik | | | . <= ${pus} | Paling banyak PUS. | | | |
| | select_one yt | ada | Ada acara? | | | | | | | |
| | text | nama | Nama acara | | ${ada} = 'ya' | | | | | |
| | begin_group | g | Tempat | | ${ada} = 'ya' | | | | | |
| | select_one kota | kota | Kota | | | | | | | |
| | select_one kampung | kampung | Kampung | | | | | | kota = ${kota} | |
| | end_group | | | | | | | | | |
| | text | alasan | Alasan | ${pus} < 3 | | | | Mengapa sedikit? | | |
| | text | akhir | Akhir | | | | | | | ${pus} = 99 |
| choices |
| | list_name | name | label | kota |
| | yt | ya | Ya | |
| | yt | tidak | Tidak | |
| | kota | solok | Solok | |
| | kota | jambi | Jambi | |
| | kampung | payo | Payo | solok |
| | kampung | tahtul | Tahtul | jambi |
"""


def filled() -> Person:
    person = Person(FORM).say("10", "4", "ya", "Rapat", "solok", "payo")
    return person.skip().skip()


def test_an_answer_that_needs_nothing_else_says_only_that_it_was_taken() -> None:
    person = filled().jump("/data/akhir").say("selesai")
    assert [type(event).__name__ for event in person.events] == ["AnswerAccepted"]


def test_hidden_answers_are_told_and_told_again_when_they_come_back() -> None:
    person = filled().jump("/data/ada").say("tidak")
    hidden = ("/data/nama", "/data/g/kota", "/data/g/kampung")
    assert person.events[1:] == (AnswersHidden(hidden),)
    assert person.at == "end"
    person.jump("/data/ada").say("ya")
    assert person.events[1:] == (AnswersReturned(hidden),)
    assert person.at == "end"


def test_what_becomes_relevant_is_told_and_asked() -> None:
    person = Person(FORM).say("10", "4", "tidak").skip().skip()
    assert person.at == "end"
    person.jump("/data/ada").say("ya")
    assert person.events[1:] == (QuestionsAsked(("/data/nama", "/data/g/kota", "/data/g/kampung")),)
    assert person.say("Rapat", "solok", "payo").at == "end"


def test_a_constraint_that_fails_now_is_told_and_its_answer_proposed() -> None:
    person = filled().jump("/data/pus").say("3")
    broken = Violation("/data/suntik", "constraint", "Suntik", "Paling banyak PUS.")
    assert person.events[1:] == (AnswersInvalid((broken,)),)
    assert (person.at, person.prompt.value) == ("suntik", "4")
    assert person.say("2").at == "end"
    person.finish()


def test_a_constraint_that_holds_again_is_not_asked_any_more() -> None:
    person = filled().jump("/data/pus").say("3").jump("/data/pus").say("5")
    assert person.at == "end"
    person.finish()


def test_somebody_may_pass_by_what_does_not_hold_but_not_send_it() -> None:
    person = filled().jump("/data/pus").say("3").skip()
    assert person.at == "end"
    assert [one.path for one in person.finish_refused().violations] == ["/data/suntik"]


def test_a_skipped_question_that_is_required_now_is_asked_again() -> None:
    person = filled().jump("/data/suntik").say("1").jump("/data/pus").say("2")
    broken = Violation("/data/alasan", "required", "Alasan", "Mengapa sedikit?")
    assert person.events[1:] == (AnswersInvalid((broken,)),)
    assert person.at == "alasan"
    assert person.say("hujan").at == "end"


def test_a_choice_that_is_offered_no_more_is_cleared_told_and_asked_again() -> None:
    person = filled().jump("/data/g/kota").say("jambi")
    assert person.events[1:] == (AnswersInvalid((Violation("/data/g/kampung", "choice", "Kampung"),)),)
    assert (person.at, person.prompt.value) == ("kampung", "")
    assert person.say("tahtul").at == "end"


def test_an_answer_that_comes_back_is_held_against_the_rules_of_today() -> None:
    form = """
| survey |
| | type | name | label | relevant | constraint |
| | integer | pus | PUS | | |
| | select_one yt | ada | Ada? | | |
| | integer | suntik | Suntik | ${ada} = 'ya' | . <= ${pus} |
| choices |
| | list_name | name | label |
| | yt | ya | Ya |
| | yt | tidak | Tidak |
"""
    person = Person(form).say("10", "ya", "8").jump("/data/ada").say("tidak").jump("/data/pus").say("5")
    assert person.at == "end"
    person.jump("/data/ada").say("ya")
    assert person.events[1:] == (AnswersInvalid((Violation("/data/suntik", "constraint", "Suntik"),)),)
    assert person.at == "suntik"


def test_what_an_edit_does_there_and_back_within_one_push_is_not_told() -> None:
    """Two relevances that answer each other: in the end nothing has changed."""
    form = """
| survey |
| | type | name | label | relevant | calculation |
| | integer | a | A | | |
| | calculate | b | | | ${a} mod 2 |
| | text | c | C | ${a} >= 0 and ${b} >= 0 | |
"""
    person = Person(form).say("1", "teks").jump("/data/a").say("2")
    assert [type(event).__name__ for event in person.events] == ["AnswerAccepted"]


def test_a_question_that_becomes_readonly_is_only_shown() -> None:
    person = Person(FORM).say("99", "4", "tidak").skip()
    assert (person.prompt.kind, person.prompt.label) == ("note", "Akhir")
    assert person.say("").at == "end"
    person.jump("/data/pus").say("98")
    assert QuestionsAsked(("/data/akhir",)) in person.events
    assert (person.at, person.prompt.kind) == ("akhir", "text")


def test_a_new_instance_is_no_consequence() -> None:
    """Its question is read-only until its default is hidden, within the push that adds it."""
    form = """
| survey |
| | type | name | label | relevant | default | readonly |
| | begin_repeat | acara | Acara | | | |
| | integer | hadir | Hadir | 1 = 2 | 2 | |
| | text | nama | Nama | | | ${hadir} >= 1 |
| | end_repeat | | | | | |
"""
    person = Person(form).say("Rapat", "yes")
    assert (person.at, person.events) == ("nama", ())


def test_opening_a_form_has_no_consequences() -> None:
    form = """
| survey |
| | type | name | label | calculation | readonly |
| | calculate | c | | 1 + 1 | |
| | text | nama | Nama | | ${c} = 1 or ${c} = '' |
"""
    assert (Person(form).at, Person(form).events) == ("nama", ())

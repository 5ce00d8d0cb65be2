"""What a form may say about its questions, one rule a test."""

import pytest

import forms
from forms import compile_form, read_xlsform
from forms.events import QuestionsAsked
from forms.prompt import Bounds
from tests.forms.scenario import SETTINGS, Person

LISTS = """
| choices |
| | list_name | name | label | kota |
| | kota | solok | Solok | |
| | kota | jambi | Jambi | |
| | kampung | payo | Payo | solok |
| | kampung | laing | Laing | solok |
| | kampung | buluran | Buluran | jambi |
"""


def survey(header: str, *rows: str) -> str:
    lines = [header, *rows]
    return "\n| survey |\n" + "\n".join(f"| | {line} |" for line in lines) + "\n"


def test_a_choice_filter_offers_what_fits() -> None:
    person = Person(FILTERED).say("solok")
    assert [choice.name for choice in person.prompt.choices] == ["payo", "laing"]
    assert person.refused("buluran").condition == "choice"


def test_an_answer_that_its_filter_no_longer_offers_is_cleared_and_asked_again() -> None:
    person = Person(FILTERED).say("solok", "payo", "payo laing").jump("/data/kota").say("jambi")
    assert (person.at, person.value("kampung"), person.value("semua")) == ("kampung", "", "")
    assert person.say("buluran").at == "semua"


FILTERED = (
    survey(
        "type | name | label | choice_filter",
        "select_one kota | kota | Kota |",
        "select_one kampung | kampung | Kampung | kota = ${kota}",
        "select_multiple kampung | semua | Kampung lain | kota = ${kota}",
    )
    + LISTS
)


def test_select_multiple_keeps_the_order_of_answering_and_no_doubles() -> None:
    person = Person(FILTERED).say("solok", "payo", "laing payo laing")
    assert person.value("semua") == "laing payo"
    assert person.lines[-1] == ("Kampung lain", "Laing, Payo")


def test_notes_ride_on_the_next_question_with_their_results() -> None:
    person = Person(
        survey(
            "type | name | label | calculation | readonly",
            "integer | a | A | |",
            "calculate | b | | ${a} * 2 |",
            "note | n1 | Dua kali: ${b}. | |",
            "integer | c | Hasil | ${b} + 1 | yes",
            "text | d | D | |",
        )
    ).say("4")
    assert (person.at, person.prompt.notes) == ("d", ("Dua kali: 8.", "Hasil: 9"))


def test_a_note_that_is_last_in_its_section_stands_alone() -> None:
    person = Person(
        survey(
            "type | name | label",
            "begin_group | satu | Bagian satu",
            "integer | a | A",
            "note | n | Terima kasih.",
            "end_group | |",
            "begin_group | dua | Bagian dua",
            "integer | b | B",
            "end_group | |",
        )
    ).say("1")
    assert (person.prompt.kind, person.prompt.label, person.prompt.section) == (
        "note",
        "Terima kasih.",
        person.prompt.section,
    )
    person.say("")
    assert (person.at, person.prompt.section and person.prompt.section.index, person.prompt.number) == ("b", 2, 2)


def test_the_number_of_questions_is_told_only_when_it_is_known() -> None:
    plain = Person(survey("type | name | label", "text | a | A", "text | b | B"))
    assert (plain.prompt.number, plain.prompt.total) == (1, 2)
    assert (
        Person(survey("type | name | label | relevant", "text | a | A |", "text | b | B | ${a} = 'x'")).prompt.total
        is None
    )


@pytest.mark.parametrize(
    ("kind", "constraint", "bounds"),
    [
        ("integer", ". >= 0 and . <= 300", Bounds("0", "300")),
        ("integer", ". > 0 and . < 10.5", Bounds("1", "10")),
        ("integer", "(. >= 3) and (10 >= .)", Bounds("3", "10")),
        ("integer", ". <= 5 or . = 9", Bounds()),
        ("integer", ". <= ${lain}", Bounds(None, "7")),
        ("integer", ". <= ${lain} + 1 and . <= 3", Bounds(None, "3")),
        ("integer", ". <= ${kosong}", Bounds()),
        ("decimal", ". >= 0.5 and . < 3", Bounds("0.5", None)),
        ("date", ". <= today() and . > date('2026-10-01')", Bounds("2026-10-02", "2026-11-02")),
        ("text", "string-length(.) >= 3", Bounds()),
    ],
)
def test_plain_limits_are_told_beforehand(kind: str, constraint: str, bounds: Bounds) -> None:
    person = Person(
        survey(
            "type | name | label | constraint",
            "integer | lain | Lain |",
            "integer | kosong | Kosong |",
            f"{kind} | a | A | {constraint}",
        )
    ).say("7", "")
    assert person.prompt.bounds == bounds


@pytest.mark.parametrize(
    ("kind", "good", "stored", "bad"),
    [
        ("integer", "007", "7", "7,5"),
        ("decimal", "12.50", "12.50", "12,5"),
        ("date", "2026-10-12", "2026-10-12", "2026-02-30"),
        ("time", "14:30", "14:30:00.000+07:00", "25:00"),
        ("time", "14:30:05.000+08:00", "14:30:05.000+08:00", "14"),
        ("dateTime", "2026-10-12T14:30", "2026-10-12T14:30:00.000+07:00", "14:30"),
        ("dateTime", "2026-10-12T14:30:00.000+07:00", "2026-10-12T14:30:00.000+07:00", "2026-10-12"),
        ("geopoint", "-0.789 100.65", "-0.789 100.65 0.0 0.0", "91 100 0 0"),
        ("acknowledge", "yes", "OK", "no"),
        ("image", "foto.jpg", "foto.jpg", "../foto.jpg"),
        ("range", "7", "7", "11"),
        ("text", "  dua kata ", "  dua kata ", ""),
        ("rank kota", "jambi solok", "jambi solok", "jambi"),
    ],
)
def test_each_type_takes_its_lexical_form(kind: str, good: str, stored: str, bad: str) -> None:
    person = Person(survey("type | name | label | required", f"{kind} | a | A | yes") + LISTS)
    assert person.refused(bad).received == bad
    assert person.say(good).value("a") == stored


def test_defaults_are_asked_and_kept_when_skipped() -> None:
    person = Person(
        survey("type | name | label | default | required", "integer | a | A | 5 | yes", "date | b | B | today() |")
    )
    assert person.prompt.value == "5"
    assert person.skip().prompt.value == "2026-11-02"
    assert person.skip().at == "end"


def test_a_calculation_is_cast_to_its_type() -> None:
    person = Person(
        survey(
            "type | name | label | calculation | bind::type",
            "integer | a | A | |",
            "calculate | b | | ${a} div 2 | int",
            "calculate | c | | 1 div ${kosong} | ",
            "integer | kosong | Kosong | |",
        )
    ).say("5")
    assert (person.value("b"), person.value("c")) == ("2", "")


def test_random_values_are_drawn_once() -> None:
    person = Person(
        survey(
            "type | name | label | calculation",
            "calculate | id | | concat(${a}, uuid())",
            "text | a | A |",
            "text | b | B |",
        )
    )
    first = person.value("id")
    assert person.say("x", "y").value("id") == first != ""


def test_a_trigger_fires_when_its_question_changes() -> None:
    person = Person(
        survey(
            "type | name | label | calculation | trigger",
            "integer | a | A | |",
            "calculate | dua | | ${a} * 2 |",
            "dateTime | kapan | | now() | ${a}",
            "integer | salinan | | ${dua} | ${a}",
        )
    )
    assert person.value("kapan") == ""
    person.say("4")
    assert person.value("kapan").startswith("2026-11-02T08:00")
    assert person.value("salinan") == "8"


def test_or_other_asks_which() -> None:
    person = Person(survey("type | name | label", "select_one kota or_other | a | A") + LISTS).say("other")
    assert person.at == "a_other"
    person.say("Padang").jump("/data/a").say("solok")
    assert "a_other" not in person.finish().xml


def test_or_other_speaks_the_language_of_the_person() -> None:
    form = survey("type | name | label", "select_one kota or_other | a | A") + LISTS
    said = {}
    for language in ("id", "en", "fr"):
        person = Person(form, language=language)
        option = person.prompt.choices[-1].label
        person.say("other")
        said[language] = option, person.prompt.label
        lines = forms.overview(person.form, person.say("Padang").draft)
        assert [line.short for line in lines[:2]] == ["A", person.back().prompt.label]
        assert lines[0].text == option
    assert said == {
        "id": ("Lainnya", "Sebutkan lainnya"),
        "en": ("Other", "Please specify"),
        "fr": ("Other", "Specify other."),
    }


def test_a_readonly_answer_is_not_asked() -> None:
    assert (
        Person(survey("type | name | label | readonly | default", "text | a | A | yes | x", "text | b | B | |")).at
        == "b"
    )


def test_the_label_falls_back_and_a_missing_translation_is_no_dash() -> None:
    form = survey(
        "type | name | label::Indonesia (id) | label::English (en) | hint::English (en)",
        "text | a | Nama acara | | Event",
    )
    for language in ("id", "en", "jv"):
        person = Person(form, language=language)
        assert (person.prompt.label, person.prompt.hint) == ("Nama acara", "Event")


def test_required_may_depend_on_answers() -> None:
    person = Person(survey("type | name | label | required", "integer | a | A |", "text | b | B | ${a} > 3")).say("4")
    assert person.prompt.required
    assert person.skip().at == "b"
    person.jump("/data/a").say("2")
    assert not person.prompt.required
    assert person.skip().at == "end"


def test_a_hidden_answer_is_blank_in_a_comparison() -> None:
    """WHO VA asks `${stillbirth} != 'yes'` of a question that is not relevant: JavaRosa and web-forms say true."""
    person = Person(
        survey(
            "type | name | label | relevant",
            "integer | a | A |",
            "text | b | B | ${a} > 3",
            "text | c | C | ${b} != 'ya'",
        )
    ).say("1")
    assert person.at == "c"


def test_a_text_keeps_emoji_and_loses_what_xml_cannot_hold() -> None:
    person = Person(survey("type | name | label | required", "text | a | A | yes"))
    assert person.refused("\x00\ud800").condition == "required"
    assert "<a>ramai \N{PARTY POPPER} &lt;b&gt;</a>" in person.say("ramai\x07 \N{PARTY POPPER} <b>").finish().xml


def test_a_choice_is_named_in_a_text() -> None:
    person = Person(
        survey(
            "type | name | label | calculation",
            "select_one kota | kota | Kota |",
            "calculate | nama | | jr:choice-name(${kota}, '${kota}')",
            "text | a | Ada apa di ${nama}? |",
        )
        + LISTS
    ).say("jambi")
    assert person.prompt.label == "Ada apa di Jambi?"


def test_choices_of_a_repeat_are_the_answers_given_in_it() -> None:
    person = Person(
        survey(
            "type | name | label | choice_filter",
            "begin_repeat | anak | Anak |",
            "text | sebut | Sebutan |",
            "end_repeat | | |",
            "select_one ${sebut} | sulung | Yang sulung? |",
        )
    ).say("Ani", "yes", "Budi", "no")
    assert [choice.label for choice in person.prompt.choices] == ["Ani", "Budi"]


def test_a_group_that_is_readonly_locks_what_is_in_it_and_in_its_repeats() -> None:
    """XLSForm writes readonly for questions only; other tools write it on groups (ODK XForms, "Bindings")."""
    sheet = read_xlsform(
        survey(
            "type | name | label | readonly",
            "select_one yt | kunci | Kunci? |",
            "begin_group | g | G |",
            "text | a | A |",
            "begin_repeat | r | R |",
            "text | b | B |",
            "end_repeat | | |",
            "end_group | | |",
        )
        + "| choices |\n| | list_name | name | label |\n| | yt | ya | Ya |\n| | yt | tidak | Tidak |\n"
        + SETTINGS,
        "uji.md",
    )
    bind = """<bind nodeset="/data/g" readonly="/data/kunci = 'ya'"/></model>"""
    form = compile_form(sheet.xform.replace("</model>", bind))
    person = Person(form).say("ya")
    assert (person.at, person.prompt.notes) == ("repeat", ("A", "B"))
    person.jump("/data/kunci").say("tidak")
    assert QuestionsAsked(("/data/g/a", "/data/g/r[1]/b")) in person.events
    assert person.say("satu").at == "b"


def test_each_action_sees_what_was_computed_from_the_one_before() -> None:
    """As in JavaRosa: at first load, in a new instance, and where several questions hang on one trigger."""
    form = """
| survey |
| | type | name | label | calculation | default | trigger |
| | integer | a | A | | 1 + 1 | |
| | calculate | c | | ${a} * 2 | | |
| | integer | b | B | | ${c} + 0 | |
| | integer | x | X | | | |
| | integer | t1 | T1 | ${x} + 1 | | ${x} |
| | calculate | d | | ${t1} * 2 | | |
| | integer | t2 | T2 | ${d} + 1 | | ${x} |
| | begin_repeat | r | R | | | |
| | integer | p | P | | ${x} + 1 | |
| | calculate | q | | ${p} * 2 | | |
| | integer | s | S | | ${q} + 1 | |
| | end_repeat | | | | | |
"""
    person = Person(form)
    assert (person.value("a"), person.value("b")) == ("2", "4")
    person.jump("/data/x").say("5").jump("/data/r").say("yes")
    assert (person.value("t1"), person.value("t2")) == ("6", "13")
    assert (person.value("r/2/p"), person.value("r/2/s")) == ("6", "13")

# ruff: noqa: E501  (forms are tables, and tables are wide)
"""Answering, skipping, going back, jumping and finishing."""

from forms.events import AnswerAccepted, AnswersHidden
from forms.prompt import Bounds, Choice, Section
from tests.forms.scenario import Person

MONTHLY = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | relevant | constraint | constraint_message::Indonesia (id) | required | required_message::Indonesia (id) | calculation | bind::kabar:short |
| | begin_group | kb | Keluarga Berencana | | | | | | | | |
| | integer | pus | Berapa PUS? | How many couples? | | . >= 0 and . <= 500 | Antara 0 dan 500. | yes | Wajib diisi. | | PUS |
| | integer | suntik | Pakai suntik? | | | . <= ${pus} | Tidak boleh lebih dari PUS. | | | | |
| | select_one yt | kendala | Ada kendala? | | | | | yes | | | |
| | text | cerita | Kendalanya apa? | | ${kendala} = 'ya' | | | yes | | | |
| | calculate | bukan | | | | | | | | ${pus} - ${suntik} | |
| | end_group | | | | | | | | | | |
| | note | hasil | Bukan peserta: ${bukan}. | | | | | | | | |
| choices |
| | list_name | name | label::Indonesia (id) | alias |
| | yt | ya | Ya | iya\\|yoi |
| | yt | tidak | Tidak | |
"""


def test_a_form_is_answered_from_start_to_submission() -> None:
    person = Person(MONTHLY)
    asked = person.prompt
    assert (asked.path, asked.kind, asked.required, asked.short) == ("/data/kb/pus", "integer", True, "PUS")
    assert asked.bounds == Bounds("0", "500")
    assert asked.section == Section(1, 1, "Keluarga Berencana")
    person.say("412")
    assert person.events == (AnswerAccepted("/data/kb/pus", "412", "412", "Berapa PUS?", "PUS"),)
    assert person.prompt.bounds == Bounds(None, "412")
    person.say("12")
    assert person.prompt.choices == (Choice("ya", "Ya", ("iya", "yoi")), Choice("tidak", "Tidak"))
    person.say("tidak")
    assert (person.prompt.kind, person.prompt.label) == ("note", "Bukan peserta: 400.")
    person.say("")
    assert person.prompt.kind == "end"
    assert person.lines == [("Berapa PUS?", "412"), ("Pakai suntik?", "12"), ("Ada kendala?", "Tidak")]
    done = person.finish()
    assert "<pus>412</pus><suntik>12</suntik><kendala>tidak</kendala><bukan>400</bukan></kb>" in done.xml
    assert [(row.name, row.text, row.number) for row in done.rows] == [
        ("pus", "412", 412.0),
        ("suntik", "12", 12.0),
        ("kendala", "tidak", None),
        ("bukan", "400", 400.0),
    ]


def test_a_wrong_answer_is_an_event_and_changes_nothing() -> None:
    person = Person(MONTHLY)
    assert person.refused("banyak").condition == "type"
    beyond = person.refused("501")
    assert (beyond.condition, beyond.message) == ("constraint", "Antara 0 dan 500.")
    assert beyond.bounds == Bounds("0", "500")
    missing = person.refused("")
    assert (missing.condition, missing.message) == ("required", "Wajib diisi.")
    person.say("10", "3")
    assert person.refused("mungkin").condition == "choice"


def test_skipping_is_refused_only_where_an_answer_is_required_and_missing() -> None:
    person = Person(MONTHLY)
    assert person.skip().at == "pus"
    person.say("10")
    assert person.skip().at == "kendala"


def test_back_shows_the_present_answer_and_an_answer_returns_to_the_first_open_question() -> None:
    person = Person(MONTHLY).say("10", "3").back().back()
    assert (person.at, person.prompt.value) == ("pus", "10")
    assert person.back().at == "pus"
    assert person.say("20").at == "kendala"


def test_a_jump_from_the_review_returns_to_it() -> None:
    person = Person(MONTHLY).say("10", "3", "tidak", "")
    person.jump("/data/kb/pus").say("11")
    assert person.at == "end"
    assert person.value("kb/bukan") == "8"


def test_a_jump_leads_to_what_it_newly_asks() -> None:
    person = Person(MONTHLY).say("10", "3", "tidak", "").jump("/data/kb/kendala").say("ya")
    assert person.at == "cerita"
    assert person.say("hujan").at == "end"


def test_a_jump_to_what_is_not_asked_stays() -> None:
    assert Person(MONTHLY).say("10").jump("/data/kb/cerita").at == "suntik"


def test_hidden_answers_are_told_kept_left_out_and_come_back() -> None:
    person = Person(MONTHLY).say("10", "3", "ya", "hujan").jump("/data/kb/kendala").say("tidak")
    assert AnswersHidden(("/data/kb/cerita",)) in person.events
    assert "cerita" not in person.finish().xml
    person.jump("/data/kb/kendala").say("ya", "")
    assert person.at == "end"
    assert "<cerita>hujan</cerita>" in person.finish().xml


def test_finish_checks_every_relevant_answer_again() -> None:
    person = Person(MONTHLY).say("10", "3", "tidak", "").jump("/data/kb/pus").say("2")
    refused = person.finish_refused()
    assert [(one.path, one.condition, one.message) for one in refused.violations] == [
        ("/data/kb/suntik", "constraint", "Tidak boleh lebih dari PUS.")
    ]
    assert person.at == "suntik"
    person.say("2").finish()


def test_a_correction_gets_a_new_identity_and_names_the_old_one() -> None:
    person = Person(MONTHLY).say("10", "3", "tidak", "")
    first = person.finish()
    second = person.jump("/data/kb/suntik").say("4").finish(deprecated_id=first.instance_id)
    assert second.instance_id != first.instance_id
    assert f"<deprecatedID>{first.instance_id}</deprecatedID>" in second.xml
    third = person.jump("/data/kb/suntik").say("5").finish(deprecated_id=second.instance_id)
    assert third.xml.count("deprecatedID>") == 2
    assert len({first.instance_id, second.instance_id, third.instance_id}) == 3


def test_a_correction_keeps_the_identity_that_its_draft_was_given() -> None:
    """Two corrections of drafts with one seed, at the same push, are two submissions."""
    person = Person(MONTHLY, seed=7).say("10", "3", "tidak", "")
    sent, found = person.draft, []
    for number in ("uuid:2", "uuid:3"):
        person.draft = sent.with_identity(number)
        found.append(person.finish(deprecated_id="uuid:1").instance_id)
    assert found == ["uuid:2", "uuid:3"]


def test_the_same_seed_gives_the_same_submission() -> None:
    one, two, other = (Person(MONTHLY, seed=seed).say("1", "1", "tidak", "").finish() for seed in (1, 1, 2))
    assert one.xml == two.xml
    assert one.xml != other.xml


def test_the_other_language_falls_back_where_it_has_no_text() -> None:
    person = Person(MONTHLY, language="en")
    assert person.prompt.label == "How many couples?"
    assert person.say("3").prompt.label == "Pakai suntik?"


LONG_NOTES = """
| survey |
| | type | name | label | relevant |
| | note | dulu | Sebelum mulai. | |
| | note | aturan | LONG | |
| | note | lalu | Sesudahnya. | |
| | integer | pus | Berapa PUS? | |
| | note | bila | LONG | ${pus} > 5 |
| | text | cerita | Cerita | |
"""


def test_a_long_note_is_a_stop_of_its_own() -> None:
    person = Person(LONG_NOTES.replace("LONG", "Baca ini dulu. " * 20))
    assert (person.at, person.prompt.kind, person.prompt.notes) == ("aturan", "note", ("Sebelum mulai.",))
    person.say("")
    assert (person.at, person.prompt.notes, person.prompt.number) == ("pus", ("Sesudahnya.",), 1)
    assert person.say("7").at == "bila"
    assert person.say("").at == "cerita"
    assert person.back().at == "pus"
    assert person.say("3").at == "cerita"
    person.say("x")
    assert person.at == "end"


def test_a_note_of_a_few_lines_rides_on_the_next_question() -> None:
    person = Person(LONG_NOTES.replace("LONG", "Baca ini dulu. " * 3))
    assert (person.at, len(person.prompt.notes)) == ("pus", 3)

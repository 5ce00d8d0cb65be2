"""`${last-saved#name}`: what the same person answered last time, in the form they sent."""

from __future__ import annotations

from forms.outside.external import last_saved
from tests.forms.scenario import Person, form_of

FORM = """
| survey |
| | type | name | label | default | calculation | choice_filter |
| | begin_group | tempat | Tempat | | | |
| | text | balai | Balai | ${last-saved#balai} | | |
| | end_group | | | | | |
| | integer | pus | PUS | | | |
| | calculate | beda | | | ${pus} - ${last-saved#pus} | |
"""
SENT = '<data id="uji" version="1"><tempat><balai>Balai RW 3</balai></tempat><pus>400</pus><beda/></data>'


def test_the_last_submission_gives_defaults_and_figures_to_compare_with() -> None:
    person = Person(FORM, last_saved=SENT)
    assert person.prompt.value == "Balai RW 3"
    person.skip().say("412")
    assert person.value("beda") == "12"


def test_a_first_report_starts_blank() -> None:
    person = Person(FORM)
    assert person.prompt.value == ""
    assert person.say("Balai RW 1", "412").value("beda") == ""


def test_a_submission_can_be_made_of_values_by_name() -> None:
    xml = last_saved(form_of(FORM), {"pus": "400", "balai": "Balai RW 3", "lain": "x"})
    assert Person(FORM, last_saved=xml).skip().say("412").value("beda") == "12"


def test_a_form_that_does_not_ask_for_it_is_given_nothing() -> None:
    form = form_of("""
| survey |
| | type | name | label |
| | text | a | A |
""")
    assert last_saved(form, {"a": "x"}) == ""

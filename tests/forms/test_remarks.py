"""What is said beside an answer: not known, put off, confirmed; and the rule of what is unusual."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import forms
from forms.draft import DEFERRED, UNKNOWN, Context, Draft, Step
from forms.events import AnswerAccepted, AnswerRejected, FinishRefused, FormFinished
from forms.versions.moving import move

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
FORM = """
| survey |
| | type | name | label | required | constraint | calculation | bind::kabar:soft | bind::kabar:unknown |
| | integer | laki | Laki-laki | yes | | | | |
| | integer | perempuan | Perempuan | yes | | | | ya |
| | calculate | jiwa | Jiwa | | | ${laki} + ${perempuan} | | |
| | integer | keluarga | Keluarga | yes | . <= ${jiwa} | | . * 10 >= ${jiwa} | |
| | begin repeat | kegiatan | Kegiatan | | | | | |
| | integer | hadir | Hadir | yes | . <= ${keluarga} | | | ya |
| | end repeat | | | | | | | |
| settings |
| | form_title | form_id | version | namespaces |
| | Uji | uji | VERSION | kabar="https://kabar.id/xlsform" |
"""


def form(version: str = "1") -> forms.Form:
    return forms.load(FORM.replace("VERSION", version), "uji.md")


def begun(*answers: str) -> tuple[forms.Form, Step]:
    uji = form()
    step = forms.start(uji, Context(now=NOW))
    for value in answers:
        step = forms.answer(uji, stored(step), value, NOW)
    return uji, step


def stored(step: Step) -> Draft:
    """As it comes back from where it was kept."""
    return Draft.from_json(step.draft.to_json())


def remarks(uji: forms.Form, step: Step) -> dict[str, str]:
    return {line.path: line.remark for line in forms.overview(uji, stored(step)) if line.remark}


def test_not_known_is_blank_and_enough_where_the_form_says_so() -> None:
    uji, step = begun("10")
    step = forms.unknown(uji, step.draft, NOW)
    assert step.prompt.name == "keluarga"
    assert remarks(uji, step) == {"/data/perempuan": UNKNOWN}
    refused = forms.finish(uji, stored(step), NOW).events[-1]
    assert isinstance(refused, FinishRefused)
    assert [violation.path for violation in refused.violations] == ["/data/keluarga", "/data/kegiatan[1]/hadir"]


def test_not_known_is_refused_elsewhere() -> None:
    uji, step = begun()
    after = forms.unknown(uji, step.draft, NOW)
    (event,) = after.events
    assert isinstance(event, AnswerRejected)
    assert event.condition == "required"
    assert after.prompt.name == "laki"


def test_what_is_put_off_is_passed_and_still_wanted() -> None:
    uji, step = begun()
    step = forms.defer(uji, step.draft, NOW)
    assert step.prompt.name == "perempuan"
    assert remarks(uji, step) == {"/data/laki": DEFERRED}
    step = forms.answer(uji, stored(step), "5", NOW)
    assert step.prompt.name == "keluarga"  # and not the one before, which is still blank
    refused = forms.finish(uji, forms.jump(uji, step.draft, "", NOW).draft, NOW)
    assert isinstance(refused.events[-1], FinishRefused)
    assert refused.prompt.name == "laki"


def test_an_answer_takes_the_remark_away() -> None:
    uji, step = begun()
    step = forms.defer(uji, step.draft, NOW)
    step = forms.answer(uji, forms.jump(uji, stored(step), "/data/laki", NOW).draft, "7", NOW)
    assert remarks(uji, step) == {}


def test_the_same_value_keeps_it_and_is_told() -> None:
    uji, step = begun("7")
    step = forms.remark(uji, step.draft, "/data/laki", "confirmed", NOW)
    back = forms.jump(uji, stored(step), "/data/laki", NOW)
    assert back.prompt.remark == "confirmed"
    same = forms.answer(uji, back.draft, "7", NOW)
    assert isinstance(same.events[0], AnswerAccepted)
    assert same.events[0].remark == "confirmed"
    other = forms.answer(uji, back.draft, "8", NOW)
    assert isinstance(other.events[0], AnswerAccepted)
    assert other.events[0].remark == ""


@pytest.mark.parametrize(("value", "unusual"), [("5", False), ("1", True)])
def test_the_form_may_say_what_is_unusual(value: str, unusual: bool) -> None:
    uji, step = begun("10", "10")
    step = forms.answer(uji, step.draft, value, NOW)
    (accepted,) = [event for event in step.events if isinstance(event, AnswerAccepted)]
    assert accepted.unusual is unusual
    lines = {line.path: line.unusual for line in forms.overview(uji, step.draft)}
    assert lines == {"/data/laki": None, "/data/perempuan": None, "/data/keluarga": unusual}


def test_a_remark_goes_with_its_round() -> None:
    uji, step = begun("10", "10", "5", "yes", "1", "yes", "2", "yes", "3")
    step = forms.remark(uji, step.draft, "/data/kegiatan[3]/hadir", "confirmed", NOW)
    step = forms.remove(uji, stored(step), "/data/kegiatan[1]", NOW)
    assert remarks(uji, step) == {"/data/kegiatan[2]/hadir": "confirmed"}


def test_a_remark_moves_to_another_version() -> None:
    uji, step = begun("10")
    step = forms.unknown(uji, step.draft, NOW)
    moved = move(uji, form("2"), step.draft, NOW)
    assert remarks(form("2"), moved.step) == {"/data/perempuan": UNKNOWN}
    assert moved.step.prompt.name == "keluarga"


def test_the_answers_that_a_constraint_speaks_of() -> None:
    uji, step = begun("10", "10")
    assert named(uji, step) == ["laki", "perempuan"]  # by way of a calculation
    step = forms.answer(uji, step.draft, "5", NOW)
    step = forms.answer(uji, step.draft, "yes", NOW)
    assert named(uji, step)[0] == "keluarga"
    assert named(*begun()) == []


def named(uji: forms.Form, step: Step) -> list[str]:
    return [line.path.rpartition("/")[2] for line in forms.named_in_constraint(uji, step.draft)]


def test_all_of_it_can_be_finished() -> None:
    uji, step = begun("10")
    step = forms.unknown(uji, step.draft, NOW)
    step = forms.defer(uji, step.draft, NOW)
    step = forms.unknown(uji, step.draft, NOW)
    step = forms.answer(uji, step.draft, "no", NOW)
    step = forms.answer(uji, forms.jump(uji, step.draft, "/data/perempuan", NOW).draft, "4", NOW)
    step = forms.answer(uji, forms.jump(uji, step.draft, "/data/keluarga", NOW).draft, "4", NOW)
    assert isinstance(forms.finish(uji, step.draft, NOW).events[-1], FormFinished)

# ruff: noqa: E501  (forms are tables, and tables are wide)
"""The live session: what is stored of it, what is taken up again, and what never changes by that."""

import json
from datetime import timedelta

import pytest

from forms import Context, Draft, Session
from forms.filling.instance import Instance
from tests.forms.living import EVERYTHING
from tests.forms.scenario import NOW, Person, form_of

IMPURE = """
| survey |
| | type | name | label | calculation | default | parameters |
| | text | a | A | | | |
| | calculate | satu | | random() | | |
| | calculate | dua | | concat(${a}, uuid()) | | |
| | calculate | tiga | | once(random()) | | |
| | calculate | empat | | now() | | |
| | calculate | lima | | concat(${a}, now()) | | |
| | text | b | B | | random() | |
| | select_one yt | c | C | | | randomize=true |
| | text | d | D | | | |
| choices |
| | list_name | name | label |
| | yt | satu | Satu |
| | yt | dua | Dua |
| | yt | tiga | Tiga |
| | yt | empat | Empat |
"""


def test_a_session_answers_like_the_functions() -> None:
    person = Person(EVERYTHING).say("8", "solok", "payo")
    session = Session.open(person.form, Context(now=NOW))
    for value in ("8", "solok", "payo"):
        session.answer(value, NOW)
    assert session.draft == person.draft
    assert session.prompt == person.prompt
    assert session.value("/data/g/kampung") == "payo"
    assert session.value("/data/tidak_ada") is None
    assert session.passed == ["/data/salam", "/data/pus", "/data/g/kota", "/data/g/kampung"]


def test_a_draft_holds_what_was_passed_and_nothing_blank_beside() -> None:
    person = Person(EVERYTHING).say("8").skip()
    stored = person.draft.instance
    assert stored["values"]["g"] == {"kota": ""}
    assert stored["values"]["acara"] == [{"hadir": "5", "urut": "1", "tamu": [{}]}]
    assert stored["open"] == {"acara[1]": "hadir"}
    assert (stored["hidden"], stored["beyond"]) == ({"g": "suntik"}, {"": "anak[1]"})
    assert person.draft.passed == 3


def test_of_the_context_only_what_is_not_usual_is_stored() -> None:
    assert Person(EVERYTHING).draft.context == {"now": NOW.isoformat()}
    assert Person(EVERYTHING, seed=4, language="en").draft.context == {
        "now": NOW.isoformat(),
        "seed": 4,
        "language": "en",
    }


def test_a_draft_as_it_was_stored_once_is_still_read() -> None:
    """Whole trees, lists of paths, and the places passed beside them."""
    form = form_of(EVERYTHING)
    draft = Draft.from_json(
        {
            "form_id": "uji", "version": "1", "revision": 4, "language": "id", "at": "/data/g/suntik",
            "instance": {
                "values": {
                    "salam": "", "pus": "8", "g": {"kota": "solok", "kampung": "", "sela": "", "suntik": ""},
                    "acara": [{"nama": "", "hadir": "5", "urut": "1", "tamu": [{"siapa": ""}]}], "anak_count": "0",
                    "anak": [{"umur": ""}], "jumlah": "6", "undi": "x", "catatan": "", "nama_kota": "Solok", "hasil": "",
                    "meta": {"instanceID": "uuid:1"},
                },
                "hidden": [], "beyond": ["/data/anak[1]"], "filled": [],
            },
            "context": {"now": NOW.isoformat(), "zone": "Asia/Jakarta", "seed": 3, "language": "id", "account": {}},
            "seen": ["/data/pus", "/data/g/kota", "/data/g/kampung", "/data/acara"],
        }
    )  # fmt: skip
    assert draft.passed == 4
    session = Session.resume(form, draft)
    assert (session.prompt.name, session.prompt.number, session.prompt.notes) == ("suntik", 4, ("Kota solok.",))
    session.answer("2", NOW)
    assert session.prompt.path == "/data/acara[1]/nama"
    session.answer("rapat", NOW)
    assert session.prompt.value == "5"
    session.answer("6", NOW)
    session.answer("Ani", NOW)
    session.answer("no", NOW)
    assert session.prompt.kind in ("note", "text")
    assert Draft.from_json(json.loads(json.dumps(session.draft.to_json()))) == session.draft


@pytest.mark.parametrize("name", ["satu", "dua", "tiga", "empat"])
def test_chance_and_clock_never_change_by_taking_a_draft_up_again(name: str) -> None:
    person = Person(IMPURE, seed=5)
    first = person.value(name)
    person.now += timedelta(hours=3)
    person.say("x")
    drawn = person.value(name)
    assert drawn == first != ""
    person.say("y").back().jump("/data/d")
    assert person.value(name) == drawn


def test_the_clock_stands_still_within_a_push() -> None:
    person = Person(IMPURE)
    person.now += timedelta(hours=1)
    assert person.say("x").value("lima") == f"x{person.now.isoformat(timespec='milliseconds')}"


def test_options_without_a_seed_keep_their_order() -> None:
    person = Person(IMPURE, seed=1).say("x", "y")
    order = person.prompt.choices
    assert person.back().jump("/data/c").prompt.choices == order
    assert Session.resume(person.form, person.draft).prompt.choices == order
    others = {tuple(one.name for one in Person(IMPURE, seed=n).say("x", "y").prompt.choices) for n in range(8)}
    assert len(others) > 1


def test_the_language_may_change_at_any_time() -> None:
    person = Person(EVERYTHING).say("8", "solok")
    assert (person.prompt.label, person.value("nama_kota")) == ("Kampung", "Solok")
    person.speak("en")
    assert (person.draft.language, person.prompt.label, person.value("nama_kota")) == ("en", "Village", "Solok city")
    assert person.speak("id").prompt.label == "Kampung"


def test_what_a_draft_says_of_its_places_can_be_read() -> None:
    person = Person(EVERYTHING).say("8").skip()
    instance = Instance(person.form, person.draft.instance)
    assert instance.passed() == ["/data/salam", "/data/pus", "/data/g/kota"]
    assert instance.marked("open") == {"/data/acara[1]/hadir"}
    assert instance.marked("beyond") == {"/data/anak[1]"}


def test_of_the_world_only_what_the_form_takes_is_stored() -> None:
    form = """
| survey |
| | type | name | label | bind::kabar:prefill |
| | text | desa | Desa | unit |
| | integer | pus | PUS | |
| | text | balai | Balai | profil |
"""
    known = {
        "account": {"username": "sari"},
        "unit": {"id": "1", "desa": "Payo", "code": "13"},
        "profile": {"balai": "RW 3", "lain": "x"},
        "last": {"pus": "400", "balai": "RW 2", "lain": "9"},
        "last_saved": "<data/>",
        "instances": {"kab": [{"name": "solok"}]},
    }
    assert Person(form, **known).draft.context == {
        "now": NOW.isoformat(),
        "unit": {"id": "1", "desa": "Payo"},
        "profile": {"balai": "RW 3"},
        "last": {"pus": "400"},
    }

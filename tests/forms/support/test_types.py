"""Each type through the engine and the reader of typed answers: what the page claims of it is so."""

from __future__ import annotations

from datetime import date

import pytest
from pyxform.aliases import control, select
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from forms import compile_form, read_xlsform
from forms.outside.external import ITEMSETS, attach
from reporting.reading import Read, Reader, load_vocabulary
from tests.forms.scenario import SETTINGS, Person
from tests.forms.support.claims import TypeClaim
from tests.forms.support.types import NOT_TAKEN, TYPES, names_of

ACCOUNT = {"username": "Bu Sari", "phonenumber": "0812", "email": "sari@example.org", "deviceid": "hp-1"}
LIST = b"name,label\nm,Merah\nb,Biru\n"
SENT = ("image", "audio", "video", "file")


def every_name() -> list[tuple[TypeClaim, str]]:
    return [(claim, name) for claim in TYPES for name in names_of(claim)]


def person(claim: TypeClaim, name: str) -> Person:
    sheet = read_xlsform(claim.markdown(name) + SETTINGS, "uji.md")
    lists = {"daftar.csv": LIST, ITEMSETS: sheet.itemsets.encode()}
    return Person(attach(compile_form(sheet.xform), lists), account=ACCOUNT)


@pytest.mark.parametrize(("claim", "name"), every_name())
def test_every_name_of_the_type_is_asked_alike(claim: TypeClaim, name: str) -> None:
    asked = person(claim, name)
    assert asked.prompt.kind == (claim.asked or "end")


@pytest.mark.parametrize("claim", [one for one in TYPES if one.typed is not None], ids=lambda one: one.name)
def test_what_is_typed_is_what_the_submission_holds(claim: TypeClaim) -> None:
    filler = person(claim, claim.name)
    read = Reader(load_vocabulary()).read(filler.prompt, claim.typed or "", date(2026, 11, 2), "2026-10", "id")
    assert isinstance(read, Read)
    assert stored(filler.say(read.value)) == claim.stored


@pytest.mark.parametrize("claim", [one for one in TYPES if one.asked in SENT], ids=lambda one: one.name)
def test_what_is_sent_stands_in_the_submission(claim: TypeClaim) -> None:
    assert stored(person(claim, claim.name).say(claim.stored)) == claim.stored


@pytest.mark.parametrize("claim", [one for one in TYPES if not one.asked], ids=lambda one: one.name)
def test_what_is_not_asked_has_its_value(claim: TypeClaim) -> None:
    assert stored(person(claim, claim.name)) == claim.stored


def test_every_type_that_pyxform_knows_is_on_the_page() -> None:
    told = {name for _, name in every_name()}
    known = QUESTION_TYPE_DICT.keys() | select.keys() | control.keys()
    assert {name for name in known if not name.startswith("uri:")} - told == NOT_TAKEN


def stored(filler: Person) -> str:
    while filler.prompt.kind == "repeat":
        filler.say("no")
    return next((row.text for row in filler.finish().rows if row.name == "q"), "")

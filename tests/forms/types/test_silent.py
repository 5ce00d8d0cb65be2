"""What is never asked: metadata from who fills the form, what works only in an app, and what is read without harm."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.forms.scenario import Person

SILENT = """
| survey |
| | type | name | label | parameters |
| | start | mulai | | |
| | end | akhir | | |
| | today | hari | | |
| | username | nama | | |
| | phonenumber | telepon | | |
| | email | surel | | |
| | deviceid | gawai | | |
| | simserial | kartu | | |
| | subscriberid | langganan | | |
| | audit | audit | | location-priority=balanced location-min-interval=60 location-max-age=120 |
| | start-geopoint | tempat | | |
| | background-audio | suara | | |
| | hidden | kosong | | |
| | text | catatan | Catatan | rows=3 |
"""
ACCOUNT = {"username": "sari", "phonenumber": "0812", "email": "sari@example.org", "deviceid": "tg:7"}


def submitted(xml: str) -> dict[str, str]:
    return {re.sub("{.*}", "", one.tag): one.text or "" for one in ElementTree.fromstring(xml).iter() if not len(one)}


def test_only_the_question_is_asked() -> None:
    person = Person(SILENT, account=ACCOUNT)
    assert person.at == "catatan"
    values = submitted(person.say("ramai").finish().xml)
    assert values.pop("instanceID").startswith("uuid:")
    assert values == {
        "mulai": "2026-11-02T08:00:00.000+07:00",
        "akhir": "2026-11-02T08:00:00.000+07:00",
        "hari": "2026-11-02",
        "nama": "sari",
        "telepon": "0812",
        "surel": "sari@example.org",
        "gawai": "tg:7",
        "kartu": "",
        "langganan": "",
        "audit": "",
        "tempat": "",
        "suara": "",
        "kosong": "",
        "catatan": "ramai",
    }


def test_what_nobody_knows_stays_blank() -> None:
    values = submitted(Person(SILENT).say("ramai").finish().xml)
    assert [values[name] for name in ("nama", "telepon", "surel", "gawai")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("row", "kind", "answer"),
    [
        ("| image | x | X | max-pixels=640 | |", "image", "foto.jpg"),
        ("| image | x | X | | new-front |", "image", "foto.jpg"),
        ("| audio | x | X | quality=voice-only | |", "audio", "suara.ogg"),
        ("| video | x | X | | |", "video", "film.mp4"),
        ("| file | x | X | | |", "file", "daftar.pdf"),
        ("| barcode | x | X | | |", "barcode", "8991002101234"),
        (
            "| geopoint | x | X | capture-accuracy=10 warning-accuracy=50 | placement-map |",
            "geopoint",
            "-0.78 100.65 0.0 5.0",
        ),
        ("| geotrace | x | X | | |", "geotrace", "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0"),
        ("| geoshape | x | X | | |", "geoshape", "1.0 2.0 0.0 0.0; 3.0 4.0 0.0 0.0; 5.0 6.0 0.0 0.0; 1.0 2.0 0.0 0.0"),
        ("| text | x | X | rows=5 | multiline |", "text", "ya"),
        ("| integer | x | X | | thousands-sep |", "integer", "1250"),
        ("| acknowledge | x | X | | |", "acknowledge", "OK"),
        ("| trigger | x | X | | |", "acknowledge", "OK"),
    ],
)
def test_parameters_and_looks_of_apps_do_no_harm(row: str, kind: str, answer: str) -> None:
    person = Person(f"| survey |\n| | type | name | label | parameters | appearance |\n| {row}\n")
    assert person.prompt.kind == kind
    values = submitted(person.say(answer).finish().xml)
    assert values["x"] == answer


@pytest.mark.parametrize("kind", ["geotrace", "geoshape"])
@pytest.mark.parametrize("answer", ["1 2 0 0", "1 2; x y", "91 2; 3 4; 5 6; 91 2", "dari sini"])
def test_what_is_no_line_is_refused(kind: str, answer: str) -> None:
    form = f"| survey |\n| | type | name | label |\n| | {kind} | x | X |\n"
    assert Person(form).refused(answer).condition == "type"

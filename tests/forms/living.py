# ruff: noqa: E501  (forms are tables, and tables are wide)
"""A form with everything in it that one answer can do to others, and pushes to fill it with."""

from __future__ import annotations

from forms import Form, Prompt, Session
from forms.events import Event
from tests.forms.scenario import NOW, form_of

EVERYTHING = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | required | relevant | constraint | default | calculation | choice_filter | repeat_count | readonly |
| | note | salam | Selamat datang. | Welcome. | | | | | | | | |
| | integer | pus | Berapa PUS? | How many couples? | yes | | . >= 0 and . <= 500 | | | | | |
| | begin_group | g | Wilayah | Area | | ${pus} > 5 | | | | | | |
| | select_one kota | kota | Kota | Town | | | | | | | | |
| | select_multiple kampung | kampung | Kampung | Village | | | | | | kota = ${kota} | | |
| | note | sela | Kota ${kota}. | Town ${kota}. | | | | | | | | |
| | integer | suntik | Suntik | Injection | | ${kota} != '' | . <= ${pus} | | | | | |
| | end_group | | | | | | | | | | | |
| | begin_repeat | acara | Acara | Event | | ${pus} > 1 | | | | | | |
| | text | nama | Nama | Name | | | | | | | | |
| | integer | hadir | Hadir ke-${urut} | Present | | ${nama} != 'batal' | . <= 90 | 5 | | | | |
| | calculate | urut | | | | | | | position(..) | | | |
| | begin_repeat | tamu | Tamu | Guest | | | | | | | | |
| | text | siapa | Siapa | Who | | ${hadir} > 3 | | | | | | |
| | end_repeat | | | | | | | | | | | |
| | end_repeat | | | | | | | | | | | |
| | begin_repeat | anak | Anak | Child | | | | | | | ${pus} mod 4 | |
| | integer | umur | Umur | Age | | | . < ${pus} | | | | | |
| | end_repeat | | | | | | | | | | | |
| | calculate | jumlah | | | | | | | sum(${hadir}) + count(${siapa}) | | | |
| | calculate | undi | | | | | | | uuid() | | | |
| | text | catatan | Catatan | Remark | ${jumlah} > 20 | | | | | | | ${pus} = 7 |
| | calculate | nama_kota | | | | | | | jr:choice-name(${kota}, '${kota}') | | | |
| | note | hasil | Jumlah ${jumlah}. | Sum ${jumlah}. | | ${jumlah} > 0 | | | | | | |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) | kota |
| | kota | solok | Solok | Solok city | |
| | kota | jambi | Jambi | Jambi city | |
| | kampung | payo | Payo | Payo | solok |
| | kampung | laing | Laing | Laing | solok |
| | kampung | tahtul | Tahtul | Tahtul | jambi |
"""
_TEXTS = ("rapat", "batal", "kunjungan")


def everything() -> Form:
    return form_of(EVERYTHING)


def value(asked: Prompt, number: int) -> str:
    """One of the sensible answers to the prompt."""
    match asked.kind:
        case "select_one" | "select_multiple":
            names = [choice.name for choice in asked.choices]
            return names[number % len(names)] if names else ""
        case "repeat":
            return "yes" if number % 3 == 0 else "no"
        case "integer":
            return str(number % 12)
        case "text":
            return _TEXTS[number % len(_TEXTS)]
    return ""


def push(session: Session, act: str, number: int) -> tuple[Event, ...]:
    """`a` answers, `s` skips, `b` goes back, `j` jumps to a place passed, `r` removes an instance, `l` speaks another
    language, `f` finishes."""
    draft = session.draft
    match act:
        case "a":
            return session.answer(value(session.prompt, number), NOW)
        case "s":
            return session.skip(NOW)
        case "b":
            return session.back(NOW)
        case "j":
            places = ["", *session.passed]
            return session.jump(places[number % len(places)], NOW)
        case "r":
            count = len(draft.instance["values"].get("acara", ()))
            return session.remove(f"/data/acara[{number % (count + 1) + 1}]", NOW)
        case "l":
            return session.speak("en" if draft.language == "id" else "id", NOW)
    return session.finish(NOW)

"""Pictures and sounds beside a question or an option: the prompt names their files."""
# ruff: noqa: E501  (forms are tables, and tables are wide)

from __future__ import annotations

from tests.forms.scenario import Person

FORM = """
| survey |
| | type | name | label | media::image | media::audio | media::big-image | guidance_hint | hint |
| | select_one alat | alat | Alat KB | alat.png | alat.mp3 | alat-besar.png | Tunjukkan gambarnya | Pilih |
| | note | tutup | | tutup.jpg | | | | |
| choices |
| | list_name | name | label | media::image | media::video |
| | alat | iud | IUD | iud.png | iud.mp4 |
| | alat | pil | Pil | | |
"""
LANGUAGES = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | media::image::Indonesia (id) | media::image::English (en) |
| | text | a | A | A | id.png | en.png |
| | text | b | B | B | id.png | |
"""


def test_a_question_names_its_files_by_kind() -> None:
    prompt = Person(FORM).prompt
    assert prompt.media == {"image": "alat.png", "big-image": "alat-besar.png", "audio": "alat.mp3"}
    assert (prompt.guidance, prompt.hint) == ("Tunjukkan gambarnya", "Pilih")


def test_an_option_names_its_files() -> None:
    iud, pil = Person(FORM).prompt.choices
    assert (iud.label, iud.media) == ("IUD", {"image": "iud.png", "video": "iud.mp4"})
    assert (pil.label, pil.media) == ("Pil", {})


def test_a_note_may_be_a_picture_alone() -> None:
    prompt = Person(FORM).say("iud").prompt
    assert (prompt.kind, prompt.media) == ("note", {"image": "tutup.jpg"})


def test_files_go_by_language_and_fall_back() -> None:
    assert Person(LANGUAGES, language="id").prompt.media == {"image": "id.png"}
    english = Person(LANGUAGES, language="en")
    assert english.prompt.media == {"image": "en.png"}
    assert english.say("x").prompt.media == {"image": "id.png"}

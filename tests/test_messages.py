"""Every text and every word on a button, as it is written: complete in both languages, plain, and short."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

import pytest
from jinja2 import Environment

from reporting.texts import LANGUAGES, filters, templates_folder, words
from tests.messages import ALLOWED, BUTTONS, complaints, emoji, unfit, width
from tests.rendered.choices import read_by

FOLDER = templates_folder()
COMMENT = re.compile(r"{#.*?#}", re.S)
CODE = re.compile(r"{%.*?%}|{{.*?}}|<[^>]+>", re.S)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
NOT_ON_BUTTONS = ("bot_", "command_", "words_", "word_")
GREETED = "enrolling/letter"  # to somebody whom Kabar does not know yet, sent by a person


@cache
def environment(language: str) -> Environment:
    made = Environment(trim_blocks=True, lstrip_blocks=True)
    made.filters.update(filters(language))
    return made


def texts(language: str) -> dict[str, str]:
    folder = FOLDER / language
    return {
        path.relative_to(folder).as_posix().removesuffix(".html.j2"): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html.j2"))
    }


def said(source: str) -> str:
    """What of a template reaches a reader: its own words, and those in the code of its choices."""
    source = COMMENT.sub("", source)
    chosen = [text for code in re.findall(r"{{(.*?)}}", source, re.S) for text in LITERAL.findall(code) if " " in text]
    return "\n".join([CODE.sub(" ", source), *chosen])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_word_that_hurts(language: str) -> None:
    found = {name: unfit(language, said(source)) for name, source in texts(language).items() if name != GREETED}
    assert {name: bad for name, bad in found.items() if bad} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_on_a_button_hurts_or_is_too_wide(language: str) -> None:
    for key, word in words(FOLDER / language / "words").items():
        assert unfit(language, word) == [], (key, word)
        assert [sign for sign in emoji(word) if sign not in ALLOWED] == [], (key, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_fixed_signs_are_used(language: str) -> None:
    strange = {
        name: [sign for sign in emoji(said(source)) if sign not in ALLOWED] for name, source in texts(language).items()
    }
    assert {name: bad for name, bad in strange.items() if bad} == {}


def test_both_languages_say_the_same_facts() -> None:
    """A text in English needs what it needs in Indonesian, and the other way round."""
    needs = [
        {name: read_by(environment(one).parse(source)) for name, source in texts(one).items()} for one in LANGUAGES
    ]
    assert {name: (needs[0][name], needs[1][name]) for name in needs[0] if needs[0][name] != needs[1].get(name)} == {}


def test_both_languages_fill_in_the_same_into_words() -> None:
    told = [words(FOLDER / one / "words") for one in LANGUAGES]
    fields = [
        {key: {part[1] for part in Formatter().parse(word) if part[1]} for key, word in one.items()} for one in told
    ]
    assert fields[0] == fields[1]


def test_the_rules_find_what_they_are_for() -> None:
    def rows(*labels: str) -> list[list[dict[str, str]]]:
        return [[{"text": label} for label in labels]]

    assert list(complaints("id", "x" * 701, ()))
    assert not list(complaints("id", "x" * 700, ()))
    assert not list(complaints("id", "halaman 1 dari 2\n" + "x" * 800, ()))
    for bad in ("Ups, ada yang salah", "Silahkan isi", "Hebat!!!", "Input invalid", "Sistem sibuk", "Halo Bapak/Ibu"):
        assert list(complaints("id", bad, ())), bad
    for good in ("Ketik salah satu nomornya.", "Mohon dicek.", 'Saya terima "kamu salah!".'):
        assert not list(complaints("id", good, ())), good
    assert list(complaints("id", "✅ Foto: 📷 ada", ()))
    assert list(complaints("id", "🎉 Terkirim", ()))
    assert list(complaints("en", "x", rows("y" * 33)))
    assert list(complaints("en", "x", rows("y" * 17, "y")))
    assert not list(complaints("en", "x", rows("⬅️ " + "y" * 29)))
    assert list(
        complaints("en", "x", [*rows("a"), *rows("a"), *rows("a"), *rows("a"), *rows("a"), *rows("a"), *rows("a")])
    )


def test_labels_are_counted_as_a_phone_shows_them() -> None:
    assert width("⬅️ Kembali") == 2 + 1 + 7
    assert width("Simpan") == 6
    assert max(BUTTONS.values()) == 32

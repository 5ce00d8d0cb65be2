"""Cards as people read them, and those of whole forms within their budgets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import forms
from forms import Context
from forms.prompt import Bounds, Choice, Prompt, Section
from forms.rehearsing.rehearsal import Rehearsing
from reporting.filling.searching import matching
from reporting.fitting import plain
from reporting.markup import bare, rich
from reporting.screens.keys import Look
from reporting.screens.question import Card, question
from reporting.texts import LANGUAGES, templates_folder
from tests.reporting.cards import TODAY, drawn
from tests.reporting.field import TEXTS

EXAMPLES = Path(__file__).parents[1] / "forms" / "examples"
FORMS = [
    *(EXAMPLES / f"{name}.md" for name in ("semua_jenis", "tabel_sikap", "dua_bahasa", "syarat_jawaban")),
    *(templates_folder() / "forms" / f"{name}.md" for name in ("kegiatan_kkb", "kunjungan_keluarga")),
]
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
VILLAGES = (*(Choice(f"v{at}", f"Desa Suka Maju {at}") for at in range(1, 108)), Choice("v108", "Tanah Garam"))


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_every_prompt_of_a_form_keeps_to_its_budgets(file: Path) -> None:
    form = forms.load(file.read_bytes(), file.name)
    walk = Rehearsing(form, Context(now=NOW, period="2026-10"), 1).run()
    assert walk.finished, walk.stuck
    for line in forms.overview(form, walk.draft):
        prompt = forms.prompt(form, forms.jump(form, walk.draft, line.path, NOW).draft)
        for language in LANGUAGES:
            drawn(language, prompt, Card(TODAY, "2026-10", echo={"label": "Jumlah PUS", "text": "1486"}))


def text(prompt: Prompt, card: Card | None = None) -> str:
    return plain(TEXTS.screen("id", question(TEXTS, "id", prompt, card or Card(TODAY, "2026-10"))))


def asked(kind: str, **told: object) -> Prompt:
    return Prompt(path="/data/x", name="x", kind=kind, label="Isian", **told)  # type: ignore[arg-type]


def shown(prompt: Prompt, look: Look | None = None) -> list[list[str]]:
    screen = question(TEXTS, "id", prompt, Card(TODAY, "2026-10", look=look or Look()))
    return [[button.label for button in row] for row in screen.rows[:-1]]


def test_a_large_number_is_said_in_words_too() -> None:
    echo = {"label": "Jumlah PUS", "text": "1234", "kind": "integer", "sensitive": False}
    told = text(asked("text"), Card(TODAY, "2026-10", echo=echo))
    assert told.startswith("✅ Jumlah PUS: 1.234 (seribu dua ratus tiga puluh empat)")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1000", "seribu"),
        ("2011", "dua ribu sebelas"),
        ("10100", "sepuluh ribu seratus"),
        ("115019", "seratus lima belas ribu sembilan belas"),
        ("1000001", "satu juta satu"),
    ],
)
def test_numbers_are_spelled_as_people_say_them(number: str, words: str) -> None:
    echo = {"label": "N", "text": number, "kind": "integer", "sensitive": False}
    assert f"({words})" in text(asked("text"), Card(TODAY, "2026-10", echo=echo))


def test_a_year_is_no_sum() -> None:
    prompt = asked("integer", bounds=Bounds("2016", "2026"), value="2019")
    assert "Ketik tahunnya 2016–2026." in text(prompt)
    assert shown(prompt)[:2] == [["Tetap 2019"], ["2016", "2017", "2018", "2019", "2020"]]


def test_digits_stand_where_a_small_figure_is_likely() -> None:
    digits = [[str(n) for n in range(5)], [str(n) for n in range(5, 10)]]
    assert shown(asked("integer", bounds=Bounds("0", "20"))) == digits
    assert shown(asked("integer", previous="3")) == digits
    assert shown(asked("integer"), Look(usual=("1", "0", "2", "14", "3"))) == digits
    assert shown(asked("integer", bounds=Bounds("0", "500"), previous="412")) == [["0", "Sama: 412"]]
    assert shown(asked("integer", bounds=Bounds("5", "500"))) == []


def test_a_calendar_has_the_days_that_may_be_chosen() -> None:
    prompt = asked("date", bounds=Bounds("2026-10-01", "2026-10-31"))
    assert shown(prompt) == [["📅 Pilih tanggal"]]
    rows = shown(prompt, Look(month="2026-10"))
    assert rows[0] == ["·", "Okt 2026", "18–31 ▶"]
    assert rows[1] == ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"]
    assert rows[2] == ["·", "·", "·", "·", "1", "2", "3"]
    assert rows[-1] == ["11", "12", "13", "14", "15", "16", "17"]
    rows = shown(prompt, Look(month="2026-10-18"))
    assert rows[0] == ["◀ 1–17", "Okt 2026", "·"]
    assert [row[0] for row in rows[2:]] == ["18", "25"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_keeps_to_six_rows_and_shows_every_day_once(language: str) -> None:
    """Twelve years hold each length of a month on each day of the week: four, five and six weeks."""
    month, number = date(2024, 1, 1), 12 * 12
    look, seen = Look(month=f"{month}"), list[str]()
    prompt = asked("date", required=False, section=Section(1, 5, "Pertemuan"), repeat=("Pertemuan", 1, 5))
    while number:
        screen = drawn(language, prompt, Card(TODAY, "2026-10", look=look, can_drop=True))
        assert len(screen.rows[2:-1]) <= 3
        seen += [b.tap.partition(":v")[2] for row in screen.rows[2:-1] for b in row if ":v" in b.tap]
        turn = screen.rows[0][-1].tap.removeprefix("a:17:g")
        number -= turn.endswith("-01")
        look = Look(month=turn)
    last = date(2036, 1, 1)
    assert seen == [f"{month + timedelta(days=at)}" for at in range((last - month).days)]


def test_a_day_that_was_not_taken_closes_the_calendar() -> None:
    """What else may be done needs its rows."""
    problem = {"code": "not_a_date", "received": "0", "message": "", "has_way_round": False, "named": [], "labels": []}
    card = Card(TODAY, "2026-10", look=Look(month="2026-10-18"), problem=problem)
    rows = question(TEXTS, "id", asked("date"), card).rows
    assert ["📅 Pilih tanggal"] in [[button.label for button in row] for row in rows]
    assert not any(button.tap == "a:*:z" for row in rows for button in row)


def test_of_a_long_list_what_is_used_most_comes_first_with_its_own_number() -> None:
    prompt = asked("select_one", choices=VILLAGES)
    told = text(prompt, Card(TODAY, "2026-10", look=Look(usual=("v108", "v40"))))
    assert "108. Tanah Garam\n40. Desa Suka Maju 40\n1. Desa Suka Maju 1" in told
    assert shown(prompt)[-1] == ["🔎 Cari", "Berikutnya ▶"]
    assert shown(prompt, Look(page=1))[-1] == ["◀ Balik", "🔎 Cari", "Lanjut ▶"]


def test_two_letters_find_an_option() -> None:
    prompt = asked("select_one", choices=VILLAGES)
    assert matching(prompt, "ta") == [107]
    assert matching(prompt, "maju 10") == [9, *range(99, 107)]
    assert matching(prompt, "t") == [] == matching(asked("select_one", choices=VILLAGES[:8]), "desa")


def test_styles_of_a_form_are_shown_or_taken_away() -> None:
    label = "Jumlah **PUS** <span style='color:red'>bulan</span> ini_ya, R&D &amp; [x](https://a.id/?b=1&c=2) 2*3*4 a<b"
    assert bare(label) == "Jumlah PUS bulan ini_ya, R&D & x 2*3*4 a<b"
    assert str(rich(label)) == (
        'Jumlah <b>PUS</b> bulan ini_ya, R&amp;D &amp; <a href="https://a.id/?b=1&amp;c=2">x</a> 2*3*4 a&lt;b'
    )
    assert str(rich("<b>satu <i>dua</b> tiga")) == "<b>satu <i>dua</i></b> tiga"
    assert bare("\\*bukan miring\\* <javascript>") == "*bukan miring* <javascript>"

"""What each number of a batch card is, told by "contoh", by "bantuan", and by a question about one of them."""

from __future__ import annotations

from reporting.texts import LANGUAGES
from tests.reporting.desk import TEXTS
from tests.reporting.test_batch_card import Report, methods, population, report

__all__ = ["methods", "population", "report"]  # fixtures


def above(report: Report, language: str = "id") -> str:
    told = report.screen().above
    assert told is not None
    for each in LANGUAGES:
        assert len(TEXTS.render(each, told["text"], **told["args"])) <= 700
    return TEXTS.render(language, told["text"], **told["args"])


def test_contoh_tells_what_each_number_of_the_card_is(methods: Report) -> None:
    methods.says("contoh")
    told = above(methods)
    for number, name in enumerate(("IUD", "MOW", "MOP", "Implan", "Suntik", "Pil", "Kondom"), 1):
        assert f"\n{number}. {name}" in told
    assert "Kirim 7 angka" in methods.shown(), "the card comes again below it"


def test_one_number_of_the_card_is_explained_when_it_is_named(population: Report) -> None:
    population.says("contoh")
    assert "\n8. " in above(population)
    population.says("jumlah keluarga itu apa?")
    assert "Jumlah keluarga" in above(population)


def test_bantuan_tells_of_all_numbers_too(methods: Report) -> None:
    shown = methods.says("bantuan")
    assert "1. IUD" in shown and "7. Kondom" in shown
    assert "Bisa dibantu apa" in shown

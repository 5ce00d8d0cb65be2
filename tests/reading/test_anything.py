"""Whatever is typed, reading it ends in one of the three results, and what was read can be read again."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.prompt import Choice, Kind, Prompt
from reporting.reading import DidYouMean, Read, Unreadable, load_vocabulary
from reporting.reading.spoken import Spoken
from tests.reading.table import READER, TODAY, read

CHOICES = (Choice("ya", "Ya"), Choice("tidak", "Tidak"), Choice("pik", "PIK-R (remaja)"), Choice("x1", "1. Data & 2"))
WORDS = """
    12 1.234 12,5 0 -5 31 2026 14.30 9:05 / - , . ; ± ? dan sampai lalu ini depan orang dua belas puluh ratus ribu juta
    koma setengah jam pagi malam kurang lewat minggu senin tgl bulan okt kemarin lusa ya tidak belum ada semua kecuali
    suntik susuk steril bkb pik 1 3 wib wita LS BT ½ 👍 1️⃣
"""
TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join),
    st.lists(st.sampled_from(WORDS.split()), max_size=7).map("".join),
)


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("language", ["id", "en"])
@settings(max_examples=60, deadline=None, derandomize=True)
@given(typed=TYPED, period=st.sampled_from(["2026-10", "2026-02", "2026-W44", ""]))
def test_nothing_typed_breaks_it(kind: Kind, language: str, typed: str, period: str) -> None:
    prompt = Prompt("/d/x", "x", kind, "Apa?", choices=CHOICES)
    reading = READER.read(prompt, typed, TODAY, period, language, "Asia/Makassar")
    assert isinstance(reading, (Read, Unreadable)) or (isinstance(reading, DidYouMean) and reading.options)


@pytest.mark.parametrize("kind", ["integer", "date", "select_one"])
@settings(max_examples=200, deadline=None, derandomize=True)
@given(typed=TYPED)
def test_a_value_reads_as_itself(kind: Kind, typed: str) -> None:
    prompt = Prompt("/d/x", "x", kind, "Apa?", choices=CHOICES[:3])
    value = read(prompt, typed)
    if value[:1] not in "!?":
        assert read(prompt, value) == value


@settings(max_examples=200, deadline=None, derandomize=True)
@given(number=st.integers(0, 999_999))
def test_a_number_in_words_is_read_as_itself(number: int) -> None:
    words = Spoken(load_vocabulary()).write(Decimal(number), "id")
    assert read(Prompt("/d/n", "n", "integer", "Berapa?"), words) == str(number)


def test_very_long_figures_are_no_count() -> None:
    assert read(Prompt("/d/n", "n", "integer", "Berapa?"), "1" * 299) == "! not_a_number"
    assert read(Prompt("/d/n", "n", "integer", "Berapa?"), "1" * 4000) == "! too_long"

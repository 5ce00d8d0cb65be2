from __future__ import annotations

import pytest

from reporting.fitting import MESSAGE, fit, length


def test_a_text_that_fits_keeps_its_markup() -> None:
    text = "<b>" + "a" * (MESSAGE - 1) + "</b>&amp;"
    assert length(text) == MESSAGE
    assert fit(text) == text


@pytest.mark.parametrize(
    "text", ["<b>" + "a" * 5000 + "</b>", "&lt;" * 5000, "a" + "😀" * 3000, "<i>x</i> &amp; " * 2000]
)
def test_a_text_that_is_too_long_is_cut_where_telegram_takes_it(text: str) -> None:
    """Whole letters, nothing that could be read as a tag, and the mark that something is missing."""
    cut = fit(text)
    assert MESSAGE - 2 <= length(cut) <= MESSAGE
    assert "<" not in cut
    assert cut.endswith("…")

"""Phone numbers in the spellings that people and Telegram use."""

from __future__ import annotations

import pytest

from reporting.phones import international, same


@pytest.mark.parametrize(
    "text", ["0812-3456-789", "628123456789", "+62 812 3456 789", "8123456789", "(0812) 3456.789", "00628123456789"]
)
def test_one_number_in_many_spellings(text: str) -> None:
    assert international(text) == "+628123456789"


def test_numbers_from_elsewhere_keep_their_country() -> None:
    assert international("+60 12-345 6789") == "+60123456789"
    assert international("+888 0123 4567") == "+88801234567"


@pytest.mark.parametrize("text", ["", "x", "12345", "0812 345 678 x", "+" + "1" * 16, "٠٨١٢٣٤٥٦٧٨٩"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a phone number"):
        international(text)
    assert not same(text, text)


def test_same() -> None:
    assert same("08123456789", "+628123456789")
    assert not same("08123456789", "+628123456780")

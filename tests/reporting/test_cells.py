"""What somebody typed, in a spreadsheet."""

from __future__ import annotations

import pytest

from reporting.cells import clean, guarded, number


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62811",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r\n=1",
        " =cmd|' /C calc'!A0",
        "＝1+1",
        "－2",
        "＋1",
        "＠x",
        "-",
        "\u3000=1",
        '-0.79 100.6 =HYPERLINK("x")',
    ],
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "412", "-5", "-12.5", "1234567890123456", "Rapat = penting", "a@b", "-0.79 100.65 0 12"]
)
def test_what_is_no_formula_stays(text: str) -> None:
    assert guarded(text) == text


def test_nul_hides_nothing() -> None:
    assert guarded("\x00=1") == "'=1"
    assert clean("a\x00\x0bb\x1fc\td\n") == "abc\td\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("412", 412),
        ("-5", -5),
        ("12.50", 12.5),
        ("0", 0),
        ("0812", None),
        ("1e5", None),
        ("1" * 16, None),
        ("١٢", None),
    ],
)
def test_numbers_keep_their_spelling(text: str, expected: float | None) -> None:
    assert number(text) == expected

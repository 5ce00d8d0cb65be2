"""range: from start to end in steps, on buttons where they fit."""

from __future__ import annotations

from datetime import date

import pytest

from forms.prompt import Bounds
from reporting.screens.keys import Asking, answer_rows
from tests.forms.scenario import Person


def asked(parameters: str) -> Person:
    return Person(f"""
| survey |
| | type | name | label | parameters |
| | range | n | N | {parameters} |
""")


@pytest.mark.parametrize(
    ("parameters", "taken", "refused"),
    [
        ("start=0 end=10 step=2", ["0", "4", "10"], ["3", "11", "-2"]),
        ("start=1 end=9 step=4", ["1", "5", "9"], ["4", "8"]),
        ("start=0 end=1 step=0.1", ["0.3", "0.7", "1"], ["0.35"]),
        ("start=10 end=0 step=5", ["10", "5", "0"], ["4"]),
        ("", ["1", "7"], ["0", "11"]),
    ],
)
def test_only_whole_steps_from_the_start_are_taken(parameters: str, taken: list[str], refused: list[str]) -> None:
    for value in taken:
        assert float(asked(parameters).say(value).value("n")) == float(value)
    for value in refused:
        assert asked(parameters).refused(value).condition == "constraint"


def test_a_prompt_tells_the_step() -> None:
    assert asked("start=0 end=50 step=5").prompt.bounds == Bounds("0", "50", "5")


@pytest.mark.parametrize(
    ("parameters", "labels"),
    [
        ("start=0 end=50 step=5", ["0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50"]),
        ("start=0 end=1 step=0.5", ["0.0", "0.5", "1.0"]),
        ("start=0 end=1000 step=5", ["0"]),
    ],
)
def test_few_steps_stand_on_buttons(parameters: str, labels: list[str]) -> None:
    rows = answer_rows(
        asked(parameters).prompt, Asking(lambda key, **_: key, lambda _, value: value, date(2026, 11, 2))
    )
    assert [button.label for row in rows for button in row] == labels

"""How many messages Kabar sends for a question: at most 1.3, whoever types everything."""

from __future__ import annotations

from statistics import mean, median

import pytest

from models.database import Database
from tests.reporting.arriving import Desk, opened
from tests.reporting.test_pressed_again import asked, go_on
from tests.story import notebook

MOST = 1.3  # ux: speed of replies; one new card a typed answer, none a tapped one
MOST_CARDS = 80


@pytest.mark.parametrize("form_id", ["bulanan_kkb", "kegiatan_kkb"])
def test_a_question_costs_one_message_and_a_bit(sqlite_database: Database, form_id: str) -> None:
    desk = opened(sqlite_database, form_id)
    pages = notebook() if form_id == "bulanan_kkb" else {}
    costs = []
    for _ in range(MOST_CARDS):
        if desk.chat().expects == "review":
            break
        before, path = desk.posted, desk.row().data["at"]
        answer(desk, pages)
        assert desk.row().data["at"] != path, desk.card()
        costs.append(desk.posted - before)
    assert desk.chat().expects == "review", desk.card()
    assert median(costs) <= MOST, costs
    assert mean(costs) <= MOST, costs


def answer(desk: Desk, pages: dict[str, str]) -> None:
    words = pages.get(" ".join(asked(desk).label.split()))
    if words is None:
        go_on(desk)
    else:
        desk.says(words)

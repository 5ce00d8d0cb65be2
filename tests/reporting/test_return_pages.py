"""The coordinator's list of answers to be mended keeps within what two screens of a phone hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.database import Database
from reporting.fitting import length
from reporting.reports import Reports
from reporting.screens.reports import Reader
from reporting.screens.returning import items
from reporting.texts import LANGUAGES
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS
from tests.reporting.field import wib


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_answers_are_cut_as_far_as_the_page_needs(sqlite_database: Database, language: str) -> None:
    with sqlite_database.transaction(wib(2, 9)) as tx:
        desk.plant(tx)
        report = Reports(LIBRARY).read(tx, desk.officer(tx).files(tx), "id")
    long = {"kind": "text", "label": "Apa " * 40, "short": "Apa yang terjadi " * 8, "text": "Hujan deras " * 40}
    wordy = replace(report, lines=tuple(replace(line, **long) for line in report.lines))
    reader = Reader(TEXTS, language, "Asia/Jakarta")
    numbers = [line.number for line in report.lines]
    for page in range(3):
        screen = items(reader, wordy, numbers, page)
        assert len(screen.rows) <= 6
        assert length(TEXTS.screen(language, screen)) <= 900
    plain = items(reader, report, numbers[:2], 0)
    assert plain.args["lines"][0]["label"] == report.lines[0].short.rstrip("?"), "what fits is not cut"

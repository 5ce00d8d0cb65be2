"""Screens that measure themselves take less of what is too long, and still say what they are for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from forms.events import Violation
from forms.prompt import Batch, Bounds, Fault, Line, Prompt, Section
from models.article import Article
from models.chat import Chat
from models.database import Database
from models.kampung import Kampung
from models.person import Person
from models.scope import Scope
from models.submission import Submission
from reporting import articles, opening, overseeing
from reporting.checks import Odd
from reporting.fitting import plain
from reporting.missing import missing_list
from reporting.reports import Report
from reporting.screens import asking, reports
from reporting.screens.batch import Around, Hand, batch_card
from reporting.screens.correction import Mending, correction
from reporting.screens.review import Standing, pages, review_page
from reporting.screens.screen import Screen
from reporting.texts import LANGUAGES, templates_folder
from tests.messages import LONGEST, LONGEST_PAGE, complaints, too_long
from tests.rendered.values import KAMPUNG, MOMENT, NAME, OFFICER, PERIOD, TITLE, label, said
from tests.reporting import field
from tests.reporting.arriving import NOW
from tests.reporting.desk import TEXTS

HEAD: dict[str, Any] = {"title": TITLE.worst, "kampung": KAMPUNG.worst, "period": PERIOD.worst}
HEAD |= dict.fromkeys(("echo", "change", "moved"))
WHY = {"rule": "neighbours", "low": "41200", "high": "51200", "other": ""}
MARKS = ({"rule": "twin", "low": "", "high": "", "other": KAMPUNG.worst}, {"rule": "same", "other": "2026-S2"})
ANSWERED = {"text": said(100), "kind": "text", "sensitive": False}


def lint(language: str, screen: Screen, longest: int) -> str:
    """The text of the screen, once nothing is wrong with it."""
    text = plain(TEXTS.screen(language, screen))
    rows = [[{"text": button.label} for button in row] for row in screen.rows]
    assert list(complaints(language, text, rows, longest)) == []
    return text


def lines(count: int, text: str = said(200)) -> tuple[Line, ...]:
    section = Section(1, 2, label(80))
    return tuple(
        Line(f"/data/q{at}", at, label(240), label(240), "text", text, text, section, required=False)
        for at in range(1, count + 1)
    )


def odd(count: int) -> tuple[Odd, ...]:
    return tuple(
        Odd(f"/data/q{at}", at, label(240), "412000", "41200", is_confirmed=True, reason=said(200), why=WHY)
        for at in range(1, count + 1)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["", said(300)])
def test_every_page_of_a_review(language: str, reason: str) -> None:
    wrong = tuple(Violation(f"/data/q{at}", "constraint", label(240), said(200)) for at in range(1, 9))
    for standing in (
        Standing(lines(24), odd(12)),
        Standing(lines(24), (), wrong),
        Standing(lines(24), odd(12), wrong),
        Standing(lines(148, "")),
    ):
        told = HEAD | {"reason": reason, "echo": {"label": label(60), **ANSWERED}}
        count = len(pages(standing))
        for page in range(count):
            text = lint(language, review_page(TEXTS, language, told, standing, page), LONGEST_PAGE)
            assert f"{page + 1} {'dari' if language == 'id' else 'of'} {count}" in text or count == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction(language: str) -> None:
    change = {"path": "/data/q1", "number": 48, "label": label(240), "before": ANSWERED, "after": ANSWERED}
    mending = Mending("KB-7F3A9", said(300), OFFICER.worst, (change,) * 24, lines(12), is_returned=True)
    text = lint(language, correction(TEXTS, language, HEAD, Standing(lines(24), odd(12)), mending), LONGEST_PAGE)
    assert "48. Berapa" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_coordinator(language: str) -> None:
    row = Submission(id=1, number="KB-7F3A9", period="2026-09", revision=3, submitted_at=NOW, xml="<data/>")
    figures = (("PUS", ANSWERED | {"text": "41200", "kind": "integer"}),) * 6
    changes = ((label(240), ANSWERED, ANSWERED),) * 12
    report = Report(
        row, TITLE.worst, KAMPUNG.worst, OFFICER.worst, lines(24), odd(12), MARKS, lines(12, ""), figures, changes, ()
    )
    echo = {"what": "already", "kampung": KAMPUNG.worst, "period": "2026-09", "who": OFFICER.worst, "at": MOMENT.worst}
    told = reports.Told(echo, returned=said(300), notes=((OFFICER.worst, said(500)),) * 2)
    reader = reports.Reader(TEXTS, language, "Asia/Jakarta")
    text = lint(language, reports.card(reader, report, (12, 124), told, 112), LONGEST_PAGE)
    assert "41.200" in text or "41,200" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_batch_that_was_misread(language: str) -> None:
    items = tuple(
        Prompt(f"/data/q{at}", f"q{at}", "integer", label(240), short=label(40), number=140 + at, previous="1234",
               bounds=Bounds("0", "99999"), section=Section(11, 12, label(60)), value="1234")
        for at in range(8)
    )  # fmt: skip
    batch = Batch("/data/g", label(80), items, frozenset(item.path for item in items))
    slips = [{"received": said(60), "reason": "not_a_number", "label": label(24)}] * 8
    lint(language, batch_card(TEXTS, language, batch, Hand(), Around(slips=slips)), LONGEST)
    faults = tuple(Fault(item.path, said(200), "12") for item in items)
    lint(language, batch_card(TEXTS, language, replace(batch, faults=faults), Hand(), Around()), LONGEST)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_with_what_stands_beside_it(language: str) -> None:
    told = articles.load(templates_folder() / "articles")
    rows = [Article(**{name: getattr(one, name) for name in ARTICLE}) for one in told]
    long = sorted(rows, key=lambda one: len(one.title))[-2:]
    for row in rows:
        for urgent in (False, True):
            screen = asking.answer(asking.Words(TEXTS, language, "Asia/Jakarta"), row, long, urgent=urgent)
            assert list(too_long(plain(TEXTS.screen(language, screen)), LONGEST)) == []


ARTICLE = ("slug", "title", "topic", "body", "source_title", "source_url", "is_medical", "state", "content_hash")


def test_who_is_missing_where_names_are_long(sqlite_database: Database) -> None:
    with sqlite_database.transaction(field.wib(2, 8)) as tx:
        field.settle(tx)
        opening.open_ahead(tx, tx.now)
        for table, longest in ((Kampung, KAMPUNG.worst), (Person, NAME.worst)):
            for row in tx.exec(select(table)).all():
                row.name = longest
                tx.add(row)
        tx.flush()
        scope = Scope(("",), ())
        owed = overseeing.missing(tx, scope, tx.now) * 4
        for language in LANGUAGES:
            for some in (owed[:8], owed[:20], owed):
                lint(
                    language,
                    missing_list(tx, TEXTS, Chat(bot_id=1, chat_id=1, user_id=1, language=language), scope, some),
                    LONGEST_PAGE,
                )

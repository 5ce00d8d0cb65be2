"""What cadres ask: answers with their source, near questions, and tickets seen from both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.article import Article
from models.ticket import Ticket
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

RELATED = 2
SHORT = 300  # letters of an answer that leaves room for questions beside it
NEAR = 3
LISTED = 8  # tickets on a page


@dataclass(frozen=True, slots=True)
class Words:
    """The words of whoever reads."""

    texts: Texts
    language: str
    zone: str

    def button(self, key: str, tap: str, **args: Any) -> Button:
        return Button(self.texts.word(self.language, key, **args), tap)


def ask(words: Words, problem: str) -> Screen:
    """Type your question. `problem` says why the one before was not taken."""
    rows = ((words.button("own_questions", "t::mine"), words.button("menu", "m::menu")),)
    return Screen("asking/ask", {"problem": problem}, rows, bar="menu")


def ask_officer(words: Words, problem: str) -> Screen:
    """The same for a question that goes to an officer at once."""
    rows = ((words.button("own_questions", "t::mine"), words.button("menu", "m::menu")),)
    return Screen("asking/ask_officer", {"problem": problem}, rows, bar="menu")


def courtesy(words: Words, address: str) -> Screen:
    """Thanks and greetings are answered in kind."""
    rows = ((words.button("own_questions", "t::mine"), words.button("menu", "m::menu")),)
    return Screen("asking/courtesy", {"address": address}, rows, bar="menu")


def answer(words: Words, article: Article, related: Sequence[Article], *, urgent: bool) -> Screen:
    """The article as it is approved, with its source."""
    shown = list(related[:RELATED]) if len(article.body) <= SHORT else []
    args = {
        "body": article.body,
        "source_title": article.source_title,
        "source_url": article.source_url,
        "is_medical": article.is_medical,
        "is_urgent": urgent,
        "related": [one.title for one in shown],
    }
    rows: Rows = (
        (words.button("helpful", "t:*:good"), words.button("not_helpful", "t:*:bad")),
        (words.button("ask_officer", "t:*:forward"),),
    )
    return Screen("asking/answer", args, rows + _numbers(shown), bar="menu")


def unknown(words: Words, near: Sequence[Article], *, urgent: bool) -> Screen:
    """No article answers it for sure: pass it on, ask it otherwise, or choose one that is near."""
    shown = list(near[:NEAR])
    rows = (*_numbers(shown), (words.button("pass_on", "t:*:forward"), words.button("write_again", "t::ask")))
    return Screen("asking/unknown", {"near": [one.title for one in shown], "is_urgent": urgent}, rows, bar="menu")


def passed_on(words: Words, ticket: Ticket, who: str, due: str) -> Screen:
    """M-TIK-01. `who` will answer, "" when there is nobody yet; `due` is the ISO day it should be done by."""
    args = {"number": ticket.number, "question": ticket.question, "who": who, "due": due}
    rows = ((words.button("own_questions", "t::mine"), words.button("menu", "m::menu")),)
    return Screen("asking/passed_on", args, rows, bar="menu")


def mine(words: Words, tickets: Sequence[Ticket]) -> Screen:
    """One's own questions, the newest first."""
    lines = [{"number": t.number, "question": t.question, "state": t.state} for t in tickets]
    numbers = grid([Button(str(i + 1), f"t::see:{t.id}") for i, t in enumerate(tickets)], 4)
    rows = (*numbers, (words.button("ask", "t::ask"), words.button("menu", "m::menu")))
    return Screen("asking/mine", {"tickets": lines}, rows, bar="menu")


def own(words: Words, ticket: Ticket, who: str) -> Screen:
    """One question of one's own with its answer; `who` gave it."""
    rows: Rows = ((words.button("own_questions", "t::mine"), words.button("menu", "m::menu")),)
    if ticket.state == "answered":
        rows = (
            (words.button("is_clear", f"t::clear:{ticket.id}"), words.button("not_clear", f"t::more:{ticket.id}")),
            *rows,
        )
    return Screen("asking/own", _told(words, ticket, who), rows, bar="menu")


def closed(words: Words, ticket: Ticket) -> Screen:
    rows = ((words.button("ask", "t::ask"), words.button("menu", "m::menu")),)
    return Screen("asking/closed", {"number": ticket.number}, rows, bar="menu")


def more(words: Words, ticket: Ticket, problem: str) -> Screen:
    """What is not clear yet? The next message becomes a new question with this one's answer beside it."""
    args = {"number": ticket.number, "answer": ticket.answer, "problem": problem}
    return Screen("asking/more", args, ((words.button("menu", "m::menu"),),), bar="menu")


def queue(words: Words, tickets: Sequence[Ticket], places: Sequence[str], echo: str) -> Screen:
    """What nobody has answered, the oldest first; `places` say where from, `echo` is the number just answered."""
    shown = list(zip(tickets, places, strict=True))[:LISTED]
    lines = [
        {"number": t.number, "question": t.question, "place": place, "at": t.created_at.isoformat()}
        for t, place in shown
    ]
    numbers = grid([Button(str(i + 1), f"t::answer:{t.id}") for i, (t, _) in enumerate(shown)], 4)
    rows = (*numbers, (words.button("menu", "m::menu"),))
    args = {"tickets": lines, "more": len(tickets) - len(shown), "zone": words.zone, "echo": echo}
    return Screen("asking/queue", args, rows, bar="menu")


def answering(words: Words, ticket: Ticket, place: str, problem: str) -> Screen:
    """Type the answer to this question."""
    args = {**_told(words, ticket, ""), "place": place, "problem": problem}
    return Screen("asking/answering", args, ((words.button("all_questions", "t::queue"),),), bar="menu")


def preview(words: Words, ticket: Ticket, text: str) -> Screen:
    """The answer as the cadre will read it."""
    rows: Rows = ((words.button("send_answer", "t:*:send"), words.button("change_answer", "t:*:edit")),)
    args = {"number": ticket.number, "question": ticket.question, "answer": text}
    return Screen("asking/preview", args, (*rows, (words.button("all_questions", "t::queue"),)), bar="menu")


def already(words: Words, ticket: Ticket, who: str) -> Screen:
    """Somebody else has answered it."""
    rows = ((words.button("all_questions", "t::queue"),), (words.button("menu", "m::menu"),))
    return Screen("asking/already", _told(words, ticket, who), rows, bar="menu")


def _told(words: Words, ticket: Ticket, who: str) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "question": ticket.question,
        "given": ticket.given_answer,
        "answer": ticket.answer,
        "state": ticket.state,
        "who": who,
        "asked_at": ticket.created_at.isoformat(),
        "answered_at": ticket.answered_at.isoformat() if ticket.answered_at else "",
        "zone": words.zone,
    }


def _numbers(shown: Sequence[Article]) -> Rows:
    """Titles are too long for buttons: they stand numbered in the text."""
    return grid([Button(str(i + 1), f"t::article:{one.id}") for i, one in enumerate(shown)], 4) if shown else ()

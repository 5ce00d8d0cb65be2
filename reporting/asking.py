"""Asking: a cadre's question gets an approved answer with its source, or goes to a coordinator. Never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from models import audit_event, membership, ticket
from models.article import Article
from models.chat import Chat
from models.database import Transaction
from models.ticket import Ticket
from reporting import courtesy, danger, days_off, stage, way_back, working_days
from reporting.access import Actor, actor_of
from reporting.inputs import Sender, Tap
from reporting.notices import called
from reporting.passing_on import PassingOn, area_of
from reporting.privacy import holds_personal_data
from reporting.refusals import Refusal
from reporting.screens import asking as screens
from reporting.screens.asking import Words
from reporting.screens.screen import Screen
from reporting.shelf import Shelf
from reporting.texts import Texts

LONGEST = 500  # letters of a question
OWN = 8  # of one's own questions shown
WORKING_DAYS = 2  # by when a coordinator usually answers


class Asking:
    """The asker's side. Every public method is one push: a transaction that ends in a new screen."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._shelf = Shelf()
        self._danger = danger.load()
        self._courtesy = courtesy.load()
        self._passing_on = PassingOn(texts)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """Asks for the question."""
        actor = actor_of(tx, sender)
        self._ask(tx, stage.hear(tx, sender), actor, "")

    def asked(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """A question. Returns whether the message holds personal data and must go from the chat."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        question = " ".join(text.split())
        problem = _problem(question)
        if problem or not question:
            self._ask(tx, chat, actor, problem)
        elif courtesy.is_only(question, self._courtesy):
            self._put(tx, chat, screens.courtesy(self._words(chat, actor), actor.address), {})
        else:
            self._answer(tx, chat, actor, question)
        return problem == "personal_data"

    def more(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """What was not clear in an answer: a new question to the coordinators. Returns as `asked`."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        before = self._own(tx, actor, (chat.focus or {}).get("ticket", 0))
        question = " ".join(text.split())
        problem = _problem(question)
        if problem:
            stage.put(tx, chat, screens.more(self._words(chat, actor), before, problem), **_about_ticket(before))
        else:
            self.pass_on(tx, chat, actor, question, before.answer)
        return problem == "personal_data"

    def to_officer(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """A question for a person, not for Kabar. Returns as `asked`."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        question = " ".join(text.split())
        problem = _problem(question)
        if problem or not question:
            self._ask_officer(tx, chat, actor, problem)
        else:
            self.pass_on(tx, chat, actor, question, "")
        return problem == "personal_data"

    def mine(self, tx: Transaction, sender: Sender) -> None:
        """The person's own questions and what became of them."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        rows = ticket.asked_by(tx, actor.person_id, OWN)
        stage.put(tx, chat, screens.mine(self._words(chat, actor), rows), expects="question")

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap below an answer or on a list of one's own questions. Returns a toast, or ""."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        if tap.card is not None and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "good" | "bad" if tap.card is not None:
                return self._rate(tx, chat, actor, tap.argument)
            case "forward" if tap.card is not None:
                self._forward(tx, chat, actor)
            case "article":
                self._open(tx, chat, actor, tap.number)
            case "mine":
                self.mine(tx, sender)
            case "officer":
                self._ask_officer(tx, chat, actor, "")
            case "see" | "clear" | "more":
                self._follow(tx, chat, actor, self._own(tx, actor, tap.number), tap.argument)
            case _:
                self._ask(tx, chat, actor, "")
        return ""

    def _ask(self, tx: Transaction, chat: Chat, actor: Actor, problem: str) -> None:
        stage.put(tx, chat, screens.ask(self._words(chat, actor), problem), expects="question")

    def _ask_officer(self, tx: Transaction, chat: Chat, actor: Actor, problem: str) -> None:
        stage.put(tx, chat, screens.ask_officer(self._words(chat, actor), problem), expects="ticket_new")

    def _answer(self, tx: Transaction, chat: Chat, actor: Actor, question: str) -> None:
        is_urgent = self._danger.is_in(question)
        article, near = self._shelf.find(tx, actor, question)
        if article is not None:
            self._give(tx, chat, actor, article, near, question)
            return
        near = near if any(map(str.isalpha, question)) else []  # figures alone are no question that is like another
        screen = screens.unknown(self._words(chat, actor), near, urgent=is_urgent)
        audit_event.log(tx, actor.person_id, "question.unanswered", "chat", chat.id)
        self._put(tx, chat, screen, {"question": question})

    def _give(
        self, tx: Transaction, chat: Chat, actor: Actor, article: Article, near: Sequence[Article], question: str
    ) -> None:
        screen = screens.answer(self._words(chat, actor), article, near, urgent=self._danger.is_in(question))
        audit_event.log(tx, actor.person_id, "question.answered", "article", article.slug)
        self._put(tx, chat, screen, {"question": question, "article": article.id})

    def _put(self, tx: Transaction, chat: Chat, screen: Screen, focus: dict[str, Any]) -> None:
        """What was asked in the middle of a report, from the pages of help, leads back to it."""
        draft_id = way_back.in_hand(chat)
        rows = (*screen.rows, *way_back.row(self._texts, chat.language, draft_id))
        back = {"back": draft_id} if draft_id else {}
        stage.put(tx, chat, replace(screen, rows=rows), expects="question", focus=focus | back)

    def _open(self, tx: Transaction, chat: Chat, actor: Actor, article_id: int) -> None:
        """One of the near questions; what was typed stays the question that may be passed on."""
        article = self._shelf.get(tx, actor, article_id)
        if article is None:
            raise Refusal("not_found")
        self._give(tx, chat, actor, article, (), (chat.focus or {}).get("question", article.title))

    def _rate(self, tx: Transaction, chat: Chat, actor: Actor, vote: str) -> str:
        """Once an answer; the two buttons then go, the rest of the card stays."""
        focus = chat.focus or {}
        article = self._shelf.get(tx, actor, focus.get("article", 0))
        if article is not None and not focus.get("is_rated"):
            word = "helpful" if vote == "good" else "not_helpful"
            audit_event.log(tx, actor.person_id, f"article.{word}", "article", article.slug)
            screen = Screen.from_json(chat.screen)
            rows = tuple(row for row in screen.rows if not row[0].tap.endswith(":good"))
            stage.redraw(tx, chat, replace(screen, rows=rows), focus={**focus, "is_rated": True})
        return self._texts.word(chat.language, "noted")

    def _forward(self, tx: Transaction, chat: Chat, actor: Actor) -> None:
        focus = chat.focus or {}
        article = self._shelf.get(tx, actor, focus.get("article", 0))
        if focus.get("question"):
            self.pass_on(tx, chat, actor, focus["question"], article.body if article else "")
        else:
            self._ask(tx, chat, actor, "")

    def pass_on(self, tx: Transaction, chat: Chat, actor: Actor, question: str, given: str = "") -> None:
        """A ticket, and a notice to every coordinator of the area it comes from."""
        row, who = self._passing_on.to_coordinators(tx, actor, question, given, area_of(tx, actor))
        stage.put(tx, chat, screens.passed_on(self._words(chat, actor), row, who, _due(tx, actor)), expects="question")

    def _follow(self, tx: Transaction, chat: Chat, actor: Actor, row: Ticket, what: str) -> None:
        """What the asker does with a question of theirs."""
        words = self._words(chat, actor)
        match what:
            case "clear" if row.state == "answered":
                row.state = "closed"
                tx.add(row)
                audit_event.log(tx, actor.person_id, "ticket.closed", "ticket", row.number)
                stage.put(tx, chat, screens.closed(words, row), expects="question")
            case "more" if row.state != "new":
                stage.put(tx, chat, screens.more(words, row, ""), **_about_ticket(row))
            case _:
                who = called(tx, row.answered_by) if row.answered_by else ""
                stage.put(tx, chat, screens.own(words, row, who), expects="question")

    def _own(self, tx: Transaction, actor: Actor, ticket_id: int) -> Ticket:
        row = ticket.own(tx, actor.person_id, ticket_id)
        if row is None:
            raise Refusal("not_found")
        return row

    def _words(self, chat: Chat, actor: Actor) -> Words:
        return Words(self._texts, chat.language, actor.zone)


def _problem(question: str) -> str:
    if holds_personal_data(question):
        return "personal_data"
    return "too_long" if len(question) > LONGEST else ""


def _about_ticket(row: Ticket) -> dict[str, Any]:
    return {"expects": "ticket_more", "focus": {"ticket": row.id}}


def _due(tx: Transaction, actor: Actor) -> str:
    """The ISO day two working days from now, where the asker is."""
    book, area = days_off.load(tx), membership.lane(tx, actor.person_id)
    today = tx.now.astimezone(ZoneInfo(actor.zone)).date()
    day = working_days.after(today, WORKING_DAYS, lambda one: book.is_off(one, area))
    return day.isoformat()

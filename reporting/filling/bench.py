"""One person at work on one draft: what every push of filling loads, and how it is stored and shown again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any
from zoneinfo import ZoneInfo

import forms
from forms.draft import Draft, Step
from forms.events import AnswerAccepted, AnswerRejected, AnswersInvalid
from forms.prompt import Prompt
from models import draft as drafts
from models import exchange, form_version, kampung
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft as DraftRow
from reporting import checks, hinting, moving, stage
from reporting.access import Actor, actor_of
from reporting.checks import Doubt
from reporting.filling import checking, picturing, stash, ticks, trying
from reporting.filling.batch import BatchCards, batch_here, batch_up
from reporting.filling.changes import change_of
from reporting.filling.detour import Detour
from reporting.filling.looking import begins_round, latest_of, look_of, round_of, sums_of
from reporting.filling.looking_over import LookingOver, Page
from reporting.filling.trying import problem_of, with_named
from reporting.inputs import Sender
from reporting.library import Library
from reporting.lines import said
from reporting.markup import bare
from reporting.privacy import HIDDEN
from reporting.programme import stock_values
from reporting.refusals import Refusal
from reporting.responsible import may_file
from reporting.screens.batch import Hand
from reporting.screens.question import Card, question
from reporting.screens.review import Standing
from reporting.screens.screen import Rows, Screen
from reporting.screens.understanding import helps
from reporting.screens.values import reads_as
from reporting.texts import Texts


@dataclass(frozen=True)  # without slots: they leave no room for what is cached
class Work:
    """A draft in the hands of its officer. `focus` is what the chat remembers about the card, `moved` what
    became of a draft that has just moved to another version of its form."""

    actor: Actor
    chat: Chat
    row: DraftRow
    form: forms.Form
    draft: Draft
    focus: dict[str, Any]
    moved: moving.Followed | None = None
    message: int | None = None  # the message that is being heard, None for a tap

    def today(self, tx: Transaction) -> date:
        """The officer's own calendar day."""
        return tx.now.astimezone(ZoneInfo(self.actor.zone)).date()

    def last(self) -> dict[str, str]:
        """Last month's figures, by XLSForm name."""
        return stock_values(self.draft.context.get("last", {}))

    def prompt(self) -> Prompt:
        """What the draft waits for; asked of the engine once."""
        return self._prompt

    def told_of_move(self) -> dict[str, Any] | None:
        """What a card says of it."""
        return self.moved.told if self.moved else None

    def round(self) -> str:
        """The path of the round that is being filled, "" where the officer is in none that may be taken out again."""
        return round_of(self.form, self.prompt().path)

    @cached_property
    def _prompt(self) -> Prompt:
        return forms.prompt(self.form, self.draft)


class Bench:
    """Loads work, stores what the engine returned, and puts the next card on the stage."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._library = library
        self._texts = texts
        self.batches = BatchCards(texts)
        self._looking_over = LookingOver(library, texts)

    def load(self, tx: Transaction, sender: Sender) -> Work:
        """The work in focus of the sender's chat. Raises Refusal("no_draft") when there is none."""
        return self.load_in(tx, sender, stage.hear(tx, sender))

    def load_in(self, tx: Transaction, sender: Sender, chat: Chat) -> Work:
        """The same, for a chat that was heard already."""
        actor = actor_of(tx, sender)
        focus = dict(chat.focus or {})
        work = self.work(tx, actor, chat, self.own(tx, actor, focus.get("draft", 0)), focus)
        return replace(work, message=sender.message_id)

    def own(self, tx: Transaction, actor: Actor, draft_id: int) -> DraftRow:
        """The actor's open draft, while they may still file for its kampung. Raises Refusal("no_draft")."""
        row = drafts.get(tx, draft_id, actor.person_id)
        if row is None:
            raise Refusal("no_draft")
        if not may_file(tx, actor, row.form_id, kampung.get(tx, row.kampung_id)):
            raise Refusal("no_draft")
        return row

    def work(self, tx: Transaction, actor: Actor, chat: Chat, row: DraftRow, focus: dict[str, Any]) -> Work:
        moved = moving.follow(tx, self._library, actor, row)
        form = self._library.of_version(tx, row.form_version_id)
        draft = in_language(form, Draft.from_json(row.data), chat.language, tx.now)
        return Work(actor, chat, row, form, draft, {**focus, "draft": row.id}, moved)

    def reload(self, work: Work) -> Work:
        """The work as it is after a push that was stored meanwhile."""
        focus = dict(work.chat.focus or {})
        return Work(
            work.actor, work.chat, work.row, work.form, Draft.from_json(work.row.data), focus, message=work.message
        )

    def tells_of_move(self, tx: Transaction, work: Work) -> bool:
        """Where the draft has just moved, the push meant a question as it was: the present one is shown instead."""
        if work.moved is None:
            return False
        if work.prompt().kind == "end":
            self.review(tx, work)
        else:
            self.ask(tx, work, work.prompt())
        return True

    def store(self, tx: Transaction, work: Work, step: Step) -> Work:
        """Saves the draft that the engine returned."""
        drafts.save(tx, work.row, step.draft.to_json(), step.draft.passed)
        return replace(work, draft=step.draft)

    def advance(self, tx: Transaction, work: Work, step: Step, echo: dict[str, Any] | None = None) -> None:
        """Saves, and asks what comes next, or shows the review when nothing is left to ask. An odd figure is stored
        and asked about first. `echo` tells what the push did where no answer was given."""
        asked = work.prompt()
        rejected = next((e for e in step.events if isinstance(e, AnswerRejected)), None)
        if rejected is not None:
            work = self.store(tx, work, step)
            self.ask_again(tx, work, with_named(problem_of(rejected), work.form, work.draft))
            return
        detour = Detour.of(work.focus)
        accepted = next((e for e in step.events if isinstance(e, AnswerAccepted)), None)
        change = change_of(work.form, work.draft, asked, detour if detour and detour.left else None, step)
        echo = (echo_of(accepted, asked) if change is None else None) if accepted else echo
        after = self.store(tx, work, step)
        if accepted is not None:
            self.remember(tx, after, accepted.path)
        told = {"echo": echo, "change": change}
        ahead = detour.after(asked.path, step) if detour else None
        if accepted is not None and (doubt := checks.doubt(accepted, asked, work.last())) is not None:
            self.ask_about(tx, after, doubt, ahead, _leaves(echo, change), _broken(step))
            return
        sure = checking.settled(tx, after, accepted) or ticks.done(after, accepted, tx.now)
        after = self.store(tx, after, sure) if sure else after
        if ahead is not None:
            self.lead(tx, after, ahead, step, **told)
        elif step.prompt.kind == "end":
            self.review(tx, after, echo=echo, change=change)
        else:
            sums = sums_of(after, asked, step.prompt)
            self.ask(tx, after, step.prompt, broken=_broken(step), echo=echo, change=change, computed=sums)

    def ask_about(
        self,
        tx: Transaction,
        work: Work,
        doubt: Doubt,
        ahead: Detour | None,
        leaves: dict[str, Any] | None,
        broken: dict[str, Any] | None = None,
    ) -> None:
        """Whether an odd figure is right: it is stored, and the draft stands at what comes next. `leaves` is what the
        card before becomes."""
        work = self.store(tx, work, checking.noted(tx, work, doubt))
        screen = replace(checking.page(self._texts, work, doubt), leaves=leaves)
        detour = {"detour": ahead.told()} if ahead else {}
        kept = {key: value for key, value in kept_focus(work).items() if key != "detour"}
        focus = {"draft": work.row.id, "path": doubt.path, **kept, **detour, **checking.focus_of(doubt, broken)}
        stage.put(tx, work.chat, screen, expects="answer", focus=focus)

    def lead(self, tx: Transaction, work: Work, detour: Detour, step: Step | None = None, **told: Any) -> None:
        """On along a detour: the next question of it, or back to where the chat was."""
        for at, path in enumerate(detour.left):
            jumped = forms.jump(work.form, work.draft, path, tx.now)
            if jumped.prompt.path == path:
                ahead = replace(work, focus=work.focus | {"detour": Detour(detour.to, detour.left[at:]).told()})
                broken = _broken(replace(step, prompt=jumped.prompt)) if step else None
                self.ask(tx, self.store(tx, ahead, jumped), jumped.prompt, broken=broken, **told)
                return
        work = replace(work, focus={key: value for key, value in work.focus.items() if key != "detour"})
        back = forms.jump(work.form, work.draft, detour.to, tx.now)
        work = self.store(tx, work, back)
        if detour.to and back.prompt.kind != "end":
            self.ask(tx, work, back.prompt, **told)
        else:
            self.review(tx, work, **told)

    def remember(self, tx: Transaction, work: Work, path: str) -> None:
        """The message that is being heard answered that question: editing it, or replying, will mean the same one."""
        if work.message is not None and work.row.id is not None:
            exchange.note(tx, work.chat.telegram_chat_id, work.message, "answered", work.row.id, path)

    def answer(self, tx: Transaction, work: Work, value: str) -> None:
        """The value as the answer to what the draft waits for."""
        self.advance(tx, work, forms.answer(work.form, work.draft, value, tx.now))

    def tick(self, tx: Transaction, work: Work, picked: list[str]) -> None:
        """The same card with these ticks, which the draft remembers; they are no answer yet (`ticks`)."""
        step = ticks.noted(work, picked, tx.now)
        self.ask_again(tx, self.store(tx, work, step) if step else work, picked=picked)

    def ask(
        self,
        tx: Transaction,
        work: Work,
        prompt: Prompt,
        echo: dict[str, Any] | None = None,
        change: dict[str, Any] | None = None,
        broken: dict[str, Any] | None = None,
        arrival: dict[str, Any] | None = None,
        computed: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """A new card with the question. `change` tells what an edit did, instead of the `echo` of a first answer;
        `arrival` is a line about what came in, as in `filling/arrival`; `computed` what a section came to."""
        if (batch := batch_here(work)) is not None:
            told = {"echo": echo, "change": change, "broken": broken, "arrival": arrival}
            leaves = _leaves(echo, change) or self.put_away(tx, work)
            self.batches.put(tx, work, batch, Hand(), leaves, **told)
            picturing.send(tx, work, *batch.items)
            return
        focus = {"draft": work.row.id, "path": prompt.path, "picked": ticks.ticked(prompt), **kept_focus(work)}
        told = {"echo": echo, "change": change, "broken": broken, "arrival": arrival}
        card = self._card(tx, work, prompt, focus, computed=computed, **told)
        screen = question(self._texts, work.chat.language, prompt, card)
        leaves = _leaves(echo, change) or self.put_away(tx, work)
        stage.put(tx, work.chat, replace(screen, leaves=leaves), expects="answer", focus=focus)
        picturing.send(tx, work, prompt)
        if prompt.kind == "geopoint":
            hinting.expect(tx, work.chat)

    def ask_again(
        self,
        tx: Transaction,
        work: Work,
        problem: dict[str, Any] | None = None,
        arrival: dict[str, Any] | None = None,
        above: dict[str, Any] | None = None,
        **focus: Any,
    ) -> None:
        """The same question on the same card: with a problem, a line about what came in, readings to choose, another
        look (`keys.Look`), or a message above it that answers something else."""
        if (batch := batch_up(work)) is not None:
            self.batches.again(tx, work, batch, problem=problem, arrival=arrival, above=above)
            return
        prompt, kept = work.prompt(), {**work.focus, **focus}
        kept.pop("batch", None)  # an edit took the card's questions away: this one is asked alone
        if problem and "sensitive" in prompt.attributes:
            problem = {**problem, "received": HIDDEN * 3}  # what was meant for it is not said back either
        kept |= trying.kept(work.focus, problem, focus) | {"path": prompt.path}
        tried = self._tried(work, problem, kept)
        card = self._card(tx, work, prompt, kept, above=above, arrival=arrival, **tried)
        stage.redraw(tx, work.chat, question(self._texts, work.chat.language, prompt, card), focus=kept)

    def _tried(self, work: Work, problem: dict[str, Any] | None, kept: dict[str, Any]) -> dict[str, Any]:
        """What the card tells and offers after so many tries."""
        word = partial(self._texts.word, work.chat.language)
        told = trying.told(problem, kept["tries"], work.prompt().kind)
        return {
            "problem": told,
            "options": tuple((value, label) for value, label in kept["options"]),
            "instead": trying.settling(word, told),
            "helps": helps(word, told, kept["tries"], kept["question"]),
            "listed": kept["tries"] >= trying.EXAMPLE,
        }

    def review(
        self,
        tx: Transaction,
        work: Work,
        page: int | None = None,
        echo: dict[str, Any] | None = None,
        change: dict[str, Any] | None = None,
        arrival: dict[str, Any] | None = None,
    ) -> None:
        """The page before sending; of a correction first what it changes."""
        shown, facts = Page(page, echo, change), self.facts(tx, work) | {"arrival": arrival}
        screen = self._looking_over.screen(tx, work.row, work.draft, facts, shown)
        leaves = _leaves(echo, change) or self.put_away(tx, work)
        focus = {"draft": work.row.id, "path": ""}
        stage.put(tx, work.chat, replace(screen, leaves=leaves), expects="review", focus=focus)

    def standing(self, tx: Transaction, work: Work) -> Standing:
        """How the report stands before it is sent."""
        return self._looking_over.standing(tx, work.row, work.draft)

    def still_to_mend(self, tx: Transaction, work: Work) -> tuple[str, ...]:
        """The paths that the coordinator asked for and that are as they were sent."""
        lines = forms.overview(work.form, work.draft)
        return tuple(line.path for line in self._looking_over.mending(tx, work.row, lines).unchanged)

    def say(self, tx: Transaction, work: Work, screen: Screen, expects: str = "") -> None:
        stage.put(tx, work.chat, screen, expects=expects, focus={"draft": work.row.id})

    def put_away(self, tx: Transaction, work: Work) -> dict[str, Any] | None:
        """What a review page with sensitive answers becomes when it is left; None for any other card."""
        lines = forms.overview(work.form, work.draft) if work.chat.expects == "review" else ()
        if not any("sensitive" in line.attributes for line in lines):
            return None
        return {"text": "filling/reviewed", "args": self.facts(tx, work)}

    def facts(self, tx: Transaction, work: Work) -> dict[str, Any]:
        """What a text says about the report: form, kampung, period, zone."""
        return {
            "title": form_version.get(tx, work.row.form_version_id).title,
            "kampung": kampung.get(tx, work.row.kampung_id).name,
            "period": work.row.period,
            "zone": work.actor.zone,
            "address": work.actor.address,
            "language": work.chat.language,
            "moved": work.told_of_move(),
        }

    def _card(self, tx: Transaction, work: Work, prompt: Prompt, focus: dict[str, Any], **more: Any) -> Card:
        first = prompt.number <= 1 and not work.draft.passed
        ways = self._ways(tx, work, prompt)
        return Card(
            work.today(tx),
            work.row.period,
            look=look_of(tx, work, prompt, focus),
            can_go_back=not first,
            can_drop=begins_round(work, prompt),
            latest=latest_of(work, prompt),
            enclosed=picturing.waiting(tx, work, focus, prompt),
            moved=work.told_of_move(),
            **{**more, "helps": (*ways, *more.get("helps", ()))},
        )

    def _ways(self, tx: Transaction, work: Work, prompt: Prompt) -> Rows:
        """Other ways to answer than the app's own: no place can be sent, or a file has come already."""
        waiting = stash.waiting(tx, work.row.instance_id, work.form, work.draft, prompt.kind)
        return stash.ways(self._texts, work.chat.language, prompt, waiting)


def in_language(form: forms.Form, draft: Draft, language: str, now: datetime) -> Draft:
    """The draft in the language that the chat speaks now. Answers stay; it is stored with the next one."""
    return draft if draft.language == language else forms.speak(form, draft, language, now).draft


def echo_of(accepted: AnswerAccepted, asked: Prompt) -> dict[str, Any] | None:
    """The answer as it was understood; None for a blank. What is sensitive is not even kept in the screen."""
    if not accepted.text:
        return None
    sensitive = "sensitive" in asked.attributes
    return {
        "number": asked.number,
        "label": bare(accepted.short).rstrip("?"),
        "text": "" if sensitive else said(accepted.text, asked),
        "kind": reads_as(asked),
        "sensitive": sensitive,
    }


def _broken(step: Step) -> dict[str, Any] | None:
    """Why the next question is asked again, if the push made its answer wrong."""
    told = (v for event in step.events if isinstance(event, AnswersInvalid) for v in event.violations)
    found = next((v for v in told if v.path == step.prompt.path), None)
    return {"condition": found.condition, "message": found.message} if found else None


def _leaves(echo: dict[str, Any] | None, change: dict[str, Any] | None) -> dict[str, Any] | None:
    if change:
        return {"text": "filling/edited", "args": {"change": change}}
    return {"text": "filling/answered", "args": {"echo": echo}} if echo else None


def kept_focus(work: Work) -> dict[str, Any]:
    """What the chat goes on remembering from card to card."""
    return {key: work.focus[key] for key in ("detour", "single") if key in work.focus}

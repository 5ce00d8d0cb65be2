"""Drafting: what is begun, found again, begun anew, thrown away and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import forms
from forms.draft import Context, Step
from forms.draft import Draft as FormDraft
from forms.events import AnswerRejected
from models import audit_event, draft, form_version
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft
from models.form_version import FormVersion
from reporting import due, overseeing, stage, units, world
from reporting.access import Actor
from reporting.filling.bench import Bench, Work
from reporting.filling.letting_go import KEPT, drop, dropped_facts
from reporting.ids import Ids
from reporting.library import Library
from reporting.lines import lines_of
from reporting.markup import bare
from reporting.screens import drafts as screens
from reporting.screens.lists import EXPECTS, NAME, cut
from reporting.starting.ground import Ground, Slot, slot_of, today
from reporting.starting.introducing import Introducing, size
from reporting.texts import Texts

AWAY = timedelta(hours=4)  # who crosses midnight in the middle of a report was not away
SECTIONS = 3  # named on the welcome; each may be long


class Drafting:
    """Everything that ends with a draft in the officer's hands."""

    def __init__(self, library: Library, texts: Texts, ids: Ids, ground: Ground, introducing: Introducing) -> None:
        self._library = library
        self._texts = texts
        self._ids = ids
        self._ground = ground
        self._introducing = introducing
        self._bench = Bench(library, texts)

    def begin(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot) -> None:
        """The first question. A second tap finds the draft that the first one made."""
        own = self._ground.bound(tx, actor, slot)
        self.found(tx, actor, chat, own, lambda: self._begin(tx, actor, chat, own))

    def begin_with(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot, given: Mapping[str, str]) -> bool:
        """The first question that is not in `given`, answers by XLSForm name. False when the slot has a draft already
        that says something else: that one is gone on with."""
        row = draft.of_slot(tx, actor.person_id, slot.form_id, slot.kampung_id, slot.period, slot.unit)
        if row is not None:
            self.resume(tx, actor, chat, _id(row))
            work = self._bench.work(tx, actor, chat, row, {})
            return given.items() <= {name_of(line.path): line.value for line in lines_of(work.form, work.draft)}.items()
        self._answer(tx, actor, chat, slot, given)
        return True

    def _answer(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot, given: Mapping[str, str]) -> None:
        """A new draft, up to the first question that is not among the given ones."""
        row, step = self.open(tx, actor, slot)
        work = self._bench.work(tx, actor, chat, row, {})
        while step.prompt.kind != "end" and (value := given.get(name_of(step.prompt.path))) is not None:
            step = forms.answer(work.form, work.draft, value, tx.now)
            work = self._bench.store(tx, work, step)
            if any(isinstance(event, AnswerRejected) for event in step.events):
                break
        self._show(tx, work, step.prompt)

    def found(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot, otherwise: Any) -> None:
        """The open draft of the slot; else what is done `otherwise`."""
        row = draft.of_slot(tx, actor.person_id, slot.form_id, slot.kampung_id, slot.period, slot.unit)
        if row is not None and self._ground.closed(tx, actor, slot) is None:
            self.resume(tx, actor, chat, _id(row))
        else:
            otherwise()

    def _begin(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot) -> None:
        is_filled = self._ground.sent(tx, slot) is not None
        if is_filled or self._ground.closed(tx, actor, slot) is not None:
            self._introducing.put(tx, actor, chat, slot)
            return
        self._answer(tx, actor, chat, slot, units.known(tx, slot.unit) if slot.unit else {})

    def open(self, tx: Transaction, actor: Actor, slot: Slot) -> tuple[Draft, Step]:
        """A new draft with all that the form takes from the world frozen into it."""
        version, context = self.context(tx, actor, slot)
        step = forms.start(self._library.opened(version), context)
        step = replace(step, draft=step.draft.with_identity(self._ids.uuid()))
        questions = size(self._library.opened(version))["questions"]
        row = _row(tx, actor, slot, _id(version), step.draft, questions=questions)
        audit_event.log(tx, actor.person_id, "draft.opened", "draft", row.instance_id)
        return row, step

    def context(self, tx: Transaction, actor: Actor, slot: Slot) -> tuple[FormVersion, Context]:
        """The live version of the form, and what it takes from the world for this report."""
        version = self._ground.version(tx, slot.form_id)
        context = world.context(tx, actor, slot.form_id, slot.kampung_id, slot.period, self._ids.seed())
        last_saved = world.last_saved(tx, actor, self._library.form(tx, version))
        return version, replace(context, last_saved=last_saved)

    def resume(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """Where the officer left it; after a night with a word of what is there. Raises Refusal("no_draft")."""
        row = self._bench.own(tx, actor, draft_id)
        if self.is_left(tx, actor, row) and row.answered and not self._is_shut(tx, actor, row):
            self._welcome(tx, actor, chat, row)
        else:
            self.go_on(tx, actor, chat, draft_id)

    def is_left(self, tx: Transaction, actor: Actor, row: Draft) -> bool:
        """Whether nobody has touched it since yesterday."""
        return due.today(row.updated_at, actor.zone) < today(tx, actor) and tx.now - row.updated_at >= AWAY

    def go_on(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """The question it waits for, or the review; where its period is closed, that. Raises Refusal("no_draft")."""
        row = self._bench.own(tx, actor, draft_id)
        if self._is_shut(tx, actor, row):
            self._introducing.put(tx, actor, chat, slot_of(row))
            return
        work = self._bench.work(tx, actor, chat, row, {})
        if not self._bench.tells_of_move(tx, work):
            self._show(tx, work, work.prompt())

    def look(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """All answers so far; they can be looked at when the period is closed too."""
        work = self._bench.work(tx, actor, chat, self._bench.own(tx, actor, draft_id), {})
        if not self._bench.tells_of_move(tx, work):
            self._bench.review(tx, work)

    def listed(self, tx: Transaction, actor: Actor, chat: Chat, page: int = 0, purpose: str = "open") -> None:
        """The open drafts to choose from, or those that can be taken back."""
        open_now, gone = draft.open_of(tx, actor.person_id), draft.dropped(tx, actor.person_id, tx.now - KEPT)
        rows = gone if purpose == "restore" else open_now
        lines = [self._line(tx, actor, row) for row in rows]
        screen = screens.drafts(self._texts, chat.language, lines, page, purpose, [_id(row) for row in gone])
        stage.put(tx, chat, screen, expects=EXPECTS)

    def ask(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int, what: str) -> None:
        """Whether it is meant: "drop", or "over" to begin again with an empty one."""
        row = self._bench.own(tx, actor, draft_id)
        facts = self._facts(tx, actor, row) | {"answered": row.answered}
        stage.put(tx, chat, screens.confirm(self._texts, chat.language, facts, draft_id, what), expects=EXPECTS)

    def drop(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """Throws it away, for a day to be taken back."""
        row = self._bench.own(tx, actor, draft_id)
        drop(tx, actor, row)
        facts = dropped_facts(tx, row, actor.zone)
        stage.put(tx, chat, screens.dropped(self._texts, chat.language, facts, draft_id), expects=EXPECTS)

    def start_over(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """Throws it away and opens an empty one for the same slot; nothing, where none can be opened any more."""
        row = self._bench.own(tx, actor, draft_id)
        if self._is_shut(tx, actor, row):
            self._introducing.put(tx, actor, chat, slot_of(row))
            return
        drop(tx, actor, row)
        self._begin(tx, actor, chat, slot_of(row))

    def restore(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """Takes back what was thrown away within a day. Where a draft that somebody worked at has taken its place, it
        is asked first which of them it shall be.

        What is back already is gone on with. Raises Refusal: "no_draft" for what was never there, or is gone."""
        row = self._gone(tx, actor, draft_id)
        instead = self._instead_of(tx, row) if row else None
        if row is None or instead is None or not instead.revision:
            self.restore_now(tx, actor, chat, draft_id)
            return
        facts = self._facts(tx, actor, row) | {"answered": instead.answered, "before": row.answered}
        screen = screens.which(self._texts, chat.language, facts, _id(instead), draft_id)
        stage.put(tx, chat, screen, expects=EXPECTS)

    def restore_now(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        """Takes it back; a draft that has taken its place is thrown away instead, for a day to be taken back."""
        row = self._gone(tx, actor, draft_id)
        if row is None:
            self.go_on(tx, actor, chat, draft_id)
            return
        sent = self._ground.sent(tx, slot_of(row))
        if sent is not None and sent.id != row.corrects_id:
            self._introducing.put(tx, actor, chat, slot_of(row))
            return
        if (instead := self._instead_of(tx, row)) is not None:
            drop(tx, actor, instead)
        row.state = "open"
        draft.save(tx, row, row.data, row.answered)
        audit_event.log(tx, actor.person_id, "draft.restored", "draft", row.instance_id)
        tx.flush()
        self.go_on(tx, actor, chat, draft_id)

    def _gone(self, tx: Transaction, actor: Actor, draft_id: int) -> Draft | None:
        """The draft among those that can still be taken back."""
        return next((one for one in draft.dropped(tx, actor.person_id, tx.now - KEPT) if one.id == draft_id), None)

    def _instead_of(self, tx: Transaction, row: Draft) -> Draft | None:
        """The open draft of the same slot that mends the same report, or none as this one."""
        found = draft.of_slot(tx, row.person_id, row.form_id, row.kampung_id, row.period, row.unit)
        return found if found and found.corrects_id == row.corrects_id else None

    def _is_shut(self, tx: Transaction, actor: Actor, row: Draft) -> bool:
        """Whether a first report can't be filed any more. What mends a sent one always can."""
        return row.corrects_id is None and self._ground.closed(tx, actor, slot_of(row)) is not None

    def _welcome(self, tx: Transaction, actor: Actor, chat: Chat, row: Draft) -> None:
        work = self._bench.work(tx, actor, chat, row, {})
        if self._bench.tells_of_move(tx, work):
            return
        prompt = work.prompt()
        facts = self._facts(tx, actor, row) | {
            "answered": row.answered,
            "at": row.updated_at.isoformat(),
            "sections": self._sections(work, prompt),
            "next": "" if prompt.kind == "end" else cut(bare(prompt.short or prompt.label), NAME + NAME).rstrip("?"),
            "number": prompt.number,
            "corrects": row.corrects_id is not None,
        }
        others = len(draft.open_of(tx, actor.person_id)) - 1
        stage.put(tx, chat, screens.welcome(self._texts, chat.language, facts, _id(row), others), expects=EXPECTS)

    def _sections(self, work: Work, prompt: forms.Prompt) -> list[str]:
        """The sections that lie behind, by their labels."""
        here = prompt.section.index if prompt.section else None
        lines = lines_of(work.form, work.draft)
        told = [one.section.label for one in lines if one.section and one.section.label and one.section.index != here]
        return [cut(label, NAME) for label in dict.fromkeys(told)][-SECTIONS:]

    def _show(self, tx: Transaction, work: Work, prompt: forms.Prompt) -> None:
        """The question, or the review where nothing is left to ask: in some forms nothing ever is."""
        if prompt.kind == "end":
            self._bench.review(tx, work)
        else:
            self._bench.ask(tx, work, prompt)

    def _line(self, tx: Transaction, actor: Actor, row: Draft) -> dict[str, Any]:
        facts = self._facts(tx, actor, row)
        told = {key: cut(facts[key], NAME) for key in ("title", "kampung")}
        return {**facts, **told, "id": row.id, "answered": row.answered, "at": row.updated_at.isoformat()} | {
            "begun_by": overseeing.address(tx, row.begun_by_id) if row.begun_by_id != actor.person_id else ""
        }

    def _facts(self, tx: Transaction, actor: Actor, row: Draft) -> dict[str, Any]:
        return {
            "title": form_version.get(tx, row.form_version_id).title,
            "kampung": units.name(tx, row.unit, row.kampung_id),
            "period": row.period,
            "zone": actor.zone,
            "address": actor.address,
        }


def _row(tx: Transaction, actor: Actor, slot: Slot, version_id: int, data: FormDraft, **more: Any) -> Draft:
    row = Draft(
        instance_id=data.instance_id,
        person_id=actor.person_id,
        form_version_id=version_id,
        form_id=slot.form_id,
        kampung_id=slot.kampung_id,
        period=slot.period,
        unit=slot.unit,
        data=data.to_json(),
        created_at=tx.now,
        updated_at=tx.now,
        **more,
    )
    tx.add(row)
    tx.flush()
    return row


def name_of(path: str) -> str:
    """The XLSForm name that a path ends with."""
    return path.rsplit("/", 1)[-1]


def _id(row: Any) -> int:
    return int(row.id)

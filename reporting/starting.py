"""Starting a report: form, kampung, period. Steps with one possibility are skipped; what is owed comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import forms
from forms.definition import Group
from forms.draft import Context, Step
from models import audit_event, draft, form_version, kampung, obligation, submission
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft
from models.form_version import FormVersion
from reporting import stage, world
from reporting.access import KOORDINATOR, PLKB, Actor, actor_of, require
from reporting.correcting import Correcting
from reporting.filling.bench import Bench, Work
from reporting.ids import Ids
from reporting.inputs import Sender, Tap, whole
from reporting.library import Library
from reporting.programme import filing, first_day, periods
from reporting.refusals import Refusal
from reporting.screens.lists import choose_form, choose_kampung, choose_period, choose_slot, intro, taken
from reporting.texts import Texts

PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,30}")  # leaves room for a kampung and a period in 64 bytes
# kabar:prefill of what is never asked.
GIVEN = ("akun", "unit", "periode", "periode_lapor", "tahun", "semester", "bawaan")


class Starting:
    """From /lapor to the first question."""

    def __init__(self, library: Library, texts: Texts, ids: Ids) -> None:
        self._library = library
        self._bench = Bench(library, texts)
        self._texts = texts
        self._ids = ids
        self._correcting = Correcting(self._bench, ids)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """What is still owed; without debts, the list of forms."""
        actor = require(actor_of(tx, sender), PLKB, KOORDINATOR)
        self._begin(tx, actor, stage.hear(tx, sender))

    def _begin(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        owed = obligation.owed_by(tx, actor.person_id, tx.now)
        if not owed:
            self._forms(tx, actor, chat)
            return
        slots = [
            {
                "id": o.id,
                "title": self._title(tx, o.form_id),
                "kampung": kampung.get(tx, o.kampung_id).name,
                "period": o.period,
                "days_late": max(0, (tx.now - o.due_at).days),
            }
            for o in owed
        ]
        stage.put(tx, chat, choose_slot(self._texts, chat.language, actor.address, slots))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the lists. Opens only; returns a toast, or ""."""
        actor = require(actor_of(tx, sender), PLKB, KOORDINATOR)
        chat = stage.hear(tx, sender)
        match tap.argument, tap.state.split(","):
            case "begin", _:
                self._begin(tx, actor, chat)
            case "slot", _:
                self._slot(tx, actor, chat, tap.number)
            case "forms", _:
                self._forms(tx, actor, chat)
            case "form", [form, *page]:
                self._kampung(tx, actor, chat, self._form(tx, form), whole(page[0] if page else "") or 0)
            case "kampung", [form, place]:
                self._period(tx, actor, chat, self._form(tx, form), whole(place) or 0)
            case "period", [form, place, period]:
                self._intro(tx, actor, chat, self._form(tx, form), whole(place) or 0, period)
            case "open", [form, place, period]:
                self._open(tx, actor, chat, self._form(tx, form), whole(place) or 0, period)
            case "draft", _:
                self._resume(tx, actor, chat, tap.number)
            case "correct", _:
                self._correcting.begin(tx, actor, chat, tap.number)
            case _:
                raise Refusal("not_found")
        return ""

    def _slot(self, tx: Transaction, actor: Actor, chat: Chat, obligation_id: int) -> None:
        owed = obligation.get(tx, obligation_id)
        if owed is None or not self._may_file(tx, actor, owed.form_id, owed.kampung_id):
            raise Refusal("not_found")
        self._intro(tx, actor, chat, owed.form_id, owed.kampung_id, owed.period)

    def _forms(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        versions = [v for v in form_version.all_live(tx) if actor.has(*filing(v.form_id).roles)]
        if len(versions) == 1:
            self._kampung(tx, actor, chat, versions[0].form_id)
        else:
            items = [(_key(v), v.title) for v in versions]
            stage.put(tx, chat, choose_form(self._texts, chat.language, items))

    def _kampung(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, page: int = 0) -> None:
        places = kampung.in_scope(tx, actor.scope(*filing(form_id).roles))
        if len(places) == 1:
            self._period(tx, actor, chat, form_id, _id(places[0]))
        else:
            items = [(_id(place), place.name) for place in places]
            key = _key(self._version(tx, form_id))
            stage.put(tx, chat, choose_kampung(self._texts, chat.language, key, items, page))

    def _period(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, place: int) -> None:
        if not self._may_file(tx, actor, form_id, place):
            raise Refusal("not_found")
        options = periods(filing(form_id).cadence, self._today(tx, actor))
        if len(options) == 1:
            self._intro(tx, actor, chat, form_id, place, options[0])
        else:
            name = kampung.get(tx, place).name
            key = _key(self._version(tx, form_id))
            stage.put(tx, chat, choose_period(self._texts, chat.language, key, place, name, options))

    def _intro(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, place: int, period: str) -> None:
        """What is coming, or what is there already."""
        self._allowed(tx, actor, form_id, place, period)
        waiting = draft.of_slot(tx, actor.person_id, form_id, place, period)
        if waiting is not None:
            self._resume(tx, actor, chat, _id(waiting))
            return
        sent = submission.current(tx, form_id, place, period)
        name = kampung.get(tx, place).name
        if sent is not None:
            facts = {"kampung": name, "period": period, "number": sent.number, "zone": actor.zone}
            facts |= {"title": self._title(tx, form_id), "sent_at": sent.submitted_at.isoformat()}
            stage.put(tx, chat, taken(self._texts, chat.language, _id(sent), sent.person_id == actor.person_id, facts))
            return
        version = self._version(tx, form_id)
        form = self._library.form(tx, version)
        size = {"title": version.title, "kampung": name, "period": period, **_size(form)}
        target = f"{_key(version)},{place},{period}"
        stage.put(tx, chat, intro(self._texts, chat.language, target, size))

    def _open(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, place: int, period: str) -> None:
        """The first question. A second tap finds the draft that the first one made."""
        self._allowed(tx, actor, form_id, place, period)
        row = draft.of_slot(tx, actor.person_id, form_id, place, period)
        if row is not None:
            self._resume(tx, actor, chat, _id(row))
            return
        if submission.current(tx, form_id, place, period) is not None:
            self._intro(tx, actor, chat, form_id, place, period)
            return
        row, step = self.open(tx, actor, form_id, place, period)
        self._show(tx, self._bench.work(tx, actor, chat, row, {}), step.prompt)

    def open(self, tx: Transaction, actor: Actor, form_id: str, place: int, period: str) -> tuple[Draft, Step]:
        """A new draft with all that the form takes from the world frozen into it."""
        version, context = self.context(tx, actor, form_id, place, period)
        step = forms.start(self._library.opened(version), context)
        step = replace(step, draft=step.draft.with_identity(self._ids.uuid()))
        row = Draft(
            instance_id=step.draft.instance_id,
            person_id=actor.person_id,
            form_version_id=_id(version),
            form_id=form_id,
            kampung_id=place,
            period=period,
            data=step.draft.to_json(),
            created_at=tx.now,
            updated_at=tx.now,
        )
        tx.add(row)
        tx.flush()
        audit_event.log(tx, actor.person_id, "draft.opened", "draft", row.instance_id)
        return row, step

    def _resume(self, tx: Transaction, actor: Actor, chat: Chat, draft_id: int) -> None:
        work = self._bench.work(tx, actor, chat, self._bench.own(tx, actor, draft_id), {})
        if self._bench.tells_of_move(tx, work):
            return
        self._show(tx, work, work.prompt())

    def _show(self, tx: Transaction, work: Work, prompt: forms.Prompt) -> None:
        """The question, or the review where nothing is left to ask: in some forms nothing ever is."""
        if prompt.kind == "end":
            self._bench.review(tx, work)
        else:
            self._bench.ask(tx, work, prompt)

    def _allowed(self, tx: Transaction, actor: Actor, form_id: str, place: int, period: str) -> None:
        """Raises Refusal for a form, kampung or period that is not this person's to file now."""
        if not self._may_file(tx, actor, form_id, place):
            raise Refusal("not_found")
        owed = obligation.of_slot(tx, form_id, place, period)
        if owed is not None and owed.lock_at <= tx.now:
            raise Refusal("locked", period=period, lock_at=owed.lock_at.isoformat(), zone=actor.zone)
        begins = first_day(filing(form_id).cadence, period)
        if begins is None and owed is None:
            raise Refusal("not_found")
        if begins is not None and begins > self._today(tx, actor):
            raise Refusal("not_open_yet", period=period)

    def _may_file(self, tx: Transaction, actor: Actor, form_id: str, place: int) -> bool:
        return kampung.one_in_scope(tx, actor.scope(*filing(form_id).roles), place) is not None

    def context(
        self, tx: Transaction, actor: Actor, form_id: str, place: int, period: str
    ) -> tuple[FormVersion, Context]:
        """The live version of the form, and what it takes from the world for this report."""
        version = self._version(tx, form_id)
        context = world.context(tx, actor, form_id, place, period, self._ids.seed())
        last_saved = world.last_saved(tx, actor, self._library.form(tx, version))
        return version, replace(context, last_saved=last_saved)

    def _form(self, tx: Transaction, key: str) -> str:
        """The id of the live form that a button names; `_key` made the name."""
        number = whole(key[1:]) if key.startswith("#") else None
        form_id = form_version.id_of(tx, number) if number is not None else key
        return self._version(tx, form_id).form_id

    def _version(self, tx: Transaction, form_id: str) -> FormVersion:
        version = form_version.live(tx, form_id)
        if version is None:
            raise Refusal("not_found")
        return version

    def _title(self, tx: Transaction, form_id: str) -> str:
        return self._version(tx, form_id).title

    def _today(self, tx: Transaction, actor: Actor) -> date:
        return tx.now.astimezone(ZoneInfo(actor.zone)).date()


def _size(form: forms.Form) -> dict[str, int]:
    """How long the form is at most, for the intro: sections, questions, and minutes at 12 seconds a question."""
    asked = [q for q in form.questions.values() if q.kind != "note" and q.attributes.get("prefill") not in GIVEN]
    sections = sum(isinstance(control, Group) for control in form.body)
    return {"sections": sections, "questions": len(asked), "minutes": max(1, round(len(asked) * 12 / 60))}


def _key(version: FormVersion) -> str:
    """The form in callback data: its id, or the number of a version where that could be too long or hold a sign that
    parts taps."""
    return version.form_id if PLAIN.fullmatch(version.form_id) else f"#{version.id}"


def _id(row: Any) -> int:
    return int(row.id)

"""Letting go: a draft or a round of a repeat, after it was asked whether that is meant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import forms
from models import audit_event, draft, form_version, kampung
from models.database import Transaction
from models.draft import Draft
from reporting import stage
from reporting.access import Actor
from reporting.filling.bench import Bench, Work
from reporting.screens.drafts import dropped
from reporting.screens.lists import EXPECTS
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

KEPT = timedelta(hours=24)  # how long a draft that was thrown away can be taken back


class LettingGo:
    """Asks first, then lets go."""

    def __init__(self, bench: Bench, texts: Texts) -> None:
        self._bench = bench
        self._texts = texts

    def asked(self, tx: Transaction, work: Work, word: str) -> None:
        """The draft, or the round in hand, after it was asked whether that is meant."""
        match word:
            case "drop":
                self._confirm_drop(tx, work)
            case "drop_now":
                self._drop(tx, work)
            case "drop_round" if work.round():
                self._confirm_drop_round(tx, work)
            case "drop_round_now" if work.round():
                self._bench.advance(tx, work, forms.remove(work.form, work.draft, work.round(), tx.now))
            case _:
                self._bench.ask_again(tx, work)

    def _confirm_drop(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        facts = self._bench.facts(tx, work) | {"answered": work.row.answered}
        rows = ((button("keep_draft", "n:*:save"), button("drop_draft_now", "n:*:drop_now")),)
        self._bench.say(tx, work, Screen("filling/drop", facts, rows))

    def _confirm_drop_round(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        name, position, _ = work.prompt().repeat or ("", 0, None)
        rows = ((button("keep_round", "n:*:resume"), button("drop_draft_now", "n:*:drop_round_now")),)
        self._bench.say(tx, work, Screen("filling/drop_round", {"label": name, "position": position}, rows))

    def _drop(self, tx: Transaction, work: Work) -> None:
        drop(tx, work.actor, work.row)
        facts = dropped_facts(tx, work.row, work.actor.zone)
        screen = dropped(self._texts, work.chat.language, facts, work.row.id or 0)
        stage.put(tx, work.chat, screen, expects=EXPECTS)


def drop(tx: Transaction, actor: Actor, row: Draft) -> None:
    """Throws the draft away; all of it stays, to be taken back."""
    row.state = "deleted"
    draft.save(tx, row, row.data, row.answered)
    audit_event.log(tx, actor.person_id, "draft.deleted", "draft", row.instance_id)
    tx.flush()


def dropped_facts(tx: Transaction, row: Draft, zone: str) -> dict[str, Any]:
    """What is said of a draft that was thrown away just now."""
    return {
        "title": form_version.get(tx, row.form_version_id).title,
        "kampung": kampung.get(tx, row.kampung_id).name,
        "period": row.period,
        "until": (tx.now + KEPT).isoformat(),
        "zone": zone,
    }

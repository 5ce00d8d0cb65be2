"""Rescuing: the ways round a question that can't be answered now. It is marked, and the walk goes on."""

from __future__ import annotations

from typing import Any

import forms
from models import audit_event, kampung
from models.database import Transaction
from reporting.filling.asides import Asides
from reporting.filling.bench import Bench, Work
from reporting.helping import Helping
from reporting.markup import bare
from reporting.passing_on import PassingOn
from reporting.texts import Texts

LONGEST = 500  # letters of a question to a coordinator


class Rescuing:
    """The words and taps of help, beside those of navigation."""

    def __init__(self, bench: Bench, texts: Texts, asides: Asides) -> None:
        self._bench = bench
        self._texts = texts
        self._asides = asides
        self._passing_on = PassingOn(texts)
        self._helping = Helping(texts)

    def obeys(self, tx: Transaction, work: Work, word: str) -> bool:
        """Does what a word of help says. Returns whether it was one."""
        match word:
            case "bantuan":
                self._helping.put(tx, work.actor, work.chat)
            case _ if work.prompt().kind == "end" or work.chat.expects != "answer":
                return False
            case "contoh":
                self._asides.explain(tx, work)
            case "defer":
                self._defer(tx, work, {"kind": "deferred", "text": ""})
            case "coordinator":
                self._ask(tx, work)
            case _:
                return False
        return True

    def unknown(self, tx: Transaction, work: Work) -> None:
        """Nobody knows the answer: where the form allows that, blank is enough."""
        prompt = work.prompt()
        echo = {"label": bare(prompt.short).rstrip("?"), "text": "", "kind": "unknown", "sensitive": False}
        self._bench.advance(tx, work, forms.unknown(work.form, work.draft, tx.now), echo)

    def _defer(self, tx: Transaction, work: Work, told: dict[str, Any]) -> None:
        prompt = work.prompt()
        echo = {"label": bare(prompt.short).rstrip("?"), "sensitive": False, **told}
        audit_event.log(tx, work.actor.person_id, "answer.deferred", "draft", work.row.instance_id)
        self._bench.advance(tx, work, forms.defer(work.form, work.draft, tx.now), echo)

    def _ask(self, tx: Transaction, work: Work) -> None:
        """The coordinators of the kampung get the question as a ticket; their answer comes as to any other."""
        facts, prompt = self._bench.facts(tx, work), work.prompt()
        asked = str(work.focus.get("question", ""))
        said = asked or str(work.focus.get("said", "") if "sensitive" not in prompt.attributes else "")
        about = {"title": facts["title"], "kampung": facts["kampung"], "number": prompt.number}
        month = self._texts.period(work.chat.language, facts["period"])
        key = "ticket_asked" if asked else "ticket_stuck"
        question = self._texts.word(
            work.chat.language, key, **about, label=bare(prompt.short), period=month, said=said or "-"
        )
        row, who = self._passing_on.to_coordinators(tx, work.actor, question[:LONGEST], "", self._area(tx, work))
        if asked:
            above = {"text": "filling/asked", "args": {"number": row.number, "who": who}}
            self._bench.ask_again(tx, work, above=above)
        else:
            self._defer(tx, work, {"kind": "asked", "text": row.number, "who": who})

    def _area(self, tx: Transaction, work: Work) -> str:
        return kampung.get(tx, work.row.kampung_id).village_code

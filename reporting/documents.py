"""A sent report as a PDF for its officer's own archive, drawn from `templates/documents/report.typ`.

The template holds no word: all comes in through the spec, which travels in the outbox as the figures of a picture do.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

from forms.draft import DEFERRED, UNKNOWN
from forms.prompt import Line
from models import submission
from models.chat import Chat
from models.database import Transaction
from models.submission import Submission
from reporting import pushing, stage
from reporting.access import Actor, actor_of
from reporting.behalf import behalf
from reporting.checks import Odd
from reporting.fitting import plain
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.moved import moved
from reporting.pushing import Push
from reporting.refusals import Refusal
from reporting.reports import Report, Reports
from reporting.screens.review import mark, odd_fact, told
from reporting.screens.screen import Screen
from reporting.texts import Texts


class Documents:
    """Every public method is one push."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._reports = Reports(library)
        self._texts = texts

    def asked(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """Puts the sender's own report into the outbox as a document; twice in a minute is once. Returns a toast."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        row = submission.own(tx, actor.person_id, tap.number)
        if row is None:
            raise Refusal("not_found")
        if not row.xml:
            raise Refusal("emptied", number=row.number)
        told = self._told(tx, actor, row)
        spec = self.spec(chat.language, self._reports.read(tx, row, chat.language), told)
        self._push(tx, chat, row, spec, told)
        return self._texts.word(chat.language, "pdf_coming")

    def spec(self, language: str, report: Report, told: dict[str, Any]) -> dict[str, Any]:
        """What `draw` reads: `facts` are lines, `sections` of {"label", "rows": [[number, label, answer, note]]},
        the note what is odd about the answer, "" for nothing. Of sensitive answers the document says only that they
        are there."""
        odd = {one.path: one for one in report.odd}
        return {
            "document": "report",
            "file": f"{report.row.number}-{report.row.period}.pdf",
            "title": report.title,
            "facts": self._lines(language, "documents/facts", told),
            "sections": [
                {"label": label, "rows": [self._row(language, line, odd.get(line.path)) for line in group]}
                for label, group in groupby(report.lines, key=lambda line: line.section.label if line.section else "")
            ],
            "foot": self._text(language, "documents/foot", told),
            "sorry": self._text(language, "documents/sorry", told),
        }

    def _push(self, tx: Transaction, chat: Chat, row: Submission, spec: dict[str, Any], told: dict[str, Any]) -> None:
        key = f"pdf:{row.id}:{chat.person_id}:{tx.now:%Y%m%d%H%M}"
        push = Push(key, "notice", Screen("documents/caption", told), chart=spec)
        pushing.enqueue(tx, self._texts, chat, push, tx.now)

    def _told(self, tx: Transaction, actor: Actor, row: Submission) -> dict[str, Any]:
        state = row.review_state if row.is_current else "replaced"
        return {
            **submission.line(tx, row),
            "officer": actor.name,
            "revision": row.revision,
            "behalf": behalf(tx, row),
            "state": state,
            "moves": list(moved(tx, row.number)),
            "zone": actor.zone,
            "now": tx.now.isoformat(),
        }

    def _row(self, language: str, line: Line, odd: Odd | None) -> list[str]:
        read = told(line)
        answer = {**read, "text": line.text} if "sensitive" not in line.attributes else read
        text = self._text(language, "documents/value", {"answer": answer}) if line.text else self._blank(language, line)
        note = self._text(language, "documents/note", {"odd": odd_fact(odd)}) if odd else ""
        return [str(line.number), _drawn(plain(line.label)), text, note]

    def _blank(self, language: str, line: Line) -> str:
        """What was said instead of an answer, "–" for nothing."""
        instead = mark(line)
        if "sensitive" in line.attributes and instead not in (UNKNOWN, DEFERRED):
            return "–"
        return self._text(language, "documents/instead", {"mark": instead}) if instead else "–"

    def _text(self, language: str, name: str, args: dict[str, Any]) -> str:
        return _drawn(plain(self._texts.render(language, name, **args)))

    def _lines(self, language: str, name: str, args: dict[str, Any]) -> list[str]:
        text = plain(self._texts.render(language, name, **args))
        return [_drawn(line) for line in text.splitlines() if line.strip()]


def _drawn(text: str) -> str:
    """On one line, without what the font has no sign for: emoji are "other symbols" to Unicode."""
    kept = "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Cn", "Co", "Cs"))
    return " ".join(kept.replace("\ufe0f", "").split())

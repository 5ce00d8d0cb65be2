"""/formulir: the forms that are live in one's area, each with its history, a preview, and the way back."""

from __future__ import annotations

from typing import Any

from models import draft, form_upload, form_version, submission
from models.chat import Chat
from models.database import Transaction
from models.form_version import FormVersion
from reporting import form_facts, publishing, stage
from reporting.access import Actor
from reporting.filings import areas_of
from reporting.form_approval import FormApproval
from reporting.inputs import Tap
from reporting.library import Library
from reporting.previewing import Previewing
from reporting.proposing import PUBLISHERS, is_own, may_see
from reporting.refusals import Refusal
from reporting.screens import publishing as screens
from reporting.texts import Texts

MOST_WAITING = 3  # buttons for what waits; the others come up when these are done


class FormPages:
    """Every tap looks again at whether the form is filed in a place that the actor publishes for."""

    TAPS = ("list", "form", "history", "look", "back", "back_now")

    def __init__(self, texts: Texts, library: Library, previewing: Previewing) -> None:
        self._texts = texts
        self._library = library
        self._previewing = previewing
        self._approval = FormApproval(texts, library)

    def put(self, tx: Transaction, actor: Actor, chat: Chat, page: int = 0) -> None:
        """The list, with what waits for the actor."""
        lines = [
            {"id": row.id, "title": row.title, "version": row.version, "at": row.published_at.isoformat()}
            for row in form_version.all_live(tx)
            if may_see(tx, actor, row)
        ]
        rows = [*self._approval.waiting(tx, actor), *form_upload.open_of(tx, actor.person_id)]
        waiting = [(row.id or 0, row.title or row.file_name) for row in rows[:MOST_WAITING]]
        more = screens.waiting(self._texts, chat.language, waiting)
        stage.put(tx, chat, screens.listed(self._texts, chat.language, lines, page, actor.zone, more))

    def chosen(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> str:
        """A tap on one of the pages. Returns a toast, or ""."""
        if tap.argument == "list":
            self.put(tx, actor, chat, tap.number)
            return ""
        row = form_version.find(tx, tap.number)
        if row is None or not row.is_live or not may_see(tx, actor, row):
            raise Refusal("not_found")
        match tap.argument:
            case "history":
                lines, more = form_facts.history(tx, row.form_id)
                facts = {"title": row.title, "zone": actor.zone, "lines": lines, "more": more}
                stage.put(tx, chat, screens.history(self._texts, chat.language, row.id or 0, facts))
            case "look":
                form = self._library.form(tx, row)
                self._previewing.begin(tx, actor, chat, ("version", row.id or 0), form)
            case "back":
                self._ask_back(tx, actor, chat, row)
            case "back_now":
                return self._go_back(tx, actor, chat, row, tap)
            case _:
                self._put_form(tx, actor, chat, row)
        return ""

    def _put_form(self, tx: Transaction, actor: Actor, chat: Chat, row: FormVersion) -> None:
        about = form_facts.about(self._library.form(tx, row), chat.language)
        facts = {
            **form_facts.published(tx, row),
            "purpose": about["purpose"],
            "at": row.published_at.isoformat(),
            "zone": actor.zone,
            "by": form_facts.published_by(tx, row),
            "reports": submission.count_of_form(tx, actor.scope(*PUBLISHERS), row.form_id),
        }
        can_go_back = self._earlier(tx, actor, row) is not None
        stage.put(tx, chat, screens.form(self._texts, chat.language, row.id or 0, facts, can_go_back))

    def _ask_back(self, tx: Transaction, actor: Actor, chat: Chat, row: FormVersion) -> None:
        earlier = self._earlier(tx, actor, row)
        if earlier is None:
            self._put_form(tx, actor, chat, row)
            return
        facts: dict[str, Any] = {
            **form_facts.published(tx, row),
            "earlier": earlier.version,
            "drafts": draft.count_of_version(tx, row.id or 0),
        }
        stage.put(tx, chat, screens.back(self._texts, chat.language, row.id or 0, facts))

    def _go_back(self, tx: Transaction, actor: Actor, chat: Chat, row: FormVersion, tap: Tap) -> str:
        if self._earlier(tx, actor, row) is None:
            raise Refusal("not_found")
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        done = publishing.roll_back(tx, row.form_id, actor.person_id)
        if done is not None:
            now = done[0]
            screen = screens.backed(self._texts, chat.language, now.id or 0, now.title, now.version)
            stage.put(tx, chat, screen)
        return ""

    def _earlier(self, tx: Transaction, actor: Actor, row: FormVersion) -> FormVersion | None:
        """The version to go back to; None where there is none, or where others file the form too."""
        return form_version.before(tx, row) if is_own(actor, areas_of(tx, row.form_id)) else None

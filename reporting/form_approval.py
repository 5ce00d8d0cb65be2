"""A second person decides about a form: they see what was checked, try its preview, and say yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from forms.problems import FormErrors
from models import audit_event, form_upload
from models.chat import Chat
from models.database import Transaction
from models.form_upload import FormUpload
from reporting import form_facts, proposing, stage
from reporting.access import Actor
from reporting.inputs import Tap, whole
from reporting.library import Library
from reporting.notices import Notice, Notices, called
from reporting.proposing import approvers, form_of, may_decide
from reporting.refusals import Refusal
from reporting.screens import publishing as screens
from reporting.texts import Texts

ASKED = 10  # people who are asked at once, the nearest first
LONGEST = 300  # letters of a reason


class FormApproval:
    """Every tap looks again at what the actor may, and whether it is still undecided."""

    TAPS = ("yes", "no", "because")
    EXPECTS = "form_reason"

    def __init__(self, texts: Texts, library: Library) -> None:
        self._texts = texts
        self._library = library
        self._notices = Notices(texts)

    def find(self, tx: Transaction, actor: Actor, number: int) -> FormUpload | None:
        """The proposal, if the actor may decide about it and nobody has."""
        row = form_upload.get(tx, number)
        is_open = row is not None and row.state == "proposed" and row.expires_at > tx.now
        return row if row is not None and is_open and may_decide(tx, actor, row) else None

    def waiting(self, tx: Transaction, actor: Actor) -> list[FormUpload]:
        """What the actor may decide about, the oldest first."""
        return [row for row in form_upload.proposed(tx) if may_decide(tx, actor, row)]

    def ask(self, tx: Transaction, actor: Actor, row: FormUpload, who: Sequence[int]) -> None:
        """Tells those who may say yes."""
        facts = {"host": called(tx, actor.person_id), "title": row.title}
        for one in who[:ASKED]:
            key = f"formasked:{row.id}:{one}"
            buttons = ((("form_open", f"b::up:{row.id}"),),)
            self._notices.tell(tx, one, Notice(key, "publishing/approval", facts, buttons))

    def put(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> None:
        """The proposal, to be decided."""
        told = form_facts.of_upload(tx, self._library, row, form_of(tx, self._library, row), chat.language)
        facts = {**told, "host": called(tx, row.person_id), "until": row.expires_at.isoformat(), "zone": actor.zone}
        stage.put(tx, chat, screens.proposal(self._texts, chat.language, row.id or 0, facts))

    def put_waiting(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> None:
        """The proposal, for who made it."""
        who = approvers(tx, row)
        facts = {
            "title": row.title,
            "version": row.version,
            "approver": called(tx, who[0]) if who else "",
            "until": row.expires_at.isoformat(),
            "zone": actor.zone,
        }
        stage.put(tx, chat, screens.proposed(self._texts, chat.language, row.id or 0, facts))

    def chosen(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> str:
        """Yes, no, or why not. Returns a toast, or ""."""
        number, _, reason = tap.state.partition(",")
        row = self.find(tx, actor, whole(number) or 0)
        if row is None:
            raise Refusal("not_found")
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "yes":
                return self._approve(tx, actor, chat, row)
            case "because" if reason in screens.REASONS:
                return self._refuse(tx, actor, chat, row, self._texts.word(chat.language, f"form_reason_{reason}"))
            case _:
                screen = screens.why(self._texts, chat.language, row.id or 0, row.title)
                stage.put(tx, chat, screen, expects=self.EXPECTS, focus={"upload": row.id})
        return ""

    def because(self, tx: Transaction, actor: Actor, chat: Chat, number: int, text: str) -> None:
        """Why it is declined, in their own words."""
        row = self.find(tx, actor, number)
        if row is None:
            raise Refusal("not_found")
        self._refuse(tx, actor, chat, row, " ".join(text.split())[:LONGEST])

    def _approve(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> str:
        try:
            version = proposing.publish(tx, self._library, actor.person_id, row)
        except FormErrors:  # its version has been published with another content since
            return self._refuse(tx, actor, chat, row, self._texts.word(chat.language, "form_reason_version"))
        if version is None:
            return self._texts.word(chat.language, "form_decided")
        audit_event.log(tx, actor.person_id, "form.approved", "form_upload", row.id, form=row.form_id)
        self._tell(tx, actor, row, "")
        facts = form_facts.published(tx, version)
        stage.put(tx, chat, screens.published(self._texts, chat.language, version.id or 0, facts))
        return self._texts.word(chat.language, "form_published")

    def _refuse(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, reason: str) -> str:
        told = {"decided_by": actor.person_id, "decided_at": tx.now, "reason": reason}
        if not form_upload.end(tx, row, "refused", **told):
            return self._texts.word(chat.language, "form_decided")
        audit_event.log(tx, actor.person_id, "form.refused", "form_upload", row.id, form=row.form_id)
        self._tell(tx, actor, row, reason)
        stage.put(tx, chat, screens.refused(self._texts, chat.language, row.title))
        return self._texts.word(chat.language, "form_refused")

    def _tell(self, tx: Transaction, actor: Actor, row: FormUpload, reason: str) -> None:
        facts = {"title": row.title, "by": called(tx, actor.person_id), "is_yes": not reason, "reason": reason}
        buttons = ((("forms", "b::list"),),)
        notice = Notice(f"formdecided:{row.id}", "publishing/decided", facts, buttons)
        self._notices.tell(tx, row.person_id, notice)

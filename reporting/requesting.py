"""Requesting: an accepted report is mended only when a coordinator lets its officer; both hear of it."""

from __future__ import annotations

from models import audit_event, membership, report_note, review, submission
from models.chat import Chat
from models.database import Transaction
from models.report_note import REQUEST, ReportNote
from models.review import Review
from models.submission import Submission
from reporting import ledger, stage
from reporting.access import FILERS, LEADS, Actor, actor_of, require
from reporting.inputs import Sender, Tap, whole
from reporting.notices import Notice, Notices, called
from reporting.privacy import holds_personal_data
from reporting.refusals import Refusal
from reporting.screens import talking as screens
from reporting.texts import Texts

LONGEST = 300
EXPECTS = "request_reason"


class Requesting:
    """Every public method is one push."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap of the officer (request, because) or of the coordinator (grant, refuse). Returns a toast, or ""."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        match tap.argument:
            case "grant" | "refuse":
                return self._settle(tx, require(actor, *LEADS), chat, tap.number, tap.argument == "grant")
            case "because":
                if stage.is_stale(tx, chat, tap):
                    return self._texts.word(chat.language, "stale_button")
                number, _, index = tap.state.partition(",")
                at = whole(index)
                if at is not None and at < len(screens.WHY):
                    reason = self._texts.word(chat.language, screens.WHY[at])
                    self._request(tx, chat, self._own(tx, actor, whole(number) or 0), reason)
                    return ""
        self.ask(tx, chat, self._own(tx, actor, tap.number or (chat.focus or {}).get("submission", 0)), "")
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """The reason. Returns whether the message holds personal data and must go from the chat."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        row = self._own(tx, actor, (chat.focus or {}).get("submission", 0))
        reason = " ".join(text.split())
        is_personal = holds_personal_data(reason)
        if is_personal or not reason or len(reason) > LONGEST:
            self.ask(tx, chat, row, "personal_data" if is_personal else "too_long")
        else:
            self._request(tx, chat, row, reason)
        return is_personal

    def ask(self, tx: Transaction, chat: Chat, row: Submission, problem: str = "") -> None:
        """Why is the accepted report to be mended? Or that the request waits already."""
        waits = report_note.waiting(tx, row.id or 0) is not None
        told = {**submission.line(tx, row), "id": row.id, "problem": problem}
        if waits:
            stage.put(tx, chat, screens.requested(self._texts, chat.language, told))
        else:
            screen = screens.request(self._texts, chat.language, told)
            stage.put(tx, chat, screen, expects=EXPECTS, focus={"submission": row.id})

    def _request(self, tx: Transaction, chat: Chat, row: Submission, reason: str) -> None:
        told = {**submission.line(tx, row), "id": row.id, "problem": ""}
        if report_note.waiting(tx, row.id or 0) is None:
            note = report_note.add(tx, row.number, row.id or 0, row.person_id, REQUEST, reason)
            audit_event.log(tx, row.person_id, "submission.correction_requested", "submission", row.instance_id)
            self._tell_coordinators(tx, row, note)
        stage.put(tx, chat, screens.requested(self._texts, chat.language, told))

    def _tell_coordinators(self, tx: Transaction, row: Submission, note: ReportNote) -> None:
        """Who accepted it, or else the nearest."""
        decision = review.last(tx, row.id or 0)
        found = [decision.person_id] if decision else []
        found += membership.people_with_role(tx, LEADS, row.area_code, tx.now)
        args = {**submission.line(tx, row), "who": called(tx, row.person_id), "reason": note.text}
        rows = (
            (("request_refuse", f"c::refuse:{note.id}"), ("request_grant", f"c::grant:{note.id}")),
            (("see_report", f"r::see:{row.id}"),),
        )
        for person_id in [one for one in found if one != row.person_id][:1]:
            self._notices.tell(tx, person_id, Notice(f"request:{note.id}", "notices/request", args, rows))

    def _settle(self, tx: Transaction, actor: Actor, chat: Chat, note_id: int, grants: bool) -> str:
        note = report_note.get(tx, note_id)
        row = submission.get(tx, actor.scope(*LEADS), note.submission_id) if note else None
        if note is None or row is None:
            raise Refusal("not_found")
        state = "granted" if grants else "refused"
        if not report_note.settle(tx, note_id, state, actor.person_id):
            return self._texts.word(chat.language, "request_settled")
        if grants and not self._let_mend(tx, actor, row):
            return self._texts.word(chat.language, "request_settled")
        audit_event.log(tx, actor.person_id, f"submission.correction_{state}", "submission", row.instance_id)
        args = {**submission.line(tx, row), "who": actor.address, "granted": grants}
        way = ("correct_report", f"s::correct:{row.id}") if grants else ("note_reply", f"c::open:{row.id}")
        rows = ((way, ("see_report", f"r::see:{row.id}")),)
        self._notices.tell(tx, row.person_id, Notice(f"settled:{note_id}", "notices/settled", args, rows))
        return self._texts.word(chat.language, f"request_{state}", who=called(tx, row.person_id))

    def _let_mend(self, tx: Transaction, actor: Actor, row: Submission) -> bool:
        if not submission.let_mend(tx, row.id or 0):
            return False
        decision = Review(
            submission_id=row.id or 0, person_id=actor.person_id, decision="has_issues", created_at=tx.now
        )
        tx.add(decision)
        ledger.decided(tx, row, "returned")
        return True

    def _own(self, tx: Transaction, actor: Actor, submission_id: int) -> Submission:
        """The actor's own accepted report, of a place where they still work. Raises Refusal("not_found")."""
        row = submission.get(tx, actor.scope(*FILERS), submission_id)
        is_own = row is not None and row.person_id == actor.person_id
        if row is None or not is_own or not row.is_current or row.review_state != "approved":
            raise Refusal("not_found")
        return row

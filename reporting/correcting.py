"""Correcting: a report that was sent is opened again as a draft of its own; the one that was sent stays as it is."""

from __future__ import annotations

from forms.draft import Draft as FormDraft
from models import audit_event, kampung, review, submission
from models import draft as drafts
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft
from models.submission import Submission
from reporting.access import FILERS, Actor
from reporting.filling.bench import Bench
from reporting.filling.detour import Detour
from reporting.ids import Ids
from reporting.refusals import Refusal
from reporting.requesting import Requesting
from reporting.responsible import may_file


class Correcting:
    """From [Perbaiki] to the first question, or to the page on which an answer is chosen."""

    def __init__(self, bench: Bench, ids: Ids, requesting: Requesting) -> None:
        self._bench = bench
        self._ids = ids
        self._requesting = requesting

    def begin(self, tx: Transaction, actor: Actor, chat: Chat, submission_id: int) -> None:
        """A draft that mends a sent report. Of a returned one only the items the coordinator named are asked; without
        any it opens on the review page. An accepted one is asked for first. Raises Refusal for reports of others."""
        sent = submission.get(tx, actor.scope(*FILERS), submission_id)
        if sent is None or not sent.is_current or sent.person_id != actor.person_id:
            raise Refusal("not_found")
        if not may_file(tx, actor, sent.form_id, kampung.get(tx, sent.kampung_id)):
            raise Refusal("not_found")
        if sent.review_state == "approved":
            self._requesting.ask(tx, chat, sent)
            return
        row = drafts.correcting(tx, submission_id) or self._copy(tx, actor, sent)
        self._remember(tx, row, sent)
        work = self._bench.work(tx, actor, chat, row, {})
        if self._bench.tells_of_move(tx, work):
            return
        left = self._bench.still_to_mend(tx, work)
        if left:
            self._bench.lead(tx, work, Detour("", left))
        else:
            self._bench.review(tx, work)

    def _remember(self, tx: Transaction, row: Draft, sent: Submission) -> None:
        """The items of the return stay with the draft, whatever the chat shows meanwhile."""
        decision = review.last(tx, sent.id or 0) if sent.review_state == "has_issues" else None
        if decision is not None and row.asked_again != decision.paths:
            row.asked_again = decision.paths
            tx.add(row)

    def _copy(self, tx: Transaction, actor: Actor, sent: Submission) -> Draft:
        origin = drafts.of_instance(tx, sent.instance_id)
        if origin is None:
            raise Refusal("not_found")
        if not origin.data:
            raise Refusal("emptied", number=sent.number)
        copy = FormDraft.from_json(origin.data).with_identity(self._ids.uuid())
        row = Draft(
            instance_id=copy.instance_id,
            person_id=actor.person_id,
            form_version_id=sent.form_version_id,
            form_id=sent.form_id,
            kampung_id=sent.kampung_id,
            period=sent.period,
            unit=sent.unit,
            answered=origin.answered,
            data=copy.to_json(),
            corrects_id=sent.id,
            created_at=tx.now,
            updated_at=tx.now,
        )
        tx.add(row)
        tx.flush()
        audit_event.log(tx, actor.person_id, "draft.opened", "draft", row.instance_id)
        return row

"""A workbook that nobody finished within its term is taken back, and whoever sent it is told."""

from __future__ import annotations

from datetime import datetime

from models import audit_event, form_upload
from models.database import Transaction
from reporting.notices import Notice, Notices
from reporting.texts import Texts


class FormExpiry:
    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Ends what is over its term at that moment; harmless when done twice."""
        for row in form_upload.expired(tx, at):
            facts = {"title": row.title, "file": row.file_name}
            if form_upload.end(tx, row, "expired"):
                audit_event.log(tx, None, "form.expired", "form_upload", row.id)
                notice = Notice(f"formexpired:{row.id}", "publishing/expired", facts, ((("forms", "b::list"),),))
                self._notices.tell(tx, row.person_id, notice)

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """When the next one is over."""
        return form_upload.next_expiry(tx, after)

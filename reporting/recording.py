"""Recording: a report that was not filled by chat, answered by the engine and stored like any other."""

from __future__ import annotations

from typing import Any

from forms.draft import Context
from forms.replay import Replayed, replay
from models.database import Transaction
from models.draft import Draft
from models.form_version import FormVersion
from models.submission import Submission
from reporting.access import Actor
from reporting.library import Library
from reporting.starting import Starting
from reporting.submitting import Submitting


class Recording:
    """In three parts, so that the engine's work is done outside the transactions."""

    def __init__(self, library: Library, starting: Starting, submitting: Submitting) -> None:
        self._library = library
        self._starting = starting
        self._submitting = submitting

    def context(
        self, tx: Transaction, actor: Actor, form_id: str, kampung_id: int, period: str
    ) -> tuple[FormVersion, Context]:
        """What the form takes from the world. Raises Refusal for a form that is not published."""
        return self._starting.context(tx, actor, form_id, kampung_id, period)

    def answer(self, version: FormVersion, answers: dict[str, Any], context: Context) -> Replayed:
        """The answers through the engine, after `context()`. Raises ReplayError when one of them is refused."""
        return replay(self._library.opened(version), answers, context)

    def store(
        self,
        tx: Transaction,
        actor: Actor,
        version: FormVersion,
        kampung_id: int,
        period: str,
        replayed: Replayed,
    ) -> Submission:
        """The submission with its draft, as if it had been sent now. Raises Refusal("already_sent")."""
        assert version.id is not None
        draft = replayed.draft.with_identity(replayed.finished.instance_id)
        row = Draft(
            instance_id=replayed.finished.instance_id,
            person_id=actor.person_id,
            form_version_id=version.id,
            form_id=version.form_id,
            kampung_id=kampung_id,
            period=period,
            data=draft.to_json(),
            created_at=tx.now,
            updated_at=tx.now,
        )
        tx.add(row)
        tx.flush()
        return self._submitting.store(tx, self._library.opened(version), row, replayed.finished, actor.person_id)

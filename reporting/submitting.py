"""A finished draft becomes a submission: stored once, its figures typed, its obligation met, its reminders stopped."""

from __future__ import annotations

import hashlib

from forms.definition import Form
from forms.events import FormFinished
from models import (
    answer_value,
    attachment,
    audit_event,
    form_version,
    kampung,
    later,
    membership,
    obligation,
    submission,
)
from models.answer_value import AnswerValue
from models.attachment import Attachment
from models.database import Transaction
from models.draft import Draft
from models.submission import Submission
from reporting import families, flagging, kampung_class, ledger, opening, profiling, rolling_up, units
from reporting.access import LEADS, Actor
from reporting.behalf import behalf, of_paper
from reporting.inputs import File
from reporting.notices import called
from reporting.programme import BULANAN, EVENT_DAY, numbered_period
from reporting.refusals import Refusal
from reporting.scheduling import shape
from reporting.screens.receipt import Following, receipt
from reporting.screens.screen import Screen
from reporting.texts import Texts

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O: read aloud over a bad line
TREND = 3  # months of the officer's own figures on the receipt
SUFFIXES = {"image": ".jpg", "audio": ".ogg", "video": ".mp4", "file": ""}


class Submitting:
    """What happens when a report is sent, whoever sends it: an officer by chat, or the demo's past by the engine."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def file(self, tx: Transaction, actor: Actor, form: Form, row: Draft, finished: FormFinished) -> Screen:
        """Stores the submission and returns the receipt. Raises Refusal: "already_sent" when the slot is taken,
        "already_approved" when what it mends was accepted meanwhile, "locked" when it is too late for a first report.
        """
        owed = obligation.of_slot(tx, row.form_id, row.kampung_id, row.period, row.unit)
        if owed is not None and owed.state in ledger.MET and row.unit and row.corrects_id is None:
            raise Refusal("already_sent", number=tx.get_one(Submission, owed.submission_id).number)
        if owed is not None and owed.lock_at <= tx.now and row.corrects_id is None:
            closed = {"period": row.period, "lock_at": owed.lock_at.isoformat(), "obligation": owed.id}
            raise Refusal("locked", zone=actor.zone, **closed)
        sent = self.store(tx, form, row, finished, actor.person_id)
        return self._receipt(tx, actor, row, sent)

    def store(self, tx: Transaction, form: Form, row: Draft, finished: FormFinished, person_id: int) -> Submission:
        """The submission with its values; everything that follows from it in the same transaction."""
        sent = self._submission(tx, row, finished, person_id)
        for value in finished.rows:
            tx.add(
                AnswerValue(
                    submission_id=_id(sent),
                    path=value.path,
                    name=value.name,
                    kind=value.kind,
                    text=value.text,
                    number=value.number,
                    date=value.date,
                    indicator=value.indicator,
                )
            )
        row.instance_id = sent.instance_id  # a correction is named when it is finished; its answers are found by it
        row.state = "submitted"
        row.updated_at = tx.now
        tx.add(row)
        later.cancel(tx, row.id or 0)
        profiling.follow(tx, sent)
        rolling_up.sent(tx, sent)
        self._classify(tx, sent)  # looks at the kampung's profile, which this report may have changed
        families.sent(tx, sent)
        ledger.sent(tx, sent)  # looks at the family that a visit was to
        opening.heard(tx, sent)
        flagging.look(tx, form, sent, row)
        audit_event.log(tx, person_id, "submission.sent", "submission", sent.instance_id, revision=sent.revision)
        return sent

    def replaces(self, tx: Transaction, row: Draft) -> str:
        """The instance id that a correction deprecates (ODK's deprecatedID), "" for a first report."""
        return tx.get_one(Submission, row.corrects_id).instance_id if row.corrects_id else ""

    def attach(self, tx: Transaction, row: Draft, path: str, file: File) -> str:
        """Notes a file for the question and returns its name in the submission; the bytes are fetched later."""
        suffix = SUFFIXES.get(file.kind, "")
        name = f"{hashlib.sha256(f'{row.instance_id}{file.unique_id}'.encode()).hexdigest()[:16]}{suffix}"
        if attachment.named(tx, row.instance_id, name) is None:
            tx.add(
                Attachment(
                    instance_id=row.instance_id,
                    path=path,
                    name=name,
                    telegram_file_id=file.file_id,
                    telegram_unique_id=file.unique_id,
                    mime_type=file.mime_type,
                    size=file.size,
                    created_at=tx.now,
                )
            )
        return name

    def _submission(self, tx: Transaction, row: Draft, finished: FormFinished, person_id: int) -> Submission:
        mended = tx.get_one(Submission, row.corrects_id) if row.corrects_id else None
        period = self._period(tx, row, finished, mended)
        before = submission.current(tx, row.form_id, row.kampung_id, mended.period if mended else period)
        if before is not None and before.id != row.corrects_id:
            raise Refusal("already_sent", number=before.number)
        if before is not None and not submission.replace(tx, _id(before)):
            raise Refusal("already_approved", number=before.number)
        place = kampung.get(tx, row.kampung_id)
        sent = Submission(
            instance_id=finished.instance_id,
            replaces_id=before.id if before else None,
            revision=before.revision + 1 if before else 1,
            number=before.number if before else report_number(finished.instance_id),
            form_id=row.form_id,
            form_version_id=row.form_version_id,
            kampung_id=row.kampung_id,
            area_code=place.village_code,
            period=period,
            unit=row.unit,
            person_id=person_id,
            instance_name=finished.instance_name,
            xml=finished.xml,
            review_state="edited" if before else "received",
            started_at=row.created_at,
            submitted_at=tx.now,
            **of_paper(row if row.paper_on is not None or before is None else before),
        )
        tx.add(sent)
        tx.flush()
        return sent

    def _period(self, tx: Transaction, row: Draft, finished: FormFinished, mended: Submission | None) -> str:
        """The slot's, or that of the event: the day it was, not the day somebody found time to report it. A correction
        stays where the report was, unless it tells of another day."""
        kind = shape(tx, row.form_id, kampung.get(tx, row.kampung_id).village_code)
        period = mended.period.partition(".")[0] if mended else row.period
        if kind.slot == "many" and kind.cadence == "event":
            period = next((x.date for x in finished.rows if x.name == EVENT_DAY and x.date), period)
        if mended is not None and period == mended.period.partition(".")[0]:
            return mended.period
        if kind.slot == "one":
            return period
        return numbered_period(period, submission.last_number(tx, row.form_id, row.kampung_id, period))

    def _classify(self, tx: Transaction, sent: Submission) -> None:
        """Also the half year that a correction with another day has left."""
        before = tx.get_one(Submission, sent.replaces_id) if sent.replaces_id else None
        if before is not None and before.period != sent.period:
            kampung_class.left(tx, before.form_id, before.kampung_id, before.period)
        kampung_class.sent(tx, sent)

    def _receipt(self, tx: Transaction, actor: Actor, row: Draft, sent: Submission) -> Screen:
        facts = {
            "address": actor.address,
            "title": form_version.get(tx, row.form_version_id).title,
            "kampung": kampung.get(tx, row.kampung_id).name,
            "period": sent.period,
            "number": sent.number,
            "revision": sent.revision,
            "sent_at": sent.submitted_at.isoformat(),
            "zone": actor.zone,
            "checked_by": self._checked_by(tx, sent),
            "trend": self._trend(tx, sent),
            "behalf": behalf(tx, sent),
        }
        return receipt(self._texts, actor.language, facts, sent.id or 0, self._following(tx, actor))

    def _following(self, tx: Transaction, actor: Actor) -> Following | None:
        """What the officer still owes, the most urgent."""
        owed = next(iter(obligation.owed_by(tx, actor.person_id, tx.now)), None)
        return Following(owed.id or 0, units.name(tx, owed.unit, owed.kampung_id), owed.period) if owed else None

    def _checked_by(self, tx: Transaction, sent: Submission) -> str:
        """How the nearest coordinator is called, "" where there is none but the sender."""
        found = membership.people_with_role(tx, LEADS, sent.area_code, tx.now)
        nearest = next((one for one in found if one != sent.person_id), None)
        return called(tx, nearest) if nearest is not None else ""

    def _trend(self, tx: Transaction, sent: Submission) -> list[str]:
        """The kampung's own figures given back: new users (PB) of this report and of the two before it."""
        if sent.form_id != BULANAN:
            return []
        return answer_value.trend(tx, sent.form_id, sent.kampung_id, "pb_total", sent.period, TREND)


def report_number(instance_id: str) -> str:
    """KB-7F3A9: five signs of the instance id's SHA-256; short enough to read out, long enough to find."""
    digest = hashlib.sha256(instance_id.encode()).digest()
    return "KB-" + "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:5])


def _id(row: Submission) -> int:
    assert row.id is not None
    return row.id

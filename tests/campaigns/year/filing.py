"""Sending reports and deciding on them, through the use cases that the chat ends in."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from models import kampung, obligation, poktan, submission
from models.database import Transaction
from models.draft import Draft
from models.obligation import Obligation
from models.submission import Submission
from reporting import periods, units
from reporting.access import LEADS, Actor, actor_by_id
from reporting.deciding import Deciding
from reporting.library import Library
from reporting.notices import Notices
from reporting.programme import filing
from reporting.recording import Recording
from reporting.refusals import Refusal
from reporting.responsible import filing_scope, may_file
from reporting.starting import Starting
from reporting.starting.ground import Slot, slot_for
from reporting.submitting import Submitting
from tests.campaigns.year import answers
from tests.campaigns.year.answers import Answers
from tests.campaigns.year.cast import Cast
from tests.campaigns.year.log import Debt, Decided, Filed, Log, Refused
from tests.reporting.field import TEXTS

AGAIN = timedelta(days=28)  # from one visit to a family to the next
FOLLOWED = 3  # months until most plans are done
AGENCIES = ("dinkes", "dukcapil", "opd_kb", "bappeda")


class Seeds:
    """Engine seeds in place of chance."""

    def __init__(self) -> None:
        self._random = Random(1)

    def seed(self) -> int:
        return self._random.getrandbits(32)


class Filing:
    def __init__(self, cast: Cast, log: Log, library: Library) -> None:
        self._cast = cast
        self._log = log
        self._library = library
        self._submitting = Submitting(TEXTS)
        self._starting = Starting(library, TEXTS, Seeds())  # type: ignore[arg-type]
        self._answers = Answers(Recording(library, self._starting, self._submitting))
        self._deciding = Deciding(Notices(TEXTS))

    def send(self, tx: Transaction, actor: Actor, owed: Obligation) -> None:
        """What is owed, if they may and can: that they may not is told as an obstacle of the program's own."""
        debt, day = (owed.form_id, owed.unit, owed.period), tx.now.astimezone(ZoneInfo(owed.zone)).date()
        slot = slot_for(tx, owed, filing_scope(tx, actor, owed.form_id), day)
        if slot is None or not may_file(tx, actor, slot.form_id, kampung.get(tx, slot.kampung_id)):
            self._log.refused.append(Refused(debt, tx.now, "not theirs"))
            return
        told, share = self._told(tx, owed, slot, day)
        self._store(tx, actor, slot, told, share, debt)

    def visit(self, tx: Transaction, actor: Actor, kampung_id: int, code: str) -> None:
        """A first visit to a family, which nobody owed: from then on its next ones are."""
        day = tx.now.astimezone(ZoneInfo(actor.zone)).date()
        slot = Slot("kunjungan_keluarga", kampung_id, day.isoformat())
        told = answers.visit(code, day, day + AGAIN)
        self._store(tx, actor, slot, told, "", (slot.form_id, f"first:{code}", slot.period))

    def mend(self, tx: Transaction, actor: Actor, number: int, debt: Debt) -> None:
        """A returned report again, with the same answers."""
        row = tx.get_one(Submission, number)
        if row.review_state != "has_issues" or not row.is_current:
            return
        owed = obligation.met_by(tx, number)
        assert owed is not None, "what was sent was owed"
        slot = Slot(row.form_id, row.kampung_id, row.period, row.unit)
        day = tx.now.astimezone(ZoneInfo(owed.zone)).date()
        told, share = self._told(tx, owed, slot, day)
        self._store(tx, actor, slot, told, share, debt, corrects=number)

    def review(self, tx: Transaction, actor: Actor) -> list[tuple[int, int, Debt]]:
        """Some of what waits in the area; what was returned: its officer, the report, and what it was owed for."""
        returned = []
        for row in submission.waiting(tx, actor.scope(*LEADS)):
            what = self._cast.reviews(actor.person_id, row.number, (tx.now - row.submitted_at).days)
            if what and row.person_id != actor.person_id:
                owed = obligation.met_by(tx, row.id or 0)
                debt = (owed.form_id, owed.unit, owed.period) if owed else None
                returned += self._decide(tx, actor, row, what, debt)
        return returned

    def _decide(
        self, tx: Transaction, actor: Actor, row: Submission, what: str, debt: Debt | None
    ) -> list[tuple[int, int, Debt]]:
        is_return = what == "return" and debt is not None and row.revision < 3
        if is_return:
            self._deciding.give_back(tx, actor, row, "Angka tidak cocok", ())
        else:
            self._deciding.accept(tx, actor, row)
        if debt is None:
            return []
        self._log.decided.append(Decided(debt, tx.now, "returned" if is_return else "accepted"))
        return [(row.person_id, row.id or 0, debt)] if is_return else []

    def _store(
        self,
        tx: Transaction,
        actor: Actor,
        slot: Slot,
        told: dict[str, Any],
        share: str,
        debt: Debt,
        corrects: int | None = None,
    ) -> None:
        version, context = self._starting.context(tx, actor, slot.form_id, slot.kampung_id, slot.period)
        found = self._answers.of(version, told, context, share)
        number = found.finished.instance_id
        row = Draft(
            instance_id=number, person_id=actor.person_id, form_version_id=version.id or 0, form_id=slot.form_id,
            kampung_id=slot.kampung_id, period=slot.period, unit=slot.unit, corrects_id=corrects,
            data=found.draft.with_identity(number).to_json(), created_at=tx.now, updated_at=tx.now,
        )  # fmt: skip
        tx.add(row)
        tx.flush()
        try:
            self._submitting.file(tx, actor, self._library.opened(version), row, found.finished)
        except Refusal as refusal:
            row.state = "deleted"
            self._log.refused.append(Refused(debt, tx.now, refusal.code))
        else:
            self._log.filed.append(Filed(debt, tx.now, actor.person_id, corrects is not None))

    def _told(self, tx: Transaction, owed: Obligation, slot: Slot, day: date) -> tuple[dict[str, Any], str]:
        """The answers, and the name of the walk that will do for them ("" where it has to be its own)."""
        is_nil = self._cast.is_nil(owed.form_id, owed.unit, owed.period)
        event = min(day, periods.last(owed.period))
        village, period = kampung.get(tx, slot.kampung_id).village_code, owed.period
        match owed.form_id:
            case "bulanan_kkb":
                told = answers.monthly(village, period, is_nil=is_nil)
                return told, f"{period} {is_nil} {sorted(told['g_penduduk'].items())}"
            case "poktan_bulanan":
                group = poktan.of_ids(tx, [int(units.id_of(owed.unit))])[int(units.id_of(owed.unit))]
                return answers.of_group(group.kind, group.name), f"{period} {group.kind}"
            case "profil_kkb":
                return answers.profile(), period
            case "monev_klasifikasi":
                return answers.evaluation(period), period
            case "rakor_lintas_sektor":
                agency = self._cast.chance(owed.unit, period).choice(AGENCIES)
                return answers.meeting(event, event + timedelta(days=120), agency), ""
            case "tindak_lanjut_opd":
                is_done = self._cast.chance(owed.unit, period, "done").random() < 1 / FOLLOWED
                return answers.follow_up(units.id_of(owed.unit), event, is_done=is_done), ""
            case "kunjungan_keluarga":
                return answers.visit(units.known(tx, owed.unit)["sasaran_kode"], day, day + AGAIN), ""
        return answers.activity(village, event), f"{event} {village[-1:]}"


def actor_with(tx: Transaction, person_id: int) -> Actor | None:
    """The person with the roles that they hold at that moment."""
    return actor_by_id(tx, person_id)


def files(tx: Transaction, actor: Actor, owed: Obligation) -> bool:
    return actor.has(*filing(owed.form_id).roles, *LEADS)

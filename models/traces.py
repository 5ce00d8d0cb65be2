"""Traces: every column that points to a person or to their Telegram account, and what becomes of it.

`TRACES` is the one list: what a person's own copy tells of it, or why it tells nothing; and what stands there after an
erasure. A test compares it with the columns that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel, col, select

from models.audit_event import AuditEvent
from models.chat import Chat
from models.chat_message import ChatMessage
from models.consent import Consent
from models.database import Transaction
from models.draft import Draft
from models.erasure import Erasure
from models.exchange import Exchange
from models.family import Family
from models.form_upload import FormUpload
from models.group_chat import GroupChat
from models.inbound_update import InboundUpdate
from models.invitation import Invitation
from models.kampung_profile import KampungProfile
from models.later import Later
from models.membership import Membership
from models.obligation import Obligation
from models.obstacle import Obstacle
from models.outbound_message import OutboundMessage
from models.person import Person
from models.reminder import Reminder
from models.report_move import ReportMove
from models.report_note import ReportNote
from models.review import Review
from models.schedule_change import ScheduleChange
from models.submission import Submission
from models.ticket import Ticket

NUMBER = "a number that points to the pseudonym"  # what most columns are after an erasure
GONE = "nothing: the row or its value is deleted"
WORDLESS = "a number that points to the pseudonym, beside it no word of theirs"


@dataclass(frozen=True, slots=True)
class Trace:
    """`key` is the heading in the copy, `told` the columns under it; without a key `why` says why nothing is told.
    `after` is what is left when the person is erased."""

    table: type[SQLModel]
    column: str
    after: str
    key: str = ""
    told: tuple[str, ...] = ()
    why: str = ""

    @property
    def name(self) -> str:
        """ "ticket.person_id"."""
        return f"{self.table.__tablename__}.{self.column}"


TELEGRAM = "technical: which message is which in the chat; goes after days"
OWN = "told by the copy in words of its own (reporting/own_data.py)"
TRACES = (
    Trace(Person, "telegram_user_id", GONE, why=OWN),
    Trace(Membership, "person_id", NUMBER, "tugas_selama_ini", ("role", "area_code", "agency", "since", "until")),
    Trace(Membership, "stands_in_for", NUMBER, "digantikan_selama_cuti", ("role", "since", "until")),
    Trace(Consent, "person_id", NUMBER, why=OWN),
    Trace(Chat, "person_id", GONE, "chat", ("telegram_chat_id", "language", "blocked_at", "updated_at")),
    Trace(Chat, "telegram_chat_id", GONE, why="told under chat"),
    Trace(ChatMessage, "telegram_chat_id", GONE, why=TELEGRAM),
    Trace(Exchange, "telegram_chat_id", GONE, why=TELEGRAM),
    Trace(InboundUpdate, "lane", GONE, why="technical: which updates came, without content; goes after three months"),
    Trace(OutboundMessage, "person_id", WORDLESS, why=OWN),
    Trace(OutboundMessage, "telegram_chat_id", GONE, why="the person's own account, told above"),
    Trace(Invitation, "person_id", NUMBER, "undangan", ("role", "area_code", "created_at", "expires_at", "used_at")),
    Trace(Invitation, "invited_by", NUMBER, "mengundang", ("role", "area_code", "created_at")),
    Trace(Invitation, "approved_by", NUMBER, "menyetujui_undangan", ("role", "area_code", "approved_at")),
    Trace(Ticket, "person_id", WORDLESS, why=OWN),
    Trace(Ticket, "answered_by", NUMBER, "jawaban_untuk_orang_lain", ("number", "answer", "answered_at")),
    Trace(Obstacle, "person_id", WORDLESS, "kendala", ("reason", "note", "until", "created_at")),
    Trace(Later, "person_id", NUMBER, "minta_diingatkan", ("due_at", "state")),
    Trace(Reminder, "person_id", NUMBER, "pengingat", ("step", "due_at", "state")),
    Trace(Obligation, "person_id", NUMBER, "kewajiban", ("form_id", "period", "state", "due_at", "sent_at")),
    Trace(Obligation, "excused_by_id", NUMBER, "dibebaskan", ("form_id", "period", "excused_why", "excused_at")),
    Trace(ScheduleChange, "person_id", NUMBER, "jadwal_diubah", ("form_id", "period", "reason", "created_at")),
    Trace(Submission, "person_id", NUMBER, why=OWN),
    Trace(Submission, "behalf_id", NUMBER, "laporan_kertas_atas_nama", ("number", "form_id", "period", "paper_on")),
    Trace(Draft, "person_id", WORDLESS, why=OWN),
    Trace(Draft, "begun_by_id", NUMBER, "draf_yang_dimulai", ("form_id", "period", "state", "created_at")),
    Trace(Draft, "behalf_id", NUMBER, "draf_kertas_atas_nama", ("form_id", "period", "paper_on")),
    Trace(KampungProfile, "person_id", NUMBER, "profil_kampung", ("kampung_id", "valid_from", "recorded_at")),
    Trace(ReportNote, "person_id", WORDLESS, "catatan_laporan", ("number", "kind", "text", "state", "created_at")),
    Trace(ReportNote, "settled_by", NUMBER, "permintaan_diputus", ("number", "state", "created_at")),
    Trace(ReportMove, "person_id", NUMBER, "laporan_dipindah", ("number", "to_period", "reason", "created_at")),
    Trace(Review, "person_id", NUMBER, "pemeriksaan", ("submission_id", "decision", "reason", "created_at")),
    Trace(Family, "person_id", NUMBER, "keluarga_dikunjungi", ("target", "visits", "last_visit")),
    Trace(FormUpload, "person_id", NUMBER, "formulir_dikirim", ("file_name", "title", "state", "created_at")),
    Trace(FormUpload, "decided_by", NUMBER, "formulir_diputus", ("title", "state", "reason", "decided_at")),
    Trace(GroupChat, "person_id", NUMBER, "grup_didaftarkan", ("area_code", "registered_at", "ended_at")),
    Trace(Erasure, "person_id", NUMBER, "permintaan_penghapusan", ("asked_at", "state", "decided_at")),
    Trace(Erasure, "asked_by", NUMBER, "meminta_penghapusan", ("asked_at", "state")),
    Trace(Erasure, "decided_by", NUMBER, "memutuskan_penghapusan", ("state", "decided_at")),
    Trace(AuditEvent, "person_id", NUMBER, why=OWN),
)  # fmt: skip


def rows(tx: Transaction, trace: Trace, person_id: int) -> Sequence[dict[str, Any]]:
    """What the copy tells of the person by that column: one mapping a row, the oldest first."""
    table: Any = trace.table
    columns = [getattr(table, name) for name in trace.told]
    found = tx.execute(select(*columns).where(getattr(table, trace.column) == person_id).order_by(col(table.id)))
    return [dict(zip(trace.told, row, strict=True)) for row in found]

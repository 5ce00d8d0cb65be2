"""What lies beside the reports goes when its term is over; an emptied report still opens, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from models import obstacle, outbound_message, report_note, ticket
from models.attachment import Attachment
from models.audit_event import AuditEvent
from models.chat_message import ChatMessage
from models.database import Database, Transaction
from models.draft import Draft
from models.family import Family
from models.inbound_update import InboundUpdate
from models.invitation import Invitation
from models.membership import Membership
from models.obstacle import Obstacle
from models.outbound_message import OutboundMessage
from models.person import Person
from models.report_move import ReportMove
from models.report_note import ReportNote
from models.review import Review
from models.submission import Submission
from models.ticket import Ticket
from reporting import expiring, retaining
from reporting.documents import Documents
from reporting.inputs import Tap
from reporting.refusals import Refusal
from reporting.reviewing import Reviewing
from reporting.starting import Starting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, PAYO, TEXTS, CountedIds, buttons, shown

KINDS = {
    "drafts thrown away": 2, "drafts never sent": 1, "questions": 1, "what kept officers": 1, "families": 1,
    "numbers of invited people": 1, "messages sent": 1, "updates handled": 1, "updates set aside": 1,
    "which messages stand in chats": 1,
}  # fmt: skip


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


@pytest.fixture
def sari(tx: Transaction) -> desk.Officer:
    return desk.officer(tx)


def fill(tx: Transaction, key: str) -> None:
    """One thing of each kind, as of now; the drafts that are over are two."""
    version = desk.publishing.publish(tx, desk.source("bulanan_kkb")).id or 0
    for state in ("open", "deleted", "expired"):
        draft = Draft(
            instance_id=f"uuid:{key}{state}", person_id=1, form_version_id=version, form_id="bulanan_kkb", state=state,
            kampung_id=PAYO, period=f"2026-{key}", data={"a": 1}, created_at=tx.now, updated_at=tx.now,
        )  # fmt: skip
        tx.add(draft)
    tx.add(Family(kampung_id=PAYO, area_code="13.72.01.1004", code=f"A-{key}", person_id=1, first_visit="2026-01-01",
                  last_visit=f"{tx.now:%Y-%m-%d}", updated_at=tx.now))  # fmt: skip
    ticket.opened(tx, 1, "13.72", f"pertanyaan {key}", "jawaban lama")
    tx.add(Obstacle(person_id=1, reason="other", note=f"sakit {key}", until=tx.now, created_at=tx.now))
    row_id = outbound_message.enqueue(
        tx, dedupe_key=key, kind="notice", telegram_chat_id=1001, person_id=1, html=f"pesan {key}", behind={"a": 1}
    )
    outbound_message.move(tx, row_id or 0, ("queued",), "sent")
    done: dict[str, Any] = {"bot_id": 1, "update_id": 1, "lane": 501, "received_at": tx.now, "done_at": tx.now}
    tx.add(InboundUpdate(natural_key=f"d{key}", state="done", **done))
    tx.add(InboundUpdate(natural_key=f"q{key}", state="quarantined", raw={"text": key}, **done))
    tx.add(ChatMessage(telegram_chat_id=1001, message_id=int(key), at=tx.now))
    guest = Person(name=f"Tamu {key}", phone=f"+62{key}", created_at=tx.now)
    tx.add(guest)
    tx.flush()
    until = {"created_at": tx.now, "expires_at": tx.now + timedelta(days=14), "invited_by": 1}
    tx.add(Invitation(token=key, code=key, role="kader", area_code="13.72", person_id=guest.id or 0, **until))
    tx.flush()


def taken(tx: Transaction) -> int:
    count = 0
    while piece := retaining.empty_rest(tx):
        count += piece
    tx.expire_all()
    return count


def test_every_kind_has_its_term_and_what_is_younger_stays(tx: Transaction, sari: desk.Officer, now: datetime) -> None:
    fill(tx, "01")
    tx.now = now + timedelta(days=31 * 25)
    fill(tx, "02")
    assert {one.what: one.count for one in retaining.over_term(tx)} == KINDS
    soon = {term.lot.name for term in expiring.SOON}
    assert taken(tx) == sum(count for what, count in KINDS.items() if what not in soon)
    assert {one.what for one in retaining.over_term(tx)} == soon & set(KINDS)
    drafts = tx.exec(select(Draft).order_by(Draft.id)).all()  # type: ignore[arg-type]
    assert [bool(row.data) for row in drafts] == [False] * 3 + [True] * 3
    assert [row.state for row in drafts] == ["expired", "deleted", "expired", "open", "deleted", "expired"]
    assert [row.code for row in tx.exec(select(Family))] == ["A-02"]
    assert sorted((row.question, row.given_answer, row.state) for row in tx.exec(select(Ticket))) == [
        ("", "", "closed"), ("pertanyaan 02", "jawaban lama", "new"),
    ]  # fmt: skip
    assert sorted(row.note for row in tx.exec(select(Obstacle))) == ["", "sakit 02"]
    assert sorted((row.html, row.behind is None) for row in tx.exec(select(OutboundMessage))) == [
        ("", True), ("pesan 02", False),
    ]  # fmt: skip
    guests = select(Person).where(col(Person.telegram_user_id).is_(None))
    assert sorted((row.name, row.phone) for row in tx.exec(guests)) == [("Tamu 01", ""), ("Tamu 02", "+6202")]
    keys = tx.exec(select(InboundUpdate.natural_key)).all()
    assert sorted(keys) == ["d02", "q01", "q02"]
    events = tx.exec(select(AuditEvent.object_id).where(AuditEvent.action == "retention.expired")).all()
    assert sorted(events) == sorted(what for what in KINDS if what not in soon)
    assert obstacle.in_force(tx, 1, tx.now) is None


def test_whoever_is_in_office_keeps_the_number(tx: Transaction, sari: desk.Officer, now: datetime) -> None:
    """The next list of people finds them by it, though they never wrote to Kabar."""
    fill(tx, "01")
    guest = tx.exec(select(Person).where(Person.name == "Tamu 01")).one()
    tx.add(Membership(person_id=guest.id or 0, role="kader", area_code="13.72", since=now))
    tx.flush()
    tx.now = now + timedelta(days=31 * 25)
    taken(tx)
    assert guest.phone == "+6201"


def test_files_of_a_draft_that_was_thrown_away_go_with_it(tx: Transaction, sari: desk.Officer, now: datetime) -> None:
    fill(tx, "01")
    for state in ("open", "deleted"):
        tx.add(Attachment(instance_id=f"uuid:01{state}", path="/data/f", name=state, telegram_file_id="f",
                          telegram_unique_id="u", state="stored", sha256="a" * 64, created_at=now))  # fmt: skip
    tx.flush()
    tx.now = now + timedelta(days=31)
    old = retaining.old_files(tx)
    assert (len(old.ids), old.names) == (1, ()), "the bytes are the other draft's too"


def test_an_emptied_report_opens_and_says_so(tx: Transaction, sari: desk.Officer, now: datetime) -> None:
    report = sari.files(tx)
    report_note.add(tx, report.number, report.id or 0, 1, "message", "ibu itu pindah")
    tx.add(Review(submission_id=report.id or 0, person_id=1, decision="has_issues", reason="alasan", created_at=now))
    whence = {"from_kampung_id": PAYO, "from_period": "2026-09", "to_kampung_id": PAYO, "to_period": "2026-10"}
    about = {"number": report.number, "submission_id": report.id, "person_id": 1, "created_at": now}
    tx.add(ReportMove(**about, **whence, reason="tertukar"))
    reviewing = Reviewing(LIBRARY, TEXTS)
    see = Tap("r", None, "see", str(report.id))
    reviewing.see(tx, sari.sender, see)
    assert "masa simpan" not in shown(tx, sari.sender)
    tx.now = now + timedelta(days=31 * 61)
    assert retaining.empty_reports(tx) == 1
    assert taken(tx) == 3, "the note and the reasons go with their report"
    assert tx.exec(select(ReportNote.text)).all() == tx.exec(select(Review.reason)).all() == [""]
    assert tx.exec(select(ReportMove.reason)).all() == [""]
    reviewing.see(tx, sari.sender, see)
    assert "🔒 Isi laporan ini sudah dihapus sesuai masa simpan." in shown(tx, sari.sender)
    assert report.number in shown(tx, sari.sender)
    assert list(buttons(tx, sari.sender)) == ["☰ Menu"]
    with pytest.raises(Refusal, match="emptied"):
        Documents(LIBRARY, TEXTS).asked(tx, sari.sender, Tap("d", None, "pdf", str(report.id)))
    with pytest.raises(Refusal, match="emptied"):
        Starting(LIBRARY, TEXTS, CountedIds(9)).chosen(tx, sari.sender, Tap("s", None, "correct", str(report.id)))
    assert tx.get_one(Submission, report.id).xml == ""

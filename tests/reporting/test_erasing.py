"""Erasing a person: two administrators, nothing left that tells who it was, the reports stay, the audit chain holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, select
from sqlmodel import col
from sqlmodel import select as rows_of

from bot.__main__ import run
from models import audit_event, chat_message, consent, exchange, person, tables, traces
from models import chat as chats
from models.answer_value import AnswerValue
from models.attachment import Attachment
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.draft import Draft
from models.erasure import Erasure
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
from models.reminder import Reminder
from models.report_move import ReportMove
from models.report_note import ReportNote
from models.review import Review
from models.schedule_change import ScheduleChange
from models.submission import Submission
from models.ticket import Ticket
from reporting import auditing, erasing, opening, own_data, retaining
from reporting.erasing import Erasing, ErasingError
from reporting.inputs import Sender, Tap
from reporting.notices import Notice, Notices
from reporting.refusals import Refusal
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, PAYO, TEXTS, buttons, notices, shown, tap

ERASING = Erasing(TEXTS)
NAME, ADDRESS, PHONE, ACCOUNT = "Sari Rahmawati Kanari", "Bu Kanari", "+628123456789", 7_700_700_701
WORD = "kenari"  # in every place where she wrote freely


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


@pytest.fixture
def kanari(tx: Transaction) -> desk.Officer:
    """Number 1, with something of hers in every table that points to people."""
    officer = desk.officer(tx, ADDRESS)
    who = person.get(tx, 1)
    who.name, who.phone, who.telegram_user_id = NAME, PHONE, ACCOUNT
    chat = chats.find(tx, 1001)
    assert chat is not None
    chat.telegram_chat_id = ACCOUNT
    tx.flush()
    return desk.Officer(Sender(4242, ACCOUNT, ACCOUNT), officer.recording)


@pytest.fixture
def admins(tx: Transaction, kanari: desk.Officer) -> tuple[Sender, Sender]:
    return (
        desk.person(tx, "Pak Admin", "administrator", area_code=""),
        desk.person(tx, "Bu Admin", "administrator", area_code="13"),
    )


def fill(tx: Transaction, kanari: desk.Officer) -> Submission:
    """A row for each column that points to a person, by her; her name and words wherever there is room for them."""
    report = kanari.files(tx)
    opening.ensure_schedules(tx, "2026-09")
    opening.open_period(tx, "2026-10")
    tx.flush()
    owed = tx.exec(rows_of(Obligation)).first()
    assert owed is not None
    owed.person_id = owed.excused_by_id = 1
    number, version = report.id or 0, report.form_version_id
    report.behalf_id = 1
    told: dict[str, Any] = {"created_at": tx.now, "updated_at": tx.now}
    draft = Draft(instance_id="uuid:open", person_id=1, begun_by_id=1, behalf_id=1, form_version_id=version, period="x",
                  form_id="bulanan_kkb", kampung_id=PAYO, data={"a": f"{WORD} {NAME}"}, **told)  # fmt: skip
    tx.add_all([
        draft,
        AnswerValue(submission_id=number, path="/data/nama", name="nama", kind="text", text=NAME),
        Attachment(instance_id="uuid:open", path="/f", name="f", telegram_file_id="f", telegram_unique_id="u",
                   created_at=tx.now, sha256="a" * 64, state="stored"),
        Obstacle(person_id=1, reason="other", note=WORD, until=tx.now, created_at=tx.now),
        Later(person_id=1, due_at=tx.now),
        FormUpload(person_id=1, file_name="f.xlsx", telegram_file_id="f", decided_by=1, created_at=tx.now,
                   expires_at=tx.now),
        ScheduleChange(form_id="bulanan_kkb", period="2026-10", reason="libur", person_id=1, created_at=tx.now),
        Reminder(obligation_id=owed.id, step="-1", person_id=1, due_at=tx.now),
        Review(submission_id=number, person_id=1, decision="approved", created_at=tx.now),
        ReportNote(number="K", submission_id=number, person_id=1, kind="message", text=WORD, settled_by=1,
                   created_at=tx.now),
        ReportMove(number="K", submission_id=number, person_id=1, from_kampung_id=1, from_period="a", to_kampung_id=1,
                   to_period="b", created_at=tx.now),
        Ticket(number="T-1", person_id=1, area_code="13", question=WORD, answer=f"{NAME}, begini", answered_by=1,
               created_at=tx.now),
        Family(kampung_id=PAYO, area_code="13", code="A-1", person_id=1, first_visit="2026-01-01",
               last_visit="2026-11-01", updated_at=tx.now),
        Invitation(token="t", code="1", person_id=1, invited_by=1, approved_by=1, created_at=tx.now,
                   expires_at=tx.now + timedelta(days=9)),
        Membership(person_id=1, role="plkb", kampung_id=2, stands_in_for=1, since=tx.now - timedelta(1)),
        KampungProfile(kampung_id=PAYO, valid_from="2026-01", source="report", person_id=1, recorded_at=tx.now),
        GroupChat(telegram_chat_id=-5, person_id=1, area_code="13", language="id", registered_at=tx.now),
        Erasure(person_id=1, asked_by=1, decided_by=1, asked_at=tx.now, state="refused"),
        InboundUpdate(bot_id=1, natural_key=f"m:{ACCOUNT}:1", update_id=1, lane=ACCOUNT, state="done",
                      received_at=tx.now),
    ])  # fmt: skip
    tx.flush()
    report.xml = report.xml.replace("</", f"<nama>{NAME}</nama></", 1)
    consent.shown(tx, 1, "2", "id", "teks")
    chat_message.note(tx, ACCOUNT, 5)
    exchange.note(tx, ACCOUNT, 5, "asked", draft.id or 0, "/data/a")
    Notices(TEXTS).tell(tx, 1, Notice("own:1", "privacy/forgot_notice", {"who": NAME}, ()))
    audit_event.log(tx, 1, "chat.cleaned", "chat", 1)
    tx.flush()
    return report


def dump(tx: Transaction) -> dict[str, str]:
    """All rows of all tables as text, by table."""
    tx.flush()
    metadata: MetaData = tables.metadata
    found = {}
    for table in metadata.sorted_tables:
        lines = tx.connection().execute(select(table)).all()
        found[table.name] = json.dumps([list(row) for row in lines], default=str, ensure_ascii=False)
    return found


def test_a_copy_holds_a_part_for_every_trace(tx: Transaction, kanari: desk.Officer) -> None:
    fill(tx, kanari)
    told = json.loads(own_data.document(tx, LIBRARY, 1))
    for one in traces.TRACES:
        if one.key:
            assert told[one.key], one.name
    own = ("orang", "tugas", "persetujuan", "draf", "laporan", "pertanyaan", "pesan_dari_kabar", "catatan")
    assert all(told[key] for key in own)
    assert "A-1" not in json.dumps(told), "a family's code is about somebody else"
    assert told["kendala"][0]["note"] == WORD


def test_an_erased_person_is_a_number_everywhere(
    tx: Transaction, kanari: desk.Officer, admins: tuple[Sender, Sender]
) -> None:
    report = fill(tx, kanari)
    Notices(TEXTS).tell(tx, 2, Notice("other:1", "privacy/forgot_notice", {"who": NAME}, ()))
    auditing.seal(tx)
    erasing.erase(tx, TEXTS, person.get(tx, 1))
    left = dump(tx)
    for canary in (NAME, ADDRESS, PHONE, str(ACCOUNT), WORD):
        assert {name for name, rows in left.items() if canary in rows} == set(), canary
    for one in traces.TRACES:
        values = tx.exec(rows_of(getattr(one.table, one.column))).all()
        is_gone = one.after == traces.GONE
        assert (1 not in values and ACCOUNT not in values) if is_gone else 1 in values, one.name
    kept = tx.get_one(Submission, report.id)
    assert kept.is_current and "<nama>Tanpa nama 1</nama>" in kept.xml
    assert person.get(tx, 1).name == "Tanpa nama 1"
    assert left["answer_value"].count("Tanpa nama 1") == 1
    old = retaining.old_files(tx)
    assert old.names == ("a" * 64,), "the files of unsent drafts go with the next round"
    auditing.seal(tx)
    assert auditing.verify(tx).breaks == ()


def asked(tx: Transaction, admins: tuple[Sender, Sender]) -> Tap:
    """The first asks; the button that the second gets."""
    ERASING.ask(tx, person.get(tx, 2), person.get(tx, 1))
    (notice,) = notices(tx, admins[1])
    assert f"Pak Admin meminta agar data diri {NAME} dihapus." in notice.html
    return Tap.parse(notice.buttons[0][0]["data"])


def test_it_takes_two(tx: Transaction, kanari: desk.Officer, admins: tuple[Sender, Sender]) -> None:
    opens = asked(tx, admins)
    with pytest.raises(Refusal, match="not_found"):
        ERASING.chosen(tx, admins[0], opens)
    with pytest.raises(Refusal, match="not_allowed"):
        ERASING.chosen(tx, kanari.sender, opens)
    with pytest.raises(ErasingError, match="already"):
        ERASING.ask(tx, person.get(tx, 3), person.get(tx, 1))
    ERASING.chosen(tx, admins[1], opens)
    assert next(iter(buttons(tx, admins[1]))) == "Jangan hapus"
    assert "Kampung KB Payo Sejahtera" in shown(tx, admins[1])
    sure = tap(tx, admins[1], "Hapus untuk selamanya")
    ERASING.chosen(tx, admins[1], opens)
    assert ERASING.chosen(tx, admins[1], sure) and person.get(tx, 1).name == NAME, "an old card never writes"
    ERASING.chosen(tx, admins[1], tap(tx, admins[1], "Hapus untuk selamanya"))
    assert "Tanpa nama 1" in shown(tx, admins[1])
    assert person.get(tx, 1).name == "Tanpa nama 1"
    with pytest.raises(Refusal, match="not_found"):
        ERASING.chosen(tx, admins[1], opens)
    events = tx.exec(rows_of(AuditEvent).where(col(AuditEvent.action).startswith("erasure."))).all()
    assert [(one.action, one.person_id, one.object_id) for one in events] == [
        ("erasure.asked", 2, "1"), ("erasure.done", 3, "1"),
    ]  # fmt: skip


def test_it_can_be_refused_and_ends_by_itself(
    tx: Transaction, kanari: desk.Officer, admins: tuple[Sender, Sender]
) -> None:
    opens = asked(tx, admins)
    tx.now += timedelta(days=14)
    with pytest.raises(Refusal, match="not_found"):
        ERASING.chosen(tx, admins[1], opens)
    tx.now -= timedelta(days=1)
    ERASING.chosen(tx, admins[1], opens)
    ERASING.chosen(tx, admins[1], tap(tx, admins[1], "Jangan hapus"))
    assert "tidak ada yang dihapus" in shown(tx, admins[1]) and person.get(tx, 1).name == NAME


def test_only_administrators_of_the_place_ask_and_decide(
    tx: Transaction, kanari: desk.Officer, admins: tuple[Sender, Sender]
) -> None:
    desk.person(tx, "Pak Jauh", "administrator", area_code="63")
    for number in (1, 4):
        with pytest.raises(ErasingError, match="is no administrator"):
            ERASING.ask(tx, person.get(tx, number), person.get(tx, 1))
    assert [one.name for one in ERASING.ask(tx, person.get(tx, 2), person.get(tx, 1))] == ["Bu Admin"]
    with pytest.raises(ErasingError, match="no second administrator"):
        ERASING.ask(tx, person.get(tx, 2), person.get(tx, 4))


def test_the_commands_ask_and_hand_out(
    sqlite_database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        desk.officer(tx)
        desk.person(tx, "Pak Admin", "administrator", area_code="")
    assert run(["privacy", "erase", "1", "--by", "2"]) == 3
    assert "two have to agree" in capsys.readouterr().err
    with sqlite_database.transaction(now) as tx:
        desk.person(tx, "Bu Admin", "administrator", area_code="")
    assert run(["privacy", "erase", "1", "--by", "2"]) == 0
    assert "Bu Sari is erased once one of these confirms it in chat: Bu Admin" in capsys.readouterr().out
    assert run(["privacy", "export", "1", "-o", str(tmp_path / "sari.json")]) == 0
    assert json.loads((tmp_path / "sari.json").read_text("utf-8"))["orang"]["nama"] == "Bu Sari"

"""What is over its term goes, in pieces; what sums are made of, and the row of the report, stay."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.__main__ import run
from models.answer_value import AnswerValue
from models.attachment import Attachment
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.submission import Submission
from reporting import retaining
from reporting.publishing import publish
from tests.reporting import desk, field

OLD, LATER = datetime(2026, 11, 5, tzinfo=UTC), datetime(2031, 12, 1, tzinfo=UTC)
SHARED, ALONE = "a" * 64, "b" * 64


def attach(tx: Transaction, name: str, sha256: str, at: datetime) -> None:
    keys = {"telegram_file_id": name, "telegram_unique_id": name, "state": "stored"}
    tx.add(Attachment(instance_id="uuid:1:2026-10", path="/data/f", name=name, sha256=sha256, created_at=at, **keys))


@pytest.fixture
def old(database: Database) -> Database:
    """Two reports of November 2026 and one of 2031, with a word of their own and a figure each; three files."""
    with database.transaction(OLD) as tx:
        field.settle(tx)
        version = publish(tx, desk.source("bulanan_kkb")).id or 0
        sent = [field.report(tx, version, one, "2026-10", OLD, {"pus": 40}) for one in (1, 2)]
        sent.append(field.report(tx, version, 3, "2031-10", LATER, {"pus": 40}))
        for one in sent:
            tx.add(AnswerValue(submission_id=one.id or 0, path="/data/k", name="k", kind="text", text="kendala"))
        attach(tx, "1.jpg", SHARED, OLD)
        attach(tx, "2.jpg", ALONE, OLD)
        attach(tx, "3.jpg", SHARED, LATER)
    return database


def test_nothing_goes_before_its_term(old: Database) -> None:
    with old.transaction(datetime(2027, 11, 4, tzinfo=UTC)) as tx:
        assert retaining.over_term(tx) == []
        assert retaining.empty_reports(tx) == 0
        assert retaining.old_files(tx).ids == ()


def test_reports_over_their_term_keep_their_row_and_figures(old: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retaining, "PIECE", 1)
    with old.transaction(LATER) as tx:
        found = [(one.what.split()[0], one.term, one.count) for one in retaining.over_term(tx)]
        assert found == [("bulanan_kkb", "60 months", 2), ("files", "12 months", 2)]
        assert [retaining.empty_reports(tx) for _ in range(3)] == [1, 1, 0]
        rows = tx.exec(select(Submission).order_by(Submission.kampung_id)).all()  # type: ignore[arg-type]
        assert [(row.number, row.xml) for row in rows] == [("KB-110", ""), ("KB-210", ""), ("KB-310", "<x/>")]
        values = tx.exec(select(AnswerValue.submission_id, AnswerValue.name)).all()
        assert sorted(values) == [(1, "pus"), (2, "pus"), (3, "k"), (3, "pus")]
        events = tx.exec(select(AuditEvent.details).where(AuditEvent.action == "retention.emptied")).all()
        assert events == [{"reports": 1, "months": 60}] * 2


def test_a_file_that_a_younger_report_has_too_stays_on_the_disk(old: Database) -> None:
    with old.transaction(LATER) as tx:
        found = retaining.old_files(tx)
        assert found.names == (ALONE,)
        retaining.forget_files(tx, found)
        assert tx.exec(select(Attachment.name)).all() == ["3.jpg"]
        assert retaining.old_files(tx).ids == ()


def test_the_command_says_what_would_go_and_takes_it(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    monkeypatch.setenv("KABAR_FILES__DIR", str(tmp_path))
    (tmp_path / ALONE).write_bytes(b"x")
    with sqlite_database.transaction(OLD) as tx:
        attach(tx, "2.jpg", ALONE, datetime(2020, 1, 1, tzinfo=UTC))
    assert run(["privacy", "retention", "--dry-run"]) == 0
    assert capsys.readouterr().out == "files\t1\tolder than 12 months\n"
    assert (tmp_path / ALONE).exists()
    assert run(["privacy", "retention"]) == 0
    assert not (tmp_path / ALONE).exists()
    capsys.readouterr()
    assert run(["privacy", "retention"]) == 0
    assert capsys.readouterr().out == "Nothing is over its term.\n"

"""`kabar form rollback`: the version before becomes live again, and what was sent with the later one stays."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models import audit_event, form_version
from models.database import Database
from reporting import publishing

FORM = """
| survey |
| | type | name | label |
| | text | a | {label} |
| settings |
| | form_title | form_id | version |
| | Uji | uji | {version} |
"""


def published(tmp_path: Path, version: str) -> publishing.Source:
    file = tmp_path / f"uji{version}.md"
    file.write_text(FORM.format(label=f"Versi {version}", version=version), encoding="utf-8")
    return publishing.read_source(file)


def test_one_version_back_at_a_time(database: Database, now: datetime, tmp_path: Path) -> None:
    with database.transaction(now) as tx:
        for version in "123":
            publishing.publish(tx, published(tmp_path, version))
        for live in "21":
            done = publishing.roll_back(tx, "uji", None)
            assert done is not None and done[0].version == live
            row = form_version.live(tx, "uji")
            assert row is not None and row.version == live
            assert audit_event.count(tx, "form.rolled_back", "form", f"uji {live}", now) == 1
        assert publishing.roll_back(tx, "uji") is None
        assert [row.version for row in form_version.all_versions(tx)] == ["1", "2", "3"]


def test_a_start_does_not_publish_the_later_version_again(database: Database, now: datetime, tmp_path: Path) -> None:
    with database.transaction(now) as tx:
        for version in "12":
            publishing.publish(tx, published(tmp_path, version))
        publishing.roll_back(tx, "uji")
        (tmp_path / "uji1.md").unlink()
        assert publishing.unpublished(tx, tmp_path) == []


@pytest.mark.parametrize("form_id", ["uji", "tidak_ada"])
def test_there_may_be_nothing_to_go_back_to(database: Database, now: datetime, tmp_path: Path, form_id: str) -> None:
    with database.transaction(now) as tx:
        publishing.publish(tx, published(tmp_path, "1"))
        assert publishing.roll_back(tx, form_id) is None

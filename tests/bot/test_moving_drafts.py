"""`kabar form publish --move-drafts`, as typed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.__main__ import run
from models import form_version
from models.database import Database
from tests.bot.test_people_commands import FORM


def test_publishing_may_move_the_open_drafts(
    sqlite_database: Database,
    now: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KABAR_DATABASE__URL", str(sqlite_database.url))
    monkeypatch.chdir(tmp_path)
    told = {}
    for version, options in (("1", []), ("2", ["--move-drafts"])):
        (tmp_path / "uji.md").write_text(FORM.format(version=version, label="Judul"))
        assert run(["form", "publish", "uji.md", *options]) == 0
        told[version] = capsys.readouterr().out
    assert told["1"] == "uji 1 is live.\n"
    assert told["2"] == "uji 2 is live. Open drafts that move to it when their people go on: 0.\n"
    with sqlite_database.reading(now) as tx:
        live = form_version.live(tx, "uji")
        assert live is not None
        assert form_version.followed(tx, "uji") == live.id

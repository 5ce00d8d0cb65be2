"""`kabar form print`: a form on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import Failure
from bot.commands.form import app
from tests.forms.programme.workbook import path_of


def test_it_writes_a_pdf(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    done = CliRunner().invoke(app, ["print", str(path_of("tindak_lanjut_opd")), "-o", str(page), "--language", "en"])

    assert (done.exit_code, page.read_bytes()[:5]) == (0, b"%PDF-")


@pytest.mark.parametrize("options", [("--language", "jv"), ("-o", "/nowhere/page.pdf")])
def test_what_can_not_be_written_is_wrong_usage(tmp_path: Path, options: tuple[str, ...]) -> None:
    command = ["print", str(path_of("tindak_lanjut_opd")), "-o", str(tmp_path / "page.pdf"), *options]
    done = CliRunner().invoke(app, command)

    assert isinstance(done.exception, Failure)
    assert done.exception.code == 2

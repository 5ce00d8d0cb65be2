"""The command line: what it imports, how it fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot import __main__ as cli
from bot.__main__ import COMMANDS, run

HEAVY = ("aiogram", "telegram", "sqlalchemy", "sqlmodel", "typst", "aiohttp", "apscheduler")


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


def test_form_check_loads_no_telegram_and_no_database():
    loaded = python(
        "import sys; from bot.__main__ import run\n"
        "code = run(['form', 'check', 'templates/forms/bulanan_kkb.md'])\n"
        f"print(code, [m for m in {HEAVY!r} if m in sys.modules])"
    )
    assert loaded.splitlines()[-1] == "0 []"


def test_help_imports_no_command():
    names = [module for module, _ in COMMANDS.values()]
    loaded = python(
        f"import sys; from bot.__main__ import run; run(['--help']); print([m for m in {names!r} if m in sys.modules])"
    )
    assert loaded.splitlines()[-1] == "[]"
    assert "kabar" in loaded


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "nonsense"),
        (["run", "--nonsense"], "--nonsense"),
        (["run", "--config", "/absent.toml"], "/absent.toml"),
        (["db", "backup"], "file"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(capsys, arguments, said):
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_bug_is_one_line_without_the_token(capsys, monkeypatch):
    def broken(_):
        raise RuntimeError("two\nlines about 123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")

    monkeypatch.setattr(cli.typer.main, "get_command", broken)
    assert run([]) == 1
    error = capsys.readouterr().err
    assert error.startswith("kabar: RuntimeError: two lines about <token>")
    assert error.count("\n") == 1


def test_no_token_ends_a_run_with_its_key(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["run"]) == 2
    assert capsys.readouterr().err.startswith("kabar: telegram.token: missing")

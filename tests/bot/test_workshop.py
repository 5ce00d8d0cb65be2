"""The process that reads forms of unknown origin: what it gives, and how it ends when a form asks too much."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.form import app
from bot.workshop import Allowance, read
from bot.workshop.confinement import OutOfTime, confined, lacking
from bot.workshop.wire import Read, read_from, written
from forms import FormErrors, FormProblem, compile_form, read_xlsform
from forms.sheet.cells import Cells

MIB = 1024 * 1024
FORM = Path("templates/forms/bulanan_kkb.md")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits both memory and time")


def large(questions: int) -> bytes:
    rows = "".join(f"| | note | n{n} | Catatan {n} |\n" for n in range(questions))
    return f"| survey |\n| | type | name | label |\n| | text | a | A |\n{rows}".encode()


def refusal(content: bytes, name: str, allowance: Allowance) -> FormProblem:
    with pytest.raises(FormErrors) as caught:
        read(content, name, allowance)
    [problem] = caught.value.problems
    return problem


def test_it_reads_what_this_process_would() -> None:
    done, here = read(FORM.read_bytes(), FORM.name), read_xlsform(FORM.read_bytes(), FORM.name)
    assert (done.xform, done.cells, done.itemsets) == (here.xform, here.cells, here.itemsets)
    assert compile_form(done.xform, done.cells).form_id == "bulanan_kkb"


def test_an_xform_is_read_too() -> None:
    xform = read_xlsform(FORM.read_bytes(), FORM.name).xform
    assert read(xform.encode(), "bulanan.xml").xform == xform


def test_every_error_comes_back_with_its_cell() -> None:
    broken = FORM.read_text("utf-8").replace("${pus}", "${pus} + batas(1)", 1)
    with pytest.raises(FormErrors) as caught:
        read(broken.encode(), FORM.name)
    assert all(one.code and one.message and one.severity == "error" for one in caught.value.problems)


def test_what_passes_between_the_processes_is_plain() -> None:
    cells = Cells({"a/b": 3}, {("l", "x"): (2, 5)}, {"survey": ("type", "name")})
    told = Read("<a/>", cells, "list_name,name", (FormProblem("c", "m", "a", "survey", 3, "type", "warning", "w"),))
    assert read_from(written(told)) == told


@LINUX
@pytest.mark.parametrize(
    ("allowance", "what"),
    [
        (Allowance(memory=80 * MIB), "memory"),
        (Allowance(seconds=1), "time"),
        (Allowance(patience=0.3), "time"),
    ],
)
def test_a_form_that_asks_too_much_is_refused(allowance: Allowance, what: str) -> None:
    before = set(os.listdir(tempfile.gettempdir()))
    problem = refusal(large(4_900), "besar.md", allowance)
    assert problem.code in ("exhausted", "too_large")  # the latter where pyxform itself ran out of it
    assert what in problem.message or problem.code == "too_large"
    left = {one for one in set(os.listdir(tempfile.gettempdir())) - before if one.startswith("kabar-form-")}
    assert left == set()


def test_no_secret_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.workshop import _environment

    monkeypatch.setenv("KABAR_TELEGRAM__TOKEN", "1:secret")
    assert "1:secret" not in _environment("/nowhere").values()


@LINUX
def test_a_process_can_limit_itself_for_a_while() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    handler = signal.getsignal(signal.SIGXCPU)
    with pytest.raises(FormErrors, match="more memory than any form needs"), confined(Allowance(memory=50 * MIB)):
        bytearray(200 * MIB)
    with pytest.raises(FormErrors, match="more time than any form needs"), confined(Allowance(seconds=0)):
        while True:
            pass
    assert before == (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU))
    assert signal.getsignal(signal.SIGXCPU) is handler


def test_out_of_time_is_not_caught_by_those_who_catch_everything() -> None:
    assert not issubclass(OutOfTime, Exception)
    assert (lacking() == "") is (sys.platform == "linux")


@pytest.mark.parametrize("command", ["check", "xform", "fill"])
def test_the_command_line_refuses_in_one_line(tmp_path: Path, command: str) -> None:
    bomb = tmp_path / "bom.xlsx"
    bomb.write_bytes(b"%PDF-1.7")
    done = CliRunner().invoke(app, [command, str(bomb)])
    assert done.exit_code == 1
    assert "This is a PDF document, not a form." in done.output


def test_a_refused_workbook_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bom.xlsx").write_bytes(b"PK\x03\x04 and no more")
    done = CliRunner().invoke(app, ["xlsx", str(tmp_path / "bom.xlsx"), "-o", str(tmp_path / "out.xlsx")])
    assert (done.exit_code, sorted(one.name for one in tmp_path.iterdir())) == (1, ["bom.xlsx"])

"""What the command line prints: each rule once, with its cells, its reason and its cure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.form import app
from bot.commands.form_findings import WIDTH, report
from forms.check import check
from tests.forms.lint.sheets import form

POOR = form(
    "type; name; label; required; relevance; appearance\nimage; paraf; Paraf?; yes; ; signature\n"
    + "\n".join(f"text; t{at}; Apa yang ke-{at}?; yes" for at in range(6))
    + "\ntext; q; Apa lagi?; ; ${t1} = 'a' and ${t1} = 'b'"
)


def test_findings_are_grouped_by_severity_and_rule() -> None:
    lines = report("uji.md", check(POOR, "uji.md")).splitlines()
    assert lines[0] == "uji.md: 1 error, 9 warnings, 1 remark"
    heads = [line for line in lines if line.isupper() or line.startswith(("ERRORS", "WARNINGS", "REMARKS"))]
    assert [head.partition(":")[0] for head in heads] == ["ERRORS", "WARNINGS", "REMARKS"]
    assert max(map(len, lines)) <= WIDTH


def test_a_rule_is_explained_once_however_often_it_applies() -> None:
    text = report("uji.md", check(POOR, "uji.md"))
    assert text.count("Typing and taking pictures is where reports stop") == 1
    assert "    survey 3 required  t0 is a required text.\n" in text
    assert "    and 3 more: survey 6, 7, 8\n" in text


def test_every_error_is_told_with_its_own_mend() -> None:
    rows = "\n".join(f"text; t{at}; Apa yang ke-{at}?; ${{t0}} == '{at}'" for at in range(1, 8))
    text = report("uji.md", check(form(f"type; name; label; relevant\ntext; t0; Apa?\n{rows}"), "uji.md"))
    assert [f"survey {at} relevant" in text for at in range(3, 10)] == [True] * 7


def test_the_column_is_the_sheet_s_own() -> None:
    assert "survey 9 relevance  q is never asked" in report("uji.md", check(POOR, "uji.md"))


def test_nothing_found_is_said() -> None:
    assert report("uji.md", ()) == "uji.md: nothing to remark"


@pytest.mark.parametrize(("source", "code"), [(POOR, 1), (form("type; name; label\ntext; x; Apa?"), 0)])
def test_only_errors_make_the_command_fail(tmp_path: Path, source: str, code: int) -> None:
    file = tmp_path / "uji.md"
    file.write_text(source, encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(file)]).exit_code == code
    assert CliRunner().invoke(app, ["check", "--json", str(file)]).exit_code == code


def test_json_gives_every_field_of_every_finding(tmp_path: Path) -> None:
    file = tmp_path / "uji.md"
    file.write_text(POOR, encoding="utf-8")
    [told] = json.loads(CliRunner().invoke(app, ["check", "--json", str(file)]).stdout)
    assert told["file"] == str(file)
    assert len(told["problems"]) == len(check(POOR, "uji.md"))
    fields = {"code", "severity", "sheet", "row", "column", "message", "why", "advice"}
    assert all(set(one) == fields for one in told["problems"])
    assert told["problems"][0] == {
        "code": "required_not_in_chat",
        "severity": "error",
        "sheet": "survey",
        "row": 2,
        "column": "type",
        "message": "paraf is to be drawn (signature), which can't be answered in a chat.",
        "why": "It can never be answered, so the report could never be sent.",
        "advice": "Make it optional, or ask for a photo of the drawing or the signed paper, a single location, "
        "or a text.",
    }

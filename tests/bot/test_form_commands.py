"""`kabar form`: what its commands print and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.form import app

FORM = """
| survey |
| | type | name | label | required | constraint | constraint_message | relevant | calculation |
| | text | judul | Judul | yes | | | | |
| | integer | pus | PUS | yes | . <= 500 | Paling banyak 500. | | |
| | select_multiple p | poktan | Poktan | | | | | |
| | begin_repeat | acara | Acara | | | | | |
| | date | tgl | Tanggal | | . <= today() | Belum terjadi. | | |
| | hidden | catatan | | | | | | |
| | end_repeat | | | | | | | |
| | text | kota | Kota | | | | ${pus} > 400 | |
| | calculate | hari | | | | | | today() |
| | calculate | nama_kk | | | | | | pulldata('kampung', 'nama', 'kode', 'a') |
| choices |
| | list_name | name | label |
| | p | bkb | BKB |
| | p | bkl | BKL |
| settings |
| | form_title | form_id | version | instance_name |
| | Uji | uji | 1 | ${judul} |
"""
ANSWERS = {
    "judul": "Rapat",
    "pus": 412,
    "poktan": ["bkl", "bkb"],
    "acara": [{"tgl": "2026-10-01"}, {"tgl": "2026-10-14", "catatan": "ramai"}],
    "kota": "Solok",
    "lain": "x",
}
ROOT = str(Path(__file__).resolve().parents[2])
NOW = ["--now", "2026-11-02T08:00:00+07:00"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "uji.md").write_text(FORM)
    (tmp_path / "kampung.csv").write_text("kode,nama\na,Payo Sejahtera\n")
    return tmp_path


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=typed)


def replayed(folder: Path, answers: object, *options: str) -> Result:
    (folder / "a.json").write_text(json.dumps(answers))
    return run("replay", folder / "uji.md", folder / "a.json", *NOW, *options)


def test_replay_prints_the_submission_and_what_was_never_asked(folder: Path) -> None:
    done = replayed(folder, ANSWERS, "--seed", "7")
    assert done.exit_code == 0
    assert "<pus>412</pus><poktan>bkl bkb</poktan><acara><tgl>2026-10-01</tgl><catatan/></acara>" in done.stdout
    assert "<hari>2026-11-02</hari><nama_kk>Payo Sejahtera</nama_kk>" in done.stdout
    assert done.stderr == "ignored: /data/lain\n"
    assert replayed(folder, ANSWERS, "--seed", "7").stdout == done.stdout


def test_a_list_that_is_not_there_is_told_unless_the_context_has_it(folder: Path) -> None:
    (folder / "kampung.csv").unlink()
    done = replayed(folder, ANSWERS)
    assert (done.exit_code, done.stderr.splitlines()[0]) == (0, "missing: kampung.csv")
    (folder / "c.json").write_text(json.dumps({"instances": {"kampung": [{"kode": "a", "nama": "Payo"}]}}))
    done = replayed(folder, ANSWERS, "--context", str(folder / "c.json"))
    assert "missing" not in done.stderr
    assert "Payo" in done.stdout


def test_a_list_that_cannot_be_read_ends_with_the_reason(folder: Path) -> None:
    (folder / "kampung.csv").write_bytes(b"kode,nama\n\xff")
    done = replayed(folder, ANSWERS)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "kampung.csv is not in UTF-8" in done.stderr


def test_hidden_fields_may_be_set_also_inside_a_repeat(folder: Path) -> None:
    assert "<tgl>2026-10-14</tgl><catatan>ramai</catatan>" in replayed(folder, ANSWERS).stdout


def test_an_answer_that_is_not_relevant_is_ignored(folder: Path) -> None:
    done = replayed(folder, ANSWERS | {"pus": 3})
    assert "Solok" not in done.stdout
    assert "ignored: /data/kota\n" in done.stderr


def test_a_rejected_answer_ends_with_3_and_the_form_s_message(folder: Path) -> None:
    done = replayed(folder, ANSWERS | {"pus": 501})
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == "/data/pus: Paling banyak 500. (received '501')\n"


def test_a_missing_required_answer_ends_with_3_unless_incomplete(folder: Path) -> None:
    assert replayed(folder, {"pus": 1}).exit_code == 3
    done = replayed(folder, {"pus": 1}, "--incomplete")
    assert (done.exit_code, "<judul/><pus>1</pus>" in done.stdout) == (0, True)


def test_replay_as_json(folder: Path) -> None:
    done = json.loads(replayed(folder, ANSWERS, "--json").stdout)
    assert (done["form_id"], done["instance_name"]) == ("uji", "Rapat")
    assert {
        "path": "/data/acara[2]/tgl",
        "name": "tgl",
        "kind": "date",
        "text": "2026-10-14",
        "date": "2026-10-14",
    } in (done["answers"])


def test_replay_of_many_gives_a_line_for_each(folder: Path) -> None:
    lines = [ANSWERS, ANSWERS | {"pus": "banyak"}]
    (folder / "a.jsonl").write_text("\n".join(json.dumps(one) for one in lines))
    done = run("replay", folder / "uji.md", folder / "a.jsonl", *NOW)
    good, bad = (json.loads(line) for line in done.stdout.splitlines())
    assert done.exit_code == 3
    assert good["ignored"] == ["/data/lain"]
    assert good["xml"].startswith('<data id="uji" version="1">')
    assert bad["question"] == "/data/pus"
    assert bad["error"].startswith("/data/pus: a whole number of up to 18 digits is expected (received 'banyak').")


def test_a_line_that_is_no_object_stops_none_after_it(folder: Path) -> None:
    told = ["not json", "[1]", json.dumps(ANSWERS | {"judul": "Rapat\u2028desa"}, ensure_ascii=False)]
    (folder / "a.jsonl").write_text("\n".join(told), encoding="utf-8")
    done = run("replay", folder / "uji.md", folder / "a.jsonl", *NOW)
    first, second, third = (json.loads(line) for line in done.stdout.split("\n") if line)
    assert done.exit_code == 3
    assert "not JSON" in first["error"]
    assert second == {"error": "an object is expected, keyed by question name", "question": ""}
    assert "Rapat\u2028desa" in third["xml"]


def test_a_line_that_no_program_could_have_meant_stops_none_after_it(folder: Path) -> None:
    good = json.dumps(ANSWERS).encode()
    deep = b"[" * 100_000
    strange = json.dumps(ANSWERS | {"lain\ud800": 1, "acara": [{"catatan": "a\0\ud800b"}]}).encode()
    told = [b"\xef\xbb\xbf" + good, b"", b"\xff\xfe", deep, strange, good]
    (folder / "a.jsonl").write_bytes(b"\r\n".join(told))
    done = run("replay", folder / "uji.md", folder / "a.jsonl", *NOW)
    first, latin, nested, signs, last = (json.loads(line) for line in done.stdout.splitlines())
    assert done.exit_code == 3
    assert first == last
    assert latin["error"] == "not UTF-8 text"
    assert "nested too deep" in nested["error"]
    assert "<catatan>ab</catatan>" in signs["xml"]


def test_lines_are_answered_as_they_come(folder: Path) -> None:
    os.mkfifo(folder / "a.jsonl")
    command = [sys.executable, "-m", "bot", "form", "replay", "uji.md", "a.jsonl", *NOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=folder, env=os.environ | {"PYTHONPATH": ROOT}) as done:
        assert done.stdout is not None
        with (folder / "a.jsonl").open("w") as answers:
            for _ in range(3):
                print(json.dumps(ANSWERS), file=answers, flush=True)
                assert "xml" in json.loads(done.stdout.readline())
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ({"zone": "Mars/Olympus"}, "zone: 'Mars/Olympus' is no time zone such as Asia/Jakarta"),
        ({"zone": 7}, "zone: Input should be a valid string"),
        ({"account": "Ani"}, "account: Input should be a valid dictionary"),
        ({"last": 5}, "last: Input should be a valid dictionary"),
        ({"instances": {"desa": 5}}, "instances.desa: Input should be a valid list"),
        ({"acount": {}}, "acount: unknown; a context has now, zone, seed, language, account, unit, period, "),
        ([], "an object is expected"),
    ],
)
def test_a_context_of_a_wrong_shape_is_wrong_usage(folder: Path, context: object, told: str) -> None:
    (folder / "c.json").write_text(json.dumps(context))
    done = replayed(folder, ANSWERS, "--context", str(folder / "c.json"))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert told in done.stderr


def test_a_context_takes_values_as_answers_are_written(folder: Path) -> None:
    form = """
| survey |
| | type | name | label | default |
| | integer | pus | PUS | ${last-saved#pus} |
| | select_multiple p | poktan | Poktan | ${last-saved#poktan} |
| choices |
| | list_name | name | label |
| | p | bkb | BKB |
| | p | bkl | BKL |
"""
    (folder / "uji.md").write_text(form)
    (folder / "c.json").write_text(json.dumps({"last": {"g": {"pus": 7.0}, "poktan": ["bkl", "bkb"], "r": [{"x": 1}]}}))
    done = replayed(folder, {}, "--context", str(folder / "c.json"))
    assert "<pus>7</pus><poktan>bkl bkb</poktan>" in done.stdout


def test_an_xform_can_not_be_written_as_a_workbook(folder: Path) -> None:
    (folder / "uji.xml").write_text(run("xform", folder / "uji.md").stdout)
    done = run("xlsx", folder / "uji.xml", "-o", folder / "uji.xlsx")
    assert (done.exit_code, (folder / "uji.xlsx").exists()) == (2, False)
    assert "an XForm has no sheets to write" in done.stderr


def test_answers_in_another_encoding_are_wrong_usage(folder: Path) -> None:
    (folder / "a.json").write_bytes(b"\xff\xfe{}")
    done = run("replay", folder / "uji.md", folder / "a.json", *NOW)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_replay_takes_an_xform_too(folder: Path) -> None:
    (folder / "uji.xml").write_text(run("xform", folder / "uji.md").stdout)
    (folder / "a.json").write_text(json.dumps(ANSWERS))
    done = run("replay", folder / "uji.xml", folder / "a.json", *NOW)
    assert done.stdout == replayed(folder, ANSWERS).stdout


def test_the_context_fills_what_the_form_takes_from_it(folder: Path) -> None:
    form = FORM.replace("| calculation |", "| calculation | bind::kabar:prefill |").replace(
        "| | text | judul | Judul | yes | | | | |", "| | text | judul | Judul | yes | | | | | unit |"
    )
    (folder / "uji.md").write_text(
        form.replace("instance_name |", "instance_name | namespaces |").replace(
            "| ${judul} |", '| ${judul} | kabar="https://kabar.id/xlsform" |'
        )
    )
    (folder / "c.json").write_text(json.dumps({"unit": {"id": "payo"}}))
    done = replayed(folder, {"pus": 3}, "--context", str(folder / "c.json"))
    assert "<judul>payo</judul><pus>3</pus>" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["replay", "nowhere.md", "a.json"], "nowhere.md: No such file or directory"),
        (["replay", "{}/uji.md", "{}/uji.md"], "uji.md: not JSON"),
        (["replay", "{}/uji.md", "{}/a.json", "--now", "kemarin"], "--now: 'kemarin' is not a moment"),
    ],
)
def test_wrong_usage_ends_with_2(folder: Path, arguments: list[str], message: str) -> None:
    (folder / "a.json").write_text("{}")
    done = run(*(one.replace("{}", str(folder)) for one in arguments))
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_check_names_the_cell_and_ends_with_1(folder: Path) -> None:
    (folder / "uji.md").write_text(FORM.replace(". <= 500", ". <= batas(500)"))
    done = run("check", folder / "uji.md")
    assert done.exit_code == 1
    assert "survey 3 constraint  There is no function batas()." in done.stdout
    [report] = json.loads(run("check", folder / "uji.md", "--json").stdout)
    assert [one["code"] for one in report["problems"] if one["severity"] == "error"] == ["unknown_function"]


def test_check_of_a_good_form_ends_with_0(folder: Path) -> None:
    assert run("check", folder / "uji.md").exit_code == 0


def test_the_workbook_is_the_same_form(folder: Path) -> None:
    assert run("xlsx", folder / "uji.md", "-o", folder / "uji.xlsx").exit_code == 0
    assert run("xform", folder / "uji.xlsx").stdout == run("xform", folder / "uji.md").stdout


def test_filling_in_the_terminal(folder: Path) -> None:
    typed = ["Rapat", "501", "412", "2 1", "<", ">", "2026-10-01", "no", ">"]
    done = run("fill", folder / "uji.md", *NOW, typed="\n".join([*typed, ""]))
    assert 'Paling banyak 500. Saya terima "501".' in done.stderr
    assert "<pus>412</pus><poktan>bkb bkl</poktan><acara><tgl>2026-10-01</tgl><catatan/></acara><kota/>" in done.stdout


def test_check_loads_nothing_of_telegram_or_the_database() -> None:
    script = (
        "import sys; sys.argv = ['kabar', 'check', 'templates/forms/bulanan_kkb.md']\n"
        "from bot.commands.form import app\n"
        "try: app()\n"
        "except SystemExit as end: print(end.code)\n"
        "print([one for one in ('aiogram', 'telegram', 'sqlalchemy', 'sqlmodel', 'typst') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    *_, code, loaded = done.stdout.splitlines()
    assert (code, loaded) == ("0", "[]")


def test_check_reads_the_lists_beside_the_form(folder: Path) -> None:
    (folder / "kampung.csv").write_bytes(b"kode,nama\na,\xff\xfe\n")
    done = run("check", folder / "uji.md")
    assert done.exit_code == 1
    assert "survey 11 calculation  kampung.csv is not in UTF-8" in done.stdout
    (folder / "kampung.csv").write_text("")
    assert "kampung.csv has no header row" in run("check", folder / "uji.md").stdout


def test_a_file_that_is_not_there_hides_no_findings_of_others(folder: Path) -> None:
    done = run("check", folder / "nowhere.md", folder / "uji.md")
    assert (done.exit_code, done.stderr) == (2, f"{folder}/nowhere.md: No such file or directory\n")
    assert f"{folder}/uji.md: " in done.stdout
    assert run("check", folder / "nowhere.md").stdout == ""

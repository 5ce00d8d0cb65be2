"""`kabar form transcript`: what a programme officer reads before she publishes her form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.form import app

FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | relevant | required |
| | select_one yn | ada | Ada kegiatan? | Any activity? | | yes |
| | integer | hadir | Berapa yang hadir? | How many came? | ${ada} = 'ya' | |
| | image | foto | Foto | Photo | ${ada} = 'ya' | |
| | text | alasan | Mengapa tidak & apa sebabnya? | Why not? | ${ada} = 'tidak' | |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | yn | ya | Ya | Yes |
| | yn | tidak | Tidak | No |
| settings |
| | form_title | form_id | version | default_language |
| | Uji | uji | 1 | Indonesia (id) |
"""


def printed(folder: Path, *options: str) -> str:
    (folder / "uji.md").write_text(FORM)
    done = CliRunner().invoke(
        app, ["transcript", str(folder / "uji.md"), "--now", "2026-11-02T08:00:00+07:00", *options]
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_reads_as_the_chat_would(tmp_path: Path) -> None:
    text = printed(tmp_path)
    assert text.startswith("Uji (uji 1): 4 questions. 2 walks show 2 branches.\n")
    assert "── Walk 1 of 2: ada = ya\n" in text
    assert "    Ada kegiatan?\n    [Ya]\n    [Tidak]\n    [💾 Simpan]\n\nOfficer: [Ya]\n" in text
    assert "    ✅ Ada kegiatan?: Ya\n".replace("?:", ":") in text
    assert "Officer: (sends foto.jpg)" in text
    assert "    Mengapa tidak & apa sebabnya?\n" in text
    assert "Ringkasan" in text and "[✅ Kirim laporan]" in text
    assert "<b>" not in text and "&amp;" not in text


def test_it_speaks_the_language_asked_for(tmp_path: Path) -> None:
    text = printed(tmp_path, "--language", "en")
    assert "How many came?" in text
    assert "Berapa" not in text
    assert "Officer: [Yes]" in text


def test_what_an_earlier_walk_showed_is_left_out_unless_all_is_asked(tmp_path: Path) -> None:
    assert printed(tmp_path, "--all").count("Ada kegiatan?\n") == printed(tmp_path).count("Ada kegiatan?\n") == 2
    (tmp_path / "uji.md").write_text(FORM)
    longer = FORM.replace("| | select_one yn | ada", "| | text | judul | Judul | Title | | |\n| | select_one yn | ada")
    (tmp_path / "uji.md").write_text(longer)
    short, whole = (
        CliRunner().invoke(app, ["transcript", str(tmp_path / "uji.md"), *options]).stdout
        for options in ((), ("--all",))
    )
    assert "(as before: judul)" in short
    assert (short.count("    Judul\n"), whole.count("    Judul\n")) == (1, 2)


def test_json_has_cards_buttons_and_what_was_said(tmp_path: Path) -> None:
    told = json.loads(printed(tmp_path, "--json"))
    assert (told["form_id"], told["branches"], told["is_whole"]) == ("uji", 2, True)
    first = told["walks"][0]["turns"][0]
    assert (first["name"], first["kind"], first["said"]) == ("ada", "select_one", "ya")
    assert first["buttons"] == [["Ya"], ["Tidak"], ["💾 Simpan"]]
    assert "Ada kegiatan?" in first["card"]


def test_what_nobody_is_asked_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "uji.md").write_text(FORM.replace("${ada} = 'tidak' |", "${ada} = 'mungkin' |"))
    done = CliRunner().invoke(app, ["transcript", str(tmp_path / "uji.md")])
    assert "Questions that no walk was asked:\n    /data/alasan" in done.stdout
    assert "'mungkin'" in done.stdout


@pytest.mark.parametrize(("options", "code"), [(["--walks", "0"], 2), (["--now", "kemarin"], 2)])
def test_wrong_usage_ends_with_2(tmp_path: Path, options: list[str], code: int) -> None:
    (tmp_path / "uji.md").write_text(FORM)
    assert CliRunner().invoke(app, ["transcript", str(tmp_path / "uji.md"), *options]).exit_code == code

"""`kabar form fill`: a report typed in the terminal as a tired officer types it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.form import app
from bot.commands.form_terminal import LeftError, Terminal
from forms import Context, load

FORM = """
| survey |
| | type | name | label | required | constraint | constraint_message | guidance_hint | relevant |
| | begin group | g | Keluarga | | | | | |
| | integer | pus | Jumlah PUS | yes | . >= 0 and . <= 500 | Paling banyak 500. | Lihat kartu data. | |
| | select_multiple p | poktan | Poktan | | | | | |
| | end group | | | | | | | |
| | date | tgl | Tanggal | | | | | |
| | image | foto | Foto | | | | | |
| | begin repeat | acara | Acara | | | | | |
| | text | nama | Nama acara | yes | | | | |
| | end repeat | | | | | | | |
| | text | catatan | Catatan | | | | | ${pus} > 400 |
| choices |
| | list_name | name | label |
| | p | bkb | BKB |
| | p | bkl | Bina Keluarga Lansia |
| settings |
| | form_title | form_id | version |
| | Uji | uji | 1 |
"""
NOW = datetime.fromisoformat("2026-11-02T08:00:00+07:00")
WHOLE = ["seratus dua", "1, 2", "kemarin", "rapat.jpg", "Posyandu", "tidak"]


class Typist:
    """Somebody at a terminal with lines to type."""

    def __init__(self, *lines: str) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.seen: list[str] = []

    def ask(self, mark: str) -> str:
        self.seen.append(mark)
        try:
            return next(self.lines)
        except StopIteration:
            raise LeftError from None

    def fill(self, at_the_end: str = "send") -> str:
        form = load(FORM, "uji.md")
        return Terminal(form, Context(now=NOW, period="2026-10"), self.ask, self.seen.append).fill(at_the_end)

    @property
    def screen(self) -> str:
        return "\n".join(self.seen)


def test_answers_are_read_as_the_chat_reads_them() -> None:
    xml = Typist(*WHOLE).fill()
    assert "<g><pus>102</pus><poktan>bkb bkl</poktan></g><tgl>2026-11-01</tgl><foto>rapat.jpg</foto>" in xml
    assert "<acara><nama>Posyandu</nama></acara>" in xml


def test_a_card_shows_section_bounds_choices_and_what_stands_there() -> None:
    typist = Typist("12", "<", *WHOLE)
    typist.fill()
    assert "Bagian 1 dari 2 · Keluarga" in typist.screen
    assert "Ketik angka 0–500." in typist.screen
    assert "1. BKB\n2. Bina Keluarga Lansia" in typist.screen
    assert "✅ Jumlah PUS: 12" in typist.screen
    assert "Jawaban sekarang: 12" in typist.screen


def test_a_wrong_answer_says_what_arrived_what_is_allowed_and_an_example() -> None:
    typist = Typist("501", "abc", *WHOLE)
    assert "<pus>102</pus>" in typist.fill()
    assert 'Paling banyak 500. Saya terima "501". Yang bisa: 0–500.' in typist.screen
    assert 'Saya terima "abc". Untuk isian ini perlu angka' in typist.screen


def test_a_required_answer_cannot_be_skipped() -> None:
    typist = Typist("", ">", *WHOLE)
    assert "<pus>102</pus>" in typist.fill()
    assert typist.screen.count("Isian ini wajib") == 2


def test_help_shows_the_guidance() -> None:
    typist = Typist("?", *WHOLE)
    typist.fill()
    assert "Lihat kartu data.\n  <  back" in typist.screen


def test_enter_keeps_what_stands_there() -> None:
    assert "<pus>12</pus>" in Typist("12", "<", "", "1", "", "", "Rapat", "tidak").fill()


def test_to_a_question_by_its_number() -> None:
    typist = Typist("12", "2", "#1", "13", ">", "", "Rapat", "ya", "Lagi", "tidak")
    xml = typist.fill()
    assert "<pus>13</pus>" in xml
    assert "<acara><nama>Rapat</nama></acara><acara><nama>Lagi</nama></acara>" in xml
    missing = Typist("#9", *WHOLE)
    missing.fill()
    assert "There is no answer number 9 yet." in missing.screen


def test_the_review_is_confirmed_where_somebody_sits_there() -> None:
    typist = Typist(*WHOLE, "1", "103", "")
    assert "<pus>103</pus>" in typist.fill("confirm")
    assert typist.screen.count("Ringkasan") == 2
    with pytest.raises(LeftError):
        Typist(*WHOLE).fill("confirm")


def test_something_unclear_is_asked_back() -> None:
    typist = Typist("102", "1", "minggu lalu", "25 okt", ">", "Rapat", "tidak")
    assert "<tgl>2026-10-25</tgl>" in typist.fill()
    assert "bisa berarti pekan itu" in typist.screen


def run(folder: Path, typed: str) -> Result:
    (folder / "uji.md").write_text(FORM)
    return CliRunner().invoke(app, ["fill", str(folder / "uji.md"), "--now", NOW.isoformat()], input=typed)


def test_the_submission_goes_to_stdout_and_the_talk_to_stderr(tmp_path: Path) -> None:
    done = run(tmp_path, "\n".join(WHOLE) + "\n")
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)
    assert done.stdout.startswith('<data id="uji" version="1">')
    assert "Jumlah PUS" in done.stderr


def test_the_end_of_input_leaves_and_sends_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "12\n")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("Nothing was sent.\n")


def test_an_xform_is_printed_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "uji.md").write_text(FORM)
    made = CliRunner().invoke(app, ["xform", str(tmp_path / "uji.md")]).stdout
    (tmp_path / "uji.xml").write_text(
        f"<!-- ours -->{made}".replace('<!-- ours --><?xml version="1.0"?>', '<?xml version="1.0"?><!-- ours -->')
    )
    done = CliRunner().invoke(app, ["xform", str(tmp_path / "uji.xml")])
    assert (done.exit_code, done.stdout) == (0, (tmp_path / "uji.xml").read_text())
    (tmp_path / "uji.xml").write_text("<a>")
    broken = CliRunner().invoke(app, ["xform", str(tmp_path / "uji.xml")])
    assert (broken.exit_code, broken.stdout, broken.stderr.count("\n")) == (1, "", 1)


def test_a_ranking_asks_for_all_options_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "uji.md").write_text(
        "| survey |\n| | type | name | label |\n| | rank p | urut | Urutkan |\n"
        "| choices |\n| | list_name | name | label |\n| | p | a | Satu |\n| | p | b | Dua |\n"
    )
    done = CliRunner().invoke(app, ["fill", str(tmp_path / "uji.md")], input="2,1\n")
    assert "Tekan menurut urutannya" in done.stderr
    assert "Boleh lebih dari satu" not in done.stderr
    assert "<urut>b a</urut>" in done.stdout

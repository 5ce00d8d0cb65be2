"""The bench's own parts: one officer, the first questions, Kabar in a process of its own. Nothing is timed here."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from models import draft
from models.database import Database
from tests.bench import figures, questions, running
from tests.bench.bots import start
from tests.bench.conversation import NOW, conversation
from tests.bench.figures import Measured
from tests.bench.officers import Misunderstood, Officer, Reply
from tests.bench.running import Round

BUTTONS = [
    [{"text": "Mulai", "callback_data": "s::open:bulanan_kkb,1,2026-10"}, {"text": "Menu", "callback_data": "m"}]
]


def test_kabar_takes_and_stores_what_an_officer_answers(tmp_path: Path) -> None:
    questions.save(conversation(), tmp_path / "questions.json")
    with running.stub(tmp_path / "questions.json") as stub, start("kabar", stub, tmp_path, officers=1) as bot:
        played = bot.play(range(1, 2), limit=3)
    assert len(played.waits) == 3
    with closing(Database(f"sqlite:///{tmp_path}/kabar.db")) as database, database.reading(NOW) as tx:
        (stored,) = draft.open_of(tx, 1)
    assert stored.answered == 3
    assert stored.data["instance"]["values"]["g_penduduk"]["jiwa_l_baru"] == "1420"


def test_an_officer_finds_the_way_answers_and_ends() -> None:
    officer = Officer({"Berapa?": "7", "Lalu?": "8"}, until="Ringkasan", limit=9)
    assert officer.sees({"text": "Mulai?", "reply_markup": {"inline_keyboard": BUTTONS}}, 0.0) == Reply(
        data="s::open:bulanan_kkb,1,2026-10"
    )
    assert officer.sees({"text": "Bagian 1\n<b>Berapa?</b>\nKetik angka"}, 1.0) == Reply(text="7")
    assert officer.sees({"text": "Lalu?"}, 3.0) == Reply(text="8")
    with pytest.raises(Misunderstood):
        officer.sees({"text": "Lalu?"}, 4.0)
    assert officer.sees({"text": "<b>Ringkasan</b>"}, 4.0) is None
    assert officer.is_done
    assert officer.waits == [2.0, 1.0]


def test_every_question_has_one_answer() -> None:
    asked = conversation()
    assert len({one.asks for one in asked}) == len(asked) > 40
    assert all(one.says for one in asked)


def test_figures_come_from_the_rounds() -> None:
    rounds = tuple(Round(seconds, (0.1, 0.2, 0.3, 0.4), requests=8, cpu=0.02) for seconds in (1.0, 2.0, 4.0))
    measured = Measured("Kabar", rounds, rounds, peak_mb=100.0)
    assert (measured.rate, measured.requests, measured.cpu_ms) == (2.0, 2.0, 5.0)
    assert figures.percentile_ms(rounds, 0.5) == 300.0
    assert "2 (1–4)" in figures.table([measured])
    other = Measured("other", rounds[:1], rounds, peak_mb=None)
    assert figures.ratios(measured, [other]) == "Kabar / other: answers/s x0.50, p50 x1.0, p99 x1.0, CPU x1.0"

"""The batch card: several numbers in one message, told back, mended and confirmed, by an officer at the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from typing import Any

import pytest

import forms
from forms.draft import Draft
from models import draft as drafts
from models.database import Database, Transaction
from models.person import by_telegram_user
from reporting.filling import Filling
from reporting.inputs import Sender, Tap
from reporting.preferences import prefer
from reporting.reading import Reader, load_vocabulary
from reporting.screens.screen import Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.texts import LANGUAGES
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds

POPULATION = "1510 1490 860 486 210 190 120 330"
METHODS = "42 18 2 67 148 46 13"  # together 336
NON_USERS = "21 48 39 42"  # together 150: with the methods all 486 PUS
BUDGETS = {1: 32, 2: 16, 3: 10, 4: 6, 5: 4}


@dataclass
class Report:
    """An officer's October report, last month's filed; `says` and `taps` are pushes."""

    tx: Transaction
    filling: Filling
    sari: Sender

    def says(self, *texts: str) -> str:
        for text in texts:
            self.filling.typed(self.tx, self.sari, text)
            self.look()
        return self.shown()

    def taps(self, *labels: str) -> str:
        for label in labels:
            tap = desk.tap(self.tx, self.sari, label)
            (self.filling.navigated if tap.verb == "n" else self.filling.chosen)(self.tx, self.sari, tap)
            self.look()
        return self.shown()

    def shown(self) -> str:
        return " ".join(desk.shown(self.tx, self.sari).replace("&#34;", '"').replace("&#39;", "'").split())

    def labels(self) -> list[str]:
        return list(desk.buttons(self.tx, self.sari))

    def screen(self) -> Screen:
        return desk.screen_of(self.tx, self.sari)

    def draft(self) -> Draft:
        focus = self.chat().focus or {}
        return Draft.from_json(self.tx.get_one(drafts.Draft, focus["draft"]).data)

    def chat(self) -> Any:
        return desk.chats.find(self.tx, self.sari.chat_id)

    def stored(self, group: str) -> dict[str, str]:
        return {name: value for name, value in self.draft().instance["values"].get(group, {}).items() if value}

    def look(self) -> None:
        """Every screen keeps the limits of a small phone, in both languages."""
        screen = self.screen()
        for language in LANGUAGES:
            bare = re.sub(r"<[^>]+>", "", TEXTS.screen(language, screen))
            assert len(bare) <= 700, bare
        if screen.text == "filling/batch":
            told = screen.args["slips"] or screen.args["faults"] or screen.args["problem"] or screen.args["odd"]
            told = told or screen.args["echo"]
            assert told or len(re.sub(r"<[^>]+>", "", TEXTS.screen("id", screen))) <= 400
            assert len(screen.rows) <= 6
            for row in screen.rows:
                assert all(len(button.label) + ("✅" in button.label) <= BUDGETS[len(row)] for button in row), row


@pytest.fixture
def report(database: Database, now: datetime) -> Iterator[Report]:
    """At the first card of the form."""
    filling = Filling(LIBRARY, TEXTS, Reader(load_vocabulary()), Submitting(TEXTS))
    with database.transaction(now) as tx:
        desk.plant(tx)
        officer = desk.officer(tx)
        officer.files(tx, "2026-09")
        row = by_telegram_user(tx, officer.sender.user_id)
        assert row is not None
        prefer(tx, row, way="batch")
        starting = Starting(LIBRARY, TEXTS, CountedIds(1))
        starting.chosen(tx, officer.sender, Tap("s", None, "open", f"bulanan_kkb,{desk.PAYO},2026-10"))
        yield Report(tx, filling, officer.sender)


@pytest.fixture
def population(report: Report) -> Report:
    """At the card of the eight figures about people."""
    report.says("ya", "ya")
    return report


@pytest.fixture
def methods(population: Report) -> Report:
    """At the card of the seven methods."""
    population.says(POPULATION)
    population.taps("Betul semua")
    population.says("bkb, bkl", "61", "72")
    return population


def test_the_card_asks_for_all_and_shows_last_month(methods: Report) -> None:
    shown = methods.shown()
    assert "Kirim 7 angka berurutan dalam satu pesan" in shown
    assert "1 IUD (lalu 42) · 2 MOW (18) · 3 MOP (2)" in shown
    assert "Contoh: 40 20 0 70 100 50 10" in shown
    copied = [button.copy for row in methods.screen().rows for button in row if button.copy]
    assert copied == ["IUD=\nMOW=\nMOP=\nImplan=\nSuntik=\nPil=\nKondom="]
    assert methods.labels()[-2:] == ["⬅️ Kembali", "💾 Simpan"]


def test_seven_numbers_are_one_message_and_one_tap(methods: Report) -> None:
    shown = methods.says(METHODS)
    assert "Saya catat" in shown
    assert "IUD 42 · MOW 18 · MOP 2 · Implan 67 · Suntik 148 · Pil 46 · Kondom 13" in shown
    assert "Jumlah: 336" in shown
    assert "(bulan lalu 336)" in shown
    assert methods.stored("g_pa")["pa_pil"] == "46"  # saved before anything is confirmed
    assert "D. PUS bukan peserta KB" in methods.taps("Betul semua")
    assert "7 isian, jumlah 336" in methods.shown()


@pytest.mark.parametrize("word", ["ya", "betul semua", "Lanjut", "ok"])
def test_yes_may_be_typed(methods: Report, word: str) -> None:
    assert "D. PUS bukan peserta KB" in methods.says(METHODS, word)


def test_a_filled_in_list_is_pasted(methods: Report) -> None:
    shown = methods.says("IUD=42\nMOW=18\nMOP=2\nImplan=67\nSuntik=148\nPil=46\nKondom=13")
    assert "Jumlah: 336" in shown


def test_a_part_is_kept_and_the_rest_is_asked(methods: Report) -> None:
    shown = methods.says("suntik 148 pil 46")
    assert "Sudah tercatat: Suntik 148 · Pil 46" in shown
    assert "Kirim 5 angka yang belum" in shown
    assert "Sisanya 0" in methods.labels()
    shown = methods.says("42 18 2 67 13")
    assert "Jumlah: 336" in shown


def test_one_figure_too_few_asks_which_is_missing(methods: Report) -> None:
    shown = methods.says("42 18 2 67 148 13")
    assert "Saya terima 6 angka, padahal ada 7 isian: 42 · 18 · 2 · 67 · 148 · 13" in shown.replace("<b>", "").replace(
        "</b>", ""
    )
    assert methods.stored("g_pa") == {}
    shown = methods.taps("Pil")
    assert "Kondom 13" in shown
    assert "Kirim angka untuk: 6 Pil" in shown.replace("<b>", "").replace("</b>", "")
    assert "Jumlah: 336" in methods.says("46")


def test_two_too_few_are_named_one_after_the_other(methods: Report) -> None:
    assert "Pilih 2" in methods.says("42 18 2 67 148")
    assert "✅ Pil" in str(methods.taps("⬜ Pil") and methods.labels())
    methods.taps("✅ Pil")
    shown = methods.taps("⬜ Pil", "⬜ Kondom")
    assert "Suntik 148" in shown
    assert "Kirim 2 angka yang belum" in shown


def test_a_single_figure_is_given_to_whom_it_belongs(methods: Report) -> None:
    assert "Untuk isian yang mana?" in methods.says("148")
    assert "Sudah tercatat: Suntik 148" in methods.taps("Suntik")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("42 18", "Saya terima 2 angka, padahal ada 7 isian. Sebut namanya"),
        ("1 2 3 4 5 6 7 8 9", "Saya terima 9 angka, padahal ada 7 isian. Mohon kirim ulang."),
        ("iud 42 kopi 5", '"kopi 5": tidak ada isian bernama itu.'),
        ("steril 3", '"steril 3" bisa untuk lebih dari satu isian.'),
        ("iud sekitar 12", 'IUD: "sekitar 12" belum pasti.'),
        ("iud 12,5", 'IUD: "12,5" belum jelas.'),
        ("pil tidak tahu", 'Pil: "tidak tahu" berbeda dari 0.'),
        (f"{METHODS} total 300", "Jumlah yang diketik 300"),
        ("😀", "Saya belum menemukan angka."),
        ("x" * 700, "Pesannya terlalu panjang."),
    ],
)
def test_what_is_not_taken_is_said(methods: Report, said: str, told: str) -> None:
    assert told in methods.says(said)


def test_out_of_bounds_is_told_for_that_number_alone(methods: Report) -> None:
    shown = methods.says(METHODS.replace("18", "700"))
    assert "MOW 700: Peserta KB aktif tidak boleh lebih dari jumlah PUS. Yang bisa: 0–486." in shown
    assert "IUD 42 · MOP 2 · Implan 67" in shown
    assert "Jumlah: 336" in methods.says("18")


def test_figures_that_must_add_up_may_be_mended_anywhere(methods: Report) -> None:
    methods.says(METHODS, "ya")
    shown = methods.says("22 48 39 42")
    assert "TIAL 42: Jumlah peserta KB + bukan peserta KB harus SAMA" in shown
    assert "Periksa lagi angkanya. Kelebihan 1." in shown
    assert "Masih kurang 10." in methods.says("ias 37")
    methods.says("ias 48")
    assert "Betul semua" not in str(methods.labels())
    assert "Saya catat" in methods.says("hamil 21")
    assert methods.stored("g_non") == {
        "non_hamil": "21",
        "non_ias": "48",
        "non_iat": "39",
        "non_tial": "42",
        "non_total": "150",
        "cpr": "69",
        "persen_mkjp": "38",
        "unmet_need": "17",
    }


def test_what_hangs_on_a_missing_number_is_not_asked_again(population: Report) -> None:
    population.says("1490 860 640 210 190 120 330")
    shown = population.taps("1")
    assert "⚠️" not in shown
    assert "Kirim angka untuk:" in shown
    assert "Saya catat" in population.says("1510")


def test_one_is_changed_by_a_tap_or_by_its_name(methods: Report) -> None:
    methods.says(METHODS)
    assert "Ubah yang mana?" in methods.taps("Ubah satu")
    assert "Sekarang 46. Ketik angka 0–486." in methods.taps("Pil")
    assert "Pil 45" in methods.says("45")
    assert "Pil 46" in methods.says("pil 46")
    methods.taps("Ubah satu")
    assert "Saya catat" in methods.taps("Kembali")


def test_all_are_sent_again(methods: Report) -> None:
    methods.says(METHODS)
    assert "Kirim 7 angka berurutan" in methods.taps("Kirim ulang")
    assert "1 IUD (42)" in methods.shown()
    assert "IUD 1 · MOW 2" in methods.says("1 2 3 4 5 6 7")


def test_all_zero_is_shown_before_it_goes_on(methods: Report) -> None:
    shown = methods.taps("Semua 0")
    assert "IUD 0 · MOW 0" in shown
    assert "Jumlah: 0" in shown
    assert "Betul semua" in str(methods.labels())


def test_nil_for_the_rest(methods: Report) -> None:
    shown = methods.says("suntik 148, sisanya nihil")
    assert "IUD 0 · MOW 0 · MOP 0 · Implan 0 · Suntik 148 · Pil 0 · Kondom 0" in shown


def test_odd_figures_are_named_and_kept_when_confirmed(methods: Report) -> None:
    shown = methods.says(METHODS.replace("148", "48"))
    assert "Suntik: bulan lalu 148, sekarang 48. Sudah benar?" in shown
    methods.taps("Betul semua")
    lines = {line.path: line for line in forms.overview(LIBRARY.of_version(methods.tx, 1), methods.draft())}
    assert lines["/data/g_pa/pa_suntik"].remark == "confirmed"
    assert lines["/data/g_pa/pa_pil"].remark == ""


def test_back_leaves_the_card_and_comes_back_to_it(methods: Report) -> None:
    methods.says(METHODS, "ya")
    assert "IUD 42" in methods.taps("Kembali")
    assert "Betul semua" in str(methods.labels())
    assert "Keluarga lansia ikut BKL" in methods.taps("Kembali")
    assert "D. PUS bukan peserta KB" in methods.says("72")


def test_back_from_a_card_just_begun(methods: Report) -> None:
    methods.says("iud 42")
    assert "Keluarga lansia ikut BKL" in methods.says("kembali")
    assert "Sudah tercatat: IUD 42" in methods.says("72")


def test_one_by_one_for_this_group_only(methods: Report) -> None:
    shown = methods.taps("Isi satu-satu")
    assert "PUS memakai IUD/AKDR" in shown
    shown = methods.says(*METHODS.split())
    assert "Kirim 4 angka berurutan" in shown


def test_a_wish_for_one_by_one_is_kept(methods: Report) -> None:
    row = by_telegram_user(methods.tx, methods.sari.user_id)
    assert row is not None
    prefer(methods.tx, row, way="single")
    assert "PUS memakai MOW" in methods.says("iud 42", "kembali", "42") or "PUS memakai" in methods.shown()


def test_a_jump_asks_one_alone_and_returns(methods: Report) -> None:
    methods.says(METHODS, "ya")
    number = next(
        line.number
        for line in forms.overview(LIBRARY.of_version(methods.tx, 1), methods.draft())
        if line.path.endswith("pa_pil")
    )
    assert "PUS memakai pil" in methods.says(f"ubah {number}")
    assert "Jawaban sekarang: 46" in methods.shown() or "Tetap 46" in str(methods.labels())
    assert "D. PUS bukan peserta KB" in methods.says("45")
    assert methods.stored("g_pa")["pa_pil"] == "45"


def test_parked_and_taken_up_again(methods: Report) -> None:
    methods.says("suntik 148")
    methods.taps("Simpan")
    assert "Sudah tercatat: Suntik 148" in methods.taps("Lanjut sekarang")
    methods.says("42 18 2 67 46 13")
    methods.taps("Simpan")
    assert "Betul semua" in str(methods.taps("Lanjut sekarang") and methods.labels())


def test_required_numbers_are_not_skipped(methods: Report) -> None:
    assert "wajib" in methods.says("lewati")
    assert "Kirim 7 angka" in methods.shown()


def test_only_the_relevant_ones_are_asked(population: Report) -> None:
    population.says(POPULATION, "ya")
    shown = population.says("bkb, bkr, bkl")
    assert "Kirim 3 angka berurutan" in shown
    assert "UPPKA" not in shown


def test_an_answer_opened_later_joins_its_group(population: Report) -> None:
    population.says(POPULATION, "ya", "bkb, bkr, bkl", "61 48 72", "ya")
    number = next(
        line.number
        for line in forms.overview(LIBRARY.of_version(population.tx, 1), population.draft())
        if line.path.endswith("poktan_ada")
    )
    assert "ikut PIK-R" in population.says(f"ubah {number}", "bkb, bkr, bkl, pikr")


def test_old_buttons_write_nothing(methods: Report) -> None:
    zero = desk.tap(methods.tx, methods.sari, "Semua 0")
    methods.says(METHODS)
    assert methods.filling.chosen(methods.tx, methods.sari, zero) != ""
    assert methods.stored("g_pa")["pa_pil"] == "46"


@pytest.mark.parametrize("argument", ["b", "bx", "b99", "b-1", "bm", "v12", "c0", "k", "d", "o0", "p1", "b3"])
def test_forged_taps_change_nothing(methods: Report, argument: str) -> None:
    methods.says("suntik 148")
    before = methods.draft().instance
    methods.filling.chosen(methods.tx, methods.sari, Tap("a", methods.chat().card, argument))
    assert methods.draft().instance == before
    assert "Sudah tercatat: Suntik 148" in methods.shown()


WAYS: tuple[Callable[[list[tuple[str, str]]], list[str]], ...] = (
    lambda pairs: [" ".join(f"{name} {value}" for name, value in pairs)],
    lambda pairs: [f"{name}={value}" for name, value in pairs],
    lambda pairs: [
        "\n".join(f"{name}: {value}" for name, value in pairs[:3]),
        ", ".join(f"{v} {n}" for n, v in pairs[3:]),
    ],
)


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_any_order_and_any_parts_end_as_one_by_one(methods: Report, way: int) -> None:
    names = ["iud", "mow", "mop", "susuk", "suntik", "pil", "kondom"]
    pairs = list(zip(names, METHODS.split(), strict=True))
    methods.taps("Isi satu-satu")
    methods.says(*METHODS.split())
    expected = methods.draft().instance
    for order in list(permutations(pairs))[:: 1260 + way]:
        methods.says("kembali", "semua 0")
        methods.says(*WAYS[way](list(order)))
        methods.says("ya")
        assert methods.draft().instance == expected

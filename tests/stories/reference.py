"""The report of 24 items that all figures of effort stand on, as an officer files it: taps wherever there is a button,
digits where there is none. `forms/laporan_bulanan.md` is the form; its items are those of the programme's paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.handlers.filler import JPEG
from tests.people import Somebody, labels

FORM = Path(__file__).parent / "forms" / "laporan_bulanan.md"
TITLE = "Laporan Bulanan (24 isian)"
NEW_USERS = "2 0 0 5 12 8 1 0"
HERE = {"latitude": -0.7812, "longitude": 100.6523, "horizontal_accuracy": 8.0}
# What each item is recognised by, and what the officer does about it: "tap X", or else what is typed.
ITEMS = (
    ("Apakah ada pertemuan", "tap Ya"),
    ("Berapa kegiatan", "tap 3"),
    ("Kegiatan apa saja", "tick Penyuluhan, Pertemuan poktan"),
    ("Kapan pertemuan terakhir", "tap Kemarin"),
    ("Berapa orang yang hadir", "23"),
    ("Jumlah PUS", "412"),
    ("sedang hamil", "18"),
    ("belum terlayani", "36"),
    ("risiko stunting", "25"),
    ("alat kontrasepsi cukup", "tap Kurang"),
    ("Alat apa yang kurang", "tick Implan"),
    ("Kelompok kegiatan yang aktif", "tick BKB, BKL"),
    ("Kendala utama", "tap 4"),
    ("Cerita singkat", "tap Lewati"),
    ("Foto kegiatan", "photo"),
    ("Lokasi kegiatan", "place"),
)
METHODS = ("IUD", "MOW", "MOP", "Implan", "Suntik", "Pil", "Kondom", "MAL")


@dataclass(frozen=True)
class Report:
    """How it is filed: `way` "batch" or "single"; kampung and month where they are asked. `tapped` collects the items
    that took no typing."""

    way: str
    kampung: str = ""
    month: str = ""
    tapped: list[str] = field(default_factory=list)


def play(officer: Somebody, report: Report) -> Iterator[str]:
    """From the menu to the receipt; yields the name of each card as it stands there."""
    _open(officer, report)
    for wanted, act in ITEMS:
        if wanted == "alat kontrasepsi cukup":
            yield from _new_users(officer, report)
        card = officer.sees(wanted)
        yield wanted
        _do(officer, report, card, wanted, act)
    yield from _send(officer)


def _open(officer: Somebody, report: Report) -> None:
    open_form(officer, TITLE, report.kampung, report.month)
    officer.taps("Mulai")


def open_form(officer: Somebody, title: str, kampung: str = "", month: str = "") -> None:
    """From the menu to the intro of that form."""
    officer.says("/lapor")
    officer.sees_button("Formulir lain")
    officer.taps("Formulir lain")
    card = officer.sees("Formulir yang mana")
    line = next(one for one in card["text"].splitlines() if one.endswith(f". {title}"))
    officer.taps(line.split(".")[0], card)
    for wanted, choice in (("Kampung mana", kampung), ("periode mana", month)):
        if choice:
            officer.taps(choice, officer.sees(wanted))
    officer.sees("Boleh berhenti kapan saja")


def _new_users(officer: Somebody, report: Report) -> Iterator[str]:
    """Eight numbers: in one message, or one by one."""
    if report.way == "batch":
        officer.sees("8 angka")
        yield "batch"
        officer.says(NEW_USERS)
        card = officer.sees("Saya catat")
        yield "noted"
        officer.taps("Betul semua", card)
        return
    for method, number in zip(METHODS, NEW_USERS.split(), strict=True):
        card = officer.sees(f"pakai {method}")
        _do(officer, report, card, method, number)


def _do(officer: Somebody, report: Report, card: dict[str, Any], item: str, act: str) -> None:
    """Taps what stands on a button, types what does not."""
    verb, _, what = act.partition(" ")
    match verb:
        case "tap":
            officer.taps(what, card)
        case "tick":
            _tick(officer, what.split(", "))
        case "photo":
            officer.sends_photo(JPEG)
        case "place":
            officer.sends(location=HERE)
        case _ if said := [one for one in labels(card) if one in (act, f"Sama: {act}")]:
            officer.taps(said[0], card)
        case _:
            officer.says(act)
            return
    report.tapped.append(item)


def _tick(officer: Somebody, wanted: list[str]) -> None:
    for count, option in enumerate(wanted, start=1):
        officer.taps(option, officer.last())
        card = officer.sees_button(f"Selesai ({count} dipilih)")
    officer.taps("Selesai", card)


def _send(officer: Somebody) -> Iterator[str]:
    card: dict[str, Any] = officer.sees("Ringkasan")
    yield "review"
    while not any("Kirim laporan" in one for one in labels(card)):
        page = next(one for one in labels(card) if one.startswith("▶"))
        officer.taps(page, card)
        card = officer.sees_button("Kirim laporan")
    officer.taps("Kirim laporan", card)
    officer.sees("terkirim")
    yield "receipt"

"""Bursts by chance: no answer lost, none doubled, no dead end. `make soak` sends two hundred, or KABAR_WALKS;
KABAR_SEED repeats them."""

from __future__ import annotations

import os
from random import Random

import pytest

from models.database import Database
from tests.reporting.arriving import Desk, begin, opened

FEW = 16
MANY = int(os.environ.get("KABAR_WALKS", "200"))
SEED = int(os.environ.get("KABAR_SEED", "20261123"))
WORDS = ("Balai desa", "Rumah Bu Rina", "Posyandu Melati")
# By question: what is typed and what it means; the last of each can't be read.
SAID = {
    "figure": (("412", "412"), ("0", "0"), ("dua belas", "12"), ("1.234", "1234"), ("banyak sekali", "")),
    "hujan": (("ya", "ya"), ("tidak", "tidak"), ("Ya", "ya"), ("entah", "")),
    "jam": (("2,5", "2.5"), ("3", "3"), ("lama sekali", "")),
}
ORDER = ("peserta", "kader", "hujan", "payung", "tempat", "jam", "ibu", "cerita", "balita", "remaja", "lansia")


def test_some_bursts(sqlite_database: Database) -> None:
    send_bursts(sqlite_database, FEW)


@pytest.mark.soak
def test_many_bursts(sqlite_database: Database) -> None:
    send_bursts(sqlite_database, MANY)


def send_bursts(database: Database, count: int) -> None:
    chance = Random(SEED)
    desk = opened(database, "banyak")
    for number in range(count):
        said = burst(chance)
        texts = [text for _, text, _ in said]
        send(desk, chance, texts)
        expected = {name: value for name, _, value in said if value}
        stored = {name: value for name, value in desk.answers().items() if value}
        assert stored == expected, (number, texts)
        page = desk.card()
        assert f"Saya terima {len(texts)} pesan" in page, (number, texts, page)
        assert page.count("belum terbaca") == sum(not value for _, _, value in said), (number, page)
        assert len(set(desk.thumbs)) == len(texts)
        desk.taps("Betul semua", times=2)
        assert desk.asked() == first_open(expected), (number, texts)
        begin(desk, "banyak", number + 2)


def burst(chance: Random) -> list[tuple[str, str, str]]:
    """Question, what is typed, and what it means ("" for nothing). The first can be read: its question was seen."""
    said: list[tuple[str, str, str]] = []
    rains = ""
    for name in ORDER:
        if name == "payung" and rains != "ya":
            continue
        if len(said) == 10:
            break
        text, value = one(chance, name, is_first=not said)
        rains = value if name == "hujan" else rains
        said.append((name, text, value))
    return said[: chance.randint(4, len(said))]


def one(chance: Random, name: str, *, is_first: bool) -> tuple[str, str]:
    if name in ("tempat", "cerita"):
        words = chance.choice(WORDS)
        return words, words
    choices = SAID.get(name, SAID["figure"])
    return chance.choice(choices[:-1] if is_first or chance.random() < 0.8 else choices[-1:])


def send(desk: Desk, chance: Random, texts: list[str]) -> None:
    """All were written before any card; some are shown in between, as when they come in several deliveries."""
    numbers = [desk.write() for _ in texts]
    desk.thumbs.clear()
    for number, text in zip(numbers, texts, strict=True):
        desk.hear(number, text)
        if chance.random() < 0.3:
            desk.show()
    desk.show()


def first_open(answers: dict[str, str]) -> str:
    asked = [*ORDER[:6], "foto", *ORDER[6:]]
    if answers.get("hujan") != "ya":
        asked.remove("payung")
    return next(name for name in asked if name not in answers)

"""Made-up answers to a prompt: what a rehearsal types when nobody is there. Seeded, so a walk can be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from forms.prompt import Bounds, Prompt

_TEXTS = (
    "Mawar", "Penyuluhan di balai desa", "Ibu-ibu hadir lebih banyak daripada bulan lalu, lanjut bulan depan.",
    "ya", "7", "AB-12345", "0812345678", "2026-10", "kader@example.org", "x & y < z > 'q'", "Rp 1.500.000",
    "Kegiatan berjalan lancar; 12 keluarga hadir, 3 di antaranya baru, dan pertemuan berikut sudah disepakati. Selesai",
)  # fmt: skip
_FILES = {"image": "foto.jpg", "audio": "suara.m4a", "video": "video.mp4", "file": "daftar.pdf"}
_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"|(?<![\w.])(\d+(?:\.\d+)?)")
_ROUNDS = 8  # of chance, before whole numbers are tried one by one
_FAR = 60  # whole numbers tried one by one, where nothing tells which one it must be


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes answers up. `today` is the day of the draft; `most` caps whole numbers (0 for no cap)."""

    chance: Random
    today: date
    most: int = 0

    def good(self, prompt: Prompt, constraint: str = "") -> Iterator[str]:
        """Answers likely to be taken, the likeliest first; they end, so that an impossible question is noticed.

        `constraint` is the question's own: the literals in it are tried too.
        """
        literals = [next(filter(None, found), "") for found in _LITERAL.findall(constraint)]
        match prompt.kind:
            case "select_one":
                names = [one.name for one in prompt.choices]
                yield from self.chance.sample(names, len(names))
            case "select_multiple":
                yield from self._several([one.name for one in prompt.choices])
            case "rank":
                names = [one.name for one in prompt.choices]
                for _ in range(_ROUNDS):
                    yield " ".join(self.chance.sample(names, len(names)))
            case "integer" | "decimal" | "range":
                yield from self._numbers(prompt, literals)
            case "date" | "datetime" | "time":
                yield from self._moments(prompt)
            case _:
                yield from self._others(prompt, literals)

    def bad(self, prompt: Prompt) -> Iterator[str]:
        """Answers that can't be taken, whatever the draft holds."""
        match prompt.kind:
            case "integer" | "decimal" | "range":
                yield from ("banyak", "1,5x", "--3", "")[: 4 if prompt.required else 3]
            case "select_one" | "select_multiple" | "rank":
                yield "tidak-ada-pilihan-ini"
            case "date" | "datetime" | "time":
                yield from ("kemarin", "2026-02-30", "25:61")
            case "geopoint" | "geotrace" | "geoshape":
                yield from ("di sini", "95 200")
            case "acknowledge" | "repeat":
                yield "mungkin"
            case _ if prompt.required and prompt.kind != "note":
                yield from ("", "   ")

    def _several(self, names: list[str]) -> Iterator[str]:
        for _ in range(_ROUNDS):
            yield " ".join(self.chance.sample(names, self.chance.randint(1, min(4, len(names))) if names else 0))
        yield from names

    def _numbers(self, prompt: Prompt, literals: list[str]) -> Iterator[str]:
        low, high = _span(prompt.bounds)
        whole = prompt.kind == "integer" or (prompt.kind == "range" and "." not in "".join(_edges(prompt.bounds)))
        for _ in range(_ROUNDS):
            number = self._number(low, high)
            yield str(number) if whole or self.chance.getrandbits(1) else f"{number}.{self.chance.randint(0, 9)}"
        yield from _edges(prompt.bounds)
        for literal in literals:
            if re.fullmatch(r"\d+(\.\d+)?", literal):
                number = int(float(literal))
                yield from (str(number), str(number + 1), str(max(number - 1, 0)))
        yield from map(str, range(_FAR))

    def _number(self, low: int, high: int) -> int:
        most = self.chance.choices((9, 60, 300), (6, 3, 1))[0]
        if self.chance.getrandbits(1):
            high = low + (high - low) // 5  # parts that must add up to a whole leave room for one another
        top = min(high, low + (self.most or most))
        return self.chance.randint(low, max(low, top))

    def _moments(self, prompt: Prompt) -> Iterator[str]:
        low, high = (_day(one) for one in (prompt.bounds.minimum, prompt.bounds.maximum))
        for reach in (20, 400, 4_000, 20_000):
            for _ in range(_ROUNDS):
                day = self.today + timedelta(days=self.chance.randint(-reach, reach // 8))
                day = max(day, low) if low else day
                yield self._moment(prompt.kind, min(day, high) if high else day)
        for day in filter(None, (low, high, self.today + timedelta(days=1))):
            yield self._moment(prompt.kind, day)

    def _moment(self, kind: str, day: date) -> str:
        clock = f"{self.chance.randint(0, 23):02}:{self.chance.randint(0, 59):02}:00.000"
        return {"date": day.isoformat(), "time": clock}.get(kind, f"{day.isoformat()}T{clock}")

    def _others(self, prompt: Prompt, literals: list[str]) -> Iterator[str]:
        match prompt.kind:
            case "note":
                yield ""
            case "acknowledge":
                yield "OK"
            case "geopoint":
                yield _point(self.chance.uniform(-10, 5), self.chance.uniform(96, 140))  # in Indonesia
            case "geotrace":
                yield "; ".join(self._walked())
            case "geoshape":
                points = self._walked()
                yield "; ".join([*points, points[0]])
            case "repeat":
                yield self.chance.choice(("yes", "no"))
            case "image" | "audio" | "video" | "file":
                yield _FILES[prompt.kind]
            case _:
                yield from self.chance.sample(_TEXTS, len(_TEXTS))
                yield from literals

    def _walked(self) -> list[str]:
        """Three corners, some hundred metres apart."""
        latitude, longitude = self.chance.uniform(-10, 5), self.chance.uniform(96, 140)
        return [_point(latitude + self._step(), longitude + self._step()) for _ in range(3)]

    def _step(self) -> float:
        return self.chance.uniform(-0.002, 0.002)  # degrees


def _point(latitude: float, longitude: float) -> str:
    """With altitude and accuracy in metres."""
    return f"{latitude:.6f} {longitude:.6f} 0.0 5.0"


def _span(bounds: Bounds) -> tuple[int, int]:
    low, high = (_whole(one) for one in (bounds.minimum, bounds.maximum))
    return (low if low is not None else 0 if high is None or high >= 0 else high), (10**9 if high is None else high)


def _edges(bounds: Bounds) -> tuple[str, ...]:
    return tuple(one for one in (bounds.minimum, bounds.maximum) if one)


def _whole(text: str | None) -> int | None:
    try:
        return round(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None

"""What an area's half-yearly evaluations told: five success factors (1 to 4), successes, weaknesses and chances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from statistics import mean

from models import answer_value, kampung
from models.database import Transaction
from models.scope import Scope

MONEV = "monev_klasifikasi"
FACTORS = ("f_komitmen", "f_integrasi", "f_fasilitas", "f_pengelola", "f_partisipasi")
TEXTS = ("keberhasilan", "kekurangan", "peluang")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Of a kampung in a half year: the factors (1 to 4, 0 if not told) in the order of FACTORS, the texts of TEXTS."""

    kampung_id: int
    kampung: str
    semester: str
    factors: tuple[int, ...]
    texts: tuple[str, ...]


def latest(tx: Transaction, scope: Scope) -> str:
    """The last half year in the scope that was evaluated; "" if none was."""
    return answer_value.latest_period(tx, scope, MONEV)


def of_area(tx: Transaction, scope: Scope) -> list[Evaluation]:
    """The evaluations in the scope of the last half year that has any, by kampung."""
    semester = latest(tx, scope)
    found = answer_value.of_form(tx, scope, MONEV, (*FACTORS, *TEXTS), period=semester) if semester else []
    names = {one.id: one.name for one in kampung.in_scope(tx, scope)}
    told = []
    for _, group in groupby(found, key=lambda one: one.submission_id):
        said = list(group)
        place, values = said[0].kampung_id, {one.name: one.text for one in said}
        if place in names:
            factors = tuple(int(values.get(name) or 0) for name in FACTORS)
            texts = tuple(values.get(name, "") for name in TEXTS)
            told.append(Evaluation(place, names[place], semester, factors, texts))
    return sorted(told, key=lambda one: one.kampung)


def means(found: Iterable[Evaluation]) -> list[float]:
    """The mean of each factor over the kampung that told it; 0 where none did."""
    columns = zip(*(one.factors for one in found), strict=True)
    return [mean([one for one in column if one] or [0]) for column in columns]

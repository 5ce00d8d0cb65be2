"""West Java as its recap tells it: the country of `summary_world` with thirteen months of figures, classes of two half
years, and what evaluations told of poor families and deaths. Figures are written into the sums, as reports would."""

from __future__ import annotations

from datetime import UTC, datetime
from math import sin

from models import rollup, target
from models.classification import Classification
from models.database import Transaction
from models.kampung import Kampung
from models.rollup import Key, Sums
from models.target import Row
from reporting import rolling_up
from reporting.measures import book
from reporting.recap.gathering import months_until
from reporting.rolling_up import month_of
from tests.reporting import summary_world
from tests.reporting.summary_world import DISTRICT, PROVINCE, REGENCY

TUESDAY = datetime(2026, 11, 17, 1, 30, tzinfo=UTC)
PERIOD = "2026-10"
PERIODS = months_until(PERIOD, 13)
AREAS = {DISTRICT: 22, REGENCY: 172, PROVINCE: 226}  # kampung that owe a report in October
# Of a kampung: how many of what there are, and how the first moves in a year.
STOCKS = {
    "pus": (400, 0.0), "pa_total": (252, 0.04), "pa_mkjp": (66, 0.09), "non_iat": (30, -0.1), "non_tial": (22, -0.12),
    "krs": (80, -0.1), "kel_balita": (200, 0.0), "ikut_bkb": (60, 0.2), "kel_remaja": (180, 0.0), "ikut_bkr": (40, 0.1),
    "kel_lansia": (100, 0.0), "ikut_bkl": (25, 0.1), "keluarga": (900, 0.0), "ikut_uppka": (60, 0.1),
    "remaja": (300, 0.0), "ikut_pikr": (20, 0.1),
}  # fmt: skip
FLOWS = {"krs_didampingi": (48, 0.15), "balita_diukur": (180, 0.0), "balita_stunting": (24, -0.16)}
IMPACTS = {"keluarga_miskin": (130, -0.04), "kematian_ibu": (0.11, -0.2), "kematian_anak": (0.3, -0.1)}
SEMESTERS = ("2025-S1", "2025-S2", "2026-S1", "2026-S2")
TARGETS = (
    Row("", "cpr", 2024, "target", 63.41, "RPJMN 2020–2024"),
    Row("", "unmet", 2026, "target", 7.4, "RPJMN 2020–2024"),
    Row("", "stunting", 2026, "target", 14.0, "Perpres 72/2021"),
)
STEPS = (
    (("agencies", 2), ("mechanisms", 1)), (("cpr", 14),), (("data", 1),), (("agencies", 2), ("mkjp", 9)),
    (("funds", 1),),
)  # fmt: skip
CLASSES = ("dasar", "berkembang", "berkembang", "mandiri", "berkelanjutan", "dasar", "berkembang")
HIGHER = {"dasar": "berkembang", "berkembang": "mandiri", "mandiri": "berkelanjutan"}


def plant(tx: Transaction) -> None:
    """Before the bad week: `summary_world.trouble` still comes."""
    summary_world.plant(tx)


def told(tx: Transaction) -> None:
    """After the bad week: what October and the months before amount to."""
    summary_world.trouble(tx)
    for code in rolling_up.regencies(tx):
        rolling_up.rebuild_regency(tx, code)
    rolling_up.rebuild_above(tx)
    for area, kampung in AREAS.items():
        rollup.add(tx, _figures(area, kampung))
    target.put(tx, list(TARGETS))
    for place in summary_world.kampung_of(tx, PROVINCE):
        for at, semester in enumerate(SEMESTERS[2:]):
            tx.add(_classed(place, semester, at))
    tx.flush()


def _figures(area: str, kampung: int) -> dict[Key, Sums]:
    found: dict[Key, Sums] = {}
    for at, month in enumerate(PERIODS):
        values = {name: kampung * _at(name, *told, at) for name, told in (STOCKS | FLOWS).items()}
        for name, value in values.items():
            found[Key(area, name, month)] = Sums(kampung, value, 0.0)
        for figure in book().ratios:
            above = sum(values[name] for name in figure.above if name in values)
            if figure.below in values and above:
                found[Key(area, figure.name, month)] = Sums(kampung, above, values[figure.below])
    for at, semester in enumerate(SEMESTERS):
        for name, (each, drift) in IMPACTS.items():
            found[Key(area, name, semester)] = Sums(kampung, round(kampung * each * (1 + drift * at / 3)), 0.0)
    return _known(found, kampung)


def _at(name: str, each: float, drift: float, month: int) -> float:
    """A year's drift, with a ripple of its own."""
    return round(each * (1 + drift * month / 12 + (0.01 * sin(month + len(name)) if drift else 0)), 3)


def _known(found: dict[Key, Sums], kampung: int) -> dict[Key, Sums]:
    """What is kept from month to month is stored in steps."""
    before: dict[tuple[str, str], Sums] = {}
    for key in sorted(found):
        if not book().is_stock(key.figure):
            continue
        last, now = before.get(key[:2], Sums()), found[key]
        months = kampung * month_of(key.period)
        found[key] = Sums(
            now.reports, now.above, now.below, 0 if last.reports else kampung, now.above - last.above,
            now.below - last.below, months - last.known_months,
        )  # fmt: skip
        before[key[:2]] = Sums(now.reports, now.above, now.below, known_months=months)
    return found


def _classed(place: Kampung, semester: str, at: int) -> Classification:
    number = place.id or 0
    name = CLASSES[(number + at) % len(CLASSES)] if number % 11 else ""
    steps = STEPS[number % len(STEPS)] if name and name in HIGHER else ()
    facts = {"read": {}, "higher": HIGHER.get(name, ""), "steps": [[step, 1, 3, amount] for step, amount in steps]}
    return Classification(
        kampung_id=number, area_code=place.village_code, semester=semester, name=name, scores={}, facts=facts,
        impact={}, computed_at=TUESDAY,
    )  # fmt: skip

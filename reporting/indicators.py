"""Programme indicators of an area: sums over its kampung, then the ratio. Never a mean of percentages.

Compared with the last period over the kampung that reported for both, so that a change is one of the figures and not
of who has reported. What cannot be computed is missing, never 0: without couples there is no unmet need.
"""

from __future__ import annotations

from dataclasses import dataclass

from models import answer_value
from models.database import Transaction
from models.scope import Scope
from reporting.programme import previous_month


@dataclass(frozen=True, slots=True)
class Ratio:
    """Indicators whose sums make a percentage. `name` is also its key in the texts."""

    name: str
    above: tuple[str, ...]
    below: str


# Portal Kampung KB, classification, dimension "output"; KRS: families at risk of stunting accompanied by the TPK.
RATIOS = (
    Ratio("cpr", ("pa_total",), "pus"),
    Ratio("mkjp", ("pa_mkjp",), "pa_total"),
    Ratio("unmet", ("non_iat", "non_tial"), "pus"),
    Ratio("krs", ("krs_didampingi",), "krs"),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """In percent; `before` is the last period's."""

    name: str
    value: float
    before: float


def indicators(tx: Transaction, scope: Scope, form_id: str, period: str) -> list[Indicator]:
    """Those that can be computed for the period and the one before; none when nobody reported for both."""
    periods = (period, previous_month(period))
    needed = sorted({name for ratio in RATIOS for name in (*ratio.above, ratio.below)})
    sums = answer_value.sums(tx, scope, form_id, periods, needed)
    both = [(ratio, [percent(ratio, sums, one) for one in periods]) for ratio in RATIOS]
    return [
        Indicator(ratio.name, now, before) for ratio, (now, before) in both if now is not None and before is not None
    ]


def compared(tx: Transaction, scope: Scope, form_id: str, period: str) -> int:
    """Over how many kampung the indicators are compared."""
    return answer_value.count_both(tx, scope, form_id, (period, previous_month(period)))


def percent(ratio: Ratio, sums: dict[tuple[str, str], float], period: str) -> float | None:
    """The ratio of the sums, by (period, indicator), in percent; None when a part is missing or nothing is below."""
    parts = [sums.get((period, name)) for name in ratio.above]
    below = sums.get((period, ratio.below))
    if not below or any(part is None for part in parts):
        return None
    return 100 * sum(part or 0 for part in parts) / below

"""From rounds to a table."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from tests.bench.micro import Cost
from tests.bench.running import Round
from tests.bench.table import aligned

COLUMNS = ("", "answers/s", "p50", "p95", "p99", "alone p50", "alone p99", "CPU ms", "requests", "peak MB")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a bot did: `crowd` are the counted rounds of all at once, `alone` those of one officer."""

    name: str
    crowd: tuple[Round, ...]
    alone: tuple[Round, ...]
    peak_mb: float | None

    @property
    def rates(self) -> list[float]:
        """Answers a second in each round."""
        return [len(one.waits) / one.seconds for one in self.crowd]

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def answers(self) -> int:
        return sum(len(one.waits) for one in self.crowd)

    @property
    def cpu_ms(self) -> float | None:
        """Processor time an answer."""
        known = [one.cpu for one in self.crowd if one.cpu is not None]
        return sum(known) * 1e3 / self.answers if len(known) == len(self.crowd) else None

    @property
    def requests(self) -> float:
        """Requests to the Bot API an answer, getUpdates among them."""
        return sum(one.requests for one in self.crowd) / self.answers


def percentile_ms(rounds: tuple[Round, ...], share: float) -> float:
    """The wait that `share` of all answers stayed within (nearest rank), in ms."""
    waits = sorted(wait for one in rounds for wait in one.waits)
    return waits[min(len(waits) - 1, int(len(waits) * share))] * 1e3


def table(measured: list[Measured]) -> str:
    return aligned([COLUMNS, *(_row(one) for one in measured)])


def ratios(kabar: Measured, others: list[Measured]) -> str:
    """Kabar's figures as multiples of the others'."""
    lines = []
    for other in others:
        parts = [f"answers/s x{kabar.rate / other.rate:.2f}"]
        for share in (0.5, 0.99):
            wait = percentile_ms(kabar.crowd, share) / percentile_ms(other.crowd, share)
            parts.append(f"p{share * 100:.0f} x{wait:.1f}")
        if kabar.cpu_ms and other.cpu_ms:
            parts.append(f"CPU x{kabar.cpu_ms / other.cpu_ms:.1f}")
        if kabar.peak_mb and other.peak_mb:
            parts.append(f"memory x{kabar.peak_mb / other.peak_mb:.1f}")
        lines.append(f"{kabar.name} / {other.name}: {', '.join(parts)}")
    return "\n".join(lines)


def costs(found: list[Cost]) -> str:
    rows = [(one.what, f"{one.per:.0f} {one.unit}", f"({one.least:.0f}–{one.most:.0f})") for one in found]
    return aligned(rows)


def _row(one: Measured) -> tuple[str, ...]:
    rates = f"{one.rate:.0f} ({min(one.rates):.0f}–{max(one.rates):.0f})"
    waits = [f"{percentile_ms(one.crowd, share):.1f}" for share in (0.5, 0.95, 0.99)]
    alone = [f"{percentile_ms(one.alone, share):.1f}" for share in (0.5, 0.99)]
    return (one.name, rates, *waits, *alone, _known(one.cpu_ms, 2), f"{one.requests:.1f}", _known(one.peak_mb, 0))


def _known(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"

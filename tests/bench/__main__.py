"""`make bench`: Kabar beside plain bots, its form engine beside ODK's, its expressions beside other evaluators,
its search for regions beside a plain one.

docs/performance.md says how to read it.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from forms import Form
from tests.bench import (
    bots,
    delivery,
    effort,
    figures,
    filing,
    imports,
    ledger,
    micro,
    plain_sql,
    regions,
    running,
    summaries,
    sums,
)
from tests.bench.conversation import FORM
from tests.bench.engine import beside, curve, memory
from tests.bench.running import Failed
from tests.forms import corpus

REGION_QUERIES = 3_000
LISTED = 20_000  # people, and kampung


def main(arguments: Sequence[str]) -> int:
    told = _read(arguments)
    started = time.monotonic()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start\n")
    try:
        for part in told.only or PARTS:
            PARTS[part](told)
    except Failed as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(f"whole run {time.monotonic() - started:.0f} s")
    return 0


def _bots(told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured = bots.measure(Path(folder), told.people, told.rounds)
    print(figures.table(measured))
    print("\n" + figures.ratios(measured[0], measured[1:]) + "\n")


def _effort(_told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(effort.table(filing.file_all(Path(folder))) + "\n")


def _costs(_told: argparse.Namespace) -> None:
    print(figures.costs(micro.costs()) + "\n")
    print(memory.memory([FORM, *_largest()]) + "\n")
    print(curve.curve() + "\n")


def _engines(_told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured, notes = beside.compare(Path(folder))
    print("\n".join([beside.table(measured), *notes]) + "\n")


def _sums(told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(sums.table(sums.views(Path(folder))) + "\n")
        print(plain_sql.table(list(plain_sql.both(Path(folder)))) + "\n")
        sizes = (*sums.SIZES, told.kampung) if told.kampung else sums.SIZES
        print(sums.growth(list(sums.rebuilds(Path(folder), sizes))) + "\n")


def _ledger(told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sizes = (*ledger.SIZES, told.kampung) if told.kampung else ledger.SIZES
        print(ledger.table(list(ledger.opened(Path(folder), sizes))) + "\n")


def _summaries(told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sizes = (*summaries.SIZES, told.kampung) if told.kampung else summaries.SIZES
        print(summaries.table(list(summaries.told(Path(folder), sizes))) + "\n")


def _expressions(_told: argparse.Namespace) -> None:
    """In a process of its own: the peers lie apart from what Kabar runs with."""
    environment = {**os.environ, "PYTHONPATH": str(running.ROOT / ".cache/peers")}
    subprocess.run([sys.executable, "-m", "tests.bench.xpath_peers"], cwd=running.ROOT, env=environment, check=True)


def _regions(_told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(regions.measure(Path(folder), REGION_QUERIES) + "\n")


def _imports(_told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(imports.measure(Path(folder), LISTED) + "\n")


def _delivery(told: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sizes = sorted({*delivery.SIZES, told.reminders})
        print(delivery.growth(list(delivery.curve(Path(folder), sizes))) + "\n")
        quiet = delivery.delivered(Path(folder), told.reminders, is_talking=False)
        talking = delivery.delivered(Path(folder), delivery.SIZES[0], is_talking=True)
        print(delivery.table(quiet, talking, delivery.alone(delivery.PEER)) + "\n")


def _largest() -> list[Path]:
    """The form with the most questions of the folder in KABAR_FORMS."""
    known = [file for file in corpus.files() if isinstance(corpus.loaded(file), Form)]
    biggest = max(known, key=lambda file: len(corpus.loaded(file).questions))
    return [biggest] if biggest.name != FORM.name else []


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "bots": _bots, "effort": _effort, "costs": _costs, "engines": _engines, "expressions": _expressions,
    "regions": _regions, "sums": _sums, "imports": _imports, "delivery": _delivery, "ledger": _ledger,
    "summaries": _summaries,
}  # fmt: skip


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--people", type=int, default=20, help="officers who answer at once (20)")
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds of each bot, interleaved (3)")
    parser.add_argument("--kampung", type=int, default=0, help="make the sums of so many kampung anew too (83762: all)")
    parser.add_argument("--reminders", type=int, default=2_000, help="that go out in one morning (2000; 20000 is all)")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part; may be given again")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""ODK Web Forms' recorded scenarios, played on our engine: every node after every step, the misses by name."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.forms.traces.misses import DISPUTED, MISSES, REFUSED, UNPLAYABLE
from tests.forms.traces.player import first_difference
from tests.forms.traces.recorded import Trace, traces

NOT_BEGUN = frozenset().union(*REFUSED.values())
NOT_PLAYED = frozenset().union(DISPUTED, NOT_BEGUN, *UNPLAYABLE.values())
MISSED = frozenset().union(*MISSES.values())


def by_file() -> dict[str, list[Trace]]:
    found: dict[str, list[Trace]] = defaultdict(list)
    for trace in traces():
        found[trace.file.removeprefix("test/")].append(trace)
    return found


@pytest.mark.parametrize("file", sorted(by_file()))
def test_traces_of_one_upstream_file(file: str) -> None:
    played = [one for one in by_file()[file] if one.number not in NOT_PLAYED]
    differences = {one.number: found for one in played if (found := first_difference(one))}
    known = {one.number for one in played} & MISSED
    surprising = {number: found for number, found in differences.items() if number not in known}
    assert not surprising, "what differs is mended, or listed in misses.py with its reason"
    assert differences.keys() == known, "what is mended leaves the list in misses.py"


def test_what_is_not_played_would_differ() -> None:
    found = {one.number: first_difference(one) for one in traces() if one.number in NOT_PLAYED}
    assert [number for number, difference in found.items() if difference is None] == [], "these can be played"
    assert {number for number, difference in found.items() if str(difference).startswith("refused: ")} == NOT_BEGUN


def test_what_upstream_calls_wrong_is_marked_in_the_recording() -> None:
    assert all(traces()[number].disputed for number in DISPUTED)


def test_at_least_97_of_100_playable_traces_are_equal() -> None:
    assert len(traces()) == 739
    assert not NOT_PLAYED & MISSED
    reasons = (DISPUTED, *REFUSED.values(), *UNPLAYABLE.values(), *MISSES.values())
    assert sum(map(len, reasons)) == len(NOT_PLAYED | MISSED), "one reason for each"
    assert len(MISSED) <= 0.03 * (739 - len(NOT_PLAYED))

"""ODK Web Forms' recorded scenarios, played on our engine: every node after every step, the misses by name."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.forms.traces.misses import MISSES, UNPLAYABLE
from tests.forms.traces.player import first_difference
from tests.forms.traces.recorded import Trace, traces

NOT_PLAYED = frozenset().union(*UNPLAYABLE.values())
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
    same = [one.number for one in traces() if one.number in NOT_PLAYED and first_difference(one) is None]
    assert same == [], "these can be played: they leave the list in misses.py"


def test_at_least_95_of_100_playable_traces_are_equal() -> None:
    assert len(traces()) == 739
    assert not NOT_PLAYED & MISSED
    assert sum(map(len, (*MISSES.values(), *UNPLAYABLE.values()))) == len(NOT_PLAYED | MISSED), "one reason for each"
    assert len(MISSED) <= 0.05 * (739 - len(NOT_PLAYED))

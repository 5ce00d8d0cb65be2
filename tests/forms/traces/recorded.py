"""The recorded traces: form, steps, and the whole state after each step, put together from what was recorded."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_TRACES = Path(__file__).parents[2] / "data" / "scenario_traces.jsonl.gz"

State = dict[str, dict[str, Any]]  # reference without prefixes -> what was recorded of the node
_PREFIX = re.compile(r"(?<=/)[\w-]+:")


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is None after a query and where upstream's engine refused the step (`error`); `xml` also elsewhere."""

    operation: str
    arguments: tuple[Any, ...]
    reference: str  # where upstream stands afterwards
    result: Any
    state: State | None
    xml: str | None
    error: str


@dataclass(frozen=True, slots=True)
class Trace:
    """`disputed`: upstream's own test expects something else than what was recorded, and is marked to fail."""

    number: int
    file: str
    test: str
    form: str
    disputed: bool
    steps: tuple[Step, ...]  # the first opens the form


@cache
def traces() -> tuple[Trace, ...]:
    lines = gzip.decompress(_TRACES.read_bytes()).decode().splitlines()
    return tuple(_trace(number, json.loads(line)) for number, line in enumerate(lines))


def plain(reference: str | None) -> str:
    """`/data/orx:meta` -> `/data/meta`: the engine's paths have no prefixes."""
    return _PREFIX.sub("", reference or "")


def _trace(number: int, data: dict[str, Any]) -> Trace:
    return Trace(number, data["file"], data["test"], data["form"], data["expected_fail_upstream"], tuple(_steps(data)))


def _steps(data: dict[str, Any]) -> Iterator[Step]:
    state = {plain(one["ref"]): one for one in data["initial"]["nodes"]}
    yield Step("open", (), "", None, state, data["initial"]["xml"], "")
    for one in data["steps"]:
        recorded = one.get("state")
        if recorded is not None:
            removed = {plain(reference) for reference in recorded["removed"]}
            changed = {plain(node["ref"]): node for node in recorded["changed"]}
            state = {path: node for path, node in state.items() if path not in removed} | changed
        yield Step(
            one["op"].removeprefix("query:").removeprefix("proposed_"), tuple(one["args"]), plain(one.get("ref")),
            one.get("result"), state if recorded else None, (recorded or {}).get("xml"), one.get("error", ""),
        )  # fmt: skip

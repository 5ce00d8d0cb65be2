"""What the reference evaluators' own tests ask of an expression, asked of ours: 4,991 cases, the misses by name."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms.xpath import XPathError, XPathSyntaxError, evaluate, parse
from tests.forms.xpath_misses import MISSES

Case = dict[str, Any]

# When the cases were recorded that ask for today and froze no clock.
RECORDED = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
CASES = Path(__file__).parent.parent / "data" / "xpath_cases.json.gz"
KNOWN = frozenset().union(*MISSES.values())
WANTS = {
    "number-rounded": "number",
    "string-length": "string",
    "string-match": "string",
    "nodeset": "nodes",
    "nodeset-unordered": "nodes",
    "node": "nodes",
    "error": "any",
}


@cache
def cases_by_file() -> dict[str, list[Case]]:
    grouped: dict[str, list[Case]] = defaultdict(list)
    for case in json.loads(gzip.decompress(CASES.read_bytes())):
        grouped[f"{case['suite'].partition('/')[2]}:{Path(case['file']).name}"].append(case)
    return grouped


def seeded_shuffles() -> list[Case]:
    return [
        case
        for case in cases_by_file()["web-forms:packages/xpath:randomize.test.ts"]
        if case["expected_type"] == "nodeset" and "," in case["expr"]
    ]


@pytest.mark.parametrize("source", sorted(cases_by_file()))
def test_cases_of_one_upstream_file(source: str) -> None:
    wrong = {case["id"]: case["expr"] for case in cases_by_file()[source] if not is_right(case)}
    known = {case["id"]: case["expr"] for case in cases_by_file()[source] if case["id"] in KNOWN}
    assert wrong == known, "a miss more is a fault; a miss less leaves the list in xpath_misses.py"


def test_every_known_miss_is_a_case_and_has_one_reason() -> None:
    cases = {case["id"] for group in cases_by_file().values() for case in group}
    assert cases >= KNOWN
    assert sum(map(len, MISSES.values())) == len(KNOWN)
    assert len(cases) == 4991


@pytest.mark.parametrize("case", seeded_shuffles(), ids=lambda case: case["expr"][-30:])
def test_seeded_shuffles_give_the_same_order_as_other_engines(case: Case) -> None:
    assert result(case, "nodes") == case["expected"]


def is_right(case: Case) -> bool:
    kind = case["expected_type"]
    if kind in ("parses", "syntax-error"):
        return parses(case["expr"]) == (kind == "parses")
    try:
        got = result(case, WANTS.get(kind, kind))
    except XPathError:
        return bool(kind == "error")
    return kind != "error" and agrees(case, got)


def parses(expression: str) -> bool:
    try:
        parse(expression)
    except XPathSyntaxError:
        return False
    return True


def result(case: Case, want: Any) -> Any:
    now = case.get("frozen_now")
    return evaluate(
        case["expr"],
        case["context_xml"].strip(),
        context=case.get("context_node") or "/",
        root=case.get("root_node") or "/",
        namespaces=case.get("ns"),
        now=datetime.fromisoformat(now) if now else RECORDED,
        timezone=case.get("tz") or "UTC",
        language=case.get("language"),
        want=want,
    )


def agrees(case: Case, got: Any) -> bool:
    expected = case["expected"]
    match case["expected_type"]:
        case "number":
            return same_number(got, float(expected))
        case "number-rounded":
            factor = case["factor"]
            return same_number(math.floor(got * factor + 0.5) / factor, float(expected))
        case "string":
            return bool(got == as_text(expected))
        case "string-length":
            return bool(len(got) == expected)
        case "string-match":
            flags = re.IGNORECASE if "i" in (case.get("flags") or "") else 0
            return re.search(expected, got, flags) is not None
        case "node":
            return bool(got[0] == expected)
        case "nodeset" | "nodeset-unordered":
            return sorted(got) == sorted(path for path in expected if path)
    return bool(got == expected)


def same_number(a: float, b: float) -> bool:
    return (a != a and b != b) or a == b or abs(a - b) <= 1e-9 * max(1.0, abs(b))


def as_text(expected: Any) -> str:
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return str(int(expected)) if float(expected).is_integer() else repr(float(expected))
    return str(expected)

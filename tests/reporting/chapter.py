"""The portal's classification once more, written from its table alone, for comparing. Nothing of Kabar is used here.

| dimension | indicator | 1 | 2 | 3 | 4 |
|---|---|---|---|---|---|
| input | Pokja | none | exists only | exists, and members or trained | exists, members and trained |
| | sources of money | 0 | 1 | 2-4 | more than 4 |
| | groups, of five | 0 | 1-2 | 3-4 | 5 |
| | secretariat, Rumah DataKu | 0 | 1 | 2 | |
| | PKB/PLKB, regulation | neither | one | both | |
| process | uses of data | 0 | 1 | 2-3 | more than 3 |
| | mechanisms, of five | 0 | 1-2 | 3-4 | 5 |
| | other agencies | 0 | 1-3 | 4-6 | more than 6 |
| output | mean participation in five groups, % | under 10 | 10-20 | 21-30 | over 30 |
| | users of PUS, % | under 30 | 30-40 | 41-50 | over 50 |
| | long-acting of users, % | under 20 | 20-22 | 23-24 | over 24 |
| | unmet need of PUS, % | over 12 | 9.1-12 | 6.1-9 | under 6.1 |

Between two columns (20.5, 22.5, 40.2, 9.05) the portal's comparisons decide: up to and with 20 is 2, up to and with 22
is 2, and so on; unmet above 12 is 1, above 9 is 2, above 6 is 3. Means have two decimals.
"""

from __future__ import annotations

from typing import Any

BAND = {"participation": (10.0, 20.0, 30.0), "cpr": (30.0, 40.0, 50.0), "mkjp": (20.0, 22.0, 24.0)}


def chapter(row: dict[str, Any]) -> str:
    """The class of a kampung; "" when it can't be told."""
    columns = [
        [pokja(row), step(row["funds"], [1, 2, 5]), step(row["groups"], [1, 3, 5]), step(row["facilities"], [1, 2]),
         support(row)],
        [step(row["data"], [1, 2, 4]), step(row["mechanisms"], [1, 3, 5]), step(row["agencies"], [1, 4, 7])],
        [output("participation", row["participation"]), output("cpr", of(row["users"], row["pus"])),
         output("mkjp", 0.0 if row["users"] == 0 and row["pus"] else of(row["long"], row["users"])),
         unmet(of(row["unmet"], row["pus"]))],
    ]  # fmt: skip
    if any(score is None for column in columns for score in column):
        return ""
    high = [sum(column) >= 3 * len(column) for column in columns]
    if high == [True, True, True]:
        return "berkelanjutan"
    if high[2] and (high[0] or high[1]):
        return "mandiri"
    if high[0] and high[1]:
        return "berkembang"
    return "dasar"


def pokja(row: dict[str, Any]) -> int | None:
    if row["pokja"] is None:
        return None
    if not row["pokja"]:
        return 1
    if row["members"] is None or row["trained"] is None:
        return None
    if row["members"] > 0 and row["trained"]:
        return 4
    return 3 if row["members"] > 0 or row["trained"] else 2


def support(row: dict[str, Any]) -> int | None:
    if row["officer"] is None or row["regulation"] is None:
        return None
    if row["officer"] and row["regulation"]:
        return 3
    return 2 if row["officer"] or row["regulation"] else 1


def step(number: int | None, starts: list[int]) -> int | None:
    if number is None:
        return None
    points = 1
    for start in starts:
        if number >= start:
            points += 1
    return points


def of(part: int | None, whole: int | None) -> float | None:
    """In percent, to nine decimals: far finer than any kampung's couples can make it."""
    return None if part is None or not whole else round(part / whole * 100, 9)


def output(name: str, value: float | None) -> int | None:
    if value is None:
        return None
    low, middle, high = BAND[name]
    if value < low:
        return 1
    if value <= middle:
        return 2
    return 3 if value <= high else 4


def unmet(value: float | None) -> int | None:
    if value is None:
        return None
    if value > 12:
        return 1
    if value > 9:
        return 2
    return 3 if value > 6 else 4

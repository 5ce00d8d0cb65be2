"""Names of places to choose from: what two of them share is told apart by the village, or by its code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from models import region
from models.database import Transaction
from models.kampung import Kampung

LONGEST = 26  # letters that a name has in a list of places, beside its marks


def kampung_names(tx: Transaction, rows: Sequence[Kampung]) -> dict[int, str]:
    """For each kampung (by id) its name; where others of the list have the same, with its village; where the villages
    are called the same too, with the village's code."""
    called = Counter(row.name.casefold() for row in rows)
    twice = [row for row in rows if called[row.name.casefold()] > 1]
    villages = region.names_of(tx, [row.village_code for row in twice])
    shared = Counter((row.name.casefold(), villages.get(row.village_code, "").casefold()) for row in twice)
    names = {row.id or 0: row.name for row in rows}
    for row in twice:
        village = villages.get(row.village_code, "")
        is_one = village and shared[row.name.casefold(), village.casefold()] == 1
        names[row.id or 0] = beside(row.name, village if is_one else row.village_code)
    return names


def region_names(tx: Transaction, codes: Sequence[str]) -> dict[str, str]:
    """For each region its name; where others of the list have the same, with that of what lies above it; with its code
    where another one beside it is called the same, in the list or not."""
    names, alike = region.names_of(tx, codes), region.alike(tx, codes)
    called = Counter(name.casefold() for name in names.values())
    upper = region.names_of(tx, sorted({region.above(code) or "" for code in codes}))
    lines = {code: upper.get(region.above(code) or "", "") for code in names}
    shared = Counter((names[code].casefold(), lines[code].casefold()) for code in names)
    for code, name in list(names.items()):
        is_one = lines[code] and shared[name.casefold(), lines[code].casefold()] == 1
        if code in alike or (called[name.casefold()] > 1 and not is_one):
            names[code] = beside(name, code)
        elif called[name.casefold()] > 1:
            names[code] = beside(name, lines[code])
    return {code: names[code] for code in codes if code in names}


def beside(name: str, told: str) -> str:
    """The name and what tells it apart, both within the length of a label; rather the name is cut."""
    room = LONGEST - len(told) - len(" ()")
    if len(name) <= room:
        return f"{name} ({told})"
    if room < LONGEST // 3:  # a long name of a village leaves too little of the kampung's own
        return f"{name[: LONGEST // 2 - 3].rstrip()}… ({told[: LONGEST // 2 - 1]})"
    return f"{name[: room - 1].rstrip()}… ({told})"

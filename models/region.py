"""Region: provinces down to villages, by Kemendagri code (dotted, as in 13.72.01.1004).

A code begins with the code of the region above, so what lies above is read off the code, without a query per step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import func, text
from sqlmodel import Field, SQLModel, col, select

from models import region_ranking
from models.database import Transaction
from models.region_files import RegionRow

LEVELS = ("province", "regency", "district", "village")
WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}
GOOD = 85  # below this a search by words has probably met a typo, and looks at every name
LIKELY = 70  # the least likeness of a name worth ranking


class Region(SQLModel, table=True):
    """`level` is province, regency, district or village; `zone` an IANA name (WIB, WITA or WIT)."""

    __tablename__ = "region"

    code: str = Field(primary_key=True, max_length=13)
    parent_code: str | None = Field(default=None, foreign_key="region.code", index=True, max_length=13)
    level: str = Field(max_length=8)
    name: str = Field(index=True)
    zone: str = Field(max_length=32)


class Found(NamedTuple):
    """A region that a search found; `path` is its name and those above it, the nearest first."""

    code: str
    name: str
    path: str


def get(tx: Transaction, code: str) -> Region | None:
    return tx.get(Region, code)


def path_names(tx: Transaction, code: str) -> list[str]:
    """The region's name and the names above it, the nearest first: Laing, Tanjung Harapan, Kota Solok, ..."""
    return _names(tx, [code], {})[code]


def paths(tx: Transaction, codes: Sequence[str]) -> dict[str, list[str]]:
    """`path_names` of many regions at once."""
    return _names(tx, codes, {})


def below(tx: Transaction, code: str) -> Sequence[Region]:
    """The regions one level below, by name; of "" the provinces."""
    parent = col(Region.parent_code)
    return tx.exec(
        select(Region).where(parent == code if code else parent.is_(None)).order_by(Region.name, Region.code)
    ).all()


def find(tx: Transaction, wanted: str, limit: int = 5) -> list[Found]:
    """The regions that fit the text best, the best first. Understands a code, "kec.", "kel.", typos, and a name
    followed by what lies above it. May read every name: use it on a reading transaction."""
    exact = get(tx, wanted.strip())
    if exact is not None:
        return [_found(exact.code, path_names(tx, exact.code))]
    if not region_ranking.words(wanted):
        return []
    candidates = _with_first_word(tx, wanted)
    ranked = _rank(tx, wanted, candidates)
    if not ranked or ranked[0][0] < GOOD:
        ranked = _rank(tx, wanted, candidates | _alike(tx, wanted))
    return [found for _, found in ranked[:limit]]


def load_regions(tx: Transaction, rows: Iterable[RegionRow]) -> int:
    """Adds the regions, or renames those that exist; how many. Those above come before those below."""
    values = [
        {
            "code": row.code,
            "parent": above(row.code),
            "level": level(row.code),
            "name": row.name,
            "zone": zone(row.code),
        }
        for row in rows
    ]
    if values:
        tx.connection().execute(UPSERT, values)
    return len(values)


def above(code: str) -> str | None:
    """The code one level up: 13.72.01 -> 13.72; of a province none."""
    return code.rpartition(".")[0] or None


def level(code: str) -> str:
    return LEVELS[code.count(".")]


def zone(code: str) -> str:
    """The time zone of a region, by its province. WIB is Asia/Jakarta in Kalimantan too: Asia/Pontianak has had the
    same time since 1988, and three names for three zones are easier to read."""
    province = code[:2]
    if province in WIT:
        return "Asia/Jayapura"
    return "Asia/Makassar" if province in WITA else "Asia/Jakarta"


UPSERT = text(
    "INSERT INTO region (code, parent_code, level, name, zone) VALUES (:code, :parent, :level, :name, :zone)"
    " ON CONFLICT (code) DO UPDATE SET name = excluded.name"
)


def _with_first_word(tx: Transaction, wanted: str) -> dict[str, str]:
    """Codes and names that contain the first word of the name, whichever of its words that is."""
    firsts = {head for head in region_ranking.heads(wanted) if " " not in head}
    lowered = func.lower(Region.name)
    return {
        code: name
        for first in sorted(firsts)
        if first not in region_ranking.LEVEL_WORDS or len(firsts) == 1
        for code, name in tx.exec(select(Region.code, Region.name).where(lowered.contains(first, autoescape=True)))
    }


def _alike(tx: Transaction, wanted: str) -> dict[str, str]:
    """Codes and names that look like what may be the name in the text."""
    rows = tx.exec(select(Region.code, Region.name)).all()
    names = [" ".join(region_ranking.words(name)) for _, name in rows]
    chosen = {
        index
        for head in region_ranking.heads(wanted)
        for _, _, index in process.extract(head, names, scorer=fuzz.ratio, score_cutoff=LIKELY, limit=40)
    }
    return {rows[index][0]: rows[index][1] for index in chosen}


def _rank(tx: Transaction, wanted: str, candidates: dict[str, str]) -> list[tuple[float, Found]]:
    paths = _names(tx, list(candidates), candidates)
    scored = [
        (region_ranking.fit(wanted, level(code), name, paths[code][1:]), _found(code, paths[code]))
        for code, name in candidates.items()
    ]
    return sorted(scored, key=lambda one: (-one[0], one[1].code.count("."), one[1].code))


def _names(tx: Transaction, codes: Sequence[str], known: dict[str, str]) -> dict[str, list[str]]:
    """For each code its names, the nearest first."""
    lines = {code: _line(code) for code in codes}
    missing = sorted({step for line in lines.values() for step in line} - known.keys())
    names = dict(known)
    for start in range(0, len(missing), 500):  # SQLite takes 32,766 parameters; small statements are planned faster
        part = missing[start : start + 500]
        names.update(tx.exec(select(Region.code, Region.name).where(col(Region.code).in_(part))).all())
    return {code: [names[step] for step in line if step in names] for code, line in lines.items()}


def _line(code: str) -> list[str]:
    """The code and those above it: 13.72.01 -> 13.72.01, 13.72, 13."""
    parts = code.split(".")
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _found(code: str, names: list[str]) -> Found:
    return Found(code, names[0], ", ".join(names))

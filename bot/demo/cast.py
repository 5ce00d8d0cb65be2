"""Who is in the demo and where: districts, kampung, people, as plain data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from reporting.access import KADER, KOORDINATOR, PLKB


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the demo. `kampung` are positions in the district's list; empty for the whole area."""

    name: str
    address: str
    role: str
    area: str
    about: str
    kampung: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    name: str
    area: str
    count: int
    named: dict[str, str]  # village code -> name of its Kampung KB
    members: tuple[Member, ...]


def districts() -> tuple[District, ...]:
    """The five districts of `districts.toml`; in each the officers first, then the coordinator, then the cadre."""
    told = tomllib.loads(files("bot.demo").joinpath("districts.toml").read_text("utf-8"))
    return tuple(_district(one) for one in told["district"])


def villages(district: District, codes: list[str]) -> list[str]:
    """Which of the district's villages have a Kampung KB: those that are named, and others spread over the area."""
    others = [code for code in codes if code not in district.named]
    wanted = district.count - len(district.named)
    spread = [others[i * len(others) // wanted] for i in range(wanted)] if wanted > 0 else []
    return sorted([*district.named, *spread])


def _district(told: dict[str, Any]) -> District:
    named = told.get("named", {})
    members = tuple(_members(told))
    return District(told["name"], told["area"], told["kampung"], named, members)


def _members(told: dict[str, Any]) -> Iterator[Member]:
    count, officers = told["kampung"], told["officers"]
    for at, (name, address) in enumerate(officers):
        mine = tuple(range(at * count // len(officers), (at + 1) * count // len(officers)))
        yield Member(name, address, PLKB, told["area"], f"PLKB, {told['name']}", mine)
    name, address = told["coordinator"]
    yield Member(name, address, KOORDINATOR, told["area"], f"Koordinator, {told['name']}")
    if "cadre" in told:
        name, address = told["cadre"]
        first = next(iter(told.get("named", {}).values()), told["name"])
        yield Member(name, address, KADER, told["area"], f"Kader, {first}", (0,))

"""Who is in the demo and where: districts, kampung, people, as plain data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from models.kampung import KELURAHAN, LAST_PART
from reporting.access import DPPKB, KADER, KOORDINATOR, OPD, PLKB, POKJA, PPKBD, TPK, VIEWER

TITLES = {POKJA: "Pokja", PPKBD: "PPKBD", TPK: "TPK", DPPKB: "DPPKB", OPD: "OPD", VIEWER: "Pemantau"}


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the demo. `kampung` are positions in the district's list; empty for the whole area. `agency` is the
    code of whom a contact person speaks for."""

    name: str
    address: str
    role: str
    area: str
    about: str
    kampung: tuple[int, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class District:
    name: str
    area: str
    count: int
    named: dict[str, str]  # village code -> name of its Kampung KB
    members: tuple[Member, ...]
    within: tuple[str, ...]  # areas whose villages may have one
    only_desa: bool


def districts() -> tuple[District, ...]:
    """The five districts of `districts.toml`; in each the officers first, then the coordinator and the cadre, then
    those of `people.toml`."""
    told, others = (_read(f"{name}.toml") for name in ("districts", "people"))
    return tuple(_district(one, others.get(one["area"], [])) for one in told["district"])


def villages(district: District, codes: list[str]) -> list[str]:
    """Which of the district's villages have a Kampung KB: those that are named, and others spread over the area."""
    may = [code for code in codes if not district.only_desa or code[LAST_PART - 1] != KELURAHAN]
    others = [code for code in may if code not in district.named]
    wanted = district.count - len(district.named)
    spread = [others[i * len(others) // wanted] for i in range(wanted)] if wanted > 0 else []
    return sorted([*district.named, *spread])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.demo").joinpath(name).read_text("utf-8"))


def _district(told: dict[str, Any], others: list[dict[str, Any]]) -> District:
    named = told.get("named", {})
    members = (*_members(told), *(one for group in others for one in _others(told, group)))
    within = tuple(told.get("within", [told["area"]]))
    return District(told["name"], told["area"], told["kampung"], named, members, within, told.get("only_desa", False))


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


def _others(told: dict[str, Any], group: dict[str, Any]) -> Iterator[Member]:
    """People of one role; a contact person's caption tells the agency too."""
    for name, address, *agency in group["people"]:
        title = group.get("title", TITLES[group["role"]])
        called = " ".join((title, *(one.replace("_", " ").title() for one in agency)))
        about = f"{called}, {group.get('place', told['name'])}"
        of = tuple(group.get("kampung", ()))
        yield Member(name, address, group["role"], told["area"], about, of, agency[0] if agency else None)

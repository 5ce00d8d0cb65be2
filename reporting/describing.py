"""Describing: what a profile says of the kampung itself (its name, founding, criteria) is written into the kampung's
own row; the profile keeps what stood there before, so that a report of another kampung leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models import kampung
from models.database import Transaction
from models.kampung import Kampung
from models.kampung_profile import KampungProfile

NAMED = "nama_kampung"


def describe(tx: Transaction, row: KampungProfile, answers: Mapping[str, str]) -> None:
    """What the form says of the kampung itself, for the kampung of that profile. A blank answer changes nothing."""
    place, over = kampung.get(tx, row.kampung_id), {}
    for column, value in _told(answers).items():
        before = getattr(place, column)
        if value != before:
            over[column] = [_plain(before), _plain(value)]
            setattr(place, column, value)
    row.over = over
    tx.add_all([place, row])


def take_back(tx: Transaction, rows: Sequence[KampungProfile]) -> bool:
    """What these profiles, the newest first, wrote over comes back, unless somebody else has written there since.
    Returns whether a name was among it: one that was typed, not the one the form was opened with."""
    for row in rows:
        place = kampung.get(tx, row.kampung_id)
        for column, (before, after) in (row.over or {}).items():
            if _plain(getattr(place, column)) == after:
                _put(place, column, before)
        tx.add(place)
    return any("name" in (row.over or {}) for row in rows)


def _told(answers: Mapping[str, str]) -> dict[str, Any]:
    """Column of the kampung -> what it is to be."""
    said = {name: text for name, text in answers.items() if text}
    told: dict[str, Any] = {}
    if NAMED in said:
        told["name"] = " ".join(said[NAMED].split())
    if "tgl_cadang" in said:
        told["founded_on"] = date.fromisoformat(said["tgl_cadang"])
    if "gambaran" in said:
        told["description"] = said["gambaran"]
    if "kriteria" in said:
        told["criteria"] = said["kriteria"].split()
    if "cakupan" in said:
        told["coverage"] = said["cakupan"]
    if "rw_nomor" in said:
        told["rw"] = sorted({f"{int(one):02d}" for one in re.findall(r"[0-9]+", said["rw_nomor"])})
    return told


def _plain(value: Any) -> Any:
    """As JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def _put(place: Kampung, column: str, value: Any) -> None:
    is_day = column == "founded_on" and value is not None
    setattr(place, column, date.fromisoformat(value) if is_day else value)

"""Plan items: what the agencies agreed to do in their meetings, under names that survive corrections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from models import answer_value, kampung
from models.answer_value import Said
from models.database import Transaction
from models.scope import Scope
from models.submission import Submission
from reporting.programme_told import FOLLOW_UP, OVER, RAKOR, STANDING, Standing, latest, standing_of

PLACE = re.compile(r"\[(\d+)\]/[^/]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """`key` is plan:KB-7F3A9.2, the second plan of the meeting reported under that number; `agency` is in charge."""

    key: str
    activity: str
    agency: str
    kampung_id: int
    area_code: str
    zone: str
    is_open: bool


def items(tx: Transaction, scope: Scope) -> list[Item]:
    """The plans of all meetings in the scope, the oldest meeting first."""
    standing = standing_of(answer_value.of_form(tx, scope, FOLLOW_UP, STANDING))
    said = [one for one in answer_value.of_form(tx, scope, RAKOR, ("r_kegiatan", "r_pj")) if PLACE.search(one.path)]
    found: list[Item] = []
    for _, told in groupby(said, key=lambda one: (one.submission_id, one.path.rpartition("/")[0])):
        item = _item(tx, list(told), standing)
        if item is not None:
            found.append(item)
    return sorted(found, key=lambda one: one.key)


def _item(tx: Transaction, told: list[Said], standing: Standing) -> Item | None:
    values = {one.name: one.text for one in told}
    place = PLACE.search(told[0].path)
    if "r_kegiatan" not in values or place is None:
        return None
    report, here = tx.get_one(Submission, told[0].submission_id), kampung.get(tx, told[0].kampung_id)
    status = latest(standing, values["r_kegiatan"], values.get("r_pj", "")).get("status", "")
    return Item(
        key=f"plan:{report.number}.{place.group(1)}",
        activity=values["r_kegiatan"],
        agency=values.get("r_pj", ""),
        kampung_id=told[0].kampung_id,
        area_code=here.village_code,
        zone=here.zone,
        is_open=status not in OVER,
    )

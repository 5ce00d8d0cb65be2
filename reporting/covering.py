"""Coverage: how many desa and kelurahan of an area have a Kampung KB, and in each of the areas in it."""

from __future__ import annotations

from collections.abc import Iterator

from models import kampung, region
from models.database import Transaction
from models.kampung import Coverage
from models.scope import Scope
from reporting.registering import RegisterError

VILLAGE = 3  # dots in a village's code


def coverage(tx: Transaction, area: str) -> Iterator[tuple[str, str, Coverage]]:
    """The area ("" is the country) and the areas in it: code, name, numbers. Raises RegisterError for an unknown one.

    For whoever runs the service: a person is told of areas in their scope only (`reporting/watching.py`)."""
    place = region.get(tx, area) if area else None
    if area and place is None:
        raise RegisterError("area", f"{area!r} is no area; `kabar region find NAME` tells the code")
    yield area, place.name if place else "Indonesia", kampung.coverage(tx, Scope(areas=(area,)))
    if area.count(".") < VILLAGE - 1:
        for one in region.below(tx, area):
            yield one.code, one.name, kampung.coverage(tx, Scope(areas=(one.code,)))

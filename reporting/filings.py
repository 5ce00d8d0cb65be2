"""Where a form is filed: the programme's own everywhere, others where they were published for."""

from __future__ import annotations

from collections.abc import Sequence

from models import form_use, kampung
from models.database import Transaction
from models.scope import Scope
from reporting.programme import is_known


def areas_of(tx: Transaction, form_id: str) -> tuple[str, ...]:
    """Where the form is filed: codes of regions, "" for the whole country."""
    used = () if is_known(form_id) else form_use.of_form(tx, form_id)
    return tuple(dict.fromkeys(one.area_code for one in used)) or ("",)


def narrowed(tx: Transaction, scope: Scope, form_id: str) -> Scope:
    """The part of the scope in which the form is filed."""
    areas = areas_of(tx, form_id)
    if "" in areas:
        return scope
    used = Scope(areas=areas)
    single = kampung.in_scope(tx, Scope(kampung_ids=scope.kampung_ids)) if scope.kampung_ids else ()
    ids = tuple(one.id or 0 for one in single if used.includes(one.village_code, one.id or 0))
    return Scope(areas=_shared(scope.areas, areas), kampung_ids=ids)


def is_inside(area: str, areas: Sequence[str]) -> bool:
    """Whether the area is one of those or lies in one."""
    return Scope(areas=tuple(areas)).includes(area, 0)


def _shared(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """The areas that lie in one of either."""
    found = [one for one in left if is_inside(one, right)] + [one for one in right if is_inside(one, left)]
    return tuple(dict.fromkeys(found))

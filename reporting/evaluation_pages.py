"""Evaluations in chat: the five success factors of an area, and what its kampung say went well, did not, and could."""

from __future__ import annotations

from typing import Any

from models import answer_value, kampung, region
from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import due, evaluated, stage
from reporting.access import LEADS, OVERSEERS, Actor
from reporting.evaluated import FACTORS, MONEV
from reporting.refusals import Refusal
from reporting.screens import evaluations as screens
from reporting.texts import Texts

REGENCY = 5  # letters of a regency's code


class EvaluationPages:
    """Pages on the stage, of the last half year that was evaluated."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put_factors(self, tx: Transaction, actor: Actor, chat: Chat, area: str, page: int) -> None:
        """Raises Refusal("not_found") for an area that the actor does not oversee."""
        if not area or not actor.scope(*OVERSEERS).includes(area, 0):
            raise Refusal("not_found")
        scope = Scope((area,))
        semester = evaluated.latest(tx, scope)
        count = sum(answer_value.count_by_area(tx, scope, MONEV, semester, len(area)).values())
        page = screens.within(page, count, screens.PAGE)
        span = (page * screens.PAGE, screens.PAGE)
        ranked = answer_value.lowest(tx, scope, MONEV, semester, FACTORS, span)
        means = answer_value.means(tx, scope, MONEV, semester, FACTORS)
        args = {**self._head(tx, area, semester), "means": {name: means[name] for name in FACTORS if name in means}}
        args["lines"] = [self._line(tx, semester, place, value) for place, value in ranked]
        stage.put(tx, chat, screens.factors(self._texts, chat.language, args, (area, page, count)))

    def put_texts(self, tx: Transaction, actor: Actor, chat: Chat, area: str, page: int) -> None:
        """Of a province its regencies, of a smaller area its kampung. Raises Refusal("not_found") for an area whose
        reports the actor does not read."""
        scope = actor.scope(*LEADS)
        if not area or not scope.includes(area, 0):
            raise Refusal("not_found")
        inside, above = Scope((area,)), area[: REGENCY - 3]
        args = self._head(tx, area, evaluated.latest(tx, inside))
        if len(area) < REGENCY:
            counts = answer_value.count_by_area(tx, inside, MONEV, args["semester"], REGENCY)
            lines = [{"code": code, "name": _named(tx, code), "count": counts[code]} for code in sorted(counts)]
            stage.put(tx, chat, screens.areas(self._texts, chat.language, args, lines, (area, page)))
            return
        told = [
            {"id": one.kampung_id, "name": one.kampung, "texts": one.texts} for one in evaluated.of_area(tx, inside)
        ]
        if len(area) == REGENCY and scope.includes(above, 0):
            args["back"] = f"z::texts:{above},0"
        stage.put(tx, chat, screens.gathered(self._texts, chat.language, args, told, (area, page)))

    def _head(self, tx: Transaction, area: str, semester: str) -> dict[str, Any]:
        month = due.running(tx.now)
        return {"name": _named(tx, area), "semester": semester, "month": month, "back": f"w::area:{area},{month}"}

    def _line(self, tx: Transaction, semester: str, place: int, value: float) -> dict[str, Any]:
        """The kampung's mean with its weakest factor."""
        told = answer_value.means(tx, Scope(kampung_ids=(place,)), MONEV, semester, FACTORS)
        weakest = min((name for name in FACTORS if name in told), key=lambda name: told[name])
        name = kampung.get(tx, place).name
        return {"id": place, "name": name, "mean": value, "weakest": weakest, "least": told[weakest]}


def _named(tx: Transaction, code: str) -> str:
    found = region.get(tx, code)
    return found.name if found else ""

"""Digesting: a coordinator reads what the reports on any form say, in an area and by the end of a month."""

from __future__ import annotations

from models import form_version, region
from models.chat import Chat
from models.database import Transaction
from models.digest import Slice
from models.scope import Scope
from reporting import area_figures, digests, due, stage
from reporting.access import OVERSEERS, actor_of, require
from reporting.inputs import Sender, Tap, whole
from reporting.library import Library
from reporting.periods import containing
from reporting.programme import first_day
from reporting.refusals import Refusal
from reporting.screens import digest_pages
from reporting.screens.digest_pages import Place
from reporting.screens.lists import Item
from reporting.texts import Texts


class Digesting:
    """Every public method is one push."""

    def __init__(self, texts: Texts, library: Library) -> None:
        self._texts = texts
        self._library = library

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> None:
        """A tap that names an area, a month, and then a page of the forms, or a form with a page of what it says."""
        actor = require(actor_of(tx, sender), *OVERSEERS)
        chat = stage.hear(tx, sender)
        area, period, first, second, *_ = [*tap.state.split(","), "", "", ""]
        area_figures.check(tx, actor.scope(*OVERSEERS), area)
        if first_day("monthly", period) is None or period > due.running(tx.now):
            raise Refusal("not_found")
        place = Place(area, region.names_of(tx, [area]).get(area, "") if area else "", period)
        match tap.argument:
            case "forms":
                self._forms(tx, chat, place, whole(first) or 0)
            case "form":
                self._form(tx, chat, place, whole(first) or 0, whole(second) or 0)
            case _:
                raise Refusal("not_found")

    def _forms(self, tx: Transaction, chat: Chat, place: Place, page: int) -> None:
        found = digests.told_until(tx, Scope((place.area,)), _until(tx, place.period))
        live = {version.form_id: version for version in form_version.all_live(tx)}
        items = [Item(one.title, f"kd::form:{place.at},{one.id},0") for name, one in live.items() if name in found]
        stage.put(tx, chat, digest_pages.forms(self._texts, chat.language, place, items, page))

    def _form(self, tx: Transaction, chat: Chat, place: Place, version_id: int, page: int) -> None:
        scope, form_id = Scope((place.area,)), form_version.id_of(tx, version_id)
        told = digests.told_until(tx, scope, _until(tx, place.period)).get(form_id)
        made = told and digests.of_form(tx, self._library, chat.language, Slice(scope, form_id, told))
        if not made:
            raise Refusal("not_found")
        stage.put(tx, chat, digest_pages.form(self._texts, chat.language, place, (version_id, made), page))


def _until(tx: Transaction, period: str) -> str:
    """The month by whose end reports are looked for: beside the month being reported the one that has begun, of which
    there are weeks and events already."""
    return containing("monthly", due.today(tx.now, due.WIB)) if period == due.running(tx.now) else period

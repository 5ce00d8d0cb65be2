"""The page of a kampung's profile in chat: what the registry knows of it, how old that is, and how to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from models import form_version, kampung, kampung_profile, poktan, region
from models.chat import Chat
from models.database import Transaction
from models.kampung import Kampung
from models.kampung_profile import KampungProfile, Profile
from reporting import stage
from reporting.access import READERS, Actor
from reporting.programme import PROFIL, filing, periods
from reporting.refusals import Refusal
from reporting.screens import profile as screens
from reporting.screens.lists import cut
from reporting.starting.ground import key_of
from reporting.texts import Texts

SHOWN = 3  # things of a list on the page, more are counted: the page has room for 700 letters
NAME = 20  # letters of a group's name
RW = 4
USED = 2  # mechanisms: each is long, with its frequency


class ProfilePage:
    """Opened from the reports of a kampung; writes nothing."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, actor: Actor, chat: Chat, kampung_id: int) -> None:
        """Raises Refusal("not_found") for a kampung that is not the actor's to read."""
        place = kampung.one_in_scope(tx, actor.scope(*READERS), kampung_id)
        if place is None:
            raise Refusal("not_found")
        row = kampung_profile.row_of(tx, kampung_id)
        groups = poktan.of_kampung(tx, kampung_id)
        args = _place(tx, place) | _known(row, actor.zone) | {"groups": _some([cut(one.name, NAME) for one in groups])}
        stage.put(tx, chat, screens.page(self._texts, chat.language, kampung_id, args, self._way(tx, actor, place)))

    def _way(self, tx: Transaction, actor: Actor, place: Kampung) -> str:
        """The tap that starts this year's report on the profile, or leads to the one that was sent; "" for who may
        not file it there."""
        version = form_version.live(tx, PROFIL)
        if version is None or kampung.one_in_scope(tx, actor.scope(*filing(PROFIL).roles), place.id or 0) is None:
            return ""
        year = periods(filing(PROFIL).cadence, tx.now.astimezone(ZoneInfo(actor.zone)).date())[0]
        return f"s::period:{key_of(version)},{place.id},{year}"


def _place(tx: Transaction, place: Kampung) -> dict[str, Any]:
    village, *above = region.path_names(tx, place.village_code)
    return {
        "kampung": cut(place.name, 30),
        "village": cut(village, 30),
        "district": cut(above[0], 30) if above else "",
        "rw": _some(place.rw or [], RW),
        "founded": place.founded_on.isoformat() if place.founded_on else "",
    }


def _known(row: KampungProfile | None, zone: str) -> dict[str, Any]:
    """What the newest profile tells; a list is None where it was never told. `month` is when it was told: a report
    when it was sent, a list the month it is valid from."""
    known = row.profile if row else Profile()
    month = ""
    if row is not None:
        sent = f"{row.recorded_at.astimezone(ZoneInfo(zone)):%Y-%m}"
        month = sent if row.source == "form" else row.valid_from
    facilities = [name for name in ("sekretariat", "rumah_dataku", "sekolah_lansia") if getattr(known, name)]
    is_told = any(getattr(known, name) is not None for name in ("sekretariat", "rumah_dataku", "sekolah_lansia"))
    return {
        "month": month,
        "pokja": known.pokja,
        "members": known.pokja_members,
        "trained": known.pokja_trained,
        "companion": known.companion,
        "facilities": facilities if is_told else None,
        "house": known.rumah_dataku_class or "",
        "funds": _list(known.funds),
        "regulations": _list(known.regulations),
        "data_uses": _list(known.data_uses),
        "mechanisms": None
        if known.mechanisms is None
        else _some([list(pair) for pair in known.mechanisms.items()], USED),
        "figures": [[name, n] for name in ("families", "couples", "people") if (n := getattr(known, name)) is not None],
    }


def _list(told: tuple[str, ...] | None) -> dict[str, Any] | None:
    return None if told is None else _some(told)


def _some(things: Sequence[Any], most: int = SHOWN) -> dict[str, Any]:
    return {"names": list(things[:most]), "more": max(0, len(things) - most)}

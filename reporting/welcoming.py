"""Welcoming: somebody is invited by chat. /undang, to what, where, name, phone, and the letter to forward."""

from __future__ import annotations

from typing import Any

from models import kampung, kampung_search, person, region
from models.chat import Chat
from models.database import Transaction
from models.region_search import RegionSearch
from models.scope import Scope
from reporting import agencies, hosts, inviting, ranks, stage
from reporting.access import OPD, PLKB, Actor, actor_of, require
from reporting.agencies import Agency
from reporting.enrolling import NAME
from reporting.ids import Ids
from reporting.inputs import Sender, Tap
from reporting.invitations import Invitations
from reporting.inviting import LEVELS, OF_KAMPUNG, Guest, InviteError
from reporting.phones import international
from reporting.place_names import kampung_names, region_names
from reporting.ranks import INVITERS
from reporting.refusals import Refusal
from reporting.screens import inviting as screens
from reporting.screens.screen import Screen
from reporting.texts import Texts, templates_folder

# What the chat expects.
STEPS = ("invite_role", "invite_place", "invite_region", "invite_agency", "invite_name", "invite_phone")
FOUND = 20  # places that a search may find; the buttons show the first


class Welcoming:
    """Every public method is one push. `bot` is the bot's user name, for the link in the letter."""

    def __init__(self, texts: Texts, ids: Ids, regions: RegionSearch | None = None) -> None:
        self._texts = texts
        self._ids = ids
        self._invitations = Invitations(texts, ids)
        self._regions = regions or RegionSearch()
        self._agencies = agencies.load(templates_folder() / "forms")

    def prepare(self, tx: Transaction) -> None:
        """Reads the names of regions into memory where they have changed: for a reading transaction, see
        `RegionSearch.prepare`."""
        self._regions.prepare(tx)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """Who is to come? Raises Refusal("not_allowed") for anyone but coordinators and administrators."""
        actor = require(actor_of(tx, sender), *INVITERS)
        chat = stage.hear(tx, sender)
        waiting = len(self._invitations.waiting(tx, actor))
        screen = screens.role(self._texts, chat.language, ranks.invited_by(actor), waiting)
        self._put(tx, chat, screen, "invite_role", {})

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap, bot: str) -> str:
        """A tap on one of the cards. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *INVITERS)
        if tap.argument == "begin" and tap.card is None:
            self.begin(tx, sender)
            return ""
        chat = stage.hear(tx, sender)
        if tap.argument in self._invitations.TAPS:
            return self._invitations.chosen(tx, actor, chat, tap, bot)
        if stage.is_stale(tx, chat, tap) or chat.expects not in STEPS:
            return self._texts.word(chat.language, "stale_button")
        guest = dict((chat.focus or {}).get("guest", {}))
        match chat.expects, tap.argument:
            case "invite_role", "role" if tap.state in ranks.invited_by(actor):
                self._ask_place(tx, actor, chat, {"role": tap.state})
            case "invite_place", "kampung":
                self._for_kampung(tx, actor, chat, guest, tap.number)
            case "invite_place" | "invite_region", "area":
                self._for_area(tx, actor, chat, guest, tap.state)
            case "invite_agency", "agency":
                self._of_agency(tx, chat, guest, tap.state)
            case "invite_phone", "phone":
                self._write(tx, actor, chat, guest, "", bot)
            case "invite_phone", "add" if guest.get("phone"):
                self._add(tx, actor, chat, guest)
            case _:
                stage.bring_down(tx, chat)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str, bot: str) -> None:
        """A part of a place's name, a name, a phone number: what the card asks for."""
        actor = require(actor_of(tx, sender), *INVITERS)
        chat = stage.hear(tx, sender)
        guest, said = dict((chat.focus or {}).get("guest", {})), " ".join(text.split())
        match chat.expects:
            case "invite_place" | "invite_region":
                self._ask_place(tx, actor, chat, guest, said)
            case "invite_agency":
                self._ask_agency(tx, chat, guest, said)
            case "invite_name" if NAME.fullmatch(said):
                guest["name"] = said
                self._put(tx, chat, screens.phone(self._texts, chat.language, guest), "invite_phone", guest)
            case "invite_name":
                self._put(tx, chat, screens.name(self._texts, chat.language, guest, "shape"), "invite_name", guest)
            case "invite_phone":
                self._write(tx, actor, chat, guest, said, bot)
            case _:
                stage.bring_down(tx, chat)

    def _ask_place(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], said: str = "") -> None:
        scope = actor.scope(*INVITERS)
        if guest["role"] not in OF_KAMPUNG:
            self._ask_region(tx, actor, chat, guest, said)
            return
        rows = kampung_search.search(tx, scope, said, FOUND) if said else kampung.in_scope(tx, scope)
        codes = scope.areas if guest["role"] == PLKB else ()
        areas = list(region_names(tx, codes).items())
        places = list(kampung_names(tx, rows).items())
        screen = screens.place(self._texts, chat.language, guest, places, areas, said)
        self._put(tx, chat, screen, "invite_place", guest)

    def _ask_region(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], said: str) -> None:
        """The regions that the role may be held for: of those typed, else the actor's own and what lies below."""
        scope = actor.scope(*INVITERS)
        if said:
            codes = [one.code for one in self._regions.find(tx, said, FOUND, Scope(areas=scope.areas))]
        else:
            codes = [code for code in scope.areas if code]
            codes += [one.code for code in scope.areas for one in region.below(tx, code)]
        fitting = [code for code in codes if self._fits(actor, guest["role"], code)]
        found = list(region_names(tx, fitting).items())
        screen = screens.region(self._texts, chat.language, guest, found, said)
        self._put(tx, chat, screen, "invite_region", guest)

    def _fits(self, actor: Actor, role: str, code: str) -> bool:
        level = region.level(code)
        return level in LEVELS.get(role, (level,)) and ranks.may_invite(actor, role, code)

    def _for_kampung(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], place: int) -> None:
        row = kampung.one_in_scope(tx, actor.scope(*INVITERS), place)
        if row is None or not ranks.may_invite(actor, guest["role"], row.village_code):
            raise Refusal("not_found")
        self._ask_name(tx, chat, {**guest, "area": row.village_code, "kampung": row.id, "place": row.name})

    def _for_area(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], code: str) -> None:
        found = region.get(tx, code)
        is_own = guest["role"] == PLKB and code in actor.scope(*INVITERS).areas
        is_regional = guest["role"] not in OF_KAMPUNG and self._fits(actor, guest["role"], code)
        if found is None or not (is_own or is_regional):
            raise Refusal("not_found")
        guest = {**guest, "area": code, "kampung": None, "place": found.name}
        if guest["role"] == OPD:
            self._ask_agency(tx, chat, guest)
        else:
            self._ask_name(tx, chat, guest)

    def _ask_agency(self, tx: Transaction, chat: Chat, guest: dict[str, Any], said: str = "") -> None:
        found = agencies.search(self._agencies, said) if said else list(self._agencies)
        listed = [(one.code, one.names[chat.language]) for one in found]
        screen = screens.agency(self._texts, chat.language, guest, listed, said)
        self._put(tx, chat, screen, "invite_agency", guest)

    def _of_agency(self, tx: Transaction, chat: Chat, guest: dict[str, Any], code: str) -> None:
        found: Agency | None = next((one for one in self._agencies if one.code == code), None)
        if found is None:
            raise Refusal("not_found")
        place = f"{found.names[chat.language]}, {guest['place']}"
        self._ask_name(tx, chat, {**guest, "agency": code, "place": place})

    def _ask_name(self, tx: Transaction, chat: Chat, guest: dict[str, Any]) -> None:
        self._put(tx, chat, screens.name(self._texts, chat.language, guest), "invite_name", guest)

    def _write(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], number: str, bot: str) -> None:
        """The invitation with its letter; a number that is none is asked for again. Where it is somebody's whom the
        actor leads, the role can be added; where somebody else's, another number is asked for."""
        order = _order(guest, number)
        try:
            told = international(number) if number else ""
        except ValueError:
            self._ask_phone(tx, chat, guest, "shape")
            return
        known = person.by_phone(tx, told) if told else None
        if known is not None and known.telegram_user_id is not None:
            is_led = hosts.covers(tx, actor, known.id or 0)
            self._ask_phone(tx, chat, {**guest, "phone": told if is_led else ""}, "led" if is_led else "registered")
            return
        approver = ranks.approver(tx, actor, order)
        try:
            made = inviting.propose if approver is not None else inviting.invite
            row = made(tx, self._ids, actor.person_id, order)
        except InviteError:
            self._ask_phone(tx, chat, guest, "registered")
            return
        if approver is not None:
            self._invitations.ask(tx, actor, chat, row, approver)
        else:
            self._invitations.put_letter(tx, chat, row, bot)

    def _add(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any]) -> None:
        """One more role for somebody who is registered already, and whom the actor leads."""
        who = person.by_phone(tx, guest["phone"])
        if who is None or not hosts.covers(tx, actor, who.id or 0):
            raise Refusal("not_found")
        inviting.grant(tx, actor.person_id, who, inviting.check(tx, _order(guest, guest["phone"])))
        self._invitations.added(tx, chat, who, guest)

    def _ask_phone(self, tx: Transaction, chat: Chat, guest: dict[str, Any], problem: str) -> None:
        screen = screens.phone(self._texts, chat.language, guest, problem)
        self._put(tx, chat, screen, "invite_phone", guest)

    def _put(self, tx: Transaction, chat: Chat, screen: Screen, expects: str, guest: dict[str, Any]) -> None:
        stage.put(tx, chat, screen, expects=expects, focus={"guest": guest})


def _order(guest: dict[str, Any], number: str) -> Guest:
    agency = guest.get("agency", "")
    return Guest(guest["role"], guest["area"], guest["name"], number, kampung_id=guest["kampung"], agency=agency)

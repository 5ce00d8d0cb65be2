"""Enrolling: from an invitation to the first menu. Name check, address, notice, contact, area; each step is stored.

`chat.expects` tells where the person stands, what is known of them tells what comes next; nothing is in memory.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from models import audit_event, invitation, person
from models.chat import Chat
from models.database import Transaction
from models.invitation import Invitation
from models.person import Person
from reporting import consenting, hosts, stage
from reporting.access import LEADS, OFFICERS, actor_of, require
from reporting.adjusting import prefer_zone
from reporting.inputs import Contact, Sender, Tap
from reporting.inviting import PREFIX
from reporting.menus import Menus
from reporting.phones import international, same
from reporting.places import NAMED, kampung_of, places_of
from reporting.practising import Practising
from reporting.preferences import at_hour, prefer, preferences
from reporting.refusals import Refusal
from reporting.screens import enrolling as screens
from reporting.screens import pressing
from reporting.screens.screen import Screen
from reporting.texts import Texts

STEPS = "enrol_"  # how `chat.expects` begins while somebody enrols
WRONG_CODES = 5  # in WITHIN, from one chat
WITHIN = timedelta(hours=1)
NAME = re.compile(r"[^\W\d_][\w .,'’-]{1,59}")


class Enrolling:
    """What happens before a person has a menu."""

    def __init__(self, texts: Texts, menus: Menus, practising: Practising) -> None:
        self._texts = texts
        self._menus = menus
        self._practising = practising

    def start(self, tx: Transaction, sender: Sender, payload: str) -> None:
        """/start, with or without an invitation. Raises Refusal("not_registered") for strangers without one."""
        chat = stage.hear(tx, sender)
        if payload.startswith(PREFIX):
            self._invited(tx, sender, chat, invitation.by_token(tx, payload.removeprefix(PREFIX)))
        elif chat.expects.startswith(STEPS):
            stage.bring_down(tx, chat)
        else:
            self._home(tx, sender, chat)

    def coded(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A six-figure code typed by hand; five wrong ones within an hour, and no more are looked at."""
        chat = stage.hear(tx, sender)
        since = tx.now - WITHIN
        wrong = audit_event.count(tx, "invitation.code_wrong", "chat", chat.id, since)
        code = re.sub(r"[\s.-]", "", text)
        if wrong >= WRONG_CODES:
            self._ask_code(tx, chat, "too_many")
        elif not re.fullmatch(r"[0-9]{6}", code):
            self._ask_code(tx, chat, "shape")
        elif (row := invitation.by_code(tx, code)) is not None:
            self._invited(tx, sender, chat, row)
        else:
            audit_event.log(tx, None, "invitation.code_wrong", "chat", chat.id)
            self._ask_code(tx, chat, "unknown" if wrong + 1 < WRONG_CODES else "too_many")

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on an enrolment card. Returns a toast, or ""."""
        if tap.argument == "vouch":
            return self._vouch(tx, sender, tap)
        chat = stage.hear(tx, sender)
        if tap.argument == "contacts" and tap.card is None:
            people = hosts.listed(tx)
            self._put(tx, chat, screens.contacts(people), "invitation_code")
            return ""
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        return self._act(tx, sender, chat, tap)

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """Words on a button count as the button; anything else brings the card down again."""
        chat = stage.hear(tx, sender)
        if chat.expects == "enrol_full_name":
            self._named(tx, sender, chat, text)
            return
        screen, said = Screen.from_json(chat.screen), pressing.plain(text)
        buttons = [button for row in screen.rows for button in row]
        meant = pressing.meant(screen, text)
        if meant is None and said in self._texts.word(chat.language, "words_yes").split():
            meant = next((b for b in buttons if Tap.parse(b.tap).argument in ("yes", "right")), None)
        if meant is None:
            stage.bring_down(tx, chat)
        else:
            self._act(tx, sender, chat, Tap.parse(meant.tap), "typed")

    def shared(self, tx: Transaction, sender: Sender, contact: Contact) -> None:
        """A contact. It proves a number only if it is the sender's own, which Telegram vouches for by `user_id`."""
        chat = stage.hear(tx, sender)
        who = self._who(tx, sender)
        if contact.user_id != sender.user_id:
            self._put(tx, chat, screens.contact(self._texts, chat.language, who.address, "foreign"), "enrol_contact")
            return
        phone = international(f"+{contact.phone.removeprefix('+')}")
        if who.phone and not same(who.phone, phone):
            self._put(tx, chat, screens.contact(self._texts, chat.language, who.address, "different"), "enrol_contact")
            return
        who.phone, who.phone_verified_at = phone, tx.now
        tx.add(who)
        audit_event.log(tx, who.id, "phone.verified", "person", who.id)
        self._go_on(tx, chat, who)

    def _act(self, tx: Transaction, sender: Sender, chat: Chat, tap: Tap, how: str = "tap") -> str:
        match chat.expects, tap.argument:
            case "enrol_name", "yes":
                self._confirm(tx, sender, chat)
            case "enrol_name", "no":
                chat.language = (chat.focus or {}).get("spoke") or chat.language
                self._ask_code(tx, chat, "not_me")
            case "invitation_code", "tell":
                return self._tell_of_link(tx, chat)
            case "enrol_address", "address" if tap.state in screens.ADDRESSES:
                who = self._who(tx, sender)
                who.address = screens.addresses(self._texts, chat.language, who.name)[tap.state]
                self._go_on(tx, chat, who)
            case "enrol_notice", "read":
                stage.redraw(tx, chat, screens.notice_full(self._texts, chat.language))
            case "enrol_notice", "understood":
                self._noticed(tx, chat, self._who(tx, sender), how)
            case "enrol_notice", "ask" | "notice" | "tell":
                return self._asks_first(tx, chat, self._who(tx, sender), tap.argument)
            case "enrol_contact", "number":
                self._other_number(tx, chat, self._who(tx, sender))
            case "enrol_area", _:
                return self._where(tx, sender, chat, tap)
            case _:
                stage.bring_down(tx, chat)
        return ""

    def _invited(self, tx: Transaction, sender: Sender, chat: Chat, row: Invitation | None) -> None:
        """The invitation as a question: is it you? Nothing is used up by looking."""
        own = person.by_telegram_user(tx, sender.user_id)
        if row is not None and own is not None and own.id == row.person_id:
            if chat.expects.startswith(STEPS):
                stage.bring_down(tx, chat)
            else:
                self._home(tx, sender, chat)
        elif own is not None:
            raise Refusal("other_account")
        elif row is None or not _is_good(tx, row):
            self._over(tx, chat, row)
        else:
            who = person.get(tx, row.person_id)
            screen = screens.name_check(self._texts, who.language, who.name, list(places_of(tx, row.person_id)))
            focus = {"invitation": row.id, "spoke": chat.language}
            chat.language = who.language  # they were invited in it; whoever says "not me" is spoken to as before
            self._put(tx, chat, screen, "enrol_name", focus)

    def _confirm(self, tx: Transaction, sender: Sender, chat: Chat) -> None:
        """The name is right: now the invitation is used up, and the account is the person's."""
        row = invitation.get(tx, chat.focus["invitation"])
        if person.by_telegram_user(tx, sender.user_id) is not None:
            raise Refusal("other_account")
        if row is None or row.id is None or not _is_good(tx, row):
            self._over(tx, chat, row)
            return
        if not (invitation.use_up(tx, row.id) and person.bind(tx, row.person_id, sender.user_id)):
            self._over(tx, chat, row)  # another account was faster
            return
        who = person.get(tx, row.person_id)
        chat.person_id, chat.language = who.id, who.language
        audit_event.log(tx, who.id, "invitation.used", "invitation", row.id)
        self._go_on(tx, chat, who)

    def _named(self, tx: Transaction, sender: Sender, chat: Chat, text: str) -> None:
        name = " ".join(text.split())
        if not NAME.fullmatch(name):
            self._put(tx, chat, screens.full_name("shape"), "enrol_full_name")
            return
        who = self._who(tx, sender)
        who.name = name
        self._go_on(tx, chat, who)

    def _noticed(self, tx: Transaction, chat: Chat, who: Person, how: str) -> None:
        consenting.agree(tx, self._texts, chat, who, how)
        tx.flush()
        self._go_on(tx, chat, who)

    def _other_number(self, tx: Transaction, chat: Chat, who: Person) -> None:
        """Where a number was registered, a coordinator decides; where none was, it only stays unverified."""
        host = hosts.host_of(tx, _id(who))
        hosts.tell(tx, self._texts, host, "number", who)
        audit_event.log(tx, who.id, "phone.differs", "person", who.id)
        if who.phone:
            screen = screens.waiting(self._texts, chat.language, who.address, hosts.facts(tx, host))
            self._put(tx, chat, screen, "enrol_contact")
        else:
            self._go_on(tx, chat, who, {"unverified": True})

    def _asks_first(self, tx: Transaction, chat: Chat, who: Person, what: str) -> str:
        """Somebody wants to talk before they accept the notice."""
        host = hosts.host_of(tx, _id(who))
        if what == "tell":
            told = hosts.tell(tx, self._texts, host, "asks", who)
            return self._texts.word(chat.language, "host_told" if told else "host_unknown")
        page = screens.ask_first(self._texts, chat.language, hosts.facts(tx, host))
        stage.redraw(tx, chat, page if what == "ask" else screens.notice(self._texts, chat.language, who.address))
        return ""

    def _where(self, tx: Transaction, sender: Sender, chat: Chat, tap: Tap) -> str:
        """The card of area, time zone and reminders; for those who file reports it ends in the practice."""
        who, hour = self._who(tx, sender), tap.state.replace(".", ":")
        match tap.argument:
            case "right" if not self._files(tx, sender):
                self._home(tx, sender, chat)
            case "hour" if hour in screens.HOURS and self._files(tx, sender):
                prefer(tx, who, **at_hour(preferences(who), hour))
                self._practising.begin(tx, actor_of(tx, sender), chat)
            case "area":
                return self._other_area(tx, sender, chat, who)
            case "clock":
                stage.redraw(tx, chat, screens.zone(self._texts, chat.language, tx.now.isoformat()))
            case "zone" if tap.state in screens.ZONES:
                prefer_zone(tx, who, tap.state)
                stage.redraw(tx, chat, self._area(tx, chat, who))
            case _:
                stage.redraw(tx, chat, self._area(tx, chat, who))
        return ""

    def _other_area(self, tx: Transaction, sender: Sender, chat: Chat, who: Person) -> str:
        told = hosts.tell(tx, self._texts, hosts.host_of(tx, _id(who)), "area", who)
        audit_event.log(tx, who.id, "area.differs", "person", who.id)
        if self._files(tx, sender):
            stage.redraw(tx, chat, self._area(tx, chat, who, told=True))
        else:
            self._home(tx, sender, chat)
        return self._texts.word(chat.language, "host_told" if told else "host_unknown")

    def _files(self, tx: Transaction, sender: Sender) -> bool:
        return actor_of(tx, sender).has(*OFFICERS)

    def _area(self, tx: Transaction, chat: Chat, who: Person, *, told: bool = False) -> Screen:
        places, names = list(places_of(tx, _id(who))), kampung_of(tx, _id(who))
        facts = {"places": places, "count": len(names), "kampung": names[:NAMED], "told": told}
        facts |= {"zone": who.zone, "now": tx.now.isoformat(), "files": any(one["role"] in OFFICERS for one in places)}
        return screens.area(self._texts, chat.language, facts)

    def _tell_of_link(self, tx: Transaction, chat: Chat) -> str:
        row = invitation.get(tx, (chat.focus or {}).get("invitation", 0))
        if row is None:
            return ""
        host = hosts.host_of(tx, row.person_id, row.invited_by)
        told = hosts.tell(tx, self._texts, host, "link", person.get(tx, row.person_id))
        return self._texts.word(chat.language, "host_told" if told else "host_unknown")

    def _vouch(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A coordinator says that the person has another number now: they may share any number that is their own."""
        actor = require(actor_of(tx, sender), *LEADS)
        if not hosts.covers(tx, actor, tap.number):
            raise Refusal("not_found")
        who = person.get(tx, tap.number)
        if who.phone_verified_at is None and who.phone:
            who.phone = ""
            tx.add(who)
            audit_event.log(tx, actor.person_id, "phone.vouched", "person", who.id)
            hosts.reopen(tx, self._texts, who)
        return self._texts.word(actor.language, "vouched", name=who.name)

    def _go_on(self, tx: Transaction, chat: Chat, who: Person, focus: dict[str, Any] | None = None) -> None:
        """The next step is the first that is still open."""
        tx.add(who)
        language, focus = chat.language, focus or {}
        if not who.name:
            self._put(tx, chat, screens.full_name(), "enrol_full_name")
        elif not who.address:
            self._put(tx, chat, screens.address(self._texts, language, who.name), "enrol_address")
        elif not consenting.is_agreed(tx, _id(who)):
            self._put(tx, chat, screens.notice(self._texts, language, who.address), "enrol_notice")
        elif who.phone_verified_at is None and not focus:
            self._put(tx, chat, screens.contact(self._texts, language, who.address), "enrol_contact")
        else:
            self._put(tx, chat, self._area(tx, chat, who), "enrol_area")

    def _home(self, tx: Transaction, sender: Sender, chat: Chat) -> None:
        actor = actor_of(tx, sender)
        chat.person_id, chat.language = actor.person_id, actor.language
        self._menus.put_home(tx, actor, chat)

    def _over(self, tx: Transaction, chat: Chat, row: Invitation | None) -> None:
        host = hosts.facts(tx, hosts.host_of(tx, row.person_id, row.invited_by)) if row else {}
        focus = {"invitation": row.id} if row else {}
        self._put(tx, chat, screens.over(self._texts, chat.language, host), "invitation_code", focus)

    def _ask_code(self, tx: Transaction, chat: Chat, problem: str) -> None:
        self._put(tx, chat, Screen("enrolling/code", {"problem": problem}), "invitation_code")

    def _put(self, tx: Transaction, chat: Chat, screen: Screen, expects: str, focus: Any = None) -> None:
        stage.put(tx, chat, screen, expects=expects, focus=focus)

    def _who(self, tx: Transaction, sender: Sender) -> Person:
        """The enrolling person. Raises Refusal("not_registered") when the role was taken back meanwhile."""
        actor = actor_of(tx, sender)
        return person.get(tx, actor.person_id)


def _is_good(tx: Transaction, row: Invitation) -> bool:
    """Whether the invitation can still be used: by anyone, and for somebody who has no account yet."""
    if person.get(tx, row.person_id).telegram_user_id is not None or row.withdrawn_at is not None:
        return False
    is_approved = not row.needs_approval or row.approved_at is not None
    return row.used_at is None and row.expires_at > tx.now and is_approved


def _id(who: Person) -> int:
    assert who.id is not None
    return who.id

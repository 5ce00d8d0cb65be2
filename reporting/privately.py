"""Privately: what must not be in the chat is refused, and what a person may know and do about their own data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from models import audit_event, chat_message, draft, outbound_message, person, submission
from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from reporting import closing, own_data, stage, way_back
from reporting.access import Actor, actor_of
from reporting.asking import Asking
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.notices import Notices
from reporting.preferences import is_shared
from reporting.privacy import Found, found_in
from reporting.refusals import Refusal
from reporting.screens.privacy import opened, pages
from reporting.screens.screen import Button, Screen
from reporting.shared_phone import SharedPhone
from reporting.texts import Texts

# What the chat expects while nothing is asked for that could be a number or an address: there they are refused too.
# All else that is typed decides by itself: a question may ask for the number of the puskesmas.
NOTHING_ASKED = ("", "review", "starting", "settings", "practice", "arrival", "help", "notice")
OWN_CONTACT = "enrol_contact"
LONGEST = 500  # letters of what is to be put right
DELETABLE = timedelta(hours=47, minutes=55)  # 48 hours (Bot API, deleteMessage), less the time the deleting takes


@dataclass(frozen=True, slots=True)
class Copy:
    """The document that a person gets: its name and content, and the line said with it."""

    name: str
    content: bytes
    caption: str


def refuses(expects: str, written: str, has_contact: bool) -> Found | None:
    """What of personal data a message holds that can't be taken while the chat expects this; None if it may pass."""
    found = found_in(written)
    if found == "nik":
        return found
    if has_contact and expects != OWN_CONTACT:
        return "phone"
    return found if expects in NOTHING_ASKED else None


class Privately:
    """Every public method is one push: a transaction that ends in a new screen."""

    def __init__(self, texts: Texts, library: Library, asking: Asking, shared: SharedPhone) -> None:
        self._texts = texts
        self._library = library
        self._asking = asking
        self._shared = shared
        self._notices = Notices(texts)

    def refused(self, tx: Transaction, sender: Sender, found: Found, is_gone: bool, is_locked: bool = False) -> None:
        """A message with personal data was not taken; `is_gone` tells whether it could be deleted from the chat."""
        chat = stage.hear(tx, sender)
        if is_locked:
            self._shared.knocked(tx, sender)
        told = {"found": found, "is_gone": is_gone}
        if chat.screen:
            stage.announce(tx, chat, "privacy/refused", **told)
        elif chat.person_id is None:
            lead = {"text": "privacy/refused", "args": told}
            stage.put(tx, chat, Screen("refusals/not_registered", lead=lead), expects="invitation_code")
        else:
            menu = Button(self._texts.word(chat.language, "menu"), "m::menu")
            stage.put(tx, chat, Screen("privacy/refused", told, ((menu,),), bar="menu"))

    def page(self, tx: Transaction, sender: Sender) -> None:
        """/privasi."""
        actor = actor_of(tx, sender)
        self._page(tx, actor, stage.hear(tx, sender))

    def leaving(self, tx: Transaction, sender: Sender) -> None:
        """/hapus: is it meant that the account goes?"""
        actor = actor_of(tx, sender)
        self._ask_close(tx, actor, stage.hear(tx, sender))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the pages. Returns a toast, or ""."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        if tap.card is not None and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "data":
                audit_event.log(tx, actor.person_id, "data.seen", "person", actor.person_id)
                self._put(tx, chat, pages(self._texts, chat).own(own_data.facts(tx, actor.person_id)))
            case "fix":
                self._put(tx, chat, pages(self._texts, chat).fix(""), "data_wrong")
            case "close":
                self._ask_close(tx, actor, chat)
            case "clean":
                self._put(tx, chat, pages(self._texts, chat).clean())
            case "close_now" if tap.card is not None:
                self._close(tx, actor, chat)
            case "read":
                self._read(tx, actor, chat, tap.number)
            case "shared" | "on" | "off" | "unpin":
                return self._shared.chosen(tx, actor, chat, tap)
            case _:
                self._page(tx, actor, chat)
        return ""

    def wrong(self, tx: Transaction, sender: Sender, text: str) -> None:
        """What is wrong in one's data goes to the coordinator, as a question does."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        said = " ".join(text.split())
        if not said or len(said) > LONGEST:
            self._put(tx, chat, pages(self._texts, chat).fix("too_long" if said else ""), "data_wrong")
            return
        audit_event.log(tx, actor.person_id, "data.disputed", "person", actor.person_id)
        self._asking.pass_on(tx, chat, actor, self._texts.word(chat.language, "fix_question", text=said))

    def copy(self, tx: Transaction, sender: Sender) -> Copy:
        """The document of what is stored. Only looks."""
        actor = actor_of(tx, sender)
        content = own_data.document(tx, self._library, actor.person_id)
        return Copy(f"kabar-data-{tx.now:%Y-%m-%d}.json", content, self._texts.render(actor.language, "privacy/copy"))

    def copied(self, tx: Transaction, sender: Sender, message_id: int) -> None:
        """The document is in the chat, as that message."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        chat_message.note(tx, sender.chat_id, message_id)
        chat.last_message_id = max(message_id, chat.last_message_id or 0)
        audit_event.log(tx, actor.person_id, "data.copied", "person", actor.person_id)
        self._put(tx, chat, pages(self._texts, chat).copied())

    def deletable(self, tx: Transaction, sender: Sender, tap: Tap) -> Sequence[int]:
        """The messages of the last two days in the sender's chat; none for a tap of an older card. Only looks."""
        actor_of(tx, sender)
        chat = chats.find(tx, sender.chat_id)
        if chat is None or not stage.is_live(chat, tap):
            return ()
        return chat_message.since(tx, sender.chat_id, tx.now - DELETABLE)

    def cleaned(self, tx: Transaction, sender: Sender, tap: Tap, message_ids: Sequence[int]) -> str:
        """Those messages are gone from the chat. Returns a toast, or ""; a tap of an older card has done nothing."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        chat_message.forget(tx, sender.chat_id, message_ids)
        audit_event.log(tx, actor.person_id, "chat.cleaned", "chat", chat.id, count=len(message_ids))
        self._put(tx, chat, pages(self._texts, chat).cleaned(len(message_ids)))
        return ""

    def _page(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        self._put(tx, chat, pages(self._texts, chat).page(actor.address, is_shared(tx, actor.person_id)))

    def _ask_close(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        drafts, reports = len(draft.open_of(tx, actor.person_id)), submission.count_by(tx, actor.person_id)
        self._put(tx, chat, pages(self._texts, chat).close(drafts, reports))

    def _close(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        closing.close(tx, self._notices, person.get(tx, actor.person_id), chat)
        stage.put(tx, chat, Screen("privacy/closed", {"address": actor.address}), expects="invitation_code")

    def _read(self, tx: Transaction, actor: Actor, chat: Chat, row_id: int) -> None:
        """What a discreet message was about. A tap there opens it as often as it is pressed."""
        row = outbound_message.own(tx, actor.person_id, row_id)
        if row is None or not row.behind:
            raise Refusal("not_found")
        screen = Screen.from_json(row.behind)
        menu = Button(self._texts.word(chat.language, "menu"), "m::menu")
        html = self._texts.screen(chat.language, screen)
        stage.put(tx, chat, opened(html, (*screen.rows, (menu,))))

    def _put(self, tx: Transaction, chat: Chat, screen: Screen, expects: str = "") -> None:
        """A page; the report that was open before can be gone back to from each of them."""
        stage.put(tx, chat, screen, expects=expects, focus={"back": way_back.in_hand(chat)})

"""Agreeing: the cards of the privacy notice after enrolment. A new version, the notice in /privasi, what data is for,
and consent taken back."""

from __future__ import annotations

from models import draft, form_version, person, submission
from models.chat import Chat
from models.database import Transaction
from reporting import closing, consenting, stage, way_back
from reporting.access import KADER, Actor, actor_of
from reporting.asking import Asking
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.notices import Notices
from reporting.purposes import purposes_of
from reporting.refusals import Refusal
from reporting.screens import agreeing as screens
from reporting.screens import pressing
from reporting.screens.screen import Screen
from reporting.texts import Texts


class Agreeing:
    """Every public method is one push."""

    def __init__(self, texts: Texts, menus: Menus, asking: Asking) -> None:
        self._texts = texts
        self._menus = menus
        self._asking = asking
        self._notices = Notices(texts)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the cards. Returns a toast, or ""."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        if tap.card is not None and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "understood" if tap.card is not None:
                return self._agree(tx, actor, chat, "tap")
            case "not_now":
                self._menus.put_home(tx, actor, chat)
            case "withdraw":
                drafts, reports = len(draft.open_of(tx, actor.person_id)), submission.count_by(tx, actor.person_id)
                self._put(tx, chat, screens.withdraw(self._texts, chat.language, drafts, reports))
            case "withdraw_now" if tap.card is not None:
                self._withdraw(tx, actor, chat)
            case "why":
                self._why(tx, actor, chat, tap.number)
            case _:
                self._put_notice(tx, actor, chat)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """Text while a new version is up: the words of a button, else what it would be at the menu. Returns whether the
        message holds personal data and must go from the chat."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        button = pressing.meant(Screen.from_json(chat.screen), text)
        if button is not None and Tap.parse(button.tap).argument == "understood":
            self._agree(tx, actor, chat, "typed")
        elif button is not None:
            self.chosen(tx, sender, Tap.parse(button.tap))
        elif actor.main_role == KADER:
            return self._asking.asked(tx, sender, text)
        else:
            self._menus.put_home(tx, actor, chat)
        return False

    def returned(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap of somebody who withdrew: back in, or the account closed. Nothing else is open to them. Raises
        Refusal("not_registered") for anyone else."""
        who = consenting.withdrawn(tx, sender.user_id)
        chat = stage.hear(tx, sender)
        if who is None:
            raise Refusal("not_registered")
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "again":
                consenting.resume(tx, self._texts, chat, who, "tap")
                tx.flush()
                self._menus.put_home(tx, actor_of(tx, sender), chat)
                return self._texts.word(chat.language, "consent_back")
            case "go":
                stage.put(tx, chat, screens.leave(self._texts, chat.language, submission.count_by(tx, who.id or 0)))
            case "gone":
                address = who.address or who.name
                closing.close(tx, self._notices, who, chat)
                stage.put(tx, chat, Screen("privacy/closed", {"address": address}), expects="invitation_code")
            case _:
                stage.put(tx, chat, screens.withdrawn(self._texts, chat.language, who.address or who.name))
        return ""

    def _agree(self, tx: Transaction, actor: Actor, chat: Chat, how: str) -> str:
        consenting.agree(tx, self._texts, chat, person.get(tx, actor.person_id), how)
        self._menus.put_home(tx, actor, chat)
        return self._texts.word(chat.language, "notice_read")

    def _withdraw(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        consenting.withdraw(tx, self._notices, person.get(tx, actor.person_id), "tap", actor.person_id)
        stage.put(tx, chat, screens.withdrawn(self._texts, chat.language, actor.address))

    def _why(self, tx: Transaction, actor: Actor, chat: Chat, page: int) -> None:
        """What the answers of each form are for that the person has filed or begun, a page each."""
        titles = form_version.titles(tx)
        told = [(titles.get(form_id, form_id), one) for form_id, one in purposes_of(tx, actor.person_id)]
        self._put(tx, chat, screens.why(self._texts, chat.language, told, page))

    def _put_notice(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        is_agreed = consenting.is_agreed(tx, actor.person_id)
        self._put(tx, chat, screens.current(self._texts, chat.language, consenting.standing(tx, actor), is_agreed))

    def _put(self, tx: Transaction, chat: Chat, screen: Screen) -> None:
        stage.put(tx, chat, screen, focus={"back": way_back.in_hand(chat)})

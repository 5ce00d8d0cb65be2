"""Every push on the way to a report: commands, buttons of lists, and what is typed at a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forms.draft import Context, Step
from models import draft
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft
from models.form_version import FormVersion
from models.obligation import Obligation
from reporting import stage
from reporting.access import FILERS, Actor, actor_of, require
from reporting.correcting import Correcting
from reporting.filling.bench import Bench
from reporting.ids import Ids
from reporting.inputs import Sender, Tap, whole
from reporting.library import Library
from reporting.obstacles import Obstacles
from reporting.refusals import Refusal
from reporting.reopening import Reopening
from reporting.requesting import Requesting
from reporting.screens.lists import cut
from reporting.screens.screen import Screen
from reporting.starting.choosing import Choosing, parts
from reporting.starting.copying import Copying
from reporting.starting.drafting import Drafting
from reporting.starting.ground import Ground, Slot
from reporting.starting.introducing import Introducing
from reporting.starting.postponing import Postponing
from reporting.starting.typed import meant
from reporting.texts import Texts

SEARCHED = 2  # letters from which on a name is looked for
RECEIVED = 40  # letters of what was typed that are told back


class Starting:
    """From /lapor to the first question. Every public method that takes a sender is one push."""

    def __init__(self, library: Library, texts: Texts, ids: Ids) -> None:
        self._texts = texts
        self._ground = ground = Ground(library)
        self._reopening = Reopening(texts)
        self._obstacles = Obstacles(texts)
        self._postponing = Postponing(texts)
        self._correcting = Correcting(Bench(library, texts), ids, Requesting(texts))
        self._introducing = Introducing(texts, ground)
        self._choosing = Choosing(texts, ground, self._introducing)
        self._drafting = Drafting(library, texts, ids, ground, self._introducing)
        self._copying = Copying(texts, ground, self._drafting)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """/lapor: what was left yesterday, else what is owed, else the forms."""
        self._begin(tx, _filer(tx, sender), stage.hear(tx, sender))

    def drafts(self, tx: Transaction, sender: Sender) -> None:
        """/draf: the one that is open, or all of them to choose from."""
        self._drafts(tx, _filer(tx, sender), stage.hear(tx, sender))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the lists; returns a toast, or "". One without a card opens, or has its effect once."""
        actor = _filer(tx, sender)
        chat = stage.hear(tx, sender)
        if tap.card is not None:
            return self._sure(tx, actor, chat, tap)
        match tap.argument:
            case "later" | "hours" | "at" | "stuck":
                self._put_off(tx, actor, chat, tap)
            case "draft" | "drafts" | "go" | "look" | "over" | "drop" | "tidy" | "bin" | "keep" | "restore":
                self._draft(tx, actor, chat, tap)
            case "paper" | "by" | "on":
                self._copying.chosen(tx, actor, chat, tap.argument, tap.state)
            case "form" | "kampung" | "earlier" | "period" | "open" | "ask" | "print":
                return self._form(tx, actor, chat, tap)
            case "begin":
                self._begin(tx, actor, chat)
            case "list":
                self._choosing.owed(tx, actor, chat, tap.number)
            case "slot":
                self._slot(tx, actor, chat, tap.number)
            case "forms":
                self._choosing.forms(tx, actor, chat, tap.number)
            case "returned":
                self._choosing.returned(tx, actor, chat)
            case "reopen":
                self._reopening.ask(tx, actor, chat, self._owed(tx, actor, tap.number))
            case "correct":
                self._correcting.begin(tx, actor, chat, tap.number)
            case _:
                raise Refusal("not_found")
        return ""

    def _form(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> str:
        """A form that was chosen, with a kampung and a period as far as they are."""
        key, place, period = parts(tap.state)
        if key.startswith("@"):
            return self._with_slot(tx, actor, chat, tap, self._ground.aimed(tx, actor, whole(key[1:])))
        form_id = self._ground.form_id(tx, key)
        match tap.argument:
            case "form":
                self._choosing.kampung(tx, actor, chat, form_id, place)  # a page, here
            case "kampung":
                self._choosing.period(tx, actor, chat, form_id, place)
            case "earlier":
                self._choosing.earlier(tx, actor, chat, form_id, place)
            case _:
                return self._with_slot(tx, actor, chat, tap, Slot(form_id, place, period))
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> str:
        """Text while a list is up: the number or the words of a button, or a kampung's name. Returns a toast, or ""."""
        actor = _filer(tx, sender)
        chat = stage.hear(tx, sender)
        tap = meant(Screen.from_json(chat.screen), text)
        if tap is not None:
            return self.chosen(tx, sender, tap)
        focus = chat.focus or {}
        form_id = focus.get("form")
        if self._names_debt(tx, actor, chat, text):
            pass
        elif "later" in focus:
            self._postponing.typed(tx, actor, chat, focus["later"], text)
        elif "stuck" in focus:
            self._obstacles.told(tx, actor, chat, text)
        elif "paper" in focus:
            self._copying.typed(tx, actor, chat, focus["paper"], text)
        elif form_id and len(text.strip()) >= SEARCHED:
            self._choosing.searched(tx, actor, chat, form_id, text)
        else:
            received = {"received": cut(text, RECEIVED)}
            screen = Screen.from_json(chat.screen)
            stage.redraw(tx, chat, replace(screen, args=screen.args | received, is_fresh=True))
        return ""

    def _names_debt(self, tx: Transaction, actor: Actor, chat: Chat, text: str) -> bool:
        """Takes the name of a kampung at the list of what is owed."""
        if Screen.from_json(chat.screen).text != "starting/slots" or len(text.strip()) < SEARCHED:
            return False
        owed = self._choosing.named(tx, actor, chat, text)
        if len(owed) == 1:
            self._slot(tx, actor, chat, owed[0])
        return bool(owed)

    def begin_with(
        self, tx: Transaction, actor: Actor, chat: Chat, about: tuple[str, int, str], given: Mapping[str, str]
    ) -> bool:
        """A report of today on a form, kampung and unit ("" the kampung itself), with some first answers; where it is
        on a period, of the likeliest that the unit has not told yet. False when another one is open for it, which is
        shown instead. Raises Refusal("not_found") for who may not file it there."""
        form_id, place, unit = about
        if not self._ground.may_file(tx, actor, form_id, place):
            raise Refusal("not_found")
        periods = self._ground.periods(tx, actor, form_id)
        slots = [Slot(form_id, place, period, unit) for period in periods] if unit else []
        free = (
            one for one in slots if self._ground.sent(tx, one) is None and self._ground.closed(tx, actor, one) is None
        )
        return self._drafting.begin_with(tx, actor, chat, next(free, Slot(form_id, place, periods[0])), given)

    def open(self, tx: Transaction, actor: Actor, form_id: str, place: int, period: str) -> tuple[Draft, Step]:
        """A new draft with all that the form takes from the world frozen into it."""
        return self._drafting.open(tx, actor, Slot(form_id, place, period))

    def context(
        self, tx: Transaction, actor: Actor, form_id: str, place: int, period: str
    ) -> tuple[FormVersion, Context]:
        """The live version of the form, and what it takes from the world for this report."""
        return self._drafting.context(tx, actor, Slot(form_id, place, period))

    def _begin(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """What was left yesterday comes first: that is what most come back for."""
        begun = draft.open_of(tx, actor.person_id)
        if begun and begun[0].answered and self._drafting.is_left(tx, actor, begun[0]):
            self._drafting.resume(tx, actor, chat, begun[0].id or 0)
        else:
            self._choosing.owed(tx, actor, chat)

    def _drafts(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        begun = draft.open_of(tx, actor.person_id)
        if len(begun) == 1:
            self._drafting.resume(tx, actor, chat, begun[0].id or 0)
        else:
            self._drafting.listed(tx, actor, chat)

    def _draft(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> None:
        drafting = self._drafting
        match tap.argument:
            case "draft":
                drafting.resume(tx, actor, chat, tap.number)
            case "drafts":
                drafting.listed(tx, actor, chat, tap.number)
            case "go":
                drafting.go_on(tx, actor, chat, tap.number)
            case "look":
                drafting.look(tx, actor, chat, tap.number)
            case "over" | "drop":
                drafting.ask(tx, actor, chat, tap.number, tap.argument)
            case "tidy":
                drafting.listed(tx, actor, chat, tap.number, "drop")
            case "bin":
                drafting.listed(tx, actor, chat, tap.number, "restore")
            case "keep":
                drafting.listed(tx, actor, chat)
            case _:
                drafting.restore(tx, actor, chat, tap.number)

    def _put_off(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> None:
        match tap.argument:
            case "later":
                self._postponing.when(tx, actor, chat, tap.number)
            case "hours":
                self._postponing.hours(tx, actor, chat, tap.number)
            case "at":
                self._postponing.at(tx, actor, chat, tap.state)
            case _:
                self._obstacles.ask(tx, actor, chat)

    def _sure(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> str:
        """What throws something away is said on the live card alone."""
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "drop_now":
                self._drafting.drop(tx, actor, chat, tap.number)
            case "stuck":
                self._obstacles.tell(tx, actor, chat, tap.state)
            case "over_now":
                self._drafting.start_over(tx, actor, chat, tap.number)
            case "restore_now":
                self._drafting.restore_now(tx, actor, chat, tap.number)
            case _:
                raise Refusal("not_found")
        return ""

    def _slot(self, tx: Transaction, actor: Actor, chat: Chat, obligation_id: int) -> None:
        self._slot_chosen(tx, actor, chat, self._ground.aimed(tx, actor, obligation_id))

    def _owed(self, tx: Transaction, actor: Actor, obligation_id: int) -> Obligation:
        self._ground.aimed(tx, actor, obligation_id)
        return tx.get_one(Obligation, obligation_id)

    def _with_slot(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap, slot: Slot) -> str:
        match tap.argument:
            case "open":
                self._drafting.begin(tx, actor, chat, slot)
            case "ask" | "print":
                if not self._ground.may_file(tx, actor, slot.form_id, slot.kampung_id):
                    raise Refusal("not_found")
                if tap.argument == "print":
                    return self._introducing.send_paper(tx, chat, slot)
                return self._introducing.send_questions(tx, actor, chat, slot)
            case _:
                self._slot_chosen(tx, actor, chat, slot)
        return ""

    def _slot_chosen(self, tx: Transaction, actor: Actor, chat: Chat, slot: Slot) -> None:
        """The draft that is open for it, or the introduction."""
        self._drafting.found(tx, actor, chat, slot, lambda: self._introducing.put(tx, actor, chat, slot))


def _filer(tx: Transaction, sender: Sender) -> Actor:
    return require(actor_of(tx, sender), *FILERS)

"""What a coordinator asks for: who is missing, a nudge, the summary."""

from __future__ import annotations

from models import chat as chats
from models.database import Transaction
from reporting import due, odd_list, overseeing, pushing, stage
from reporting.access import LEADS, OVERSEERS, Actor, actor_of, require
from reporting.area_sums import DISTRICT
from reporting.delivery_log import DeliveryLog
from reporting.inputs import Sender, Tap
from reporting.missing import missing_page
from reporting.nudging import Nudging
from reporting.overseeing import Officer
from reporting.pushing import Push
from reporting.refusals import Refusal
from reporting.reopening import Reopening
from reporting.screens.screen import Button, Screen
from reporting.summarising import Summarising
from reporting.texts import Texts

MOST_NAMES = 10  # officers named before all of them are nudged
MOST_MOMENTS = 3  # told of, at which nudges go out that have to wait


class Coordinating:
    """Every tap opens something, or has its effect once, however often it arrives."""

    def __init__(self, texts: Texts, summarising: Summarising, nudging: Nudging) -> None:
        self._texts = texts
        self._summarising = summarising
        self._nudging = nudging
        self._reopening = Reopening(texts)
        self._log = DeliveryLog(texts)

    def missing(self, tx: Transaction, sender: Sender) -> None:
        """/belum: who has not reported."""
        self._missing(tx, _coordinator(tx, sender), stage.hear(tx, sender))

    def summary(self, tx: Transaction, sender: Sender) -> None:
        """/ringkasan: the summary as of now."""
        self._summary(tx, _overseer(tx, sender), stage.hear(tx, sender))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the coordinator's buttons; returns a toast, or ""."""
        actor = _overseer(tx, sender)
        chat = stage.hear(tx, sender)
        if tap.argument not in ("summary", "picture"):
            require(actor, *LEADS)
        match tap.argument:
            case "missing":
                self._missing(tx, actor, chat)
            case "summary":
                self._summary(tx, actor, chat)
            case "odd":
                odd_list.put(tx, self._texts, self._summarising.library, chat, actor.scope(*LEADS))
            case "picture":
                return self._picture(tx, actor, chat)
            case "nudge":
                self._preview(tx, actor, chat, self._nudging.officer(tx, actor, tap.number))
            case "send":
                return self._send(tx, actor, chat, [self._nudging.officer(tx, actor, tap.number)])
            case "nudge_all":
                self._preview_all(tx, actor, chat)
            case "send_all":
                return self._send(tx, actor, chat, self._nudging.free(tx, actor))
            case "delivery":
                self._log.show(tx, actor, chat, tap.state)
            case "reopen":
                self._reopening.open(tx, actor, chat, tap.number)
            case _:
                raise Refusal("not_found")
        return ""

    def _missing(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        scope = actor.scope(*LEADS)
        screen = missing_page(tx, self._texts, chat, scope, tx.now)
        last = (self._button(chat, "delivery_log", "k::delivery"), self._button(chat, "menu", "m::menu"))
        rows = (*screen.rows, last)
        stage.put(tx, chat, Screen(screen.text, screen.args, rows, bar="menu"))

    def _summary(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        screen = self._summarising.now(tx, chat, actor.scope(*OVERSEERS), actor.zone)
        does = screen.rows if actor.has(*LEADS) else ()
        areas = [one for one in actor.scope(*OVERSEERS).areas if one.count(".") <= DISTRICT]
        told = [(self._button(chat, "digests", f"kd::forms:{one},{due.running(tx.now)},0"),) for one in areas[:1]]
        last = (self._button(chat, "summary_picture", "k::picture"), self._button(chat, "menu", "m::menu"))
        stage.put(tx, chat, Screen(screen.text, screen.args, (*does, *told, last), bar="menu"))

    def _picture(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> str:
        """Sent by the courier, who draws it; the same within a minute is sent once."""
        scope = actor.scope(*OVERSEERS)
        chart = self._summarising.picture(tx, chat.language, scope, actor.zone)
        facts = {"area": overseeing.area_name(tx, scope), "period": due.running(tx.now)}
        menu = Button(self._texts.word(chat.language, "menu"), "m::menu")
        screen = Screen("summaries/picture", facts, ((menu,),))
        key = f"picture:{actor.person_id}:{tx.now:%Y%m%d%H%M}"
        pushing.enqueue(tx, self._texts, chat, Push(key, "summary", screen, chart), tx.now)
        return self._texts.word(chat.language, "picture_coming")

    def _preview(self, tx: Transaction, actor: Actor, chat: chats.Chat, officer: Officer) -> None:
        letter = self._nudging.letter(tx, actor, officer, chat.language)
        args = {"officer": officer.name, "letter": letter.args, "can_reach": self._nudging.can_reach(tx, officer)}
        ways = [self._button(chat, "nudge_send", f"k::send:{officer.id}")] if args["can_reach"] else []
        ways.append(self._button(chat, "back", "k::missing"))
        stage.put(tx, chat, Screen("coordinate/preview", args, (tuple(ways),)))

    def _preview_all(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        officers = [one for one in self._nudging.free(tx, actor) if self._nudging.can_reach(tx, one)]
        if not officers:
            self._missing(tx, actor, chat)
            return
        letter = self._nudging.letter(tx, actor, officers[0], chat.language)
        names = [officer.name for officer in officers[:MOST_NAMES]]
        args = {"names": names, "more": len(officers) - len(names), "letter": letter.args}
        ways = (self._button(chat, "nudge_send", "k::send_all"), self._button(chat, "back", "k::missing"))
        stage.put(tx, chat, Screen("coordinate/preview_all", args, (ways,)))

    def _send(self, tx: Transaction, actor: Actor, chat: chats.Chat, officers: list[Officer]) -> str:
        """What went out, what waits and until when, and what was not sent again; to nobody when all have reported."""
        if not officers:
            self._missing(tx, actor, chat)
            return ""
        sent = [(officer, self._nudging.send(tx, actor, officer)) for officer in officers]
        now = [officer.name for officer, at in sent if at is not None and at <= tx.now]
        held = sorted({at for _, at in sent if at is not None and at > tx.now})
        later = [(at.isoformat(), [officer.name for officer, when in sent if when == at]) for at in held]
        kept = [officer.name for officer, at in sent if at is None]
        ways = ((self._button(chat, "missing_list", "k::missing"),), (self._button(chat, "menu", "m::menu"),))
        args = {"now": now, "later": later[:MOST_MOMENTS], "kept": kept, "zone": actor.zone}
        args["more"] = sum(len(names) for _, names in later[MOST_MOMENTS:])
        stage.put(tx, chat, Screen("coordinate/nudged", args, ways))
        return self._texts.word(chat.language, "nudge_sent" if now or later else "nudge_already")

    def _button(self, chat: chats.Chat, key: str, tap: str) -> Button:
        return Button(self._texts.word(chat.language, key), tap)


def _coordinator(tx: Transaction, sender: Sender) -> Actor:
    return require(actor_of(tx, sender), *LEADS)


def _overseer(tx: Transaction, sender: Sender) -> Actor:
    return require(actor_of(tx, sender), *OVERSEERS)

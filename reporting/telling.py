"""Telling: what meetings planned and evaluations found, as pages in chat; and a follow-up begun on a plan."""

from __future__ import annotations

from models.chat import Chat
from models.database import Transaction
from reporting import plans, stage
from reporting.access import FILERS, OPD, OVERSEERS, Actor, actor_of, require
from reporting.evaluation_pages import EvaluationPages
from reporting.inputs import Sender, Tap
from reporting.plan_items import unit_of
from reporting.plan_pages import PlanPages
from reporting.programme_told import FOLLOW_UP, NAMED
from reporting.refusals import Refusal
from reporting.starting import Starting
from reporting.texts import Texts


class Telling:
    """Every public method is one push."""

    def __init__(self, texts: Texts, starting: Starting) -> None:
        self._texts = texts
        self._starting = starting
        self._plans = PlanPages(texts)
        self._evaluations = EvaluationPages(texts)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of these pages. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *OVERSEERS, OPD)
        chat = stage.hear(tx, sender)
        what, _, rest = tap.state.partition(",")
        page = int(rest) if rest.isdecimal() else 0
        match tap.argument:
            case "plans":
                self._plans.put_area(tx, actor, chat, what, page)
            case "own":
                self._plans.put_own(tx, actor, chat, tap.number)
            case "plan":
                self._plans.put_plan(tx, actor, chat, what, rest)
            case "follow":
                return self._follow(tx, actor, chat, what)
            case "factors":
                self._evaluations.put_factors(tx, actor, chat, what, page)
            case "texts":
                self._evaluations.put_texts(tx, actor, chat, what, page)
            case _:
                raise Refusal("not_found")
        return ""

    def _follow(self, tx: Transaction, actor: Actor, chat: Chat, name: str) -> str:
        """The first question of a follow-up, the plan given; what is open for another plan goes on first."""
        actor = require(actor, *FILERS)
        plan = plans.find(tx, actor, name)
        if not plan.is_open or not plans.may_follow(actor, plan):
            raise Refusal("not_found")
        begun = self._starting.begin_with(
            tx, actor, chat, (FOLLOW_UP, plan.kampung_id, unit_of(plan)), {NAMED[0]: plan.id}
        )
        return "" if begun else self._texts.word(chat.language, "plan_open_first")

"""Where a form is to be filed, how often, until when and from when on: one tap each, then it is published or proposed.

What is chosen stands in the upload's row, so that it is there after a restart."""

from __future__ import annotations

from collections.abc import Sequence

from forms.problems import FormErrors
from models import audit_event, draft, form_upload, form_version, region
from models.chat import Chat
from models.database import Transaction
from models.form_upload import FormUpload
from models.region_search import RegionSearch
from models.scope import Scope
from reporting import form_facts, proposing, stage
from reporting.access import Actor
from reporting.due import WIB, today
from reporting.form_approval import FormApproval
from reporting.inputs import Tap, whole
from reporting.library import Library
from reporting.notices import called
from reporting.periods import CADENCES as CADENCES_OF_PERIODS
from reporting.periods import Cadence, before, containing, following
from reporting.place_names import region_names
from reporting.programme import is_known
from reporting.proposing import CADENCES, EVENT, PUBLISHERS, form_of, is_own
from reporting.refusals import Refusal
from reporting.screens import publishing as screens
from reporting.screens.screen import Screen
from reporting.texts import Texts

FOUND = 20  # areas that a search may find; the buttons show the first


class FormTerms:
    EXPECTS = "form_area"  # what the chat expects while an area is asked for

    def __init__(self, texts: Texts, library: Library, regions: RegionSearch) -> None:
        self._texts = texts
        self._library = library
        self._regions = regions
        self._approval = FormApproval(texts, library)

    def chosen(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, tap: Tap) -> str:
        """A tap on one of the steps of an upload that can be published. Returns a toast, or ""."""
        value = tap.state.partition(",")[2]
        match tap.argument:
            case "go":
                self._next(tx, actor, chat, row)
            case "again":
                row.area_code = row.cadence = row.due_day = row.since = None
                self._next(tx, actor, chat, row)
            case "more":
                self._ask_area(tx, actor, chat, row)
            case "wider":
                self._ask_wider(tx, actor, chat, row)
            case "area":
                self._take_area(tx, actor, chat, row, value)
            case "often" | "due" | "since":
                self._take(tx, actor, chat, row, tap.argument, value)
            case "send":
                return self._send(tx, actor, chat, row)
            case _:
                stage.bring_down(tx, chat)
        return ""

    def searched(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, text: str) -> None:
        """A part of an area's name."""
        self._ask_area(tx, actor, chat, row, " ".join(text.split()))

    def _next(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> None:
        """The first step that is open; a form that is live keeps its areas and its schedule."""
        tx.add(row)
        is_live = form_version.live(tx, row.form_id) is not None
        if not is_live and row.area_code is None:
            self._ask_area(tx, actor, chat, row)
        elif not is_live and row.cadence is None:
            self._ask(tx, chat, row, "often", [(one, self._word(chat, f"form_{one}")) for one in CADENCES])
        elif not is_live and row.cadence != EVENT and row.due_day is None:
            key = "form_due" if row.cadence == "monthly" else "form_due_after"
            days = [(str(day), self._word(chat, key, day=day)) for day in CADENCES[row.cadence or EVENT].due]
            self._ask(tx, chat, row, "due", days)
        elif not is_live and row.cadence != EVENT and row.since is None:
            options = [(one, self._texts.period(chat.language, one)) for one in _periods(tx, row.cadence)]
            self._ask(tx, chat, row, "since", options)
        else:
            self._confirm(tx, actor, chat, row)

    def _take_area(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, code: str) -> None:
        """Their own area, one in it, or one above it; any other is none of theirs."""
        own = actor.scope(*PUBLISHERS).areas
        is_above = any(code in _upwards(one) for one in own)
        if not proposing.is_known_area(tx, code) or not (is_own(actor, (code,)) or is_above):
            raise Refusal("not_found")
        row.area_code = code
        if form_version.live(tx, row.form_id) is not None:
            terms = form_facts.terms_of(tx, row.form_id)
            row.cadence, row.due_day = terms["cadence"], terms["due_day"] or None
            row.since = _periods(tx, row.cadence)[1] if terms["due_day"] else None
        self._next(tx, actor, chat, row)

    def _take(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, what: str, value: str) -> None:
        number = whole(value)
        match what:
            case "often" if value in CADENCES:
                row.cadence = value
            case "due" if number in CADENCES[row.cadence or EVENT].due:
                row.due_day = number
            case "since" if value in _periods(tx, row.cadence):
                row.since = value
        self._next(tx, actor, chat, row)

    def _ask_area(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, said: str = "") -> None:
        own = actor.scope(*PUBLISHERS).areas
        if said:
            codes = [one.code for one in self._regions.find(tx, said, FOUND, Scope(areas=own))]
        else:
            codes = [*own, *(one.code for code in own if code for one in region.below(tx, code))]
        found = self._named(tx, codes)
        screen = screens.area(self._texts, chat.language, row.id or 0, row.title, found, said)
        self._put(tx, chat, row, screen)

    def _ask_wider(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> None:
        codes = [above for code in actor.scope(*PUBLISHERS).areas for above in _upwards(code)]
        screen = screens.wider(self._texts, chat.language, row.id or 0, row.title, self._named(tx, codes))
        self._put(tx, chat, row, screen)

    def _ask(self, tx: Transaction, chat: Chat, row: FormUpload, asks: str, options: list[tuple[str, str]]) -> None:
        facts = {
            "title": row.title,
            "areas": form_facts.areas(tx, (row.area_code or "",)),
            "cadence": row.cadence or "",
        }
        self._put(tx, chat, row, screens.term(self._texts, chat.language, row.id or 0, facts, asks, options))

    def _confirm(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> None:
        form = form_of(tx, self._library, row)
        live = form_version.live(tx, row.form_id)
        told = form_facts.of_upload(tx, self._library, row, form, chat.language)
        needed = proposing.needs_approval(tx, actor, row)
        may = proposing.approvers(tx, row) if needed else []
        facts = {
            **{key: told[key] for key in ("title", "version", "areas", "terms")},
            "needs": ("approval" if may else "nobody") if needed else "",
            "approver": called(tx, may[0]) if may else "",
            "drafts": draft.count_of_version(tx, live.id or 0) if live else 0,
        }
        can_add = live is not None and not is_known(row.form_id) and "" not in told["areas"]["names"]
        screen = screens.confirm(self._texts, chat.language, row.id or 0, facts, can_add, can_change=live is None)
        self._put(tx, chat, row, screen)

    def _send(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> str:
        """Publishes it, or asks who may say yes. What is not chosen yet is asked for."""
        is_live = form_version.live(tx, row.form_id) is not None
        if not is_live and (row.area_code is None or row.cadence is None or not _is_complete(row)):
            self._next(tx, actor, chat, row)
            return ""
        if proposing.needs_approval(tx, actor, row):
            return self._propose(tx, actor, chat, row)
        try:
            version = proposing.publish(tx, self._library, actor.person_id, row)
        except FormErrors:
            raise Refusal("not_found") from None
        if version is not None:
            facts = form_facts.published(tx, version)
            stage.put(tx, chat, screens.published(self._texts, chat.language, version.id or 0, facts))
        return ""

    def _propose(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> str:
        may = proposing.approvers(tx, row)
        if not may or not form_upload.move(tx, row.id or 0, ("ready",), "proposed", expires_at=tx.now + proposing.TERM):
            self._confirm(tx, actor, chat, row)
            return ""
        tx.refresh(row)
        audit_event.log(tx, actor.person_id, "form.proposed", "form_upload", row.id, form=row.form_id)
        self._approval.ask(tx, actor, row, may)
        self._approval.put_waiting(tx, actor, chat, row)
        return ""

    def _named(self, tx: Transaction, codes: Sequence[str]) -> list[tuple[str, str]]:
        """Each once, with its name; the country has "" for both."""
        once = list(dict.fromkeys(codes))
        names = region_names(tx, [code for code in once if code])
        return [(code, names.get(code, "")) for code in once]

    def _put(self, tx: Transaction, chat: Chat, row: FormUpload, screen: Screen) -> None:
        stage.put(tx, chat, screen, expects=self.EXPECTS, focus={"upload": row.id})

    def _word(self, chat: Chat, key: str, **args: object) -> str:
        return self._texts.word(chat.language, key, **args)


def _is_complete(row: FormUpload) -> bool:
    return row.cadence == EVENT or (row.due_day is not None and row.since is not None)


def _periods(tx: Transaction, cadence: str | None) -> tuple[str, ...]:
    """The period before the running one, on which reports are due now, the running one, and the one after it; none
    where nothing is owed."""
    known: Cadence | None = next((one for one in CADENCES_OF_PERIODS if one == cadence and one != EVENT), None)
    if known is None:
        return ()
    this = containing(known, today(tx.now, WIB))
    return (before(this), this, following(this))


def _upwards(code: str) -> list[str]:
    """The areas above: 13.72.01 -> 13.72, 13, the country."""
    above: list[str] = []
    while code:
        code = code.rpartition(".")[0]
        above.append(code)
    return above

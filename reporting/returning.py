"""Returning a report: which answers are to be mended, why, and how it will read; then it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models.chat import Chat
from models.database import Transaction
from models.submission import Submission
from reporting import stage
from reporting.access import Actor
from reporting.deciding import Deciding, Item
from reporting.inputs import whole
from reporting.privacy import holds_personal_data
from reporting.reports import Report, Reports
from reporting.screens import returning as screens
from reporting.screens.reports import Reader
from reporting.screens.screen import Screen
from reporting.texts import Texts

LONGEST_REASON = 300
EXPECTS = ("return_items", "return_reason")  # what free text means on these pages

# Shows the report after the decision: what became of it is told above.
After = Callable[[Transaction, Actor, Chat, Submission, bool], None]


@dataclass(frozen=True, slots=True)
class Return:
    """A return as it stands in the chat's focus: the numbers of the answers, the page of the list, the reason."""

    picked: tuple[int, ...]
    page: int = 0
    reason: str = ""

    @classmethod
    def of(cls, focus: dict[str, Any]) -> Return | None:
        told = focus.get("return")
        return cls(tuple(told["picked"]), told["page"], told["reason"]) if told else None

    def told(self) -> dict[str, Any]:
        return {"picked": list(self.picked), "page": self.page, "reason": self.reason}


class Returning:
    """Each method is what one tap or one message does; the card of the queue comes back through `after`."""

    def __init__(self, texts: Texts, reports: Reports, deciding: Deciding, after: After) -> None:
        self._texts = texts
        self._reports = reports
        self._deciding = deciding
        self._after = after

    def begin(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission) -> None:
        """Which answers? What was flagged is picked already."""
        report = self._reports.read(tx, row, chat.language)
        self._items(tx, actor, chat, report, Return(tuple(one.number for one in report.odd)))

    def tapped(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, what: str, number: int) -> bool:
        """A tap on these pages; False for one that is none of theirs."""
        told = Return.of(chat.focus or {})
        if told is None:
            return False
        report = self._reports.read(tx, row, chat.language)
        match what:
            case "pick" | "drop":
                self._items(tx, actor, chat, report, _picked(told, number, what == "pick"))
            case "items":
                self._items(tx, actor, chat, report, replace(told, page=number))
            case "why":
                self._why(tx, actor, chat, report, told)
            case "because" if number < len(screens.REASONS):
                reason = self._texts.word(chat.language, screens.REASONS[number])
                self._preview(tx, actor, chat, report, replace(told, reason=reason))
            case "give_back" if told.reason:
                self._send(tx, actor, chat, report, told)
            case _:
                return False
        return True

    def typed(self, tx: Transaction, actor: Actor, chat: Chat, row: Submission, text: str) -> bool:
        """Numbers of answers, or the reason. Returns whether the message holds personal data and must go."""
        told = Return.of(chat.focus or {}) or Return(())
        report = self._reports.read(tx, row, chat.language)
        numbers = _numbers(text) if chat.expects == EXPECTS[0] else []
        reason = " ".join(text.split())
        if numbers:
            known = {line.number for line in report.lines}
            wanted = [one for one in numbers if one in known and one not in told.picked]
            self._items(tx, actor, chat, report, replace(told, picked=(*told.picked, *wanted)))
            return False
        is_personal = holds_personal_data(reason)
        if is_personal or len(reason) > LONGEST_REASON:
            self._why(tx, actor, chat, report, told, "personal_data" if is_personal else "too_long")
        else:
            self._preview(tx, actor, chat, report, replace(told, reason=reason))
        return is_personal

    def _items(self, tx: Transaction, actor: Actor, chat: Chat, report: Report, told: Return) -> None:
        screen = screens.items(self._reader(actor, chat), report, told.picked, told.page)
        self._keep(tx, chat, report, told, screen, EXPECTS[0])

    def _why(self, tx: Transaction, actor: Actor, chat: Chat, report: Report, told: Return, problem: str = "") -> None:
        screen = screens.why(self._reader(actor, chat), report, told.picked, problem)
        self._keep(tx, chat, report, told, screen, EXPECTS[1])

    def _preview(self, tx: Transaction, actor: Actor, chat: Chat, report: Report, told: Return) -> None:
        screen = screens.preview(self._reader(actor, chat), report, told.picked, told.reason, actor.address)
        self._keep(tx, chat, report, told, screen, EXPECTS[1])

    def _send(self, tx: Transaction, actor: Actor, chat: Chat, report: Report, told: Return) -> None:
        lines = {line.number: line for line in report.lines}
        picked = [lines[number] for number in sorted(told.picked) if number in lines]
        items = [Item(line.path, line.number, line.short.rstrip("?")) for line in picked]
        done = self._deciding.give_back(tx, actor, report.row, told.reason, items) is not None
        self._after(tx, actor, chat, report.row, done)

    def _keep(self, tx: Transaction, chat: Chat, report: Report, told: Return, screen: Screen, expects: str) -> None:
        skipped = (chat.focus or {}).get("skipped", [])
        focus = {"submission": report.row.id, "skipped": skipped, "return": told.told()}
        stage.put(tx, chat, screen, expects=expects, focus=focus)

    def _reader(self, actor: Actor, chat: Chat) -> Reader:
        return Reader(self._texts, chat.language, actor.zone)


def _picked(told: Return, number: int, is_on: bool) -> Return:
    rest = tuple(one for one in told.picked if one != number)
    return replace(told, picked=(*rest, number) if is_on else rest)


def _numbers(text: str) -> list[int]:
    """The numbers that the text is made of: "12, 23", "12 dan 23"; none where there is more in it."""
    words = text.replace(",", " ").replace(";", " ").replace(".", " ").split()
    found = [whole(word) for word in words if word.casefold() not in ("dan", "and", "no", "nomor", "isian")]
    return [one for one in found if one is not None] if found and None not in found else []

"""Looking over: the page before sending, and what a correction changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import forms
from forms.draft import Draft
from forms.prompt import Line
from models import draft as drafts
from models import review
from models.database import Transaction
from models.draft import Draft as DraftRow
from models.submission import Submission
from reporting.checks import odd_lines
from reporting.filling.changes import differing
from reporting.library import Library
from reporting.lines import lines_of
from reporting.notices import called
from reporting.programme import stock_values
from reporting.screens.correction import Mending, correction
from reporting.screens.review import Standing, review_page
from reporting.screens.screen import Screen
from reporting.texts import Texts


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is shown, and what is told above it: the `change` or the `echo` of the last answer. `page` None is the
    first of a report, the changes of a correction."""

    page: int | None = None
    echo: dict[str, Any] | None = None
    change: dict[str, Any] | None = None


class LookingOver:
    """Reads a draft as it will be sent."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._library = library
        self._texts = texts

    def screen(self, tx: Transaction, row: DraftRow, draft: Draft, facts: dict[str, Any], page: Page) -> Screen:
        """The page asked for. `facts`: form title, kampung, period, zone, address, language, moved."""
        standing = self.standing(tx, row, draft)
        language = str(facts["language"])
        told = {**facts, "echo": page.echo, "change": page.change}
        if row.corrects_id is not None:
            mending = self.mending(tx, row, standing.lines)
            if page.page is None and (mending.changes or mending.unchanged):
                return correction(self._texts, language, told, standing, mending)
            told["reason"] = mending.reason
        return review_page(self._texts, language, told, standing, page.page or 0)

    def standing(self, tx: Transaction, row: DraftRow, draft: Draft) -> Standing:
        """How the report stands. Of a correction only the figures that it changes can be odd: what was sent once was
        looked at."""
        form = self._library.of_version(tx, row.form_version_id)
        lines = lines_of(form, draft)
        found = forms.standing(form, draft, tx.now)
        odd = odd_lines(lines, stock_values(draft.context.get("last", {})))
        if row.corrects_id is not None:
            changed = {one["path"] for one in self.mending(tx, row, lines).changes}
            odd = tuple(one for one in odd if one.path in changed)
        return Standing(lines, odd, found.violations, found.waiting, row.corrects_id is not None)

    def mending(self, tx: Transaction, row: DraftRow, lines: tuple[Line, ...]) -> Mending:
        """What the correction was asked for, and what of it is done."""
        sent = tx.get_one(Submission, row.corrects_id)
        changes = differing(self.origin(tx, sent), lines)
        changed = {one["path"] for one in changes}
        decision = review.last(tx, sent.id or 0)
        wanted = [line for line in lines if line.path in (row.asked_again or ())]
        return Mending(
            number=sent.number,
            reason=decision.reason if decision else "",
            who=called(tx, decision.person_id) if decision else "",
            changes=tuple(changes),
            unchanged=tuple(line for line in wanted if line.path not in changed),
            is_returned=sent.review_state == "has_issues",
        )

    def origin(self, tx: Transaction, sent: Submission) -> tuple[Line, ...]:
        """The answers as they were sent."""
        found = drafts.of_instance(tx, sent.instance_id)
        if found is None or not found.data:
            return ()
        return lines_of(self._library.of_version(tx, sent.form_version_id), Draft.from_json(found.data))

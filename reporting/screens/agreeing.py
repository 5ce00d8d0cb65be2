"""The cards of the privacy notice after enrolment. Taps begin with `p`."""

from __future__ import annotations

from collections.abc import Sequence

from forms.mandate import Mandate
from reporting import notice
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

AGAIN = "notice"  # what the chat expects while a new version is up


def again(texts: Texts, language: str, address: str, back: Rows) -> Screen:
    """A new version, at a quiet moment; `back` is the row that leads to the report that was open."""
    rows = (
        (_button(texts, language, "understood", "p:*:understood"),),
        (_button(texts, language, "read_all", "p::notice"), _button(texts, language, "not_now", "p::not_now")),
        *back,
    )
    return Screen("privacy/notice_again", {"address": address}, rows, bar="menu")


def current(texts: Texts, language: str, standing: dict[str, str], is_agreed: bool) -> Screen:
    """The notice in full, as it is now, and when the person read it."""
    agree = () if is_agreed else ((_button(texts, language, "understood", "p:*:understood"),),)
    rows = (
        *agree,
        (_button(texts, language, "why_data", "p::why"),),
        (_button(texts, language, "withdraw_consent", "p::withdraw"),),
        (_button(texts, language, "own_back", "p::open"),),
    )
    lead = {"text": "privacy/notice_standing", "args": standing}
    return Screen(notice.FULL, notice.facts(), rows, lead=lead, bar="menu")


def why(texts: Texts, language: str, told: Sequence[tuple[str, Mandate]], page: int) -> Screen:
    """What a form's answers are for: one form a page, by title; without any it says so."""
    back = (_button(texts, language, "own_back", "p::open"),)
    if not told:
        return Screen("privacy/why_none", {}, (back,), bar="menu")
    at = page % len(told)
    title, mandate = told[at]
    facts = {
        "title": title, "purpose": mandate.purpose_in(language), "basis": mandate.legal_basis,
        "months": mandate.months, "number": at + 1, "count": len(told),
    }  # fmt: skip
    turn = ((_button(texts, language, "next_form", f"p::why:{at + 1}"),),) if len(told) > 1 else ()
    return Screen("privacy/why", facts, (*turn, back), bar="menu")


def withdraw(texts: Texts, language: str, drafts: int, reports: int) -> Screen:
    """What it means; the safe choice first."""
    rows = (
        (_button(texts, language, "keep_account", "p::open"),),
        (_button(texts, language, "withdraw_now", "p:*:withdraw_now"),),
    )
    return Screen("privacy/withdraw", {"drafts": drafts, "reports": reports}, rows, bar="menu")


def withdrawn(texts: Texts, language: str, address: str) -> Screen:
    """All that is open to somebody who withdrew: the notice, the way back in, and the way out."""
    rows = (
        (_button(texts, language, "consent_again", "p:*:again"),),
        (_button(texts, language, "own_close", "p:*:go"),),
    )
    return Screen("privacy/withdrawn", {"address": address}, rows)


def leave(texts: Texts, language: str, reports: int) -> Screen:
    """The account of somebody who withdrew is to be closed: asked once more."""
    rows = (
        (_button(texts, language, "keep_account", "p:*:stay"),),
        (_button(texts, language, "close_account", "p:*:gone"),),
    )
    return Screen("privacy/close", {"drafts": 0, "reports": reports}, rows)


def _button(texts: Texts, language: str, key: str, tap: str) -> Button:
    return Button(texts.word(language, key), tap)

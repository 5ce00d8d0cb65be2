"""The pages of /privasi. Taps begin with `p`."""

from __future__ import annotations

from typing import Any

from models.chat import Chat
from reporting import way_back
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

ON, OFF = "✅", "⬜"


class Pages:
    """`language` is the reader's; `draft_id` the report that was open before, 0 for none."""

    def __init__(self, texts: Texts, language: str, draft_id: int = 0) -> None:
        self._texts = texts
        self._language = language
        self._draft_id = draft_id

    def page(self, address: str, is_shared: bool) -> Screen:
        """What a person may know and do about their own data."""
        rows = (
            (self._button("own_data", "p::data"), self._button("own_copy", "p::copy")),
            (self._button("own_fix", "p::fix"), self._button("own_close", "p::close")),
            (self._button("own_clean", "p::clean"), self._button("notice_page", "p::notice")),
            (self._button("shared_phone", "p::shared", state=ON if is_shared else OFF),),
            *self._ways(),
        )
        return Screen("privacy/page", {"address": address}, rows, bar="menu")

    def own(self, facts: dict[str, Any]) -> Screen:
        rows = ((self._button("own_copy", "p::copy"), self._button("own_fix", "p::fix")), self._back())
        return Screen("privacy/own", facts, rows, bar="menu")

    def copied(self) -> Screen:
        return Screen("privacy/copied", {}, (self._back(), *self._ways()), is_fresh=True, bar="menu")

    def fix(self, problem: str) -> Screen:
        """What is to be put right? `problem`: "too_long"."""
        return Screen("privacy/fix", {"problem": problem}, (self._back(),), bar="menu")

    def clean(self) -> Screen:
        """Asked before the messages of two days go; the safe choice first."""
        rows = ((self._button("keep_account", "p::open"),), (self._button("clean_now", "p:*:clean_now"),))
        return Screen("privacy/clean", {}, rows, bar="menu")

    def cleaned(self, count: int) -> Screen:
        return Screen("privacy/cleaned", {"count": count}, self._ways(), is_fresh=True, bar="menu")

    def close(self, drafts: int, reports: int) -> Screen:
        """Asked before an account is closed; the safe choice first."""
        rows = ((self._button("keep_account", "p::open"),), (self._button("close_account", "p:*:close_now"),))
        return Screen("privacy/close", {"drafts": drafts, "reports": reports}, rows, bar="menu")

    def shared(self, is_shared: bool) -> Screen:
        """What changes on a phone that others use too."""
        switch = self._button("shared_off" if is_shared else "shared_on", "p:*:off" if is_shared else "p:*:on")
        return Screen("privacy/shared", {"is_shared": is_shared}, ((switch,), self._back()), bar="menu")

    def new_pin(self, problem: str) -> Screen:
        """`problem`: "shape" for what is no PIN, "different" when it was not the same twice, "again" to repeat it."""
        return Screen("privacy/new_pin", {"problem": problem}, (self._back(),), bar="menu")

    def ask_pin(self, problem: str, until: str, zone: str) -> Screen:
        """`problem`: "lost" after a message that was not stored, "wrong", or "too_many" with the ISO moment until
        which no other is looked at."""
        rows = ((self._button("forgot_pin", "p::forgot"),),)
        return Screen("privacy/ask_pin", {"problem": problem, "until": until, "zone": zone}, rows)

    def _ways(self) -> Rows:
        """Back to the report, if one was open, and the menu."""
        menu = (self._button("menu", "m::menu"),)
        return (*way_back.row(self._texts, self._language, self._draft_id), menu)

    def _back(self) -> tuple[Button, ...]:
        return (self._button("own_back", "p::open"),)

    def _button(self, key: str, tap: str, **args: Any) -> Button:
        return Button(self._texts.word(self._language, key, **args), tap)


def pages(texts: Texts, chat: Chat) -> Pages:
    """The pages in the language of the chat, each with the way back to the report that was open."""
    return Pages(texts, chat.language, way_back.in_hand(chat))


def opened(html: str, rows: Rows) -> Screen:
    """What waited behind a discreet message."""
    return Screen("privacy/opened", {"html": html}, rows, is_fresh=True, bar="menu")

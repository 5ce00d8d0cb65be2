"""Showing: brings a chat to what its row says. The only place that sends and edits replies."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from handlers.enclosing import Draw, Enclosing
from handlers.profile import set_commands
from reporting import group_registry, hinting, stage
from reporting.bars import OFF
from reporting.inputs import Sender
from reporting.screens.screen import Button, Screen
from reporting.stage import ToShow
from reporting.texts import Texts

log = logging.getLogger(__name__)
Case = Callable[..., Awaitable[Any]]

# The one-row bar of each role: keys of `templates/<lang>/words/`, in order.
BARS = {
    "plkb": ("bar_report", "bar_reports", "bar_menu"),
    "pokja": ("bar_report", "bar_reports", "bar_menu"),
    "ppkbd": ("bar_report", "bar_reports", "bar_menu"),
    "tpk": ("bar_report", "bar_reports", "bar_menu"),
    "opd": ("bar_report", "bar_reports", "bar_menu"),
    "koordinator": ("bar_summary", "bar_queue", "bar_menu"),
    "dppkb": ("bar_summary", "bar_queue", "bar_menu"),
    "kader": ("bar_ask", "bar_answers", "bar_menu"),
    "viewer": ("bar_summary", "bar_menu"),
    "kurator": ("bar_menu",),
    "administrator": ("bar_menu",),
    "location": ("bar_location", "bar_menu"),
    "contact": ("bar_contact",),
}


class Show:
    """`run` and `look` are the ways into the database, `draw` makes sheets of pictures. Safe to call at any time,
    for any chat, by anyone."""

    def __init__(self, bot: Bot, texts: Texts, run: Case, look: Case, draw: Draw) -> None:
        self._bot = bot
        self._texts = texts
        self._run = run
        self._look = look
        self._enclosing = Enclosing(bot, run, look, draw)
        self._enclosed: dict[int, int] = {}  # revisions whose pictures are up, though their card could not be sent yet
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)  # one a chat, as long as we run
        self._refused: dict[int, int] = {}  # revisions that Telegram will never take; the next one is tried again

    async def __call__(self, chat_id: int) -> None:
        """Shows what the chat should show, if it is behind. What fails now is shown by the next sweep."""
        async with self._locks[chat_id]:
            told = await self._look(stage.to_show, chat_id)
            if told is not None and self._refused.get(chat_id) != told.revision:
                await self._tell(told)

    async def unless_question(self, chat_id: int) -> None:
        """The same, but a question stays unsaid for now, unless something else is said with it."""
        told = await self._look(stage.to_show, chat_id)
        if told is not None and (told.asks is None or told.screen.above or told.screen.lead):
            await self(chat_id)

    async def others(self) -> None:
        """Shows at once the chats of others that a push has changed too (a role that ended, a number vouched for); what
        fails is shown by the next sweep. Questions are left to whoever answers them."""
        for chat_id in await self._look(stage.waiting, self._bot.id):
            await self.unless_question(chat_id)

    async def behind(self) -> None:
        """Shows every chat that is behind: after a crash, a failed send, a flood pause or an outage; or with a hint."""
        for chat_id in await self._look(hinting.due, self._bot.id):
            await self._run(hinting.hint, self._bot.id, chat_id)
        for chat_id in await self._look(stage.waiting, self._bot.id):
            try:
                await self(chat_id)
            except Exception:  # one chat that can't be shown must not keep the others waiting
                log.exception("chat %s can't be shown", chat_id)

    async def apologise(self, chat_id: int) -> None:
        """Says once that a message could not be handled; the card stays as it is."""
        language = await self._look(stage.language, chat_id)
        await self._bot.send_message(chat_id, self._texts.render(language, "refusals/apology"))

    async def answer(self, callback: CallbackQuery, sender: Sender, toast: str) -> None:
        """Ends a tap: its toast, then the card."""
        await self.toast(callback, sender, toast)
        await self(sender.chat_id)

    async def toast(self, callback: CallbackQuery, sender: Sender, toast: str) -> None:
        """Ends a tap, with a short line that fades."""
        try:
            await callback.answer(toast or None)
        except TelegramBadRequest as error:
            log.info("a tap in chat %s could not be answered: %s", sender.chat_id, error.message)

    async def _tell(self, told: ToShow) -> None:
        try:
            message_id, is_new, *beside = await self._bring(told)
        except TelegramForbiddenError:
            await self._run(stage.blocked, self._bot.id, told.chat_id)
            return
        except TelegramMigrateToChat as error:  # the next sweep shows it there
            await self._run(group_registry.moved, told.chat_id, error.migrate_to_chat_id)
            return
        except TelegramBadRequest as error:
            log.error("chat %s: Telegram refuses %s: %s", told.chat_id, told.screen.text, error.message)
            self._refused[told.chat_id] = told.revision
            return
        except TelegramAPIError as error:
            log.warning("chat %s stays behind: %s", told.chat_id, type(error).__name__)
            return
        if told.new_commands:
            told = await self._command(told)
        await self._run(stage.shown, self._bot.id, told, message_id, *beside)
        if is_new and told.card_message_id:
            await self._retire(told, told.card_message_id)
        await self._notice(told)

    async def _bring(self, told: ToShow) -> tuple[int, bool, *tuple[int, ...]]:
        """Edits the card in place while it is the last message; otherwise posts it anew. Told are the card, whether it
        is new, and what was posted beside it."""
        text, keyboard = self._text(told), _keyboard(told.screen)
        protects = told.screen.is_protected
        card = told.card_message_id
        if card and card == told.last_message_id and not told.screen.is_fresh and not told.new_bar:
            try:
                await self._bot.edit_message_text(text, chat_id=told.chat_id, message_id=card, reply_markup=keyboard)
                return card, False
            except TelegramBadRequest as error:
                if "message is not modified" in error.message:
                    return card, False
        if told.new_bar:
            line = self._texts.render(told.language, f"bars/{told.new_bar.partition('-')[0]}")
            await self._bot.send_message(told.chat_id, line, reply_markup=self._bar(told))
        beside: list[int] = []
        if told.screen.photo:
            photo = await self._bot.send_photo(told.chat_id, told.screen.photo, protect_content=protects)
            beside.append(photo.message_id)
        beside += await self._enclose(told)
        if told.screen.above:
            line = self._texts.render(told.language, told.screen.above["text"], **told.screen.above["args"])
            above = await self._bot.send_message(told.chat_id, line)
            beside.append(above.message_id)
        message = await self._bot.send_message(told.chat_id, text, reply_markup=keyboard, protect_content=protects)
        return message.message_id, True, *beside

    async def _enclose(self, told: ToShow) -> list[int]:
        """Pictures and sounds of the question, once: not again when its card has to be sent once more."""
        screen = told.screen
        if not screen.media or screen.has_media_up or self._enclosed.get(told.chat_id) == told.revision:
            return []
        self._enclosed[told.chat_id] = told.revision
        return await self._enclosing.send(told.chat_id, screen.media, screen.is_protected)

    def _text(self, told: ToShow) -> str:
        screen = replace(told.screen, text=self._texts.discreet(told.screen.text)) if told.is_shared else told.screen
        text = self._texts.screen(told.language, screen)
        if not told.address:
            return text
        return f"{self._texts.render(told.language, 'filling/late', address=told.address)}\n\n{text}"

    async def _notice(self, told: ToShow) -> None:
        """A thumb on each message that was taken before its question was seen: nothing is lost."""
        for message_id in told.noticed:
            try:
                await self._bot.set_message_reaction(told.chat_id, message_id, [ReactionTypeEmoji(emoji="👍")])
            except TelegramAPIError as error:
                log.debug("a message in chat %s got no thumb: %s", told.chat_id, type(error).__name__)

    async def _retire(self, told: ToShow, card: int) -> None:
        """The card before becomes one line, or loses its buttons; if it can't be changed, old taps are refused."""
        leaves = told.screen.leaves
        try:
            if told.is_shared and not leaves:
                line = self._texts.render(told.language, "privacy/left")
                await self._bot.edit_message_text(line, chat_id=told.chat_id, message_id=card)
            elif leaves:
                name = self._texts.discreet(leaves["text"]) if told.is_shared else leaves["text"]
                line, left = self._texts.render(told.language, name, **leaves["args"]), _left(leaves)
                await self._bot.edit_message_text(line, chat_id=told.chat_id, message_id=card, reply_markup=left)
            else:
                await self._bot.edit_message_reply_markup(chat_id=told.chat_id, message_id=card)
        except TelegramAPIError as error:
            log.debug("an old card in chat %s stays: %s", told.chat_id, type(error).__name__)

    async def _command(self, told: ToShow) -> ToShow:
        """The list of commands of the person's role, for this chat alone. What fails is set with the next card."""
        try:
            await set_commands(self._bot, self._texts, told.chat_id, told.new_commands)
        except TelegramAPIError as error:
            log.info("chat %s keeps its commands: %s", told.chat_id, type(error).__name__)
            return replace(told, new_commands="")
        return told

    def _bar(self, told: ToShow) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
        if told.new_bar == OFF:
            return ReplyKeyboardRemove()

        def key(name: str) -> KeyboardButton:
            return KeyboardButton(
                text=self._texts.word(told.language, name),
                request_location=name == "bar_location" or None,
                request_contact=name == "bar_contact" or None,
            )

        row = [key(name) for name in BARS[told.new_bar.partition("-")[0]]]
        return ReplyKeyboardMarkup(keyboard=[row], resize_keyboard=True, is_persistent=True)


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_key(button) for button in row] for row in screen.rows])


def _left(leaves: dict[str, Any]) -> InlineKeyboardMarkup | None:
    """The buttons that stay below the line a card becomes: they only open something, or have their effect once."""
    rows = [
        [InlineKeyboardButton(text=label, callback_data=tap) for label, tap in row] for row in leaves.get("rows", ())
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _key(button: Button) -> InlineKeyboardButton:
    if button.copy:
        return InlineKeyboardButton(text=button.label, copy_text=CopyTextButton(text=button.copy))
    if button.url:
        return InlineKeyboardButton(text=button.label, url=button.url)
    return InlineKeyboardButton(text=button.label, callback_data=button.tap)


class Held:
    """Shows as `Show` does, but leaves questions out: more messages of the same person are on their way."""

    def __init__(self, show: Show) -> None:
        self._show = show

    async def __call__(self, chat_id: int) -> None:
        await self._show.unless_question(chat_id)

    async def others(self) -> None:
        await self._show.others()

    async def answer(self, callback: CallbackQuery, sender: Sender, toast: str) -> None:
        """Ends a tap: its toast, then the card if it is no question."""
        await self._show.toast(callback, sender, toast)
        await self(sender.chat_id)

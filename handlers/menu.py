"""Menus, settings, help, and whatever nobody else understood."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Named, Said, Tapped
from handlers.show import Show
from reporting.inputs import Sender, Tap
from reporting.menus import Menus


def router() -> Router:
    routes = Router(name="menu")
    routes.message.register(home, Named("menu", "batal"))
    routes.message.register(home, Said("bar_menu", "menu", "word_menu"))
    routes.message.register(settings, Named("settings", "atur"))
    routes.message.register(help_, Named("help", "bantuan"))
    routes.callback_query.register(chosen, Tapped("m"))
    return routes


def fallback() -> Router:
    """The last router: nobody else understood."""
    routes = Router(name="menu.fallback")
    routes.message.register(lost)
    return routes


async def home(message: Message, sender: Sender, menus: Menus, use: Any, show: Show) -> None:
    await use(menus.home, sender)
    await show(sender.chat_id)


async def settings(message: Message, sender: Sender, menus: Menus, use: Any, show: Show) -> None:
    await use(menus.settings, sender)
    await show(sender.chat_id)


async def help_(message: Message, sender: Sender, menus: Menus, use: Any, show: Show) -> None:
    await use(menus.help, sender)
    await show(sender.chat_id)


async def chosen(callback: CallbackQuery, tap: Tap, sender: Sender, menus: Menus, use: Any, show: Show) -> None:
    toast = await use(menus.chosen, sender, tap)
    await show.answer(callback, sender, toast)


async def lost(message: Message, sender: Sender, menus: Menus, use: Any, show: Show) -> None:
    await use(menus.lost, sender)
    await show(sender.chat_id)

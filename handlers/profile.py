"""What Telegram shows of the bot itself: descriptions for whoever opens it, and the commands of each role."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat

from reporting.bars import NONE
from reporting.texts import LANGUAGES, Texts

STRANGER = "stranger"
# In the order they are listed. /settings and /help keep their English names: Telegram's profile page looks for them.
_OFFICER = ("lapor", "draf", "laporan", "tanya", "settings", "help")
_COORDINATOR = ("ringkasan", "periksa", "belum", "jadwal", "angka", "rekap", "tiket", "formulir", "settings", "help")
COMMANDS = {
    STRANGER: ("start", "help"),
    "plkb": _OFFICER,
    "pokja": _OFFICER,
    "ppkbd": _OFFICER,
    "tpk": ("lapor", "keluarga", "draf", "laporan", "tanya", "settings", "help"),
    "opd": ("lapor", "angka", "draf", "laporan", "tanya", "settings", "help"),
    "koordinator": _COORDINATOR,
    "dppkb": _COORDINATOR,
    "kader": ("tanya", "tiket", "lapor", "settings", "help"),
    "viewer": ("ringkasan", "angka", "rekap", "tanya", "settings", "help"),
    "kurator": ("tanya", "settings", "help"),
    "administrator": ("tanya", "formulir", "settings", "help"),
}
# What a command is called where a role means something else by it.
OWN_WORDS = {
    ("koordinator", "tiket"): "command_tiket_koordinator",
    ("dppkb", "tiket"): "command_tiket_koordinator",
    ("opd", "angka"): "command_angka_opd",
}


async def introduce(bot: Bot, texts: Texts) -> None:
    """Sets the profile at start. Indonesian is what every language without its own texts sees."""
    for language in LANGUAGES:
        code = None if language == LANGUAGES[0] else language
        await bot.set_my_commands(commands(texts, STRANGER, language), language_code=code)
        await bot.set_my_commands(group_commands(texts, language), BotCommandScopeAllGroupChats(), language_code=code)
        await bot.set_my_description(texts.word(language, "bot_description"), language_code=code)
        await bot.set_my_short_description(texts.word(language, "bot_short_description"), language_code=code)


def group_commands(texts: Texts, language: str) -> list[BotCommand]:
    """All that there is to do in a group."""
    return [BotCommand(command="grup", description=texts.word(language, "command_grup"))]


async def set_commands(bot: Bot, texts: Texts, chat_id: int, wanted: str) -> None:
    """The commands of a role in one chat, as in "plkb-id"; "none" leaves those of strangers."""
    scope = BotCommandScopeChat(chat_id=chat_id)
    if wanted == NONE:
        await bot.delete_my_commands(scope=scope)
        return
    role, _, language = wanted.partition("-")
    await bot.set_my_commands(commands(texts, role, language), scope=scope)


def commands(texts: Texts, role: str, language: str) -> list[BotCommand]:
    """Each with its description; a role may have one of its own for a command."""
    keys = {name: OWN_WORDS.get((role, name), f"command_{name}") for name in COMMANDS[role]}
    return [BotCommand(command=name, description=texts.word(language, key)) for name, key in keys.items()]

"""What Telegram shows of the bot before anyone speaks: descriptions and the commands of strangers, per language."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BotCommand

from reporting.texts import LANGUAGES, Texts

COMMANDS = ("start", "lapor", "laporan", "periksa", "belum", "ringkasan", "tanya", "tiket", "settings", "help")


async def introduce(bot: Bot, texts: Texts) -> None:
    """Sets the profile. Indonesian is what every language without its own texts sees."""
    for language in LANGUAGES:
        code = None if language == LANGUAGES[0] else language
        commands = [BotCommand(command=c, description=texts.word(language, f"command_{c}")) for c in COMMANDS]
        await bot.set_my_commands(commands, language_code=code)
        await bot.set_my_description(texts.word(language, "bot_description"), language_code=code)
        await bot.set_my_short_description(texts.word(language, "bot_short_description"), language_code=code)

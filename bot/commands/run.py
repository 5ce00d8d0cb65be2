"""`kabar run`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio

import typer

from bot.commands import ConfigFile, Failure

app = typer.Typer()


@app.command()
def run(
    config: ConfigFile = None,
) -> None:
    """Run the bot on Telegram, or on any Bot API server: polling or webhook, clock, courier."""
    from bot import logs
    from bot.config import ConfigError, load, require_token

    try:
        settings = load(config)
        token = require_token(settings)
        logs.set_up(
            settings.log.level, settings.log.format, (token, settings.telegram.webhook_secret.get_secret_value())
        )
        _serve(settings)
    except ConfigError as error:
        raise Failure(2, *error.lines) from None


def _serve(settings) -> None:
    from aiogram.exceptions import TelegramAPIError

    from bot import app as application
    from bot.conversation import build
    from models.database import DatabaseError, reason

    try:
        asyncio.run(application.run(settings, build))
    except DatabaseError as error:
        raise Failure(2, f"database.url: {reason(error)}; `kabar check` tells more") from None
    except ValueError as error:
        raise Failure(2, f"database.url: {error}") from None
    except TelegramAPIError as error:
        raise Failure(2, f"telegram: {error.message}") from None

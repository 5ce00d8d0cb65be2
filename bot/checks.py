"""What `kabar check` looks at. Each check gives its findings; none stops at the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from jinja2 import Environment, TemplateSyntaxError

from bot.account import UNKNOWN_TOKEN, make_bot
from bot.clock import SystemClock
from bot.config import Config, ConfigError, require_token
from forms.check import check
from forms.problems import FormProblem
from models.database import Database
from reporting import calendar_files
from reporting.texts import LANGUAGES, templates_folder

TEMPLATE = "*.html.j2"


@dataclass(frozen=True, slots=True)
class Finding:
    """`where` names the key, cell or file; `what` is wrong there; `fix` is what to do."""

    where: str
    what: str
    fix: str


def from_config(error: ConfigError) -> list[Finding]:
    """The lines of a configuration error, taken apart."""
    return [_from_line(line) for line in error.lines]


def database(config: Config) -> list[Finding]:
    try:
        made = Database(config.database.url.get_secret_value())
    except ValueError as error:
        return [Finding("database.url", str(error), "see config.example.toml")]
    try:
        return [Finding("database.url", what, fix) for what, fix in made.problems()]
    finally:
        made.close()


def calendar(config: Config) -> list[Finding]:
    """Whether the days off of this year are known, and from October on those of the next."""
    if database(config):
        return []
    made = Database(config.database.url.get_secret_value())
    try:
        with made.reading(SystemClock().now()) as tx:
            lacking = calendar_files.gaps(tx)
    finally:
        made.close()
    fix = "`kabar calendar draft YEAR > FILE`, correct it after the decree, `kabar calendar import FILE`"
    return [Finding("calendar", what, fix) for what in lacking]


def programme_forms() -> list[Finding]:
    """The forms that come with Kabar, as `kabar form check` sees them; errors only."""
    found = []
    for path in sorted((templates_folder() / "forms").glob("*.md")):
        problems = check(path.read_bytes(), path.name)
        found += [_from_form(path, problem) for problem in problems if problem.severity == "error"]
    return found


def templates() -> list[Finding]:
    """Every message template must parse, and exist in every language."""
    folder = templates_folder()
    names = {language: _names(folder / language) for language in LANGUAGES}
    known = set().union(*names.values())
    missing = [
        Finding(f"templates/{language}/{name}", "missing", "write it, or remove it from the other language")
        for language in LANGUAGES
        for name in sorted(known - names[language])
    ]
    broken = [fault for language in LANGUAGES for fault in _unparsable(folder / language)]
    return missing + broken


async def account(config: Config) -> list[Finding]:
    """Does Telegram know the token, and does nothing else take its updates?"""
    try:
        bot = make_bot(require_token(config), config.telegram.api_base)
    except ConfigError as error:
        return from_config(error)
    try:
        await bot.me()
        return await _webhook(bot, config)
    except (TelegramUnauthorizedError, TelegramNotFound):
        return [_from_line(UNKNOWN_TOKEN)]
    except AiogramError as error:
        return [
            Finding("telegram.api_base", f"no answer ({type(error).__name__})", "check the address and the network")
        ]
    finally:
        await bot.session.close()


async def _webhook(bot: Bot, config: Config) -> list[Finding]:
    info = await bot.get_webhook_info()
    if config.telegram.mode == "polling" and info.url:
        fix = 'start `kabar run`, which removes it, or set telegram.mode = "webhook"'
        return [Finding("telegram.mode", "a webhook is set, so polling gets nothing", fix)]
    if config.telegram.mode == "webhook" and info.url not in ("", config.telegram.webhook_url):
        fix = "make sure that no other program uses this token; `kabar run` sets ours"
        return [Finding("telegram.webhook_url", "Telegram calls another address", fix)]
    if info.last_error_message and info.pending_update_count:
        fix = "make sure that your proxy passes telegram.webhook_url on to telegram.listen"
        return [Finding("telegram.webhook_url", f"Telegram says: {info.last_error_message}", fix)]
    return []


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob(TEMPLATE)}


def _unparsable(folder: Path) -> Iterator[Finding]:
    environment = Environment(autoescape=True)
    for path in sorted(folder.rglob(TEMPLATE)):
        try:
            environment.parse(path.read_text("utf-8"))
        except TemplateSyntaxError as error:
            yield Finding(f"{path}:{error.lineno}", str(error.message), "correct the template")


def _from_form(path: Path, problem: FormProblem) -> Finding:
    cell = f"{path.name} {problem.sheet} row {problem.row} {problem.column}".rstrip()
    return Finding(cell, problem.message, problem.advice)


def _from_line(line: str) -> Finding:
    where, _, rest = line.partition(": ")
    what, _, fix = rest.partition("; ")
    return Finding(where, what, fix or what)

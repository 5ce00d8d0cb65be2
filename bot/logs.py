"""Logging. The bot's token is cut out of every line, wherever it comes from: message, arguments or an error's text.

httpx logs each address at INFO, and Telegram's addresses contain the token; so it and aiohttp speak from WARNING on.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

# The shape of a token (Bot API, "Authorizing your bot"), plain or percent-encoded, whoever's it is.
_TOKEN = re.compile(r"\d{5,20}(?::|%3A)[A-Za-z0-9_-]{20,}")
_LOUD = ("httpx", "httpcore", "aiohttp", "aiogram", "apscheduler", "telegram", "asyncio", "alembic")


def set_up(level: str, form: str, secrets: tuple[str, ...]) -> None:
    """Sends everything from `level` on to stderr, as "text" or "json", without any of the secrets."""
    inner = JsonFormatter() if form == "json" else TextFormatter()
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(inner, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # It logs each 429 with its traceback; the courier handles it and says so in one line.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)


def redact(text: str, secrets: tuple[str, ...] = ()) -> str:
    """The text without the given secrets and without anything that looks like a token."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "<secret>").replace(secret.replace(":", "%3A"), "<secret>")
    return _TOKEN.sub("<token>", text)


def anatomy(error: BaseException) -> str:
    """What an error is and where it came from, without its text: an error's text may quote an answer or a name."""
    chain = []
    current: BaseException | None = error
    while current is not None and len(chain) < 4:
        chain.append(f"{type(current).__name__} at {_place(current.__traceback__)}")
        current = current.__cause__ or current.__context__
    return " <- ".join(chain)


class Redacting(logging.Formatter):
    """Cleans the finished line, so nothing that a formatter adds (a traceback) slips through."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record), self._secrets)


def bare(error: BaseException) -> str:
    """A traceback without the texts of its errors: they may quote an answer, a name or a row of the database."""
    told = traceback.TracebackException.from_exception(error, lookup_lines=False)
    lines = []
    for line in _chain(told):
        lines += ["Traceback (most recent call last):", *(part.rstrip() for part in line.stack.format())]
        lines.append(line.exc_type.__name__ if line.exc_type else "?")
    return "\n".join(lines)


def _chain(told: traceback.TracebackException | None) -> list[traceback.TracebackException]:
    """The first cause first."""
    if told is None:
        return []
    return [*_chain(told.__cause__ or (None if told.__suppress_context__ else told.__context__)), told]


class Bare(logging.Formatter):
    def formatException(self, ei: Any) -> str:
        return bare(ei[1])


class TextFormatter(Bare):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")


class JsonFormatter(Bare):
    """One object a line: time (UTC), level, logger, message, and error where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-2:]
    return " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames) or "?"

"""Small jobs that come round again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.desk import DatabaseDown
from bot.logs import anatomy

log = logging.getLogger(__name__)


async def every(seconds: float, name: str, job: Callable[[], Awaitable[object]]) -> None:
    """Does the job now and then again, for ever; what goes wrong is logged and tried again next time."""
    while True:
        try:
            await job()
        except DatabaseDown:
            log.warning("%s waits for the database", name)
        except Exception as error:
            log.error("%s failed: %s", name, anatomy(error))
            log.debug(name, exc_info=error)
        await asyncio.sleep(seconds)

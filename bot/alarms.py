"""Alarms: no message may stand in a state that is not its last for long without somebody being told."""

from __future__ import annotations

import logging

from bot.desk import Desk
from reporting import delivering

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds


async def look(desk: Desk) -> None:
    """One line in the log while anything is stuck; a coordinator reads it on the page of deliveries."""
    count, row_id, kind = await desk.look(delivering.stuck)
    if count:
        minutes = delivering.LATE.seconds // 60
        log.error("%s messages have waited for %s minutes; the oldest is message %s (%s)", count, minutes, row_id, kind)

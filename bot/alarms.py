"""Alarms: no message may stand in a state that is not its last for long without somebody being told, and no year begin
without its days off."""

from __future__ import annotations

import logging

from bot.desk import Desk
from reporting import calendar_files, delivering

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds
EVERY_DAY = 24 * 60 * 60.0


async def look(desk: Desk) -> None:
    """One line in the log while anything is stuck; a coordinator reads it on the page of deliveries."""
    count, row_id, kind = await desk.look(delivering.stuck)
    if count:
        minutes = delivering.LATE.seconds // 60
        log.error("%s messages have waited for %s minutes; the oldest is message %s (%s)", count, minutes, row_id, kind)


async def look_ahead(desk: Desk) -> None:
    """A line in the log for what the calendar of days off lacks, once a day."""
    for lacking in await desk.look(calendar_files.gaps):
        log.warning("%s: people will be reminded on holidays; see `kabar calendar`", lacking)

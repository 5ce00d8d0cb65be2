"""The round of what is over its term: pieces of the database one after the other, and files from the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.desk import Desk
from reporting import retaining

EVERY = 3600.0  # seconds
MOST_PIECES = 20  # in one round: 4,000 reports an hour, each piece letting others write in between


async def round_(desk: Desk, folder: Path) -> None:
    """Empties reports and what lies beside them, then deletes files; what is left is taken by the next round."""
    for _ in range(MOST_PIECES):
        if not await desk.run(retaining.empty_reports):
            break
    for _ in range(MOST_PIECES):
        if not await desk.run(retaining.empty_rest):
            break
    for _ in range(MOST_PIECES):
        old = await desk.look(retaining.old_files)
        if not old.ids:
            break
        await asyncio.to_thread(unlink, folder, old.names)
        await desk.run(retaining.forget_files, old)


def unlink(folder: Path, names: Sequence[str]) -> None:
    """Deletes those files; one that is gone already is no fault."""
    for name in names:
        (folder / name).unlink(missing_ok=True)

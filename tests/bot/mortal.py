"""The small bot of the tests as a program: `python -m tests.bot.mortal BASE FOLDER DIES`.

With "before the offset" it kills itself between the commit of its first updates and the next offset.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.app import serve
from bot.config import Config, Database, Files, Telegram
from bot.inbound import Inbound
from tests.bot.conftest import TOKEN, build


async def main(base: str, folder: str, dies: str) -> None:
    if dies == "before the offset":
        take = Inbound.take

        async def take_and_die(self: Inbound, raws: Any) -> None:
            await take(self, raws)
            os.kill(os.getpid(), signal.SIGKILL)

        Inbound.take = take_and_die
    config = Config(
        telegram=Telegram(token=TOKEN, api_base=base, rate_per_second=1000),
        database=Database(url=f"sqlite:///{folder}/kabar.db"),
        files=Files(dir=Path(folder) / "files"),
    )
    await serve(config, build, asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

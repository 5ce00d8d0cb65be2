"""`kabar demo`: everything in one process, for anyone, without a token."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import Failure

app = typer.Typer()

DATA = Path("kabar-data")


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the page; 0 takes a free one.")] = 8080,
    data: Annotated[Path, typer.Option(help="Where people, chats and reports are kept.")] = DATA,
    reset: Annotated[bool, typer.Option("--reset", help="Forget everything and begin anew.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
) -> None:
    """Sandbox, bot and five districts of demo data in one process; no token needed."""
    _see_that_it_is_free(port)
    _see_that_nobody_runs_on(data)
    from bot import logs
    from bot.demo.planting import PlantingFailed
    from bot.demo.stage import TOKEN, perform

    logs.set_up("WARNING", "text", (TOKEN,))
    if reset and data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)

    def opened(address: str) -> None:
        typer.echo(f"Kabar is open at {address}   (Ctrl+C ends it; the data stays in {data})")
        if not no_browser:
            webbrowser.open(address)

    try:
        asyncio.run(perform(port, data, opened, typer.echo))
    except PlantingFailed as error:
        raise Failure(1, f"the demo's data could not be stored in {data} ({error}); --reset begins anew") from None


def _see_that_it_is_free(port: int) -> None:
    """Before anything is forgotten: on a taken port the demo that runs there may be using the same data."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise Failure(
            2, f"port {port} can't be used ({os.strerror(error.errno or 0)}); --port 0 takes a free one"
        ) from None


def _see_that_nobody_runs_on(data: Path) -> None:
    from models.database import Database

    seat = Database(f"sqlite:///{data / 'kabar.db'}").seat()
    if not seat.take():
        raise Failure(2, f"another demo runs on {data} (process {seat.holder()}); --data takes another place")
    seat.leave()

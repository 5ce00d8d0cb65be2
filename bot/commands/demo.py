"""`kabar demo`: everything in one process, for anyone, without a token."""

from __future__ import annotations

import asyncio
import shutil
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()

DATA = Path("kabar-data")


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The port of the page; 0 takes a free one.")] = 8080,
    data: Annotated[Path, typer.Option(help="Where people, chats and reports are kept.")] = DATA,
    reset: Annotated[bool, typer.Option("--reset", help="Forget everything and begin anew.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
) -> None:
    """Sandbox, bot and five districts of demo data in one process; no token needed."""
    from bot import logs
    from bot.demo.stage import TOKEN, perform

    logs.set_up("WARNING", "text", (TOKEN,))
    if reset and data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)

    def opened(address: str) -> None:
        typer.echo(f"Kabar is open at {address}   (Ctrl+C ends it; the data stays in {data})")
        if not no_browser:
            webbrowser.open(address)

    asyncio.run(perform(port, data, opened, typer.echo))

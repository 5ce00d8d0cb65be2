"""`kabar delivery`: what was pushed, and what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.audit import day
from bot.commands.db import ready
from bot.commands.lists import show

app = typer.Typer(no_args_is_help=True)
STATES = ("queued", "claimed", "sending", "sent", "failed", "unknown", "cancelled")


@app.callback()
def delivery() -> None:
    """Messages that nobody asked for just now: reminders, lists, summaries, notices."""


@app.command("list")
def list_(
    state: Annotated[str, typer.Option("--state", help=f"One of {', '.join(STATES)}.")] = "",
    since: Annotated[str, typer.Option("--since", help="The first day (UTC), as in 2026-11-01.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="The newest so many.")] = 200,
    config: ConfigFile = None,
) -> None:
    """What was to go out and what became of it: keys only, no names and no words."""
    from models import outbound_message

    if state and state not in STATES:
        raise Failure(2, f"--state: {state!r} is none of {', '.join(STATES)}")
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        found = outbound_message.newest(tx, state, day(since), limit)
        counts = outbound_message.count_states(tx, day(since))
    lines = [
        (
            str(row.id),
            f"{row.not_before.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            row.state,
            row.kind,
            str(row.person_id or "-"),
            str(row.tries),
            row.error,
        )
        for row in found
    ]
    show(("message", "not before (UTC)", "state", "kind", "person", "tries", "error"), lines)
    told = Counter(counts)
    typer.echo(", ".join(f"{one} {told[one]:,}" for one in STATES if told[one]) or "no messages")

"""`kabar audit`: is the trail whole, and what does it say?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile, Failure
from bot.commands.db import ready
from bot.commands.lists import show

app = typer.Typer(no_args_is_help=True)
WHY = {
    "changed": "the event or its link was changed",
    "gone": "its event is gone",
    "gap": "links before it are gone",
    "unsealed": "no link covers it: put in past the clock, or the bot has not run",
}


@app.command()
def verify(
    head: Annotated[str, typer.Option("--head", help="A head noted earlier: must still stand in the chain.")] = "",
    config: ConfigFile = None,
) -> None:
    """Walk the chain of audit events and say where it breaks; note the head that it prints outside of the machine."""
    from reporting import auditing

    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        verdict = auditing.verify(tx, head.strip().lower())
    lines = [f"event {one.event_id}, link {one.position or 'none'}: {WHY[one.why]}" for one in verdict.breaks]
    if not verdict.knows:
        lines.append("the head noted earlier is not in the chain: it was cut off, or made anew")
    if lines:
        raise Failure(1, *lines[:50], f"{len(lines)} breaks in {verdict.count:,} events")
    typer.echo(f"{verdict.count:,} events, unbroken. Head: {verdict.head}")


@app.command("list")
def list_(
    since: Annotated[str, typer.Option("--since", help="The first day (UTC), as in 2026-10-01.")] = "",
    person: Annotated[int | None, typer.Option("--person", help="The number of a person.")] = None,
    action: Annotated[str, typer.Option("--action", help="An action, or how it begins: submission.")] = "",
    config: ConfigFile = None,
) -> None:
    """What was done, by whom (a number), to what: keys only, no names and no answers."""
    from models import audit_event

    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        found = audit_event.search(tx, day(since), person, action)
        lines = [
            (
                f"{event.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
                str(event.person_id or "-"),
                event.action,
                f"{event.object_kind} {event.object_id}",
                json.dumps(event.details, ensure_ascii=False, sort_keys=True) if event.details else "",
            )
            for event in found
        ]
    show(("at (UTC)", "person", "action", "object", "details"), lines)
    typer.echo(f"{len(lines):,} events")


def day(text: str) -> datetime | None:
    """The start of that day, UTC. Raises Failure."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        raise Failure(2, f"--since: {text!r} is not a day like 2026-10-01") from None

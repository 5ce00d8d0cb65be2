"""`kabar programme`: what the meetings and evaluations of an area told, as tables."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import ConfigFile
from bot.commands.db import ready
from models.scope import Scope
from reporting import evaluated, programme_told
from reporting.programme_told import Plan

app = typer.Typer(help="Priorities, joint plans, success factors, evaluations.", no_args_is_help=True)
Area = Annotated[str, typer.Option("--area", help="A region code; without it the whole country.")]


@app.command("plans")
def plans(area: Area = "", config: ConfigFile = None) -> None:
    """Tell each meeting's problems by score and its priority, and how its joint plans stand, what is open first."""
    now = SystemClock().now()
    with ready(config) as database, database.reading(now) as tx:
        found = programme_told.meetings(tx, Scope(areas=(area,)), now.date())
    for one in found:
        typer.echo(f"{one.day}\tagencies {one.agencies}\tpriority: {one.priority}")
        for name, score in one.problems:
            typer.echo(f"  USG {score}\t{name}")
        for plan in programme_told.plans([one]):
            typer.echo(
                f"  {plan.id}\t{plan.agency}\t{plan.activity} ({plan.target})\tby {plan.until}\t{_standing(plan)}"
            )


@app.command("factors")
def factors(area: Area = "", config: ConfigFile = None) -> None:
    """Tell the five success factors (1 to 4) of the last half year: the mean, then each kampung."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        found = evaluated.of_area(tx, Scope(areas=(area,)))
    typer.echo("\t".join(("kampung", *(name.removeprefix("f_") for name in evaluated.FACTORS))))
    typer.echo("\t".join((f"mean of {len(found)}", *(f"{one:.2f}" for one in evaluated.means(found)))))
    for one in found:
        typer.echo("\t".join((one.kampung, *(str(value or "-") for value in one.factors))))


@app.command("evaluations")
def evaluations(area: Area = "", config: ConfigFile = None) -> None:
    """Tell successes, weaknesses and opportunities of each kampung in the last half year that has any."""
    with ready(config) as database, database.reading(SystemClock().now()) as tx:
        found = evaluated.of_area(tx, Scope(areas=(area,)))
    for one in found:
        typer.echo(f"{one.kampung}\t{one.semester}")
        for name, text in zip(evaluated.TEXTS, one.texts, strict=True):
            typer.echo(f"  {name}\t{text or '-'}")


def _standing(plan: Plan) -> str:
    percent = f" {plan.percent} %" if plan.percent is not None else ""
    return f"{plan.status}{percent}{', late' if plan.is_late else ''}"

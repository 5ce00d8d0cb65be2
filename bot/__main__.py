"""The command line. Each group of commands is imported when it is used: `kabar form check` loads no Telegram."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, TyperException

from bot.commands import Failure

# name -> (module with a typer `app`, what `kabar --help` says of it)
COMMANDS = {
    "demo": ("bot.commands.demo", "Sandbox, bot and five districts of demo data in one process; no token needed."),
    "run": ("bot.commands.run", "Run the bot on Telegram: polling or webhook, clock, courier."),
    "check": (
        "bot.commands.check",
        "Check configuration, database, forms, templates and token; each finding with its fix.",
    ),
    "db": ("bot.commands.db", "The database: migrations, a consistent copy while running, and its return."),
    "form": ("bot.commands.form", "XLSForms: check, replay, fill, convert, publish."),
    "region": ("bot.commands.region", "Places: provinces, regencies, districts, villages."),
    "kampung": ("bot.commands.kampung", "Kampung KB: register one, list them."),
    "people": ("bot.commands.people", "People: import a list."),
    "invite": ("bot.commands.invite", "Invite one person to a role in an area."),
    "schedule": ("bot.commands.schedule", "Schedules: what is owed until when; more time for one period."),
    "calendar": ("bot.commands.calendar", "Days off, Ramadan and days of silence: list, draft and import a year."),
    "indicator": ("bot.commands.indicator", "Figures: show an area's, load targets, make the sums anew."),
    "audit": ("bot.commands.audit", "The audit trail: is it whole, and what does it say."),
    "delivery": ("bot.commands.delivery", "Messages that were pushed, and what became of them."),
    "programme": ("bot.commands.programme", "Priorities, joint plans, success factors, evaluations of an area."),
    "privacy": ("bot.commands.privacy", "Personal data: what is over its term."),
    "rest": ("bot.commands.rest", "Tell everybody before the server stops for maintenance."),
    "export": ("bot.commands.export", "Submissions out, as CSV, XLSX, JSON or XML."),
}


class Lazy(TyperGroup):
    """Knows its commands by name; imports one when it is called."""

    def list_commands(self, ctx: typer.Context) -> list[str]:
        return [name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(module)]

    def get_command(self, ctx: typer.Context, cmd_name: str):
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: typer.Context, formatter) -> None:
        """Lists them without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


app = typer.Typer(
    name="kabar",
    cls=Lazy,
    help="Kabar: field reports of the Kampung KB programme, by Telegram.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def kabar() -> None:
    """Kabar: field reports of the Kampung KB programme, by Telegram."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code. Errors go to stderr, one line each.

    0 done, 1 the thing checked has errors, 2 wrong usage or configuration, 3 an answer or request was refused.
    """
    try:
        result = typer.main.get_command(app).main(arguments, prog_name="kabar", standalone_mode=False)
    except Failure as failure:
        return _say(failure.code, *failure.lines)
    except Abort:
        return _say(1, "stopped")
    except Exception as error:
        return _report(error)
    return result if isinstance(result, int) else 0


def main() -> None:
    sys.exit(run())


def _report(error: Exception) -> int:
    if hasattr(error, "format_message"):
        hint = "; see `kabar --help`" if isinstance(error, TyperException) else ""
        return _say(2, f"{error.format_message().rstrip('.')}{hint}")
    if os.environ.get("KABAR_TRACEBACK"):
        raise error
    from bot.logs import redact

    text = " ".join(redact(str(error)).split())
    return _say(1, f"{type(error).__name__}: {text} (KABAR_TRACEBACK=1 shows where)")


def _say(code: int, *lines: str) -> int:
    for line in lines:
        print(f"kabar: {line}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()

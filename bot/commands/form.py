"""`kabar form`: check an XLSForm, answer it, convert it, publish it. No Telegram; a database only for publishing."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer

from bot.commands import ConfigFile, form_input
from bot.commands.form_input import REFUSED, USAGE, WRONG, stop

if TYPE_CHECKING:
    from forms import Context, Form, FormProblem
    from forms.replay import Replayed

app = typer.Typer(help="XLSForms: check, answer, convert, publish.", no_args_is_help=True)

FormFile = Annotated[Path, typer.Argument(help="An XLSForm (.xlsx, .xls, .md) or an XForm (.xml).")]
Now = Annotated[str, typer.Option("--now", help="The moment for today(), now(), start and end, in ISO form.")]
Seed = Annotated[int, typer.Option("--seed", help="Makes uuid() and random() repeatable.")]
ContextFile = Annotated[
    Path | None, typer.Option("--context", help="JSON: account, unit, period, profile, last, zone, language.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


@app.command()
def check(files: Annotated[list[Path], typer.Argument(help="XLSForms.")], as_json: AsJson = False) -> None:
    """Is each FILE a valid form, and will it make a good conversation? Exit code 1 if one has errors."""
    found: list[tuple[Path, tuple[FormProblem, ...]]] = []
    unread = False
    for file in files:
        try:
            found.append((file, _checked(file)))
        except typer.Exit:
            unread = True  # it has been told; the others are checked all the same
    if as_json:
        report = [{"file": str(file), "problems": [asdict(one) for one in problems]} for file, problems in found]
        typer.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        from bot.commands.form_findings import report as told

        if found:
            typer.echo("\n\n".join(told(str(file), problems) for file, problems in found))
    if unread:
        raise typer.Exit(USAGE)
    if any(one.severity == "error" for _, problems in found for one in problems):
        raise typer.Exit(WRONG)


@app.command()
def replay(
    file: FormFile,
    answers: Annotated[Path, typer.Argument(help="One JSON object, or one a line (.jsonl).")],
    now: Now = "",
    seed: Seed = 0,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Leave missing required answers blank.")] = False,
    as_json: AsJson = False,
    context: ContextFile = None,
) -> None:
    """Answer FILE as a chat would, and print the submission. Exit code 3 if an answer is refused."""
    from forms.replay import ReplayError
    from forms.replay import replay as replay_form

    form = _load(file)
    world = _context(form, context, now, seed)
    missing = "allow" if incomplete else "refuse"
    if answers.suffix == ".jsonl":
        _replay_lines(form, answers, world, missing)
        return
    try:
        done = replay_form(form, form_input.answers(answers), world, missing)
    except ReplayError as error:
        stop(REFUSED, str(error))
    for path in done.ignored:
        typer.echo(f"ignored: {path}", err=True)
    typer.echo(_as_json(done) if as_json else done.finished.xml)


@app.command()
def fill(file: FormFile, now: Now = "", seed: Seed = 0, context: ContextFile = None) -> None:
    """Fill FILE here in the terminal, typed as in the chat, and print the submission. Ctrl-D leaves, with code 1."""
    from bot.commands.form_terminal import fill_in_terminal

    form = _load(file)
    typer.echo(fill_in_terminal(form, _context(form, context, now, seed)))


@app.command()
def transcript(
    file: FormFile,
    now: Now = "",
    seed: Seed = 0,
    language: Annotated[str, typer.Option("--language", help="The language of the cards: id or en.")] = "",
    whole: Annotated[bool, typer.Option("--all", help="Every walk in full, also what an earlier one showed.")] = False,
    walks: Annotated[int, typer.Option("--walks", min=1, help="How many walks the search may make.")] = 200,
    as_json: AsJson = False,
    context: ContextFile = None,
) -> None:
    """Print the conversations that FILE can become: as few as show every branch that its choices can open."""
    from bot.commands.form_transcript import Paper
    from forms.rehearsing.transcript import transcript as walked

    form = _load(file)
    world = _context(form, context, now, seed)
    paper = Paper(form, replace(world, language=language) if language else world)
    told = walked(form, paper.context, walks)
    typer.echo(json.dumps(paper.data(told), ensure_ascii=False, indent=1) if as_json else paper.text(told, whole=whole))


@app.command()
def xform(file: FormFile) -> None:
    """Print FILE as XForm XML; an XForm as it is."""
    from bot.workshop.confinement import confined
    from forms import FormErrors, read_xlsform

    if file.suffix.lower() == ".xml":
        _load(file)  # says what is wrong with it
        typer.echo(form_input.text(file), nl=False)
        return
    try:
        with confined():
            sheet = read_xlsform(form_input.content(file), file.name)
        typer.echo(sheet.xform)
    except FormErrors as errors:
        _fail_form(file, errors.problems)


@app.command()
def xlsx(
    file: FormFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="The workbook to write.")],
) -> None:
    """Write FILE as an Excel workbook, to edit it there or to use it in other ODK tools."""
    from bot.workshop.confinement import confined
    from forms import FormErrors, read_xlsform
    from forms.sheet.workbook import workbook

    if file.suffix.lower() == ".xml":
        stop(USAGE, f"{file}: an XForm has no sheets to write; `kabar form replay` and `check` read it as it is")
    try:
        with confined():
            book = workbook(read_xlsform(form_input.content(file), file.name).sheets)
        output.write_bytes(book)
    except FormErrors as errors:
        _fail_form(file, errors.problems)
    except OSError as error:
        stop(USAGE, f"{output}: {error.strerror}")


@app.command("print")
def print_(
    file: FormFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    language: Annotated[str, typer.Option("--language", help="The language of the page: id or en.")] = "id",
) -> None:
    """Write FILE as a blank form to print and fill in by hand: A4 pages, as PDF."""
    from bot.commands.form_print import write

    write(_load(file), output, language)


@app.command()
def publish(
    file: FormFile,
    move_drafts: Annotated[
        bool, typer.Option("--move-drafts", help="Open drafts go on with this version; else they end on their own.")
    ] = False,
    others: Annotated[
        list[Path] | None, typer.Option("--with", help="A list that FILE reads and that doesn't lie beside it.")
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Make FILE the version that new reports are made with, together with the lists that it reads."""
    from bot.commands import publish

    publish.publish(file, config, "follow" if move_drafts else "stay", others or [])


@app.command()
def rollback(form_id: Annotated[str, typer.Argument(help="The form's id.")], config: ConfigFile = None) -> None:
    """Make the version before the live one live again. Exit code 3 if there is none."""
    from bot.commands import publish

    publish.roll_back(form_id, config)


@app.command("list")
def list_(config: ConfigFile = None) -> None:
    """List the forms in the database with their versions."""
    from bot.commands import publish

    publish.show(config)


def _replay_lines(form: Form, answers: Path, world: Context, missing: str) -> None:
    """One line out for each line in; the exit code tells whether all were taken."""
    refused = False
    for line in form_input.lines(answers):
        told = _line_out(form, line, world, missing)
        refused = refused or "error" in told
        typer.echo(json.dumps(told, ensure_ascii=False))
    if refused:
        raise typer.Exit(REFUSED)


def _line_out(form: Form, line: bytes, world: Context, missing: str) -> dict[str, Any]:
    """What is wrong with one line is that line's error: those after it are still answered."""
    from forms.replay import ReplayError
    from forms.replay import replay as replay_form

    try:
        given = form_input.answers_in(line)
    except ValueError as error:
        return {"error": str(error), "question": ""}
    try:
        done = replay_form(form, given, world, missing)
    except ReplayError as error:
        return {"error": str(error), "question": error.question}
    return {"xml": done.finished.xml, "ignored": list(done.ignored)}


def _as_json(done: Replayed) -> str:
    finished = done.finished
    return json.dumps(
        {
            "form_id": done.draft.form_id,
            "version": done.draft.version,
            "instance_id": finished.instance_id,
            "instance_name": finished.instance_name,
            "answers": [
                {key: value for key, value in asdict(row).items() if value is not None} for row in finished.rows
            ],
            "attachments": list(finished.attachments),
            "ignored": list(done.ignored),
        },
        ensure_ascii=False,
        indent=1,
    )


def _checked(file: Path) -> tuple[FormProblem, ...]:
    from bot.commands.form_attachments import lists_beside, there
    from bot.workshop.confinement import confined
    from forms import FormErrors
    from forms.check import check as check_form

    try:
        with confined():
            return check_form(form_input.content(file), file.name, there(file.parent), lists_beside(file.parent))
    except FormErrors as errors:
        return errors.problems
    except OSError as error:
        stop(USAGE, f"{error.filename}: {error.strerror}")


def _load(file: Path) -> Form:
    from bot.commands.form_attachments import with_lists
    from bot.workshop.confinement import confined
    from forms import FormErrors, load

    try:
        with confined():
            return with_lists(load(form_input.content(file), file.name), file.parent)
    except FormErrors as errors:
        _fail_form(file, errors.problems)
    except OSError as error:
        stop(USAGE, f"{error.filename}: {error.strerror}")


def _context(form: Form, file: Path | None, now: str, seed: int) -> Context:
    from bot.commands.form_attachments import not_there
    from forms import Context
    from forms.outside.external import last_saved

    given = _given(file) if file else {}
    given.setdefault("last_saved", last_saved(form, given.get("last", {})))
    for name in not_there(form, given.get("instances", {})):
        typer.echo(f"missing: {name}", err=True)
    moment = _moment(now or given.pop("now", ""), given.get("zone", "Asia/Jakarta"))
    return Context(**({"seed": seed} | given | {"now": moment}))


def _given(file: Path) -> dict[str, Any]:
    from bot.commands.form_context import world

    return world(file)


def _moment(text: str, zone: str) -> datetime:
    if not text:
        from bot.clock import SystemClock

        return SystemClock().now()
    try:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    except (ValueError, KeyError):
        stop(USAGE, f"--now: {text!r} is not a moment like 2026-11-02T08:00:00+07:00")


def _line(file: Path, problem: FormProblem) -> str:
    place = ":".join(filter(None, (str(file), problem.sheet, str(problem.row or ""), problem.column)))
    advice = f" {problem.advice}" if problem.advice else ""
    return f"{place}: {problem.severity}: {problem.message}{advice}"


def _fail_form(file: Path, problems: tuple[FormProblem, ...]) -> NoReturn:
    stop(WRONG, *(_line(file, one) for one in problems))

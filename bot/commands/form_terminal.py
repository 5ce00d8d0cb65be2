"""A form in the terminal: one question a time, answers in the form's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.clock import SystemClock
from forms import answer, back, finish, skip, start
from forms.events import AnswerRejected, FinishRefused, FormFinished

if TYPE_CHECKING:
    from forms import Context, Form, Prompt, Step

_BACK, _SKIP = "<", ">"


def fill_in_terminal(form: Form, context: Context) -> str:
    """Ask until the form is finished; the submission's XML. Ends with typer.Abort at end of input."""
    clock = SystemClock()
    step = start(form, context)
    while True:
        while step.prompt.kind != "end":
            step = _push(form, step, typer.prompt(_question(step.prompt), default="", show_default=False), clock)
        step = finish(form, step.draft, clock.now())
        for event in step.events:
            if isinstance(event, FormFinished):
                return event.xml
            if isinstance(event, FinishRefused):
                typer.echo("\n".join(f"! {one.label}: {one.message or one.condition}" for one in event.violations))


def _push(form: Form, step: Step, typed: str, clock: SystemClock) -> Step:
    if typed == _BACK:
        return back(form, step.draft, clock.now())
    if typed == _SKIP:
        return skip(form, step.draft, clock.now())
    pushed = answer(form, step.draft, _value(step.prompt, typed), clock.now())
    for event in pushed.events:
        if isinstance(event, AnswerRejected):
            typer.echo(f"! {event.message or event.condition}")
    return pushed


def _value(prompt: Prompt, typed: str) -> str:
    """Numbers of options stand for their names."""
    if not prompt.choices:
        return typed
    names = [choice.name for choice in prompt.choices]
    words = typed.replace(",", " ").split()
    return " ".join(
        names[int(one) - 1] if one not in names and one.isdigit() and 0 < int(one) <= len(names) else one
        for one in words
    )


def _question(prompt: Prompt) -> str:
    lines = [*prompt.notes, f"{prompt.label}{' *' if prompt.required else ''}"]
    lines += [f"  ({prompt.hint})"] if prompt.hint else []
    lines += [f"  {number}. {choice.label}" for number, choice in enumerate(prompt.choices, start=1)]
    if prompt.kind == "repeat":
        lines.append("  yes / no")
    if prompt.value:
        lines.append(f"  [{prompt.value}]")
    return "\n".join(lines) + "\n"

"""What is played on every engine: the acts of a rehearsal that another engine understands."""

from __future__ import annotations

from dataclasses import dataclass

from forms import Form
from forms.rehearsal import Rehearsal

PlayAct = tuple[str, str, str]  # "answer" or "add", path, lexical text


@dataclass(frozen=True, slots=True)
class Script:
    """`acts` as they are played, and what is expected of each: `ok`, `required` or `constraint`."""

    acts: tuple[PlayAct, ...]
    expected: tuple[str, ...]


def script(form: Form, rehearsal: Rehearsal) -> Script:
    """Answers and rounds. Going back, jumping and skipping change nothing; what is no value of the type, or not
    among the choices, can't be said to an engine that shows a widget for it; spaces alone are an answer to JavaRosa."""
    acts: list[PlayAct] = []
    expected: list[str] = []
    for act in rehearsal.acts:
        generic = _generic(act.path)
        if generic in form.repeats:
            if act.verb == "answer" and act.value == "yes":
                acts.append(("add", act.path, ""))
                expected.append("ok")
        elif form.questions[generic].kind == "note" or act.verb not in ("answer", "refused"):
            continue
        elif act.verb == "answer" or act.condition == "constraint" or (act.condition == "required" and not act.value):
            acts.append(("answer", act.path, act.value))
            expected.append(act.condition or "ok")
    return Script(tuple(acts), tuple(expected))


def key(path: str) -> str:
    """A path as every engine's agree on it: the first position is left out, `/data/rep[1]/x[1]` -> `/data/rep/x`."""
    return path.replace("[1]", "")


def _generic(path: str) -> str:
    return "/".join(step.partition("[")[0] for step in path.split("/"))

"""What is played on every engine: the acts of a rehearsal that another engine understands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from forms import Form
from forms.rehearsing.rehearsal import Act, Rehearsal

PlayAct = tuple[str, str, str]  # "answer", "add" or "remove", path, lexical text

_FEW = 4


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
    tried: Counter[str] = Counter()
    for act in rehearsal.acts:
        generic = _generic(act.path)
        kind = "repeat" if generic in form.repeats else form.questions[generic].kind
        if act.verb == "remove":
            acts.append(("remove", act.path, ""))
            expected.append("ok")
        elif kind == "repeat":
            if act.verb == "answer" and act.value == "yes":
                acts.append(("add", act.path, ""))
                expected.append("ok")
        elif kind == "note" or act.verb not in ("answer", "refused"):
            continue
        elif act.verb == "answer" or _is_sayable(act, kind, tried):
            acts.append(("answer", act.path, act.value))
            expected.append(act.condition or "ok")
    return Script(tuple(acts), tuple(expected))


def _is_sayable(act: Act, kind: str, tried: Counter[str]) -> bool:
    """Whether a widget would let the refused answer through to the engine; a slider keeps to its span and steps.

    Of one question a few are enough: a rehearsal may try dozens before one is taken.
    """
    tried[act.path] += 1
    if tried[act.path] > _FEW:
        return False
    return (act.condition == "constraint" and kind != "range") or (act.condition == "required" and not act.value)


def key(path: str) -> str:
    """A path as every engine's agree on it: the first position is left out, `/data/rep[1]/x[1]` -> `/data/rep/x`."""
    return path.replace("[1]", "")


def _generic(path: str) -> str:
    return "/".join(step.partition("[")[0] for step in path.split("/"))

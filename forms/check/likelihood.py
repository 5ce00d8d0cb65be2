"""How often a question is asked, nothing being known of the answers."""

from __future__ import annotations

from forms.check.reading import comparison, plain_path, syntax_of
from forms.check.subject import Subject
from forms.check.truth import relevances
from forms.xpath.syntax import Call, Chain, Syntax


def likelihood(subject: Subject, path: str, within: str = "") -> float:
    """The share of reports that ask the question at `path`; of those that reach the group `within`, if it is given."""
    around = [(at, source) for at, source in relevances(subject.form, path) if at.startswith(f"{within}/")]
    return _product([_chance(subject, syntax_of(source), at) for at, source in around])


def _chance(subject: Subject, syntax: Syntax, at: str) -> float:
    """How often a condition holds, nothing being known of the answers: one option of four is a quarter."""
    match syntax:
        case Chain(first, rest) if rest[0][0] in ("and", "or"):
            parts = [_chance(subject, part, at) for part in (first, *(part for _, part in rest))]
            return _product(parts) if rest[0][0] == "and" else 1 - _product([1 - part for part in parts])
        case Call("not", (inner,)):
            return 1 - _chance(subject, inner, at)
        case Call("selected", (what, _)):
            return _share(subject, what, at)
        case Call(("true" | "false") as word, ()):
            return float(word == "true")
    compared = comparison(syntax)
    if compared is None or compared[1] not in ("=", "!="):
        return 0.5
    share = _share(subject, compared[0], at)
    return share if compared[1] == "=" else 1 - share


def _share(subject: Subject, what: Syntax, at: str) -> float:
    """The share of one option among those of the select that is compared, a half if it is none."""
    question = subject.form.questions.get(plain_path(what, at, at) or "")
    options = subject.options(question) if question is not None else None
    if not options or question is None:
        return 0.5
    return 1 / len(options) if question.kind == "select_one" else min(1.0, 3 / len(options))


def _product(parts: list[float]) -> float:
    result = 1.0
    for part in parts:
        result *= part
    return result

"""Conditions: questions that can never be reached, options that don't exist, and answers read before they are given."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from forms.check.reading import comparison, parts, plain_path, syntax_of
from forms.check.subject import Option, Subject, expressions, name_of
from forms.check.truth import Reader, relevances
from forms.definition import Form, Question, Text
from forms.problems import FormProblem
from forms.rule import Rule
from forms.xpath.library import known_functions
from forms.xpath.syntax import Call, Literal, Syntax

UNREACHABLE = Rule(
    "unreachable", "warning", "The relevance of a question, group or repeat can never be true.",
    "It is never asked, and what reads it never gets a value.",
    "Look for two conditions that exclude each other, for a limit that the constraint of the other question already "
    "sets, or for a question that nobody can fill in.",
)  # fmt: skip
IMPOSSIBLE = Rule(
    "impossible_constraint", "error", "No answer can satisfy a constraint.",
    "Every answer is refused: who reaches this question can't get past it.",
    "Look for two limits that exclude each other.",
)  # fmt: skip
UNKNOWN_CHOICE = Rule(
    "unknown_choice", "warning", "An expression compares a select with a name that its list does not have.",
    "The comparison is never true, so a question is never asked or a calculation goes wrong without a word.",
    "Compare with the name of an option (column name, not label), written exactly as on the choices sheet.",
)  # fmt: skip
READS_LATER = Rule(
    "reads_later", "warning", "A text or a condition reads a question that is asked only later.",
    "When it is needed the other answer is still blank: the text has a gap, the constraint refuses everything, and "
    "a question that becomes relevant afterwards makes people jump back.",
    "Move the question that is read before this one.",
)  # fmt: skip
UNKNOWN_PATH = Rule(
    "unknown_path", "warning", "An expression names a path that the form does not have.",
    "It reads as blank for ever, and nothing tells so while the form is filled in.",
    "Write ${name} instead of a path; the names stand in the column name.",
)  # fmt: skip
RULES = (IMPOSSIBLE, UNREACHABLE, UNKNOWN_CHOICE, READS_LATER, UNKNOWN_PATH)


def unreachable(subject: Subject) -> Iterator[FormProblem]:
    reader = Reader(subject.form, frozenset(_blank(subject.form)))
    for path, slot in subject.form.slots.items():
        if slot.bind.relevant is None:
            continue
        chain = relevances(subject.form, path)
        # A group that is never reached is told once, not again for everything in it.
        if reader.possible(chain[:-1]) and not reader.possible(chain):
            text = subject.written(path, "relevant", slot.bind.relevant.source.strip())
            yield subject.found(
                UNREACHABLE, path, "relevant", f"{slot.name} is never asked: its relevance {text} can't be true."
            )


def impossible(subject: Subject) -> Iterator[FormProblem]:
    reader = Reader(subject.form, frozenset())
    for one in subject.asked():
        constraint = one.bind.constraint
        if constraint is not None and not reader.possible([(one.path, constraint.source)]):
            text = subject.written(one.path, "constraint", constraint.source.strip())
            yield subject.found(IMPOSSIBLE, one.path, "constraint", f"No answer satisfies {text}.")


def _blank(form: Form) -> Iterator[str]:
    """Notes that nothing ever gives a value."""
    targets = {one.target for one in form.setvalues}
    for path, one in form.questions.items():
        bind, slot = one.bind, form.slots[path]
        filled = bind.calculate or bind.preload or slot.default or bind.attributes or path in targets
        if one.kind == "note" and not filled and not one.attributes:
            yield path


def unknown_choices(subject: Subject) -> Iterator[FormProblem]:
    for path, column, expression in expressions(subject):
        for question, names in _comparisons(subject.form, syntax_of(expression.source), path):
            yield from _unknown(subject, path, column, question, names)


def _comparisons(form: Form, syntax: Syntax, path: str) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """The questions that are compared with names, and these."""
    for part, context in parts(syntax, path):
        what, names = _compared(part)
        target = plain_path(what, context, path) if what is not None else None
        question = form.questions.get(target or "")
        if question is not None:
            yield question, names


def _compared(part: Syntax) -> tuple[Syntax | None, tuple[str, ...]]:
    """What is compared, and the names it is compared with."""
    match part:
        case Call("selected", (what, Literal(str() as name))):
            return what, tuple(name.split())
    compared = comparison(part)
    if compared is None or compared[1] not in ("=", "!="):
        return None, ()
    value = compared[2]
    return compared[0], tuple(value.split()) if isinstance(value, str) else (f"{value:g}",)


def _unknown(
    subject: Subject, path: str, column: str, question: Question, names: tuple[str, ...]
) -> Iterator[FormProblem]:
    options = subject.options(question) if question.kind in ("select_one", "select_multiple", "rank") else None
    if not options or question.bind.calculate is not None or _is_set(subject.form, question.path):
        return
    known = [option.name for option in options]
    if column == "calculation" and all(name.isdigit() for name in (*known, *names)):
        return  # a sum with the figure that was chosen, such as the rule for leap years
    for name in names:
        if name not in known and name != "NaN":  # forms compare with NaN to say "blank"
            near = _nearest(name, options)
            meant = f'Did you mean "{near}"?' if near else f"The list has {', '.join(known[:8])}."
            yield subject.found(UNKNOWN_CHOICE, path, column, f'{question.name} has no option "{name}".', meant)


def _nearest(name: str, options: tuple[Option, ...]) -> str:
    """The option whose label was written instead of its name, or whose name is nearly this; "" if there is none."""
    by_label = {label.casefold(): one.name for one in options for label in one.labels.values()}
    near = difflib.get_close_matches(name.casefold(), [one.name for one in options], 1)
    return by_label.get(name.casefold()) or (near[0] if near else "")


def _is_set(form: Form, path: str) -> bool:
    return any(one.target == path for one in form.setvalues)


def reads_later(subject: Subject) -> Iterator[FormProblem]:
    asked = {one.path for one in subject.asked()}
    places = {path: at for at, path in enumerate(subject.form.questions)}
    for path, column, reads in _readings(subject):
        here = places[path] if path in places else _first_inside(path, places)
        for read in sorted(_later(subject, path, here, reads & asked, places)):
            yield subject.found(READS_LATER, path, column, f"{name_of(path)} reads {name_of(read)}, which comes later.",
                                f"Move {name_of(read)} before {name_of(path)}.")  # fmt: skip


def _later(
    subject: Subject, path: str, here: int | None, reads: frozenset[str], places: dict[str, int]
) -> Iterator[str]:
    """Those of `reads` that come after `here` in the same round: what another round holds is another answer."""
    around = [one for one in subject.form.repeats if f"{path}/".startswith(f"{one}/")]
    for read in reads:
        same_round = all(read.startswith(f"{one}/") for one in around)
        if here is not None and places[read] > here and same_round:
            yield read


def _first_inside(path: str, places: dict[str, int]) -> int | None:
    return next((at for one, at in places.items() if one.startswith(f"{path}/")), None)


def _readings(subject: Subject) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Path, column and what is read, of all that has to be known when the question is shown."""
    for path, column, expression in expressions(subject):
        if column in ("relevant", "constraint", "choice_filter"):
            yield path, column, expression.references(path)
    for one in subject.form.questions.values():
        yield one.path, "label", _read_by(one.label, one.path)
        yield one.path, "hint", _read_by(one.hint, one.path)


def _read_by(text: Text, path: str) -> frozenset[str]:
    pieces = (piece for language in text.languages.values() for piece in language if not isinstance(piece, str))
    return frozenset(read for piece in pieces for read in piece.references(path))


def unknown_paths(subject: Subject) -> Iterator[FormProblem]:
    for path, column, expression in expressions(subject):
        reads = expression.references(path) if "/meta/" not in path else frozenset[str]()
        for read in sorted(read for read in reads if _is_nowhere(subject.form, read)):
            word, advice = read.removeprefix(f"{path}/"), ""
            if word != read:  # below a question there is nothing: a word was written without its signs
                advice = _meant(word)
            message = f"{name_of(path)} reads {word}, which is not in the form."
            yield subject.found(UNKNOWN_PATH, path, column, message, advice)


def _meant(word: str) -> str:
    """What a bare word of an expression was probably meant to be."""
    if word.startswith("not/"):
        return "Write brackets: not(...)."
    if word.lower() in ("null", "none", "nil", "empty", "blank"):
        return "Write '' for a blank answer."
    if word in known_functions():
        return f"Write {word}(), with brackets."
    return f"Write '{word}' in quotes if it is an option or a text, ${{{word}}} if it is a question."


def _is_nowhere(form: Form, read: str) -> bool:
    """Whether the path is a plain one and names no node; of one with a wildcard nothing is said."""
    computed = any(sign in read for sign in ("*", "//", "instance(", "@", "(")) or not read.startswith("/")
    return not computed and read != "/" and read not in form.slots


CHECKS = (unreachable, impossible, unknown_choices, reads_later, unknown_paths)

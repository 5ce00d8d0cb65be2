"""Regular expressions: those that other engines can't bear, and those that can never match."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check.ambiguity import is_exponential
from forms.check.reading import parts, syntax_of
from forms.check.subject import Subject, expressions
from forms.problems import FormProblem
from forms.rule import Rule
from forms.xpath.syntax import Call, Literal

EXPONENTIAL = Rule(
    "exponential_regex", "warning", "A pattern can be matched in exponentially many ways.",
    "Kabar's own engine takes no longer for it, but ODK Collect and Enketo go through all the ways: one long wrong "
    "answer freezes the form there.",
    "Let each sign match in one way only: (a+)+ is a+, and ([a-z]+ ?)* is [a-z]+( [a-z]+)*.",
)  # fmt: skip
RULES = (EXPONENTIAL,)


def exponential(subject: Subject) -> Iterator[FormProblem]:
    for path, column, expression in expressions(subject):
        for part, _ in parts(syntax_of(expression.source), path):
            match part:
                case Call("regex", (_, Literal(str() as pattern))) if is_exponential(pattern):
                    yield subject.found(EXPONENTIAL, path, column, f"The pattern {pattern} matches in too many ways.")


CHECKS = (exponential,)

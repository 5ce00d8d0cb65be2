"""What a text shows of answers: the name of an option instead of its label, a date in a format that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.check.reading import parts, syntax_of
from forms.check.subject import Option, Subject, expressions, name_of
from forms.definition import Question, Text
from forms.problems import FormProblem
from forms.rule import Rule
from forms.xpath.syntax import Call, Literal, Path

SHOWS_NAME = Rule(
    "shows_option_name", "warning", "A text shows the stored name of an option.",
    "${question} in a text is what is stored: people read a code, in every ODK tool.",
    "Calculate the label with jr:choice-name() and show that.",
)  # fmt: skip
DATE_FORMAT = Rule(
    "date_format", "warning", "A date is written in a format that doesn't exist.",
    "Kabar leaves such a sign as it is; ODK Collect stops the form.",
    "The signs are %Y %y %m %n %b %d %e %a, and %H %h %M %S %3 for the time; %b is the month by its short name.",
)  # fmt: skip
RULES = (SHOWS_NAME, DATE_FORMAT)

_UNKNOWN_SIGN = re.compile(r"%(?![YymnbdeHhMS3a%])(.?)")


def option_names(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.form.questions.values():
        for column, text in (("label", one.label), ("hint", one.hint)):
            for shown in {read.path: read for read in _shown(subject, one.path, text)}.values():
                option = _coded(subject.options(shown))
                if option is not None:
                    mend = f"Calculate jr:choice-name(${{{shown.name}}}, '${{{shown.name}}}') and show that instead."
                    yield subject.found(SHOWS_NAME, one.path, column,
                                        f'{one.name} shows {shown.name} as it is stored: "{option.name}" for '
                                        f'"{option.label}".', mend)  # fmt: skip


def _shown(subject: Subject, path: str, text: Text) -> Iterator[Question]:
    """The select_ones that a text shows as they are."""
    pieces = (piece for language in text.languages.values() for piece in language if not isinstance(piece, str))
    for piece in pieces:
        read = piece.references(path)
        if isinstance(syntax_of(piece.source), Path) and len(read) == 1:
            question = subject.form.questions.get(next(iter(read)))
            if question is not None and question.kind == "select_one":
                yield question


def _coded(options: tuple[Option, ...] | None) -> Option | None:
    """An option that is named by a code, which doesn't say to people what its label says."""
    labelled = (one for one in options or () if one.label)
    return next((one for one in labelled if _bare(one.name) not in map(_bare, one.labels.values())), None)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def date_formats(subject: Subject) -> Iterator[FormProblem]:
    for path, column, expression in expressions(subject):
        for part, _ in parts(syntax_of(expression.source), path):
            match part:
                case Call("format-date" | "format-date-time", (_, Literal(str(pattern)))) if (
                    sign := _UNKNOWN_SIGN.search(pattern)
                ):
                    message = f'{name_of(path)} writes a date as "{pattern}"; there is no {sign[0]}.'
                    yield subject.found(DATE_FORMAT, path, column, message)


CHECKS = (option_names, date_formats)

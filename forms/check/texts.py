"""What a person reads: whether the texts are there, in every language, and fit a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from forms.check.subject import Option, Subject, name_of, spoken
from forms.check.truth import Reader, relevances
from forms.definition import Question, Text
from forms.language import code, covers
from forms.problems import FormProblem
from forms.rule import Rule

LONGEST_LABEL = 240  # characters that a phone shows without scrolling, the buttons included
MOST_LINES = 6
LONGEST_HINT = 160
LONGEST_MESSAGE = 200

_CODE = re.compile(r"[a-z]{2,3}([-_]\w+)*")
_INDONESIAN = re.compile(r"\bindonesian?\b", re.IGNORECASE)

NO_INDONESIAN = Rule(
    "language", "warning", "The form has no Indonesian texts.",
    "Officers read Indonesian first; the labels will be shown in the language that there is.",
    "Name the columns label::Indonesia (id), hint::Indonesia (id), ...",
)  # fmt: skip
NO_LABEL = Rule(
    "no_label", "warning", "A question has no label.",
    "The person would see an empty message with buttons below.", "Write what is asked.",
)  # fmt: skip
LONG_LABEL = Rule(
    "long_label", "warning", f"A label is longer than {LONGEST_LABEL} characters or {MOST_LINES} lines.",
    "On a small phone the question scrolls out of sight behind its buttons.",
    "Ask in one sentence; put the rest into hint or guidance_hint.",
)  # fmt: skip
LONG_HINT = Rule(
    "long_hint", "warning", f"A hint is longer than {LONGEST_HINT} characters.",
    "The hint stands below the question on the same card; a long one is not read.",
    "Keep an example in the hint and put the explanation into guidance_hint.",
)  # fmt: skip
LONG_MESSAGE = Rule(
    "long_message", "warning", f"A constraint or required message is longer than {LONGEST_MESSAGE} characters.",
    "It is shown above the question that is asked again; a long one hides the question.",
    "Say in one sentence what is allowed, with an example.",
)  # fmt: skip
UNTRANSLATED = Rule(
    "untranslated", "warning", "A text is missing in Indonesian though the form has Indonesian texts.",
    "Officers read Indonesian first; here the text of another language would appear.", "Fill in this cell.",
)  # fmt: skip
MISSING_LANGUAGE = Rule(
    "missing_language", "warning", "Texts are missing in one of the form's other languages.",
    "People who chose that language would suddenly read another one.",
    "Fill in the cells, or take the language out of the form.",
)  # fmt: skip
SAME_LABEL = Rule(
    "same_label", "warning", "Two questions that follow one another have the same label.",
    "In a chat the second looks like the first asked again, and people answer it with irritation or not at all.",
    "Say in the label what is different.",
)  # fmt: skip

NO_CODE = Rule(
    "language_code", "warning", "A language is named without its code.",
    "The code tells which language to show to whom; without it people get the default language.",
    "Write the code in brackets: label::Indonesia (id), label::English (en).",
)  # fmt: skip

TWO_NAMES = Rule(
    "language_names", "warning", "A language has two names.",
    "To ODK Collect and KoboToolbox these are two languages: whoever chooses one sees the other's texts nowhere.",
    "Write the language in the same words in all columns of all sheets.",
)  # fmt: skip
RULES = (
    TWO_NAMES,
    NO_CODE,
    NO_INDONESIAN,
    NO_LABEL,
    LONG_LABEL,
    LONG_HINT,
    LONG_MESSAGE,
    UNTRANSLATED,
    MISSING_LANGUAGE,
    SAME_LABEL,
)


def languages(subject: Subject) -> Iterator[FormProblem]:
    names = [one for one in subject.form.languages if one != "default"]
    for language in names:
        if not _CODE.fullmatch(code(language)):
            advice = f"Write {language} (id) everywhere." if _INDONESIAN.search(language) else ""
            yield subject.of_form(NO_CODE, f'The language "{language}" has no code.', advice)
    for one, other in pairwise(sorted(names, key=lambda name: (code(name), name))):
        if code(one) == code(other):
            yield subject.of_form(TWO_NAMES, f'"{one}" and "{other}" have the code {code(one)}.')
    called = any(_INDONESIAN.search(one) for one in names)
    if subject.form.languages and not subject.indonesian and not called:
        yield subject.of_form(NO_INDONESIAN, "The form has no Indonesian texts.")


def labels(subject: Subject) -> Iterator[FormProblem]:
    reader = Reader(subject.form, frozenset())
    before, path = "", ""
    for one in subject.form.questions.values():
        label = subject.says(one.label).strip()
        if not label and "label" not in one.appearance:
            yield subject.found(NO_LABEL, one.path, "label", f"The question {one.name} has no label.")
        together = [*relevances(subject.form, one.path), *relevances(subject.form, path)]
        if label and label == before and "…" not in label and reader.possible(together):
            yield subject.found(SAME_LABEL, one.path, "label", f'"{_short(label)}" is also the label just before.')
        before, path = label, one.path
        yield from _too_long(subject, one)


def _too_long(subject: Subject, one: Question) -> Iterator[FormProblem]:
    for column, text in _texts(one):
        for language, words in spoken(text).items():
            where = f"{column}::{language}" if language else column
            length, lines = len(words), words.strip().count("\n") + 1
            if column == "label" and length > LONGEST_LABEL:
                yield subject.found(LONG_LABEL, one.path, where, f"The label has {length} characters.")
            elif column == "label" and lines > MOST_LINES:
                yield subject.found(LONG_LABEL, one.path, where, f"The label has {lines} lines.")
            elif column == "hint" and length > LONGEST_HINT:
                yield subject.found(LONG_HINT, one.path, where, f"The hint has {length} characters.")
            elif column.endswith("_message") and length > LONGEST_MESSAGE:
                yield subject.found(LONG_MESSAGE, one.path, where, f"The message has {length} characters.")


def translations(subject: Subject) -> Iterator[FormProblem]:
    for language in subject.form.languages:
        if language == subject.indonesian:
            yield from _without_indonesian(subject, language)
        elif code(language) != "default":
            yield from _without(subject, language)


def _without_indonesian(subject: Subject, language: str) -> Iterator[FormProblem]:
    for path, column in _missing(subject, language):
        message = f"The {column} of {name_of(path)} has no Indonesian text."
        yield subject.found(UNTRANSLATED, path, f"{column}::{language}", message)


def _without(subject: Subject, language: str) -> Iterator[FormProblem]:
    """Told once for each sheet: another language is often begun and never finished."""
    options = list(_missing_choices(subject, language))
    if options:
        cell = subject.cells.choice(options[0].list_name, options[0].name, f"label::{language}", options[0].nth)
        yield MISSING_LANGUAGE.at(cell, f"{_count(len(options), 'label')} missing in {language}; this is the first.")
    missing = list(_missing(subject, language))
    if missing:
        path, column = missing[0]
        message = f"{_count(len(missing), 'text')} missing in {language}; this is the first."
        yield subject.found(MISSING_LANGUAGE, path, f"{column}::{language}", message)


def _missing(subject: Subject, language: str) -> Iterator[tuple[str, str]]:
    for one in subject.form.questions.values():
        for column, text in _texts(one):
            if text and not covers(text.languages, language):
                yield one.path, column


def _missing_choices(subject: Subject, language: str) -> Iterator[Option]:
    used = {subject.list_name(one) for one in subject.form.questions.values()}
    for name in used & subject.lists.keys():
        yield from (one for one in subject.lists[name] if one.labels and not covers(one.labels, language))


def _texts(one: Question) -> tuple[tuple[str, Text], ...]:
    return (
        ("label", one.label), ("hint", one.hint), ("constraint_message", one.bind.constraint_message),
        ("required_message", one.bind.required_message),
    )  # fmt: skip


def _count(number: int, what: str) -> str:
    return f"{number} {what} is" if number == 1 else f"{number} {what}s are"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


CHECKS = (languages, labels, translations)

"""The shape of the form: how much it asks, in which portions, and under which names its reports are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forms.check.likelihood import likelihood
from forms.check.subject import Subject, expressions, name_of
from forms.definition import Control, Group, Question, Repeat
from forms.problems import FormProblem
from forms.rule import Rule

if TYPE_CHECKING:
    from forms.xpath import Expression

MOST_QUESTIONS = 30  # a monthly report beyond this is broken off in the field
MOST_IN_SECTION = 8
DEEPEST = 4

MANY_QUESTIONS = Rule(
    "many_questions", "warning", f"The form asks more than {MOST_QUESTIONS} questions of a typical person.",
    "Long reports are put off, broken off, and filled in without looking.",
    "Leave out what nobody uses, or make a second form.",
)  # fmt: skip
LONG_SECTION = Rule(
    "long_section", "warning", f"A section (a top-level group) has more than {MOST_IN_SECTION} questions.",
    'The card says "section 2 of 4": a long section seems not to move, and there is no good place to pause.',
    "Split the group where the subject changes.",
)  # fmt: skip
NO_SECTIONS = Rule(
    "no_sections", "info", f"More than {MOST_IN_SECTION} questions follow one another without any group.",
    "People see no sections and can't tell how far they are.",
    "Put questions of one subject into a group with a label.",
)  # fmt: skip
DEEP = Rule(
    "deep_groups", "warning", f"Groups are nested more than {DEEPEST} deep.",
    "A chat shows one section at a time; deeper groups only make the form hard to maintain.",
    "Take out the groups that hold only a group.",
)  # fmt: skip
NO_INSTANCE_NAME = Rule(
    "no_instance_name", "warning", "The settings have no instance_name.",
    "It names the report on receipts and in lists; without it all reports of this form look alike.",
    "Write one, for example concat(${kampung}, ' ', ${periode}).",
)  # fmt: skip
NAMELESS_REPEAT = Rule(
    "repeat_label", "warning", "A repeat without repeat_count has no label.",
    'After each round people are asked "another ...?"; without a label it says only the name of the column.',
    "Give the begin_repeat row a label in the singular, such as Kegiatan.",
)  # fmt: skip
NOTHING_ASKED = Rule(
    "nothing_asked", "warning", "The form asks nothing.", "Who opens it is at its end at once.",
    "Write one question a row: type, name, label.",
)  # fmt: skip
ENDLESS = Rule(
    "empty_repeat", "warning", "A repeat asks nothing.", "It would ask for another round of nothing.",
    "Put the questions between begin_repeat and end_repeat.",
)  # fmt: skip
LAST_NOTE = Rule(
    "note_at_end", "info", "The form ends with a note.",
    "It gets a card of its own just before the review, one more tap for everyone.",
    "Put it before the last question, or leave it out: Kabar says itself that the report is complete.",
)  # fmt: skip
UNREAD = Rule(
    "unread_calculation", "info", "A calculation is read nowhere in the form.",
    "It goes into the submission only; if it was meant to steer or to show something, a reference is missing.",
    "Mark it with bind::kabar:indicator if summaries use it.",
)  # fmt: skip
RULES = (
    NOTHING_ASKED, MANY_QUESTIONS, LONG_SECTION, NO_SECTIONS, DEEP, NO_INSTANCE_NAME, NAMELESS_REPEAT, ENDLESS,
    LAST_NOTE, UNREAD,
)  # fmt: skip


def length(subject: Subject) -> Iterator[FormProblem]:
    asked = subject.asked()
    if not asked:
        yield subject.of_form(NOTHING_ASKED, "The form asks nothing.")
    typical = round(sum(likelihood(subject, one.path) for one in asked))
    if typical > MOST_QUESTIONS:
        most = f", {len(asked)} at most" if len(asked) > typical else ""
        yield subject.of_form(MANY_QUESTIONS, f"The form asks {typical} questions{most}; {MOST_QUESTIONS} is plenty.")
    loose = [one for one in asked if one in subject.form.body]
    if len(loose) > MOST_IN_SECTION and len(loose) == len(asked):
        yield subject.of_form(NO_SECTIONS, f"{len(loose)} questions follow one another without any group.")


def sections(subject: Subject) -> Iterator[FormProblem]:
    asked = {one.path for one in subject.asked()}
    for section in (one for one in subject.form.body if isinstance(one, Group) and one.path):
        inside = [one.path for one in _questions(section) if one.path in asked]
        count = round(sum(likelihood(subject, path, section.path) for path in inside))
        if count > MOST_IN_SECTION:
            message = f"The section {name_of(section.path)} has {count} questions."
            yield subject.found(LONG_SECTION, section.path, "type", message)


def nesting(subject: Subject) -> Iterator[FormProblem]:
    for control in subject.form.body:
        path, depth = _deepest(control)
        if depth > DEEPEST:
            yield subject.found(DEEP, path, "type", f"{name_of(path)} stands {depth} groups deep.")


def repeats(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.form.repeats.values():
        if not any(True for _ in _questions(one)):
            yield subject.found(ENDLESS, one.path, "type", f"The repeat {one.name} holds no question.")
        elif one.count is None and not one.fixed and not one.label:
            yield subject.found(NAMELESS_REPEAT, one.path, "label", f"The repeat {one.name} has no label.")


def ending(subject: Subject) -> Iterator[FormProblem]:
    questions = list(subject.form.questions.values())
    if len(questions) > 1 and questions[-1].kind == "note":
        yield subject.found(LAST_NOTE, questions[-1].path, "type", f"The form ends with the note {questions[-1].name}.")


def naming(subject: Subject) -> Iterator[FormProblem]:
    if f"{subject.form.root.path}/meta/instanceName" not in subject.form.slots:
        cell = subject.cells.setting("instance_name")
        yield NO_INSTANCE_NAME.at(cell, "The settings have no instance_name.")


def unread(subject: Subject) -> Iterator[FormProblem]:
    read = {path for at, _, one in expressions(subject) for path in one.references(at) if path != at}
    read |= {path for at, one in _outputs(subject) for path in one.references(at)}
    read |= {path for one in subject.form.setvalues if one.value for path in one.value.references(one.target)}
    idle = [
        path
        for path, slot in subject.form.slots.items()
        if slot.bind.calculate is not None and path not in read and path not in subject.form.questions
        and "indicator" not in slot.bind.attributes and "/meta/" not in path and not path.endswith("_count")
    ]  # fmt: skip
    if idle and not any("*" in path or "//" in path for path in read):
        names = ", ".join(name_of(path) for path in idle[:6]) + (", ..." if len(idle) > 6 else "")
        yield subject.found(UNREAD, idle[0], "calculation", f"Read nowhere in the form: {names}.")


def _outputs(subject: Subject) -> Iterator[tuple[str, Expression]]:
    for one in subject.form.questions.values():
        texts = (one.label, one.hint, one.guidance, one.bind.constraint_message, one.bind.required_message)
        pieces = (piece for text in texts for spoken in text.languages.values() for piece in spoken)
        yield from ((one.path, piece) for piece in pieces if not isinstance(piece, str))


def _questions(control: Control) -> Iterator[Question]:
    if isinstance(control, Question):
        yield control
        return
    for below in control.children:
        yield from _questions(below)


def _deepest(control: Control) -> tuple[str, int]:
    """The path of the innermost group and how many groups it stands in, itself included."""
    if isinstance(control, Question):
        return control.path, 0
    found = [_deepest(below) for below in control.children if isinstance(below, Group | Repeat)]
    path, depth = max(found, key=lambda one: one[1], default=(control.path, 0))
    return path or control.path, depth + 1


CHECKS = (length, sections, nesting, repeats, ending, naming, unread)

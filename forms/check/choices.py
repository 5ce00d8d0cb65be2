"""Options: whether a list fits its buttons, and whether what people type names one option only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from forms.check.subject import Option, Subject
from forms.definition import Question
from forms.language import covers
from forms.problems import FormProblem
from forms.rule import Rule
from forms.sheet.cells import Cell

MOST_BUTTONS = 8  # options that a card shows at once
MOST_PICKED = 12  # beyond it nobody reads a list to the end, and the last options are never chosen
MOST_PAGED = 30
LARGEST = 2_000
BUTTON, LINE = 32, 64  # characters: of a button that has the row to itself, of a line in a numbered list

COLLIDE = Rule(
    "choices_collide", "warning", "Two options of a list can't be told apart when their names are typed.",
    "People also type their answer. Kabar then has to ask back which of the two was meant, each time.",
    "Make the labels or aliases differ in more than case, spaces and punctuation.",
)  # fmt: skip
NUMBERED = Rule(
    "choice_like_number", "warning", "An option's label is a number other than its place in the list.",
    "Options may be chosen by typing their place in the list; here 2 could mean the second or the one called 2.",
    "Write a word with the number (\"2 anak\"), put the options in the order of their numbers, or ask for an integer.",
)  # fmt: skip
PAGED = Rule(
    "many_choices", "warning", f"A select_one has more than {MOST_BUTTONS} options.",
    "Only eight fit a card; for the others people have to page, or to type part of the label.",
    "Shorten the list, ask in two steps with a choice_filter, or write the appearance minimal to say that people "
    "are expected to search by typing.",
)  # fmt: skip
TOO_MANY = Rule(
    "too_many_choices", "warning", f"A list shows more than {MOST_PAGED} options at once.",
    "Nobody pages through more than four screens of buttons; the answer is only found by typing it.",
    "Narrow it with a choice_filter (first the district, then the village), or give aliases that people will type.",
)  # fmt: skip
MANY_PICKED = Rule(
    "many_to_pick", "warning", f"A select_multiple or rank has more than {MOST_PICKED} options.",
    "Each tap redraws the list, and the last options are hardly ever chosen.",
    "Split it into two questions, or leave out what is hardly ever chosen.",
)  # fmt: skip
HUGE = Rule(
    "huge_list", "warning", f"A list of the choices sheet has more than {LARGEST} rows.",
    "The whole list is carried in every compiled form; loading and checking get slow.",
    "Put it into a CSV beside the form and use select_one_from_file.",
)  # fmt: skip
NOT_A_BUTTON = Rule(
    "choices_numbered", "info", f"Labels of a list are longer than a button ({BUTTON} characters).",
    "They are shown as a numbered list with the numbers on the buttons: two things to look at instead of one.",
    "Shorten the labels if that loses nothing.",
)  # fmt: skip
LONG_CHOICE = Rule(
    "long_choice", "warning", f"An option's label is longer than {LINE} characters.",
    "It takes more than one line of the list; with several of them the question scrolls away.",
    "Name the option in a few words and explain it in the question's guidance_hint.",
)  # fmt: skip
NO_CHOICE_LABEL = Rule(
    "no_choice_label", "warning", "An option has no label.", "Its button would show the stored name.",
    "Write what the person should read.",
)  # fmt: skip
SPACED = Rule(
    "choice_name_space", "info", "Names of a list hold spaces.",
    "In a select_multiple, which stores its answers with spaces between them, and to selected() one of these is two.",
    "Write the name with an underscore instead; the label may keep its space.",
)  # fmt: skip
SAME_NAME = Rule(
    "same_choice_name", "warning", "Two options of a list have the same name.",
    "They are stored alike: afterwards nobody can tell which of the two was chosen.",
    "Give each option a name of its own (or filter them so that only one is ever offered).",
)  # fmt: skip
UNTRANSLATED = Rule(
    "choice_untranslated", "warning", "An option has no Indonesian label though others have.",
    "Officers read Indonesian first; its button would be in another language.", "Fill in this cell.",
)  # fmt: skip
NO_OPTIONS = Rule(
    "no_choices", "error", "A select has a list without any option.",
    "The question has no button, so that nobody can answer it.", "Fill the list, or take out the question.",
)  # fmt: skip
RULES = (
    NO_OPTIONS, COLLIDE, NUMBERED, PAGED, TOO_MANY, MANY_PICKED, HUGE, NOT_A_BUTTON, LONG_CHOICE, NO_CHOICE_LABEL,
    SPACED, SAME_NAME, UNTRANSLATED,
)  # fmt: skip

_APART = re.compile(r"[\W_]+")


def list_sizes(subject: Subject) -> Iterator[FormProblem]:
    for one in _selects(subject):
        options = subject.options(one)
        if options is not None:
            yield from _size(subject, one, len(options))


def _size(subject: Subject, one: Question, count: int) -> Iterator[FormProblem]:
    filtered = one.itemset is not None and "[" in one.itemset.nodes.source
    searched = any(word in one.appearance.split() for word in ("minimal", "autocomplete", "search", "quick"))
    if not count:
        yield subject.found(NO_OPTIONS, one.path, "type", f"The list of {one.name} is empty.")
    elif filtered:
        return  # how many are left is known only when it is asked
    elif one.kind in ("select_multiple", "rank") and count > MOST_PICKED:
        yield subject.found(MANY_PICKED, one.path, "type", f"{one.name} offers {count} options to pick from.")
    elif one.kind == "select_one" and count > MOST_PAGED and not searched:
        yield subject.found(TOO_MANY, one.path, "type", f"{one.name} offers {count} options.")
    elif one.kind == "select_one" and count > MOST_BUTTONS and not searched:
        yield subject.found(PAGED, one.path, "type", f"{one.name} offers {count} options.")


def lists(subject: Subject) -> Iterator[FormProblem]:
    used = {subject.list_name(one): one for one in _selects(subject)}
    for name, options in subject.lists.items():
        if name not in used:
            continue
        if len(options) > LARGEST:
            yield HUGE.at(_cell(subject, options[0], "list_name"), f"The list {name} has {len(options):,} options.")
            continue
        yield from _labels(subject, name, options)
        yield from _names(subject, options)
        yield from _collisions(subject, options)
        yield from _numbers(subject, options)


def _labels(subject: Subject, name: str, options: tuple[Option, ...]) -> Iterator[FormProblem]:
    for one in options:
        if not one.label:
            yield NO_CHOICE_LABEL.at(_cell(subject, one, "label"), f"{one.name} has no label.")
        elif subject.indonesian and not covers(one.labels, subject.indonesian):
            column = f"label::{subject.indonesian}"
            yield UNTRANSLATED.at(_cell(subject, one, column), f"{one.name} has no Indonesian label.")
        yield from _long_labels(subject, one)
    long = [one for one in options if BUTTON < max(map(len, one.labels.values()), default=0) <= LINE]
    if long:
        yield NOT_A_BUTTON.at(_cell(subject, long[0], "label"), f"List {name}: {len(long)} of {len(options)} labels "
                              f"are longer than {BUTTON} characters; this is the first.")  # fmt: skip


def _long_labels(subject: Subject, one: Option) -> Iterator[FormProblem]:
    for language, label in one.labels.items():
        if len(label) > LINE:
            column = f"label::{language}" if language else "label"
            yield LONG_CHOICE.at(_cell(subject, one, column), f"The label of {one.name} has {len(label)} letters.")


def _names(subject: Subject, options: tuple[Option, ...]) -> Iterator[FormProblem]:
    spaced = [one for one in options if " " in one.name]
    if spaced:
        first = spaced[0]
        message = (
            f'List {first.list_name}: {len(spaced)} of {len(options)} names hold a space; "{first.name}" is the first.'
        )
        yield SPACED.at(_cell(subject, first, "name"), message)
    for one in options:
        if one.nth == 1:
            yield SAME_NAME.at(_cell(subject, one, "name"), f"{one.name} stands twice in the list {one.list_name}.")


def _collisions(subject: Subject, options: tuple[Option, ...]) -> Iterator[FormProblem]:
    seen: dict[tuple[str, str], Option] = {}
    told: set[tuple[str, str]] = set()
    typed = ((one, language, words) for one in options for language, words in _typed(one))
    for one, language, words in typed:
        first = seen.setdefault((language, squashed(words)), one)
        pair = (first.name, one.name)
        if first.name != one.name and pair not in told:
            told.add(pair)
            yield COLLIDE.at(_cell(subject, one, _column(one, words, language)),
                             f'"{words}" means {one.name} and also {first.name}.')  # fmt: skip


def _numbers(subject: Subject, options: tuple[Option, ...]) -> Iterator[FormProblem]:
    """The first label that is a number, but not that of its place."""
    for place, one in enumerate(options, start=1):
        label = squashed(one.label)
        if label.isdigit() and int(label) != place and 1 <= int(label) <= len(options):
            yield NUMBERED.at(_cell(subject, one, "label"), f'The label "{one.label}" is number {place} of its list.')
            return


def _typed(one: Option) -> Iterator[tuple[str, str]]:
    """(language, words) that people may type for an option: its labels, and its aliases in every language."""
    yield from ((language, label) for language, label in one.labels.items() if squashed(label))
    for language in one.labels:
        yield from ((language, alias) for alias in one.aliases if squashed(alias))


def _column(one: Option, words: str, language: str) -> str:
    if words in one.aliases:
        return "alias"
    return f"label::{language}" if language else "label"


def squashed(text: str) -> str:
    """What is left of typed words for comparison: no case, no accents of width, no spaces, no punctuation."""
    return _APART.sub("", unicodedata.normalize("NFKC", text).casefold())


def _selects(subject: Subject) -> Iterator[Question]:
    return (one for one in subject.form.questions.values() if one.kind in ("select_one", "select_multiple", "rank"))


def _cell(subject: Subject, one: Option, column: str) -> Cell:
    return subject.cells.choice(one.list_name, one.name, column, one.nth)


CHECKS = (list_sizes, lists)

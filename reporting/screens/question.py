"""The question card: a prompt as a text name, its arguments and its buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from forms.prompt import Prompt
from reporting.fitting import clip, length
from reporting.markup import bare
from reporting.screens import keys
from reporting.screens.keys import Asking, Look
from reporting.screens.screen import Button, Rows, Screen
from reporting.screens.understanding import choosing, long_choosing
from reporting.screens.values import CHOSEN, reads_as, with_labels
from reporting.texts import Texts

MESSAGE = 700  # letters of a card
MOST_ROWS = 6
LAST = 3  # places of a ranking that are told
MOST_EXTRAS = 3  # in one row: their labels have ten letters
MOST_QUICK = 3  # buttons of a figure; with more it is pressed rather than typed


@dataclass(frozen=True, slots=True)
class Sizes:
    """Letters that may be spent: on the question with its hint, on the notes above it, on each half of the echo and
    the name of the section, on what the form says of a wrong answer, and on a note that has the card for itself."""

    question: int
    notes: int
    echo: int
    message: int
    page: int


# A card begins with the most and takes less when all its parts together are too long.
SIZES = (
    Sizes(240, 240, 90, 200, 560),
    Sizes(240, 120, 60, 160, 480),
    Sizes(160, 60, 40, 120, 320),
    Sizes(70, 0, 20, 40, 120),
)


@dataclass(frozen=True, slots=True)
class Card:
    """What surrounds the prompt on the card.

    `echo` is the previous answer as understood; `problem` why the last input was not taken ({"code", ...});
    `can_go_back` is false on the first question.
    """

    today: date
    period: str
    echo: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None
    options: tuple[tuple[str, str], ...] = ()
    instead: Rows = ()  # buttons that settle what was meant, in the place of the answers
    above: dict[str, Any] | None = None  # a message of its own above the card
    look: Look = Look()
    can_go_back: bool = True
    can_drop: bool = False  # the round of a repeat in which the question stands may be taken out
    moved: dict[str, Any] | None = None  # the draft has just moved to another version of its form
    hidden: int = 0  # answers that the last change put aside
    change: dict[str, Any] | None = None  # what an edit did (filling/changes.py), instead of an echo
    broken: dict[str, Any] | None = None  # the answer asked for was given, and the last change made it wrong
    computed: tuple[tuple[str, str], ...] = ()  # what the section just left came to: label, figure
    latest: tuple[dict[str, Any], ...] = ()  # what the last round of a repeat says, for "add another?"
    arrival: dict[str, Any] | None = None  # a line about what came in
    helps: Rows = ()  # ways on after answers that were not taken, or for who can't send what is asked for
    enclosed: tuple[str, ...] = ()  # "picture", "sound", "film": there are some, not sent to spare data
    listed: bool = False  # options are numbered in the text, however few and short they are


def question(texts: Texts, language: str, prompt: Prompt, card: Card) -> Screen:
    """The live card that asks the prompt, at most 700 letters long unless more was asked for."""
    screen = _drawn(texts, language, prompt, card, SIZES[0])
    for sizes in SIZES[1:]:
        if card.look.is_unfolded or length(texts.render(language, screen.text, **screen.args)) <= MESSAGE:
            break
        screen = _drawn(texts, language, prompt, card, sizes)
    return screen


def asking_of(texts: Texts, language: str, prompt: Prompt, card: Card) -> Asking:
    """What the keyboard needs to know. A calendar stands alone with what helps, and goes when a day that was typed was
    not taken: how else to answer is told then, and takes its room."""
    look = replace(card.look, month="") if card.problem else card.look
    has_extras = not keys.shows_calendar(prompt, look.month) and _has_extras(prompt, card)
    room = keys.ROOM - has_extras - len(card.helps)
    words, told = partial(texts.word, language), partial(texts.told, language)
    return Asking(words, told, card.today, card.period, look, room, card.listed)


def _drawn(texts: Texts, language: str, prompt: Prompt, card: Card, sizes: Sizes) -> Screen:
    word, asking = partial(texts.word, language), asking_of(texts, language, prompt, card)
    settles = bool(card.options or card.instead)
    rows = _settling(card, word) if settles else keys.answer_rows(prompt, asking)
    args: dict[str, Any] = {
        "prompt": _facts(prompt, card, sizes) | _listed(prompt, rows),
        "period": card.period,
        "echo": _echo(card, sizes),
        "problem": _shortened(card.problem, sizes),
        "choosing": settles,
        "options": _options(prompt, card, asking),
        "hidden": card.hidden,
        "change": card.change,
        "arrival": card.arrival,
        "broken": _shortened(card.broken, sizes),
        "moved": card.moved,
        "computed": [{"label": clip(bare(label), 60), "text": text} for label, text in card.computed],
        "latest": list(card.latest),
        "look": _looked(prompt, card),
        "enclosed": list(card.enclosed),
    }
    bar = "location" if prompt.kind == "geopoint" else "menu"
    if sizes == SIZES[-1]:
        looked = _looked(prompt, card)
        args |= {"computed": [], "look": looked | {"order": looked["order"][-1:]}}
    if not settles:
        extras = () if keys.shows_calendar(prompt, asking.look.month) else _extras(prompt, card, sizes, word)
        rows = _fitting(rows, card.helps, extras)
    if not settles or len(rows) < MOST_ROWS:
        rows = (*rows, _navigation(prompt, card, word))
    return Screen("filling/question", args, rows, bar=bar, is_fresh=card.above is not None, above=card.above)


def _facts(prompt: Prompt, card: Card, sizes: Sizes) -> dict[str, Any]:
    section = prompt.section
    label, hint = _told(prompt, card, sizes)
    is_page = prompt.kind == "note" and len(bare(prompt.label)) + len(bare(prompt.hint)) > SIZES[0].question
    return {
        "kind": prompt.kind,
        "reads_as": reads_as(prompt),
        "label": label,
        "is_page": is_page,
        "hint": hint,
        "meaning": bare(prompt.guidance),
        "guidance": prompt.guidance if card.look.is_unfolded else "",
        "required": prompt.required,
        "value": prompt.value,
        "answer": {"text": _shown(prompt), "kind": reads_as(prompt), "sensitive": "sensitive" in prompt.attributes},
        "previous": prompt.previous,
        "notes": list(prompt.notes) if card.look.is_unfolded else _notes(prompt, sizes.notes),
        "number": prompt.number,
        "total": prompt.total,
        "year": card.today.year,
        "minimum": prompt.bounds.minimum,
        "maximum": prompt.bounds.maximum,
        "step": prompt.bounds.step if prompt.bounds.step != "1" else None,
        "section": {"index": section.index, "count": section.count, "label": clip(bare(section.label), sizes.echo)}
        if section
        else None,
        "repeat": [clip(bare(prompt.repeat[0]), 40), *prompt.repeat[1:]] if prompt.repeat else None,
    }


def _listed(prompt: Prompt, rows: Rows) -> dict[str, Any]:
    """How many options there are, and what buttons there are to press instead of typing."""
    count = len(prompt.choices) if prompt.kind in CHOSEN else None
    return {
        "count": count,
        "is_long": bool(count and count > keys.MANY),
        "has_keys": sum(button.tap.startswith("a:*:v") for row in rows for button in row) > MOST_QUICK,
    }


def _told(prompt: Prompt, card: Card, sizes: Sizes) -> tuple[str, str]:
    """Label and hint, together so many letters as a question may have; all of both when they were asked for."""
    is_note = prompt.kind == "note"
    label, most = (_page(prompt, card, sizes), sizes.page) if is_note else (bare(prompt.label), sizes.question)
    if card.look.is_unfolded:
        return label, prompt.hint
    short = label if is_note else clip(label, most)
    left = most - len(bare(short))
    return short, prompt.hint if len(bare(prompt.hint)) <= left else clip(bare(prompt.hint), left) if left > 40 else ""


def _page(prompt: Prompt, card: Card, sizes: Sizes) -> str:
    """A note that has the card for itself, with its styles where nothing is cut."""
    words = bare(prompt.label)
    return prompt.label if card.look.is_unfolded or len(words) <= sizes.page else clip(words, sizes.page)


def _notes(prompt: Prompt, most: int) -> list[str]:
    """The notes above the question, cut where they are long."""
    told = []
    for note in prompt.notes:
        words = bare(note)
        kept = note if len(words) <= most else clip(words, most)
        told.append(kept)
        most -= len(bare(kept))
    return [one for one in told if one]


def _shown(prompt: Prompt) -> str:
    """The present answer: labels for what was chosen, anything else as it is."""
    labels = {choice.name: bare(choice.label) for choice in prompt.choices}
    return clip(with_labels(prompt, prompt.value, labels), 100)


def _echo(card: Card, sizes: Sizes) -> dict[str, Any] | None:
    if card.echo is None:
        return None
    return card.echo | {key: clip(str(card.echo[key]), sizes.echo) for key in ("label", "text")}


def _shortened(told: dict[str, Any] | None, sizes: Sizes) -> dict[str, Any] | None:
    """What the form says of a wrong answer, in a few lines."""
    return told | {"message": clip(bare(told.get("message") or ""), sizes.message)} if told else None


def _looked(prompt: Prompt, card: Card) -> dict[str, Any]:
    look = card.look
    return {
        "find": look.find,
        "found": None if look.found is None else len(look.found),
        "day": look.day,
        "is_unfolded": look.is_unfolded,
        "order": _order(prompt, look)[-LAST:],
    }


def _order(prompt: Prompt, look: Look) -> list[tuple[int, str]]:
    """What was ranked so far: place, label."""
    labels = {choice.name: bare(choice.label) for choice in prompt.choices} if prompt.kind == "rank" else {}
    return [(at, clip(labels[name], 20)) for at, name in enumerate(look.picked, start=1) if name in labels]


def _options(prompt: Prompt, card: Card, asking: Asking) -> list[tuple[int, str]]:
    """The numbered list in the text."""
    if card.options:
        return [(at, clip(label, 100)) for at, (_, label) in enumerate(card.options, start=1)] if _long(card) else []
    if prompt.kind not in CHOSEN:
        return []
    shown, labels = keys.layout(prompt, asking), keys.option_labels(prompt)
    most = len(max(labels, default="")) if card.look.is_unfolded else keys.LONGEST
    here = shown.here if shown.is_numbered else ()
    return [(at + 1, clip(labels[at], max(most, keys.LONGEST))) for at in here]


def _long(card: Card) -> bool:
    return any(keys.width(label) > keys.BUDGET[1] for _, label in card.options)


def _settling(card: Card, word: keys.Word) -> Rows:
    """What may have been meant; labels that are too long stand in the text, with their numbers on the buttons."""
    if card.instead:
        return card.instead
    if _long(card):
        return long_choosing(word, len(card.options))
    return choosing(word, card.options)


def _is_cut(prompt: Prompt, sizes: Sizes) -> bool:
    """Whether something stands behind "Arti": what the form explains, or what is too long for the card."""
    question = len(bare(prompt.label)) + len(bare(prompt.hint))
    most = sizes.page if prompt.kind == "note" else sizes.question
    notes = sum(len(bare(note)) for note in prompt.notes)
    options = any(len(choice.label) > keys.LONGEST for choice in prompt.choices)
    return bool(prompt.guidance) or question > most or notes > sizes.notes or options


def _has_extras(prompt: Prompt, card: Card) -> bool:
    """Whether a row is kept for them, whatever the card is cut to: pages of a list must not change between taps."""
    return bool(card.enclosed) or card.can_drop or _is_unknowable(prompt) or _is_cut(prompt, SIZES[-1])


def _is_unknowable(prompt: Prompt) -> bool:
    """Whether "not known" may be answered: `kabar:unknown`."""
    return prompt.attributes.get("unknown", "").casefold() in ("ya", "yes")


def _extras(prompt: Prompt, card: Card, sizes: Sizes, word: keys.Word) -> Rows:
    """What can be done besides answering, in one row above navigation. The calendar has no room for it."""
    row = list[Button]()
    if _is_unknowable(prompt):
        row.append(keys.option(word("unknown"), "u"))
    if _is_cut(prompt, sizes):
        key, tap = ("less", "i:off") if card.look.is_unfolded else ("meaning", "i")
        row.append(keys.option(word(key), tap))
    if card.enclosed:
        row.append(keys.option(word(f"see_{card.enclosed[0] if len(card.enclosed) == 1 else 'enclosed'}"), "m"))
    if card.can_drop and prompt.repeat is not None and len(row) < MOST_EXTRAS:
        name, position, _ = prompt.repeat
        drop = word("drop_round", name=bare(name), position=position)
        short = drop if keys.fits(drop, len(row) + 1) else word("drop_round_short")
        row.append(Button(short, "n:*:drop_round"))
    return (tuple(row),) if row else ()


def _fitting(answers: Rows, helps: Rows, extras: Rows) -> Rows:
    """All rows but navigation. Where they are too many, what can be typed as well is left out: a word, then answers,
    but not the last row, which ends a list or turns its pages."""
    room = MOST_ROWS - 1 - len(helps)
    kept = answers if len(answers) <= room else (*answers[: room - 1], answers[-1])
    return (*kept, *helps, *(extras if len(kept) < room else ()))


def _navigation(prompt: Prompt, card: Card, word: keys.Word) -> tuple[Button, ...]:
    row = [Button(word("back"), "n:*:back")] if card.can_go_back else []
    if not prompt.required and prompt.kind not in ("note", "repeat"):
        row.append(Button(word("skip"), "n:*:skip"))
    return (*row, Button(word("save"), "n:*:save"))

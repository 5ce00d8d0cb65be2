"""Questions that a chat can't ask, or asks in another way than the author may expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from forms.check.subject import Subject
from forms.definition import Question
from forms.problems import FormProblem
from forms.rule import Rule
from forms.sheet.cells import Cell
from forms.sheet.headers import value

NOT_IN_CHAT = Rule(
    "not_in_chat", "warning", "An optional question is of a kind that a chat can't ask; it is skipped.",
    "There is no map to draw on and nothing to sign with in a chat: the answer stays blank.",
    "Ask for a photo of the drawing or the signed paper, a single location, or a text.",
)  # fmt: skip
MUST_BE_DRAWN = Rule(
    "required_not_in_chat", "error", "A required question is of a kind that a chat can't ask.",
    "It can never be answered, so the report could never be sent.",
    "Make it optional, or ask for a photo of the drawing or the signed paper, a single location, or a text.",
)  # fmt: skip
NOTHING_HAPPENS = Rule(
    "type_ignored", "warning", "A question's type works only in an app on the phone; in a chat it stays blank.",
    "Recording in the background, maps of buildings and other apps don't exist in a chat.",
    "Expect no value here, or ask for it in a question.",
)  # fmt: skip
TYPED_CODE = Rule(
    "typed_barcode", "info", "A barcode is typed: a chat has no scanner.",
    "Typed codes hold typing errors.", "Give the code a constraint that catches them, such as its length.",
)  # fmt: skip
TYPED_LINE = Rule(
    "typed_line", "info", "A line or an area is typed, point by point: a chat has no map to draw on.",
    "Typing ten points takes minutes, and a wrong digit moves one far away.",
    "Ask for a geopoint where one place is enough.",
)  # fmt: skip
CLEAR = Rule(
    "encryption_ignored", "warning", "The settings ask for encrypted submissions.",
    "Kabar stores answers as they are, in its own database: what is said in a chat has passed through Telegram anyway.",
    "Ask for nothing that has to be encrypted.",
)  # fmt: skip
NO_ENTITIES = Rule(
    "entities_ignored", "info", "The form saves to an entity list.",
    "Kabar keeps no entity lists: what an entity needs goes into the submission and no further.",
    "Send the submissions on to ODK Central, or make the entities from the export.",
)  # fmt: skip
RULES = (MUST_BE_DRAWN, NOT_IN_CHAT, NOTHING_HAPPENS, TYPED_CODE, TYPED_LINE, CLEAR, NO_ENTITIES)

_SHAPES = ("geotrace", "geoshape")
_DRAWN = ("draw", "signature", "annotate")
_IGNORED: Mapping[str, str] = MappingProxyType(
    {
        "background-audio": "No sound can be recorded in the background of a chat.",
        "osm": "Buildings can't be tagged on a map in a chat; a file is asked for instead.",
        "start-geopoint": "A chat doesn't tell where the report was begun.",
        "background-geopoint": "A chat doesn't tell where an answer was given.",
    }
)


def kinds(subject: Subject) -> Iterator[FormProblem]:
    for one in subject.asked():
        what = _undrawable(one)
        if what:
            rule = MUST_BE_DRAWN if _is_required(one) else NOT_IN_CHAT
            yield subject.found(rule, one.path, "type", f"{one.name} is {what}, which can't be answered in a chat.")
        elif one.kind == "barcode":
            yield subject.found(TYPED_CODE, one.path, "type", f"The code of {one.name} has to be typed.")
        elif one.kind in _SHAPES:
            yield subject.found(TYPED_LINE, one.path, "type", f"The points of {one.name} have to be typed.")
        elif "ex:" in one.appearance or one.appearance.startswith("printer:"):
            message = f"{one.name} opens another app ({one.appearance}); in a chat it is only typed."
            yield subject.found(NOTHING_HAPPENS, one.path, "appearance", message)


def ignored(subject: Subject) -> Iterator[FormProblem]:
    for at, row in enumerate(subject.sheets.get("survey", ()), start=2):
        what = _IGNORED.get("-".join(value(row, "type").split()).lower())
        if what:
            yield NOTHING_HAPPENS.at(Cell("survey", at, subject.cells.column("survey", "type")), what)


def settings(subject: Subject) -> Iterator[FormProblem]:
    if value(next(iter(subject.sheets.get("settings", ())), {}), "public_key"):
        yield CLEAR.at(subject.cells.setting("public_key"), "Submissions of this form are stored in clear.")
    for at, row in enumerate(subject.sheets.get("survey", ()), start=2):
        if value(row, "save_to"):
            cell = Cell("survey", at, subject.cells.column("survey", "save_to"))
            yield NO_ENTITIES.at(cell, f"{value(row, 'name')} is not saved to an entity list.")


def _undrawable(one: Question) -> str:
    return next((f"to be drawn ({word})" for word in _DRAWN if one.appearance.startswith(word)), "")


def _is_required(one: Question) -> bool:
    return one.bind.required is not None and one.bind.required.source.strip() != "false()"


CHECKS = (kinds, ignored, settings)

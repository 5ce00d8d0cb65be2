"""The blank form as `templates/documents/form.typ` draws it: every question with a place for its answer. Pure.

Questions are numbered as on the paper, from 1; what Kabar fills in by itself is not asked: kampung and period have
their place at the head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms.check.subject import read_lists
from forms.definition import Control, Form, Group, Question, Repeat
from forms.language import pick
from forms.xpath import Expression
from reporting.options import options, said
from reporting.pace import is_asked
from reporting.printing.conditions import Conditions
from reporting.texts import Texts

ROWS = 5  # of a repeat's table: what a month has of most things
DIGITS = 6  # boxes of a whole number: the people of a large village
WIDE = 6  # columns of a table that still fit on an upright page
BLANKS = {
    "integer": "boxes", "decimal": "line", "range": "line", "text": "lines", "barcode": "line", "date": "date",
    "time": "time", "datetime": "date", "geopoint": "place", "geotrace": "place", "geoshape": "place",
    "select_one": "choices", "select_multiple": "choices", "rank": "choices", "acknowledge": "tick",
    "image": "file", "audio": "file", "video": "file", "file": "file",
}  # fmt: skip
HEAD = ("print_kampung", "print_period", "print_name", "print_role", "print_date", "print_signature")
LABELS = ("many", "one", "file", "latitude", "longitude", "optional", "more_rows", "codes")
Piece = dict[str, Any]


def paper(texts: Texts, language: str, title: str, form: Form) -> dict[str, Any]:
    """What `drawing.draw` reads. `facts` are the fields of the head, `sections` the pieces in order:
    {"piece": "heading" | "field" | "table", "label", "if", ...}; `words` the template's own words."""
    return {
        "document": "form",
        "file": f"{form.form_id}-{form.version}.pdf",
        "title": title,
        "facts": [texts.word(language, key) for key in HEAD],
        "sections": list(_Paper(texts, language, form).pieces()),
        "words": {key: texts.word(language, f"print_{key}") for key in LABELS},
        "foot": texts.word(language, "print_foot", form=form.form_id, version=form.version),
    }


class _Paper:
    def __init__(self, texts: Texts, language: str, form: Form) -> None:
        self._texts = texts
        self._language = language
        self._form = form
        self._languages = pick(language, form.languages, form.default_language)
        self._asked = [one for one in form.questions.values() if is_asked(one)]
        self._numbers = {one.path: str(number) for number, one in enumerate(self._asked, 1)}
        lists = read_lists(form)
        self._options = {one.path: options(form, one, self._languages, lists) for one in self._asked}
        self._conditions = Conditions(texts, language, self._numbers, self._options)

    def pieces(self, controls: tuple[Control, ...] | None = None) -> Iterator[Piece]:
        for control in self._form.body if controls is None else controls:
            match control:
                case Question() if control.path in self._numbers:
                    yield self._field(control)
                case Group() if self._inside(control):
                    yield from self._heading(control)
                    yield from self.pieces(control.children)
                case Repeat() if self._inside(control):
                    yield self._table(control)

    def _heading(self, group: Group) -> Iterator[Piece]:
        label = said(group.label, self._languages)
        if label:
            yield {"piece": "heading", "label": label, "if": self._if(group.path, self._inside(group)[-1])}

    def _field(self, question: Question) -> Piece:
        return {
            "piece": "field",
            "number": self._numbers[question.path],
            "label": said(question.label, self._languages) or question.name,
            "hint": self._hint(question),
            "if": self._if(question.path, self._last_alike(question)),
            "blank": self._blank(question),
            "digits": DIGITS,
            "many": question.kind != "select_one",
            "optional": question.bind.required is None,
            "choices": list(self._options[question.path].values()),
        }

    def _blank(self, question: Question) -> str:
        """The answer is written where the choices are not known on paper."""
        blank = BLANKS.get(question.kind, "line")
        return "lines" if blank == "choices" and not self._options[question.path] else blank

    def _table(self, repeat: Repeat) -> Piece:
        inside = self._inside(repeat)
        return {
            "piece": "table",
            "label": said(repeat.label, self._languages),
            "if": self._if(repeat.path, inside[-1]),
            "rows": ROWS,
            "wide": len(inside) > WIDE,
            "columns": [[self._numbers[one.path], said(one.label, self._languages) or one.name] for one in inside],
            "notes": [note for one in inside if (note := self._note(one))],
        }

    def _note(self, question: Question) -> list[str]:
        """What a column's head has no room for: [number, condition and hint, choices by number]."""
        told = " ".join(filter(None, (self._if(question.path, None), self._hint(question))))
        labels = self._options[question.path].values()
        codes = "; ".join(f"{number} = {label}" for number, label in enumerate(labels, 1))
        return [self._numbers[question.path], told, codes] if told or codes else []

    def _hint(self, question: Question) -> str:
        parts = (said(question.hint, self._languages), said(question.bind.constraint_message, self._languages))
        return " ".join(part for part in parts if part)

    def _if(self, path: str, last: Question | None) -> str:
        """The condition, and where to go on: after `last`, which is the last question that it holds for."""
        slot = self._form.slots.get(path)
        if slot is None or slot.bind.relevant is None or not self._asks(slot.bind.relevant, path):
            return ""
        what = self._conditions.told(slot.bind.relevant.source, path)
        if last is None:
            return self._texts.word(self._language, "print_if", what=what)
        number = int(self._numbers[last.path]) + 1
        key = "print_if_else" if number <= len(self._asked) else "print_if_end"
        return self._texts.word(self._language, key, what=what, number=number)

    def _asks(self, condition: Expression, path: str) -> bool:
        """Whether anything in the form decides it; whether a list outside has rows nobody sees on paper."""
        return any(not one.startswith("instance(") for one in condition.references(path))

    def _last_alike(self, question: Question) -> Question:
        """The last of the questions from this one on that are asked under the same condition."""
        at = int(self._numbers[question.path]) - 1
        last = question
        for one in self._asked[at:]:
            if _source(one.bind.relevant) != _source(question.bind.relevant):
                break
            last = one
        return last

    def _inside(self, control: Group | Repeat) -> list[Question]:
        return list(_questions(control.children, self._numbers))


def _questions(controls: tuple[Control, ...], numbers: Mapping[str, str]) -> Iterator[Question]:
    for control in controls:
        match control:
            case Question() if control.path in numbers:
                yield control
            case Group() | Repeat():
                yield from _questions(control.children, numbers)


def _source(expression: Expression | None) -> str:
    return expression.source if expression else ""

"""All questions of a form as text: to prepare at home, to pass on, to note figures beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms.definition import Control, Form, Group, Question, Repeat, Text
from forms.filling.or_other import option_labels, question_label
from forms.language import pick
from forms.prompt import Choice
from reporting.options import said
from reporting.pace import is_asked
from reporting.screens.lists import cut
from reporting.texts import Texts

LONGEST = 1800  # letters of one message: two screens of a phone; a form of fifty questions is two of them
LABEL = 160  # letters of a question
OPTIONS = 80  # letters of what may be chosen; more options are counted
Line = dict[str, Any]  # {"section"} or {"label", "kind", "options", "if_needed"}


@dataclass(frozen=True, slots=True)
class Said:
    """The person's language, and the form's languages in the order in which their words are looked for."""

    language: str
    languages: tuple[str, ...]

    def text(self, text: Text) -> str:
        return said(text, self.languages)


def question_list(texts: Texts, language: str, title: str, form: Form) -> list[dict[str, Any]]:
    """What `starting/questions` reads, message by message."""
    said_in = Said(language, pick(language, form.languages, form.default_language))
    lines = list(_lines(form.body, said_in))
    parts: list[list[Line]] = [[]]
    length = 0
    for line in lines:
        size = len(texts.render(language, "starting/questions", title="", lines=[line], part=1, parts=1)) + 1
        if parts[-1] and length + size > LONGEST:
            parts.append([])
            length = 0
        parts[-1].append(line)
        length += size
    return [{"title": title, "lines": part, "part": i + 1, "parts": len(parts)} for i, part in enumerate(parts)]


def _lines(controls: tuple[Control, ...], words: Said) -> Iterator[Line]:
    for control in controls:
        match control:
            case Question() if is_asked(control):
                yield _question(control, words)
            case Group() | Repeat():
                inside = list(_lines(control.children, words))
                label = words.text(control.label)
                if inside and label:
                    yield {"section": cut(label, LABEL)}
                yield from inside


def _question(question: Question, words: Said) -> Line:
    choices = tuple(Choice(item.value, words.text(item.label) or item.value) for item in question.items)
    options = [cut(choice.label, OPTIONS) for choice in option_labels(choices, words.language)]
    is_short = options and len(", ".join(options)) <= OPTIONS
    label = question_label(question.name, words.text(question.label), words.language)
    return {
        "label": cut(label or question.name, LABEL),
        "kind": question.kind,
        "options": options if is_short else [],
        "count": len(options),
        "if_needed": question.bind.relevant is not None,
    }

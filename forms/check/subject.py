"""The form under check, as the rules look at it: compiled, with its sheets and its lists of options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import Form, Question, Text
from forms.language import code
from forms.problems import FormProblem
from forms.rule import Rule
from forms.sheet.cells import Cell, Cells, Row
from forms.sheet.headers import value

if TYPE_CHECKING:
    from forms.xpath import Expression, Node

LANGUAGE = "id"  # what officers read first

_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_SILENT = ("akun", "unit", "periode", "periode_lapor", "tahun", "semester", "bawaan")  # prefills that ask nothing


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of the list `list_name`; `nth` counts those of the same name. `labels` go by language."""

    list_name: str
    name: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    nth: int = 0

    @property
    def label(self) -> str:
        return next(iter(self.labels.values()), "")


@dataclass(frozen=True, slots=True)
class Subject:
    """`lists` holds the options that the form brings along, by list; those from files are not among them."""

    form: Form
    cells: Cells
    sheets: Mapping[str, Sequence[Row]]
    lists: Mapping[str, tuple[Option, ...]]

    def found(self, rule: Rule, path: str, column: str, message: str, mend: str = "") -> FormProblem:
        """A finding at a node of the form; without a sheet the path stands in the message."""
        cell = self.cells.question(path, column)
        return rule.at(cell, message if cell.row else f"{path}: {message}", mend)

    def of_form(self, rule: Rule, message: str, mend: str = "") -> FormProblem:
        """A finding about the form as a whole."""
        return rule.at(Cell(), message, mend)

    def asked(self) -> list[Question]:
        """The questions that a person answers: no notes, nothing that Kabar fills in by itself."""
        return [
            one
            for one in self.form.questions.values()
            if one.kind != "note" and one.attributes.get("prefill") not in _SILENT
        ]

    def written(self, path: str, column: str, otherwise: str) -> str:
        """The cell's text as the author wrote it, or `otherwise`."""
        row = self.cells.question(path).row
        rows = self.sheets.get("survey", ())
        return (value(rows[row - 2], column) if 2 <= row < len(rows) + 2 else "") or otherwise

    def options(self, question: Question) -> tuple[Option, ...] | None:
        """All that the question may offer; None where the list comes from a file or from answers."""
        if question.itemset is None:
            return tuple(Option("", item.value, spoken(item.label)) for item in question.items)
        return self.lists.get(self.list_name(question)) if question.itemset.value == "name" else None

    def list_name(self, question: Question) -> str:
        """The list of a select, or "" where it has none."""
        found = _INSTANCE.search(question.itemset.nodes.source) if question.itemset else None
        return found[1] if found else ""

    def says(self, text: Text) -> str:
        """The text in Indonesian, else in the default language, else in any."""
        words = spoken(text)
        wanted = (self.indonesian, self.form.default_language, "")
        return next((words[one] for one in wanted if one in words), next(iter(words.values()), ""))

    @property
    def indonesian(self) -> str:
        """The name of the form's Indonesian, or ""."""
        return next((one for one in self.form.languages if code(one) == LANGUAGE), "")


Check = Callable[[Subject], Iterator[FormProblem]]


def spoken(text: Text) -> dict[str, str]:
    """The words of a text by language, an output counting as an ellipsis."""
    return {
        language: "".join(piece if isinstance(piece, str) else "…" for piece in pieces)
        for language, pieces in text.languages.items()
    }


def name_of(path: str) -> str:
    """The last part of a path."""
    return path.rsplit("/", 1)[-1]


def expressions(subject: Subject) -> Iterator[tuple[str, str, Expression]]:
    """Every expression of the form: path of its node, column, expression."""
    for path, slot in subject.form.slots.items():
        bind = slot.bind
        for column, one in (
            ("relevant", bind.relevant), ("constraint", bind.constraint), ("required", bind.required),
            ("read_only", bind.readonly), ("calculation", bind.calculate),
        ):  # fmt: skip
            if one is not None:
                yield path, column, one
    for question in subject.form.questions.values():
        if question.itemset is not None:
            yield question.path, "choice_filter", question.itemset.nodes
    for repeat in subject.form.repeats.values():
        if repeat.count is not None:
            yield repeat.path, "repeat_count", repeat.count


def read_lists(form: Form) -> dict[str, tuple[Option, ...]]:
    """The options of every list that is written out in the form as XLSForm does it: items that have a name."""
    found = {name: tuple(_options(name, node, form.texts)) for name, node in form.instances.items()}
    return {name: options for name, options in found.items() if options and all(one.name for one in options)}


def _options(list_name: str, node: Node, texts: Mapping[str, Text]) -> Iterator[Option]:
    seen: dict[str, int] = {}
    for item in (below for root in (node, *node.children) for below in root.children if below.name == "item"):
        parts = {one.name: one.text for one in item.children}
        name = parts.get("name", "")
        text = texts.get(parts.get("itextId", ""))
        labels = spoken(text) if text else {"": parts["label"]} if parts.get("label") else {}
        aliases = tuple(one.strip() for one in parts.get("alias", "").split("|") if one.strip())
        yield Option(list_name, name, labels, aliases, seen.get(name, 0))
        seen[name] = seen.get(name, 0) + 1

"""The words of a form in the languages that somebody reads: labels, and the choices it brings along. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forms.check.subject import Option, read_lists
from forms.definition import Form, Question, Text

Lists = Mapping[str, tuple[Option, ...]]


def options(form: Form, question: Question, languages: Sequence[str], lists: Lists | None = None) -> dict[str, str]:
    """Labels by name of all that may be offered; nothing of a list that comes from outside. `languages` are those of
    the form in the order in which words are looked for; `lists` is `read_lists(form)` where that was done before."""
    return dict(_pairs(question, tuple(languages), read_lists(form) if lists is None else lists))


def said(text: Text, languages: tuple[str, ...]) -> str:
    """The words of a label; what is put in while filling becomes an ellipsis."""
    pieces = next((text.languages[one] for one in languages if one in text.languages), ())
    return " ".join("".join(piece if isinstance(piece, str) else "…" for piece in pieces).split())


def _pairs(question: Question, languages: tuple[str, ...], lists: Lists) -> Iterator[tuple[str, str]]:
    for item in question.items:
        yield item.value, said(item.label, languages) or item.value
    if question.itemset is not None:
        of = next((name for name in lists if f"'{name}'" in question.itemset.nodes.source), "")
        for option in lists.get(of, ()):
            words = next((option.labels[one] for one in languages if one in option.labels), "")
            yield option.name, words or option.name

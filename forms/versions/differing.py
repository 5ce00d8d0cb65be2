"""What the questions of two versions of a form have in common, as an author would tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import Form, Question
from forms.versions.matching import matching

if TYPE_CHECKING:
    from forms.xpath import Node

_LIST = re.compile(r"instance\('([^']+)'\)")


@dataclass(frozen=True, slots=True)
class Differences:
    """Questions by their paths, in the order of asking: `added` and `changed` in the new form, `removed` in the old."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def differences(old: Form, new: Form) -> Differences:
    """A question is changed when its text, its type, its options, or one of its rules is another."""
    pairs = matching(old, new).fields
    same = {path: moved for path, moved in pairs.items() if path in old.questions and moved in new.questions}
    kept = set(same.values())
    before = {moved: path for path, moved in same.items()}
    return Differences(
        added=tuple(path for path in new.questions if path not in kept),
        removed=tuple(path for path in old.questions if path not in same),
        changed=tuple(
            path
            for path, question in new.questions.items()
            if path in kept and _told(new, question) != _told(old, old.questions[before[path]])
        ),
    )


def _told(form: Form, question: Question) -> str:
    """All that its author said of it, without where it stands. Expressions and texts tell their source."""
    said = (
        question.kind, question.bind, question.label, question.hint, question.guidance, question.appearance,
        question.items, question.itemset, question.span, question.step, question.accuracy, question.media,
    )  # fmt: skip
    source = question.itemset.nodes.source if question.itemset else ""
    lists = [text for name in _LIST.findall(source) if name in form.instances for text in _texts(form, name)]
    return repr((said, lists))


def _texts(form: Form, name: str) -> Iterator[str]:
    waiting: list[Node] = [form.instances[name]]
    while waiting:
        node = waiting.pop()
        yield repr(form.texts[node.text]) if node.text in form.texts else node.text
        waiting += node.children

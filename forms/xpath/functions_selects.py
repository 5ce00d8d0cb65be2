"""Choices, their labels, and checklists (ODK XForms, "Select Functions")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.tree import Node
from forms.xpath.values import Value, node_text, text_number, to_boolean, to_number


def _selected(choices: str, choice: str) -> bool:
    wanted = choice.strip()
    return wanted in choices.split() if wanted else not choices.strip()


def _selected_at(choices: str, index: float) -> str:
    names = choices.split()
    return names[int(index)] if 0 <= index < len(names) else ""


def _choice_name(scope: Scope, node: Node, choice: str, path: str) -> str:
    """The label of a choice of the question at a path, which may have spaces round it."""
    if scope.choice_label is None:
        raise XPathError("there are no choices to take labels from")
    return scope.choice_label(choice, path.strip(), node)


def _itext(scope: Scope, node: Node, name: str) -> str | list[Node]:
    if scope.text is None:
        raise XPathError("there are no translated texts")
    return scope.text(name, node)


def _checklist(scope: Scope, _node: Node, fewest: float, most: float, *values: Value) -> bool:
    return _within(float(sum(_truths(scope, values))), fewest, most)


def _weighted_checklist(scope: Scope, _node: Node, fewest: float, most: float, *pairs: Value) -> bool:
    """Values and weights alternate; two node-sets are paired node by node."""
    total = 0.0
    for values, weights in zip(pairs[::2], pairs[1::2], strict=False):
        numbers = (
            [text_number(scope, node_text(scope, node)) for node in weights]
            if isinstance(weights, list)
            else [to_number(scope, weights)]
        )
        total += sum(number for truth, number in zip(_truths(scope, [values]), numbers, strict=False) if truth)
    return _within(total, fewest, most)


def _truths(scope: Scope, values: Sequence[Value]) -> list[bool]:
    """Each value as a truth; of a node-set, whether each node has a text."""
    truths: list[bool] = []
    for value in values:
        if isinstance(value, list):
            scope.spend(len(value))
            truths.extend(bool(node_text(scope, node)) for node in value)
        else:
            truths.append(to_boolean(scope, value))
    return truths


def _within(number: float, fewest: float, most: float) -> bool:
    """-1 stands for no limit."""
    return (fewest == -1 or number >= fewest) and (most == -1 or number <= most)


SELECTS: Mapping[str, Function | Form] = MappingProxyType(
    {
        "selected": Function("boolean", "ss", _selected),
        "is-selected": Function("boolean", "ss", _selected),
        "selected-at": Function("string", "sn", _selected_at),
        "count-selected": Function("number", "s", lambda choices: float(len(choices.split()))),
        "jr:choice-name": Function("string", "ss", _choice_name, scoped=True),
        "jr:itext": Function("any", "s", _itext, scoped=True),
        "checklist": Function("boolean", "nnv*", _checklist, scoped=True),
        "weighted-checklist": Function("boolean", "nnv*", _weighted_checklist, scoped=True),
    }
)

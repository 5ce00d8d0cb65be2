"""Choices, their labels, and checklists (ODK XForms, "Select Functions")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.xpath.code import Code
from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.syntax import Syntax
from forms.xpath.tree import Node
from forms.xpath.values import Value, node_text, text_number, to_boolean, to_number

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler


def _selected(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """Whether a choice is among those of a question. By far the most frequent function: mostly of a written name."""
    choices, choice = compiler.code(arguments[0]).string(), compiler.code(arguments[1])
    if isinstance(choice.constant, str) and len(choice.constant.split()) == 1:
        name = choice.constant.strip()

        def has(scope: Scope, node: Node) -> bool:
            text = choices(scope, node)
            return text == name or (name in text and name in text.split())

        return Code("boolean", has)
    wanted = choice.string()
    return Code("boolean", lambda scope, node: _is_among(choices(scope, node), wanted(scope, node).strip()))


def _is_among(choices: str, choice: str) -> bool:
    return choice in choices.split() if choice else not choices.strip()


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
        "selected": Form(2, 2, _selected),
        "is-selected": Form(2, 2, _selected),
        "selected-at": Function("string", "sn", _selected_at),
        "count-selected": Function("number", "s", lambda choices: float(len(choices.split()))),
        "jr:choice-name": Function("string", "ss", _choice_name, scoped=True),
        "jr:itext": Function("any", "s", _itext, scoped=True),
        "checklist": Function("boolean", "nnv*", _checklist, scoped=True),
        "weighted-checklist": Function("boolean", "nnv*", _weighted_checklist, scoped=True),
    }
)

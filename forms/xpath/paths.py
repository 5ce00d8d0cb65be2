"""Location paths as closures (XPath 1.0, chapter 2), with what ODK forms ask beside it.

Nodes that are not relevant drop out, and absolute paths stay within the repeat instance they are read from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from forms.xpath.axes import AXES
from forms.xpath.code import Code
from forms.xpath.lookup import Lookup
from forms.xpath.names import Names
from forms.xpath.order import distinct, in_order
from forms.xpath.scope import Scope
from forms.xpath.syntax import KindTest, NameTest, Step
from forms.xpath.tree import Node, is_relevant

Walk = Callable[[Scope, list[Node]], list[Node]]
Sieve = Callable[[Scope, list[Node]], list[Node]]
Finish = Callable[[Scope, list[Node]], list[Node]]

_LEVEL = frozenset(("child", "self", "attribute"))  # from nodes of one level these keep the order, without repeats
_BESIDE = frozenset(("following-sibling", "preceding-sibling"))  # to find the node itself all siblings are passed
_ANY_NODE = KindTest("node")


def relative(steps: Sequence[Walk], finish: Finish) -> Code:
    """A path from the context node."""

    def run(scope: Scope, node: Node) -> list[Node]:
        nodes = [node]
        for step in steps:
            nodes = step(scope, nodes)
            if not nodes:
                return nodes
        return finish(scope, nodes)

    return Code("nodes", run)


def absolute(named: Sequence[Walk], steps: Sequence[Walk], finish: Finish) -> Code:
    """A path from the root; `named` are its leading steps that name children and no more."""

    def run(scope: Scope, node: Node) -> list[Node]:
        nodes = [scope.root]
        for step in named:
            nodes = step(scope, nodes)
            if len(nodes) > 1 and scope.contextual:
                nodes = own_instance(scope, nodes)
        for step in steps:
            nodes = step(scope, nodes)
        return finish(scope, nodes)

    return Code("nodes", run)


def onward(start: Callable[[Scope, Node], list[Node]], steps: Sequence[Walk], finish: Finish) -> Code:
    """A path that goes on from the nodes of an expression."""

    def run(scope: Scope, node: Node) -> list[Node]:
        nodes = start(scope, node)
        for step in steps:
            nodes = step(scope, nodes)
        return finish(scope, nodes)

    return Code("nodes", run)


def walk(step: Step, names: Names, sieves: Sequence[Sieve], lookup: Lookup | None = None) -> Walk:
    """One step from a list of nodes to the next; `lookup` spares it trying every row of a long list."""
    test, axis = step.test, AXES[step.axis]
    if step.axis == "child" and isinstance(test, NameTest) and not test.prefix and test.name != "*":
        return _child_walk(test.name, names.foreign, sieves, lookup)
    if step.axis in ("self", "parent") and test == _ANY_NODE and not sieves:
        return _stay if step.axis == "self" else _rise
    if step.axis == "child" and isinstance(test, KindTest) and test.kind == "text":
        axis = _texts
    passes = names.test(test, step.axis)
    level = step.axis in _LEVEL
    beside = step.axis in _BESIDE

    def go(scope: Scope, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            along = axis(node)
            scope.spend(1 + (len(along) if node.parent is None or not beside else len(node.parent.children)))
            along = [candidate for candidate in along if passes(candidate)]
            for sieve in sieves:
                along = sieve(scope, along)
            found += along
        return found if level else distinct(found)

    return go


def finish(steps: Sequence[Step], *, secondary: bool) -> Finish:
    """What is done to the nodes that the steps give: put in document order, freed of what is not relevant.

    In a secondary instance everything is relevant, and not looking saves time on long lists.
    """
    level = all(step.axis in _LEVEL or step == Step("parent", _ANY_NODE) for step in steps)

    def end(scope: Scope, nodes: list[Node]) -> list[Node]:
        if scope.steps < 0:
            scope.spend(0)
        if not level:
            nodes = in_order(scope, nodes)
        return nodes if secondary or not scope.skip_irrelevant else relevant(nodes)

    return end


def _child_walk(name: str, foreign: frozenset[str], sieves: Sequence[Sieve], lookup: Lookup | None) -> Walk:
    """By far the most frequent step."""

    def children(scope: Scope, node: Node) -> list[Node]:
        candidates = lookup.rows(scope, node) if lookup is not None else None
        if candidates is None:
            candidates = node.children
        scope.steps -= len(candidates)
        return [
            child
            for child in candidates
            if child.name == name and child.kind == "element" and not child.prefix and child.namespace not in foreign
        ]

    def go(scope: Scope, nodes: list[Node]) -> list[Node]:
        if len(nodes) == 1:
            return children(scope, nodes[0])
        return [child for node in nodes for child in children(scope, node)]

    def sift(scope: Scope, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            along = children(scope, node)
            for sieve in sieves:
                along = sieve(scope, along)
            found += along
        return found

    return sift if sieves else go


def _stay(_scope: Scope, nodes: list[Node]) -> list[Node]:
    return nodes


def _rise(_scope: Scope, nodes: list[Node]) -> list[Node]:
    return distinct([node.parent for node in nodes if node.parent is not None])


def _texts(node: Node) -> list[Node]:
    """In an instance tree a leaf's text is no node until somebody asks."""
    if node.children or not node.text or node.kind != "element":
        return node.children
    return [Node(text=node.text, parent=node, kind="text")]


def own_instance(scope: Scope, nodes: list[Node]) -> list[Node]:
    """Of repeat instances the one that the expression stands in, if it does (JavaRosa, TreeReference.contextualize)."""
    at: Node | None = scope.current or scope.node
    while at is not None:
        for node in nodes:
            if node is at:
                return [node]
        at = at.parent
    return nodes


def relevant(nodes: list[Node]) -> list[Node]:
    """Siblings come together, so what stands above them is looked at once."""
    kept: list[Node] = []
    parent: Node | None = None
    above = True
    for node in nodes:
        if node.parent is not parent:
            parent = node.parent
            above = parent is None or is_relevant(parent)
        if above and node.relevant:
            kept.append(node)
    return kept

"""The paths that forms are made of, `/data/group/q`, `../q` and `.`, walked without a list for each step.

They give what `paths` would: the same nodes, relevance and repeats treated alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.xpath.code import Code
from forms.xpath.paths import own_instance, relevant
from forms.xpath.scope import Scope
from forms.xpath.syntax import KindTest, NameTest, Step
from forms.xpath.tree import Node, is_relevant

_STAY, _RISE = Step("self", KindTest("node")), Step("parent", KindTest("node"))


@dataclass(frozen=True, slots=True)
class Plain:
    """Up so many parents, then down by these names. `foreign` namespaces are not meant by a name without prefix."""

    rises: int
    names: tuple[str, ...]
    foreign: frozenset[str]
    secondary: bool


def shape_of(steps: Sequence[Step], foreign: frozenset[str], *, secondary: bool) -> Plain | None:
    """None where the steps are of any other kind."""
    rises = 0
    names: list[str] = []
    for step in steps:
        if step == _STAY:
            continue
        if step == _RISE and not names:
            rises += 1
        elif _is_named_child(step):
            assert isinstance(step.test, NameTest)
            names.append(step.test.name)
        else:
            return None
    return Plain(rises, tuple(names), foreign, secondary)


def absolute(path: Plain) -> Code:
    """From the root. It need not look above: what is not relevant is met on the way down."""
    names, foreign, secondary = path.names, path.foreign, path.secondary

    def run(scope: Scope, _node: Node) -> list[Node]:
        scope.steps -= 1
        if scope.steps < 0:
            scope.spend(0)
        at = scope.root
        skip = scope.skip_irrelevant and not secondary
        for place, name in enumerate(names, 1):
            below = at.only(name)
            if below is None:
                return _spread(scope, path, at.named(name), place, own=scope.contextual)
            at = below
            if (skip and not at.relevant) or at.namespace in foreign:
                return []
        return [at]

    return Code("nodes", run)


def relative(path: Plain) -> Code:
    """From the context node."""
    return Code("nodes", _from_node(path))


def onward(start: Callable[[Scope, Node], list[Node]], path: Plain, general: Code) -> Code:
    """From the node that an expression gives; `general` walks where it gives several."""
    walk, run_general = _from_node(path), general.run

    def run(scope: Scope, node: Node) -> list[Node]:
        nodes = start(scope, node)
        if len(nodes) == 1:
            return walk(scope, nodes[0])
        found: list[Node] = run_general(scope, node) if nodes else nodes
        return found

    return Code("nodes", run)


def _from_node(path: Plain) -> Callable[[Scope, Node], list[Node]]:
    rises, names, foreign, secondary = path.rises, path.names, path.foreign, path.secondary

    def run(scope: Scope, node: Node) -> list[Node]:
        scope.steps -= 1
        if scope.steps < 0:
            scope.spend(0)
        at = node
        for _ in range(rises):
            if at.parent is None:
                return []
            at = at.parent
        skip = scope.skip_irrelevant and not secondary
        if skip and not is_relevant(at):
            return []
        for place, name in enumerate(names, 1):
            below = at.only(name)
            if below is None:
                return _spread(scope, path, at.named(name), place, own=False)
            at = below
            if (skip and not at.relevant) or at.namespace in foreign:
                return []
        return [at]

    return run


def _spread(scope: Scope, path: Plain, nodes: list[Node], place: int, *, own: bool) -> list[Node]:
    """The rest of the way from no node or several, those of the name before `place`."""
    if not nodes:
        return nodes
    for name in ("", *path.names[place:]):
        if name:
            nodes = [below for node in nodes for below in node.named(name)]
        nodes = [node for node in nodes if node.namespace not in path.foreign]
        scope.spend(len(nodes))
        if own and len(nodes) > 1:
            nodes = own_instance(scope, nodes)
    return relevant(nodes) if scope.skip_irrelevant and not path.secondary else nodes


def _is_named_child(step: Step) -> bool:
    test = step.test
    return step.axis == "child" and not step.predicates and isinstance(test, NameTest) and (
        not test.prefix and test.name != "*"
    )  # fmt: skip

"""Which nodes a step's test lets through (XPath 1.0, 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.xpath.errors import XPathError
from forms.xpath.syntax import KindTest, NameTest
from forms.xpath.tree import XML_NAMESPACE, Node

Test = Callable[[Node], bool]

JAVAROSA = "http://openrosa.org/javarosa"
XFORMS = "http://www.w3.org/2002/xforms"
_USUAL = {
    "jr": JAVAROSA,
    "h": "http://www.w3.org/1999/xhtml",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "ev": "http://www.w3.org/2001/xml-events",
    "entities": "http://www.opendatakit.org/xforms/entities",
    "xml": XML_NAMESPACE,
}


class Names:
    """The prefixes an expression may use, beside the usual ones of XForms.

    A test without prefix takes elements written without prefix, whatever their default namespace, as JavaRosa
    does; but not those of a namespace that the author has a prefix for: these are `foreign`.
    """

    __slots__ = ("bound", "foreign")

    def __init__(self, bound: Mapping[str, str]) -> None:
        self.bound = bound
        known = {**_USUAL, **bound} if bound else _USUAL
        self.foreign = frozenset(uri for prefix, uri in known.items() if prefix) - {XFORMS}

    def namespace(self, prefix: str) -> str:
        """Raises XPathError for a prefix that nobody declared."""
        found = self.bound.get(prefix) or _USUAL.get(prefix)
        if found is None:
            raise XPathError(f"the prefix {prefix!r} is not declared")
        return found

    def test(self, test: NameTest | KindTest, axis: str) -> Test:
        if isinstance(test, KindTest):
            return _kind_test(test)
        principal = axis if axis in ("attribute", "namespace") else "element"
        name = test.name
        if test.prefix:
            uri = self.namespace(test.prefix)
            if name == "*":
                return lambda node: node.namespace == uri and node.kind == principal
            return lambda node: node.name == name and node.namespace == uri and node.kind == principal
        if name == "*":
            return lambda node: node.kind == principal
        foreign = self.foreign
        return lambda node: (
            node.name == name and node.kind == principal and not node.prefix and node.namespace not in foreign
        )


def _kind_test(test: KindTest) -> Test:
    match test.kind:
        case "node":
            return lambda node: True
        case "processing-instruction":
            target = test.target
            return lambda node: node.kind == "instruction" and target in (None, node.name)
    kind = test.kind
    return lambda node: node.kind == kind

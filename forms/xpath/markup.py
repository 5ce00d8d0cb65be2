"""XML in and out. Reads no document type, no entity of its own, nothing from outside the text given."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from forms.xpath.errors import XPathError
from forms.xpath.tree import Node

MAX_DEPTH = 200  # far beyond any form; keeps walks over the tree bounded


def parse_xml(xml: str) -> Node:
    """Reads an instance: a document node over elements whose `text` is their own; comments are left out.

    Text between elements is dropped: an instance has values in its leaves only (ODK XForms, "Instance").
    Raises XPathError for what is not XML, declares entities, or nests more than 200 deep.
    """
    return _Builder(_Leaves()).read(xml)


def parse_document(xml: str) -> Node:
    """Reads a document with text nodes, comments and processing instructions where they stand."""
    return _Builder(_Everything()).read(xml)


def serialize(node: Node) -> str:
    """The node (of a document: its element) as XML, with the namespace declarations that it needs."""
    parts: list[str] = []
    _write(node, {"": "", "xml": node.namespace_of("xml")}, parts)
    return "".join(parts)


class _Leaves:
    """Text goes into the element; once an element has element children it is no value."""

    def boundary(self) -> None:
        pass

    def text(self, at: Node, data: str) -> None:
        if not at.children:
            at.text += data

    def other(self, at: Node, node: Node) -> None:
        pass

    def closed(self, node: Node) -> None:
        if node.children:
            node.text = ""


class _Everything:
    """Text, comments and instructions become children; a CDATA section is a text node of its own, as in DOM."""

    def __init__(self) -> None:
        self.starts_text = False

    def text(self, at: Node, data: str) -> None:
        if at.kind == "document":
            return
        last = at.children[-1] if at.children else None
        if last is not None and last.kind == "text" and not self.starts_text:
            last.text += data
        else:
            at.append(Node(text=data, kind="text"))
        self.starts_text = False

    def boundary(self) -> None:
        self.starts_text = True

    def other(self, at: Node, node: Node) -> None:
        at.append(node)

    def closed(self, node: Node) -> None:
        pass


class _Builder:
    def __init__(self, content: _Leaves | _Everything) -> None:
        self.document = Node(kind="document")
        self.at = self.document
        self.depth = 0
        self.content = content

    def read(self, xml: str) -> Node:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = lambda data: self.content.text(self.at, data)
        parser.CommentHandler = lambda data: self.content.other(self.at, Node(text=data, kind="comment"))
        parser.ProcessingInstructionHandler = lambda target, data: self.content.other(
            self.at, Node(target, text=data, kind="instruction")
        )
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = self.content.boundary
        parser.StartDoctypeDeclHandler = _refuse_subset
        parser.EntityDeclHandler = _refuse_entity
        try:
            parser.Parse(xml.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            raise XPathError(f"not well-formed XML: {error}") from None
        return self.document

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise XPathError(f"the XML is nested more than {MAX_DEPTH} deep")
        prefix, _, local = written.rpartition(":")
        node = self.at.append(Node(local, attributes=attributes, prefix=prefix))
        inherits = not prefix and not self.at.prefix and self.at.kind == "element" and "xmlns" not in attributes
        node.namespace = self.at.namespace if inherits else node.namespace_of(prefix)
        if prefix and not node.namespace:
            raise XPathError(f"the XML uses the prefix {prefix!r} without declaring it")
        self.at = node

    def _end(self, _name: str) -> None:
        self.content.closed(self.at)
        assert self.at.parent is not None
        self.at = self.at.parent
        self.depth -= 1


def _refuse_subset(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
    if has_subset:
        raise XPathError("the XML has a document type with declarations of its own, which is not read")


def _refuse_entity(*_declaration: Any) -> None:
    raise XPathError("the XML declares entities, which are not read")


def _write(node: Node, scope: dict[str, str], parts: list[str]) -> None:
    match node.kind:
        case "document":
            for child in node.children:
                _write(child, scope, parts)
        case "text":
            parts.append(escape(node.text))
        case "comment":
            parts.append(f"<!--{node.text}-->")
        case "instruction":
            parts.append(f"<?{node.name} {node.text}?>")
        case _:
            _write_element(node, scope, parts)


def _write_element(node: Node, scope: dict[str, str], parts: list[str]) -> None:
    attributes = _declarations(node, scope) | node.attributes
    scope = scope | {
        name.partition(":")[2]: value
        for name, value in attributes.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    name = node.qualified_name
    parts.append(f"<{name}")
    parts.extend(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    if not node.children and not node.text:
        parts.append("/>")
        return
    parts.append(">")
    parts.append(escape(node.text))
    for child in node.children:
        _write(child, scope, parts)
    parts.append(f"</{name}>")


def _declarations(node: Node, scope: dict[str, str]) -> dict[str, str]:
    """The declarations that the node relies on but that stand above what is written."""
    needed = {node.prefix: node.namespace}
    for key in node.attributes:
        prefix = key.rpartition(":")[0]
        if prefix and prefix != "xmlns":
            needed[prefix] = node.namespace_of(prefix)
    return {
        f"xmlns:{prefix}" if prefix else "xmlns": namespace
        for prefix, namespace in needed.items()
        if scope.get(prefix) != namespace
    }

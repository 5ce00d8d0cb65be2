"""One expression on one XML document: the evaluator as the world outside sees it."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from forms.xpath.expression import compile
from forms.xpath.markup import parse_document
from forms.xpath.names import XFORMS
from forms.xpath.places import node_at, place_of
from forms.xpath.scope import Dialect, Scope
from forms.xpath.tree import Node, string_value
from forms.xpath.values import Value

Want = Literal["any", "boolean", "number", "string", "nodes"]


def evaluate(
    expression: str,
    xml: str,
    *,
    context: str = "/",
    root: str = "/",
    namespaces: dict[str, str] | None = None,
    now: datetime | None = None,
    timezone: str = "UTC",
    language: str | None = None,
    want: Want = "any",
    dialect: Dialect = "web",
) -> bool | float | str | list[str]:
    """Evaluates the expression from the node at the positional path `context`; `/` means the node at `root`.

    Secondary instances are the document's `<instance id>` elements, texts its `<itext>`. `want` is "boolean",
    "number", "string" (converted as XPath 1.0 does), "nodes" (positional paths) or "any" (a node-set as its
    string values). `dialect` is "web" (days count from 1970-01-01T00:00Z, as in Enketo and web-forms) or "collect", as
    forms are evaluated (JavaRosa). Raises XPathSyntaxError, and XPathError for all else.
    """
    compiled = compile(expression, namespaces)
    scope = _scope(parse_document(xml), context, root, now or datetime.now(UTC), timezone, language, dialect)
    match want:
        case "boolean":
            return compiled.boolean(scope)
        case "number":
            return float(compiled.number(scope))
        case "string":
            return compiled.string(scope)
        case "nodes":
            return [place_of(node) for node in compiled.nodes(scope)]
    return _plain(compiled.value(scope))


def _scope(
    document: Node, context: str, root: str, now: datetime, timezone: str, language: str | None, dialect: Dialect
) -> Scope:
    return Scope(
        node=node_at(document, context),
        root=node_at(document, root),
        instances=_instances(document),
        now=now,
        timezone=timezone,
        language=language,
        text=lambda name, _node: _texts(document, name, language),
        random=random.random,
        uuid=lambda: str(uuid.uuid4()),
        skip_irrelevant=False,
        contextual=False,
        dialect=dialect,
    )


def _plain(value: Value) -> bool | float | str | list[str]:
    if isinstance(value, list):
        return [string_value(node) for node in value]
    return float(value) if isinstance(value, float) else value


def _instances(document: Node) -> Mapping[str, Node]:
    return {
        node.attributes["id"]: node
        for node in document.descendants()
        if node.name == "instance" and "id" in node.attributes
    }


def _texts(document: Node, name: str, language: str | None) -> list[Node]:
    """The values of a text in the language, else in the default one; the plain form first (ODK XForms, "itext")."""
    translations = [
        node for node in document.descendants() if node.name == "translation" and node.namespace in ("", XFORMS)
    ]
    by_language = {node.attributes.get("lang"): node for node in translations}
    defaults = [node for node in translations if "default" in node.attributes] or translations
    spoken = [by_language[language]] if language in by_language else defaults[:1]
    for text in (text for translation in spoken for text in translation.children):
        if text.attributes.get("id") == name:
            values = [value for value in text.children if value.name == "value"]
            return sorted(values, key=lambda value: "form" in value.attributes)
    return []

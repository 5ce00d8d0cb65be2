"""Expressions, texts and choices of one draft at one moment: the form's half of XPath, the draft's half of sense."""

from __future__ import annotations

import math
import random
import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Any

from forms.definition import Form, Question, Text
from forms.draft import Context
from forms.external import outside
from forms.instance import Instance
from forms.language import pick
from forms.prompt import Choice
from forms.xpath import Expression, Node, Scope, XPathError


class Evaluation:
    """Everything an expression may see. `revision` and the context's seed fix `random()` and `uuid()`."""

    def __init__(self, form: Form, instance: Instance, context: Context, language: str, revision: int) -> None:
        self.form = form
        self.instance = instance
        self.context = context
        self._languages = pick(language, form.languages, form.default_language)
        self._random = random.Random(f"{context.seed}:{revision}")
        self._instances = form.instances | outside(form, context)

    def scope(self, node: Node) -> Scope:
        return Scope(
            node=node,
            root=self.instance.document,
            instances=self._instances,
            now=self.context.now,
            timezone=self.context.zone,
            language=self._languages[0],
            text=lambda identity, at: self.text(self.form.texts.get(identity, Text()), at),
            choice_label=self.choice_label,
            random=self._random.random,
            uuid=self.uuid,
        )

    def holds(self, expression: Expression | None, node: Node) -> bool:
        """The expression's truth; false where there is none, or where it can't be evaluated."""
        try:
            return expression is not None and expression.boolean(self.scope(node))
        except XPathError:
            return False

    def string(self, expression: Expression, node: Node) -> str:
        """Blank where it can't be evaluated: a form in the field never stops for a slip of its author."""
        try:
            return expression.string(self.scope(node))
        except XPathError:
            return ""

    def number(self, expression: Expression, node: Node) -> float:
        try:
            return expression.number(self.scope(node))
        except XPathError:
            return math.nan

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def text(self, text: Text, node: Node) -> str:
        """The text in the draft's language or the nearest there is, its `<output>`s filled in."""
        for language in self._languages:
            pieces = text.languages.get(language)
            if pieces:
                return "".join(one if isinstance(one, str) else self.string(one, node) for one in pieces)
        return ""

    def choices(self, question: Question, node: Node) -> tuple[Choice, ...]:
        """The options of a select as they stand now: filtered, ordered and translated."""
        if question.itemset is None:
            return tuple(Choice(item.value, self.text(item.label, node)) for item in question.items)
        try:
            items = question.itemset.nodes.nodes(self.scope(node))
        except XPathError:
            return ()
        return tuple(self._choice(question, item, node) for item in items)

    def choice_label(self, value: str, reference: str, node: Node) -> str:
        """`jr:choice-name`: the label of `value` among the choices of the question that `reference` names."""
        path = reference.strip()
        if not path.startswith("/"):
            path = _from(self.instance.slot(node).path, path)
        question = self.form.questions.get(path)
        options = self.choices(question, node) if question else ()
        return next((one.label for one in options if one.name == value), "")

    def _choice(self, question: Question, item: Node, node: Node) -> Choice:
        itemset = question.itemset
        assert itemset is not None
        found = {child.name: child.text for child in item.children}
        name, label = found.get(itemset.value, ""), found.get(itemset.label, "")
        if itemset.by_id:
            label = self.text(self.form.texts.get(label, Text()), node)
        aliases = tuple(one.strip() for one in found.get("alias", "").split("|") if one.strip())
        return Choice(name, label or name, aliases)


def context_data(context: Context) -> dict[str, Any]:
    """The context as plain data for a draft; `context_of` is its inverse."""
    return asdict(context) | {"now": context.now.isoformat()}


def context_of(data: dict[str, Any], now: datetime | None = None) -> Context:
    """The context in a draft; `now` replaces the moment of the last push."""
    return Context(**(data | {"now": now or datetime.fromisoformat(data["now"])}))


def _from(path: str, relative: str) -> str:
    parts = path.split("/")
    for step in relative.split("/"):
        if step == "..":
            parts.pop()
        elif step not in (".", "", "current()"):
            parts.append(step)
    return "/".join(parts)

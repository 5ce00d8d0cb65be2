"""Expressions, texts and choices of one draft: the form's half of XPath, the draft's half of sense."""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from forms.compiling.labels import media_of
from forms.compiling.xform import absolute
from forms.definition import Form, Itemset, Question, Text
from forms.draft import Context
from forms.filling.instance import Instance
from forms.language import pick
from forms.outside.external import outside
from forms.prompt import Choice
from forms.xpath import Expression, Node, Scope, XPathError, string_value

_SHORT = 100  # longer lists of choices are not kept: every session would hold a copy


class Evaluation:
    """Everything an expression may see. A push begins with `begin`: `now`, `random()` and `uuid()` are fixed by it."""

    def __init__(self, form: Form, instance: Instance, context: Context, language: str, revision: int) -> None:
        self.form = form
        self.instance = instance
        self._instances = form.instances
        if form.external:
            self._instances = form.instances | outside(form, context)
        self._static: dict[tuple[str, ...], tuple[Choice, ...]] = {}  # by list
        self._computed = False  # whether a text had an `<output>`
        self.context = context
        self.speak(language)
        self.begin(context, revision)

    def begin(self, context: Context, revision: int) -> None:
        """A new push, at `context.now`."""
        self.context = context
        self._seed = f"{context.seed}:{revision}"
        self._chance: random.Random | None = None
        self._scope = self.scope(self.instance.root)

    @property
    def language(self) -> str:
        """The form's language that is spoken: the wanted one where the form has it."""
        return self._languages[0]

    def speak(self, language: str) -> None:
        """Texts are looked for in this language first from now on."""
        self.wanted = language  # of the person, whether the form has it or not
        self._languages = pick(language, self.form.languages, self.form.default_language)
        self._static.clear()
        self._scope = self.scope(self.instance.root)

    def scope(self, node: Node) -> Scope:
        return Scope(
            node=node,
            root=self.instance.document,
            instances=self._instances,
            now=self.context.now,
            timezone=self.context.zone,
            language=self._languages[0],
            text=self._text_of,
            choice_label=self.choice_label,
            random=self._random,
            uuid=self.uuid,
        )

    def holds(self, expression: Expression | None, node: Node) -> bool:
        """The expression's truth; false where there is none, or where it can't be evaluated."""
        if expression is None:
            return False
        scope = self._scope
        scope.node = node
        try:
            return expression.boolean(scope)
        except XPathError:
            return False

    def string(self, expression: Expression, node: Node) -> str:
        """Blank where it can't be evaluated: a form in the field never stops for a slip of its author."""
        scope = self._scope
        scope.node = node
        try:
            return expression.string(scope)
        except XPathError:
            return ""

    def number(self, expression: Expression, node: Node) -> float:
        scope = self._scope
        scope.node = node
        try:
            return expression.number(scope)
        except XPathError:
            return math.nan

    def nodes(self, expression: Expression, node: Node) -> list[Node]:
        """None of them where it can't be evaluated."""
        scope = self._scope
        scope.node = node
        try:
            return expression.nodes(scope)
        except XPathError:
            return []

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._source().getrandbits(128), version=4))

    def text(self, text: Text, node: Node) -> str:
        """The text in the draft's language or the nearest there is, its `<output>`s filled in."""
        for language in self._languages:
            pieces = text.languages.get(language)
            if pieces:
                return "".join([one if isinstance(one, str) else self._output(one, node) for one in pieces])
        return ""

    def files(self, media: dict[str, Text], node: Node) -> dict[str, str]:
        """Bare names of the files, by kind, in the language that is spoken."""
        return {kind: self.text(text, node).rpartition("/")[2] for kind, text in media.items()}

    def choices(self, question: Question, node: Node) -> tuple[Choice, ...]:
        """The options of a select as they stand now: filtered, ordered and translated."""
        itemset = question.itemset
        key = (itemset.nodes.source, itemset.value, itemset.label) if itemset else (question.path,)
        found = self._static.get(key)
        if found is None:
            self._computed = False
            found = self._choices(question, node)
            if not self._computed and len(found) <= _SHORT and self._stays(question):
                self._static[key] = found
        return found

    def choice_label(self, value: str, reference: str, node: Node) -> str:
        """`jr:choice-name`: the label of `value` among the choices of the question that `reference` names."""
        question = self.form.questions.get(absolute(reference, self.instance.slot(node).path))
        with self._apart():
            options = self.choices(question, node) if question else ()
        return next((one.label for one in options if one.name == value), "")

    def _output(self, expression: Expression, node: Node) -> str:
        self._computed = True
        return self.string(expression, node)

    def _choices(self, question: Question, node: Node) -> tuple[Choice, ...]:
        written = [Choice(one.value, self.text(one.label, node), media=self.files(one.media, node))
                   for one in question.items]  # fmt: skip
        if question.itemset is None:
            return tuple(written)
        with self._steady(question.path):
            items = self.nodes(question.itemset.nodes, node)
        return tuple(written + [self._choice(question.itemset, item, node) for item in items])

    def _stays(self, question: Question) -> bool:
        """Whether no answer can change which choices there are."""
        impure = question.itemset is not None and question.itemset.nodes.impure
        return not impure and question.path not in self.form.filters

    def _choice(self, itemset: Itemset, item: Node, node: Node) -> Choice:
        found = {child.name: child.text for child in item.children}
        column = self.text(itemset.columns, node) if itemset.columns else itemset.label
        name, label, media = _part(found, item, itemset.value), _part(found, item, column), {}
        if itemset.by_id:
            media = self.files(media_of(self.form.texts, label), node)
            label = self.text(self.form.texts.get(label, Text()), node)
        aliases = tuple(one.strip() for one in found.get("alias", "").split("|") if one.strip())
        return Choice(name, label or name, aliases, media)

    def _text_of(self, identity: str, node: Node) -> str:
        with self._apart():
            return self.text(self.form.texts.get(identity, Text()), node)

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """For evaluations in the middle of another: the scope of the outer one is left as it is, but for its purse."""
        outer, self._scope = self._scope, self.scope(self.instance.root)
        self._scope.purse = outer.purse
        try:
            yield
        finally:
            outer.purse = self._scope.purse
            self._scope = outer

    @contextmanager
    def _steady(self, path: str) -> Iterator[None]:
        """Chance that gives the same each time: options without a seed keep their order as long as the draft lives."""
        outer, self._chance = self._chance, None
        seed, self._seed = self._seed, f"{self.context.seed}:{path}"
        try:
            yield
        finally:
            self._chance, self._seed = outer, seed

    def _source(self) -> random.Random:
        if self._chance is None:
            self._chance = random.Random(self._seed)
        return self._chance

    def _random(self) -> float:
        return self._source().random()


def context_data(context: Context) -> dict[str, Any]:
    """The context as plain data for a draft, without what it leaves as it is; `context_of` is its inverse."""
    usual = {one.name: one.default for one in fields(Context)}
    data = {name: value for name, value in asdict(context).items() if value and value != usual[name]}
    return data | {"now": context.now.isoformat()}


def context_of(data: dict[str, Any], now: datetime | None = None) -> Context:
    """The context in a draft; `now` replaces the moment of the last push."""
    return Context(**(data | {"now": now or datetime.fromisoformat(data["now"])}))


def _part(found: dict[str, str], item: Node, reference: str) -> str:
    """What an item says there: a child by name, or in an item from a repeat a path below it."""
    if "/" not in reference:
        return found.get(reference, "")
    at: Node | None = item
    for name in reference.split("/"):
        at = next((child for child in at.children if child.name == name), None) if at and name != "." else at
    return string_value(at) if at is not None else ""

"""When a question has to be answered, in words: an expression of XPath as "no. 5 is Yes and no. 7 > 0"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from forms.check.reading import plain_path, syntax_of
from forms.xpath.syntax import Call, Chain, Literal, Syntax
from reporting.texts import Texts

_SIGNS: Mapping[str, str] = MappingProxyType({"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"})
_JOINED = ("and", "or")


class Conditions:
    """`numbers` are those on the paper by path, `options` the labels of choices by path and name."""

    def __init__(
        self, texts: Texts, language: str, numbers: Mapping[str, str], options: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._texts = texts
        self._language = language
        self._numbers = numbers
        self._options = options

    def told(self, source: str, path: str) -> str:
        """The condition `source` of the node at `path`; what can't be put into words is said to follow from above."""
        return self._told(syntax_of(source), path) or self._word("print_if_untold")

    def _told(self, syntax: Syntax, path: str) -> str:
        match syntax:
            case Chain(first, rest) if {sign for sign, _ in rest} <= set(_JOINED):
                return self._joined(first, rest, path)
            case Chain(first, ((sign, Literal(value)),)) if sign in _SIGNS:
                return self._compared(first, sign, value, path)
            case Call("not", (Call("selected", (what, Literal(value))),)):
                return self._said("print_has_not", what, str(value), path)
            case Call("selected", (what, Literal(value))):
                return self._said("print_has", what, str(value), path)
        return ""

    def _joined(self, first: Syntax, rest: tuple[tuple[str, Syntax], ...], path: str) -> str:
        """All parts with one word between them; "" if one can't be told. Parts that are joined stand in brackets."""
        told = [(part, self._told(part, path)) for part in (first, *(part for _, part in rest))]
        if not all(text for _, text in told):
            return ""
        word = self._word(f"print_{rest[0][0]}")
        return word.join(f"({text})" if _is_joined(part) else text for part, text in told)

    def _compared(self, what: Syntax, sign: str, value: float | str, path: str) -> str:
        match what:
            case Call("count-selected", (chosen,)) if (sign, value) == (">", 0):
                return self._said("print_filled", chosen, "", path)
        if isinstance(value, str):
            key = {"=": "print_is", "!=": "print_is_not"}.get(sign)
            if key and not value:
                return self._said({"=": "print_blank", "!=": "print_filled"}[sign], what, "", path)
            return self._said(key, what, value, path) if key else ""
        return self._said("print_compares", what, f"{value:g}", path, _SIGNS[sign])

    def _said(self, key: str, what: Syntax, value: str, path: str, operator: str = "") -> str:
        """ "" where `what` is nothing that has a number on the paper."""
        of = plain_path(what, path, path)
        number = self._numbers.get(of or "", "")
        label = self._options.get(of or "", {}).get(value, value)
        return self._word(key, number=number, value=label, operator=operator) if number else ""

    def _word(self, key: str, **args: str) -> str:
        return self._texts.word(self._language, key, **args)


def _is_joined(syntax: Syntax) -> bool:
    return isinstance(syntax, Chain) and any(sign in _JOINED for sign, _ in syntax.rest)

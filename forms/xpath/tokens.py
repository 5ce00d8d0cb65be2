"""Splits an expression into tokens, telling operators from names by what stands before (XPath 1.0, 3.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from forms.xpath.errors import XPathSyntaxError

TokenKind = Literal["number", "string", "operator", "name", "wildcard", "variable", "mark", "end"]

MAX_LENGTH = 100_000

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<variable>\${_NAME}(?::{_NAME})?(?!:\*))
    | (?P<wildcard>{_NAME}:\*|\*)
    | (?P<name>{_NAME}(?::(?!:){_NAME})?)
    | (?P<operator><=|>=|!=|[-+=<>|])
    | (?P<mark>::|\.\.|//|[()\[\],@/.])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"\s*(and|or|div|mod|\*)")
_BEFORE_OPERAND = frozenset(("(", "[", ",", "@", "::", "/", "//"))


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str
    position: int


def tokenize(expression: str) -> list[Token]:
    """The tokens, the last of kind "end". Raises XPathSyntaxError."""
    if len(expression) > MAX_LENGTH:
        raise XPathSyntaxError(f"longer than {MAX_LENGTH} characters", expression[:40], MAX_LENGTH)
    tokens: list[Token] = []
    at = 0
    while not tokens or tokens[-1].kind != "end":
        token, at = _next(expression, at, tokens)
        tokens.append(token)
    return tokens


def _next(expression: str, at: int, before: list[Token]) -> tuple[Token, int]:
    if _operand_stands_before(before) and (word := _WORD.match(expression, at)):
        return Token("operator", word[1], word.start(1)), word.end()
    match = _TOKEN.match(expression, at)
    if match is None:
        at += len(expression[at:]) - len(expression[at:].lstrip())
        raise XPathSyntaxError(f"unexpected character {expression[at]!r}", expression, at)
    kind: TokenKind = match.lastgroup  # type: ignore[assignment]
    return Token(kind, match[kind], match.start(kind)), match.end()


def _operand_stands_before(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    last = tokens[-1]
    return last.kind != "operator" and not (last.kind == "mark" and last.text in _BEFORE_OPERAND)

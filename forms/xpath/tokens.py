"""Splits an expression into tokens, telling operators from names by what stands before (XPath 1.0, 3.7)."""

from __future__ import annotations

import re

from forms.xpath.errors import XPathSyntaxError

MAX_LENGTH = 100_000

_NAME = r"[^\W\d][\w.\-·]*+"
_TOKEN = re.compile(
    rf"""\s*+(?:
      (?P<name>{_NAME}(?::(?!:){_NAME})?(?!:\*))
    | (?P<mark>::|\.\.|//|<=|>=|!=|[()\[\],@/|+=<>-]|\.(?!\d))
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<wildcard>{_NAME}:\*|\*)
    | (?P<variable>\${_NAME}(?::{_NAME})?(?!:\*))
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"and|or|div|mod|\*")
_OPERAND_ENDS = frozenset(("name", "number", "string", "wildcard", "variable", ")", "]", ".", ".."))


class Tokens:
    """The tokens of an expression in three lists of one length.

    `kinds` are "name", "number", "string", "wildcard", "variable", "end", and for operators and marks what is
    written: "and", "<=", "[". `texts` are as written, `starts` the positions. The last token is of kind "end".
    """

    __slots__ = ("kinds", "starts", "texts")

    def __init__(self, expression: str) -> None:
        """Raises XPathSyntaxError."""
        if len(expression) > MAX_LENGTH:
            raise XPathSyntaxError(f"longer than {MAX_LENGTH} characters", expression[:40], MAX_LENGTH)
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        at, kind = 0, ""
        while kind != "end":
            match = _TOKEN.match(expression, at)
            if match is None:
                raise _unexpected(expression, at)
            group: str = match.lastgroup  # type: ignore[assignment]
            text = match[group]
            start, at = match.span(group)
            before, kind = kind, group
            if before in _OPERAND_ENDS and (group in ("name", "wildcard")) and (word := _WORD.match(text)):
                kind = text = word[0]
                at = start + len(text)
            elif group == "mark":
                kind = text
            self.kinds.append(kind)
            self.texts.append(text)
            self.starts.append(start)


def _unexpected(expression: str, at: int) -> XPathSyntaxError:
    at += len(expression[at:]) - len(expression[at:].lstrip())
    return XPathSyntaxError(f"unexpected character {expression[at]!r}", expression, at)

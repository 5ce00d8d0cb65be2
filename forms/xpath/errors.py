"""What can go wrong with an expression."""

from __future__ import annotations


class XPathError(ValueError):
    """The expression, the document or what they ask for is wrong; the message is for the form's author."""


class XPathSyntaxError(XPathError):
    """The text is not an XPath expression. `position` counts characters from 0."""

    def __init__(self, message: str, expression: str, position: int) -> None:
        super().__init__(f"{message} at character {position + 1} of {_excerpt(expression, position)}")
        self.reason = message
        self.expression = expression
        self.position = position


def _excerpt(expression: str, position: int) -> str:
    """The expression quoted; of a long one the neighbourhood of the position."""
    if len(expression) <= 200:
        return repr(expression)
    first, last = max(0, position - 40), position + 40
    return f"{'...' if first else ''}{expression[first:last]!r}{'...' if last < len(expression) else ''}"

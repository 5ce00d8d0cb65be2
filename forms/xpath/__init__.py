"""XPath 1.0 with the functions of ODK XForms: `evaluate` and `parse` for everyone, `compile` for the form engine."""

from forms.xpath import parser
from forms.xpath.dates import Date
from forms.xpath.errors import XPathError, XPathSyntaxError
from forms.xpath.evaluate import evaluate
from forms.xpath.expression import Expression, compile
from forms.xpath.markup import parse_xml, serialize
from forms.xpath.scope import Scope
from forms.xpath.tree import Node, string_value
from forms.xpath.values import Value

__all__ = [
    "Date",
    "Expression",
    "Node",
    "Scope",
    "Value",
    "XPathError",
    "XPathSyntaxError",
    "compile",
    "evaluate",
    "parse",
    "parse_xml",
    "serialize",
    "string_value",
]


def parse(expression: str) -> None:
    """Checks that the text is an XPath expression. Raises XPathSyntaxError with the position of what is not."""
    parser.parse(expression)

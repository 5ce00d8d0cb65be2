"""Tiny forms in Markdown, each with one column more than it needs."""

from __future__ import annotations

from tests.forms.support.claims import COLOURS

_TWO = "| | type | name | label |\n| | text | q | Q |\n| | text | r | R |\n"


def row(column: str, value: str, kind: str = "text", more: str = "") -> str:
    """A form with one question that has the column, and rows after it."""
    head = f"| survey |\n| | type | name | label | {column} |\n| | {kind} | q | Q | {value} |\n{more}"
    return head + COLOURS


def setting(name: str, value: str) -> str:
    head = f"| settings |\n| | form_id | form_title | version | {name} |\n"
    return f"| survey |\n{_TWO}{head}| | uji | Uji | 1 | {value} |\n"

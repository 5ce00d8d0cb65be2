"""The names of columns: `relevance`, `bind::relevant` and `Relevant` are one column, `label::English (en)` another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

# Other names that XLSForm takes for a column, and those of the XForm that the columns with `::` reach.
_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "relevance": "relevant", "calculate": "calculation", "readonly": "read_only", "caption": "label",
        "constraining_message": "constraint_message", "requiredmsg": "required_message", "command": "type",
        "tag": "name", "value": "name", "count": "repeat_count", "jr:count": "repeat_count",
        "jr:constraintMsg": "constraint_message", "jr:requiredMsg": "required_message", "list name": "list_name",
        "title": "form_title", "set_form_title": "form_title", "id_string": "form_id", "set_form_id": "form_id",
    }
)  # fmt: skip
_CARRIERS = ("bind", "body", "control", "media", "instance")
_TRANSLATED = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video",
)  # fmt: skip


def split(header: str) -> tuple[str, str]:
    """(column, language) of a header: `Label : English` is ("label", "English"), `relevance` ("relevant", "")."""
    parts = [part.strip() for part in header.split("::")]
    if len(parts) == 1 and ":" in header:
        first, _, rest = (part.strip() for part in header.partition(":"))
        parts = [first, rest] if _snake(first) in (*_TRANSLATED, *_CARRIERS) else [header.strip()]
    head = _snake(parts[0])
    if head in _CARRIERS and len(parts) > 1:
        head, parts = parts[1], parts[1:]
    return _ALIASES.get(head, head), parts[1] if len(parts) > 1 else ""


def matching(headers: Iterable[str], wanted: str) -> str:
    """The header that stands for `wanted`, or ""; without a language in `wanted` any language will do."""
    column, language = split(wanted)
    alike = [(split(header)[1], header) for header in headers if split(header)[0] == column]
    exact = next((header for spoken, header in alike if spoken == language), "")
    return exact or (alike[0][1] if alike and not language else "")


def value(row: Mapping[str, str], column: str) -> str:
    """The text of `row` in that column, whatever the sheet calls it; of several languages the first filled one."""
    if column in row:
        return row[column]
    return next((text for header, text in row.items() if text and split(header)[0] == column), "")


def _snake(text: str) -> str:
    return "_".join(text.split()).lower()

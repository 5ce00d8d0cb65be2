"""Values of the registry as a list says them: what is told here can be written into a list again."""

from __future__ import annotations


def told(value: object) -> str:
    """ya and tidak, names with commas between them, "-" for none; "" for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dict):
        return ", ".join(f"{name} {one}".strip() for name, one in value.items()) or "-"
    if isinstance(value, list | tuple):
        return ", ".join(one if isinstance(one, str) else _group(*one) for one in value) or "-"
    return str(value)


def _group(name: str, register: str) -> str:
    return f"{name} ({register})" if register else name

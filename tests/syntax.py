"""The project's own code as syntax trees, parsed once however many tests read it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree(file: Path) -> ast.Module:
    """The file's tree; not to be changed."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """All nodes of the file, as `ast.walk` finds them."""
    return tuple(ast.walk(tree(file)))

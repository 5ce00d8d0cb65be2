"""A blank form on paper: for who reports by hand, and for who fills it in at home before the chat."""

from __future__ import annotations

from reporting.printing.paper import paper
from reporting.printing.printing import send

__all__ = ["paper", "send"]

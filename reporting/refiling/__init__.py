"""Refiling: a report that was sent for the wrong kampung or month is put where it belongs, with its history."""

from __future__ import annotations

from reporting.refiling.refiling import Refiling

__all__ = ["Refiling"]

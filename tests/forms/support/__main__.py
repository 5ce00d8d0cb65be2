"""Writes the tables of docs/xlsform-support.md."""

from __future__ import annotations

from tests.forms.support.tables import PAGE, written

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

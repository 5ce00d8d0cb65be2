"""The table of all rules in docs/form-check.md."""

from __future__ import annotations

from collections.abc import Iterator

from forms.check.catalogue import FAMILIES


def table() -> str:
    """Markdown: a chapter for each family, in each a row for each rule."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    for title, family in FAMILIES:
        yield from (f"### {title}", "", "| code | severity | what | why | how to mend |", "|---|---|---|---|---|")
        for rule in family.RULES:
            cells = (f"`{rule.code}`", rule.severity, rule.what, rule.why, rule.mend)
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        yield ""


if __name__ == "__main__":
    print(table(), end="")

"""What `kabar form check` found, as a person reads it: by severity, then by rule, each rule explained once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from forms.check import RULES

if TYPE_CHECKING:
    from forms import FormProblem

WIDTH = 100
MOST_SHOWN = 4  # of one rule; the rest is named by row
MOST_ERRORS = 20  # all have to be mended, so each is told with its own mend
_HEADINGS = (
    ("error", "error", "ERRORS: the form can't be used until these are mended"),
    ("warning", "warning", "WARNINGS: it works, but people will stumble here"),
    ("info", "remark", "REMARKS: nothing has to be mended"),
)


def report(name: str, problems: Sequence[FormProblem]) -> str:
    """All findings of the form called `name`, in lines of up to 100 characters."""
    return "\n".join((f"{name}: {_summary(problems)}", *_sections(problems)))


def _summary(problems: Sequence[FormProblem]) -> str:
    counts = [(sum(one.severity == severity for one in problems), word) for severity, word, _ in _HEADINGS]
    told = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return ", ".join(told) or "nothing to remark"


def _sections(problems: Sequence[FormProblem]) -> Iterator[str]:
    for severity, _, heading in _HEADINGS:
        found = [one for one in problems if one.severity == severity]
        if found:
            yield f"\n{heading}"
            codes = dict.fromkeys(one.code for one in found)
            by_code = {code: [one for one in found if one.code == code] for code in codes}
            for code, same in by_code.items():
                yield from _rule(code, same)


def _rule(code: str, found: Sequence[FormProblem]) -> Iterator[str]:
    titles = {rule.code: rule.what for rule in RULES}
    yield ""
    yield from _wrapped(f"{titles.get(code, code)} [{code}]", "  ", "  ")
    shared = found[0].advice if len({one.advice for one in found}) == 1 else ""
    places = [_place(one) for one in found]
    most = MOST_ERRORS if found[0].severity == "error" else MOST_SHOWN
    column = max((len(place) for place in places[:most]), default=0)
    for one, place in list(zip(found, places, strict=True))[:most]:
        start = f"    {place.ljust(column)}  " if column else "    "
        own = f" {one.advice}" if one.advice and not shared else ""
        if place or own or one.message != titles.get(code):
            yield from _wrapped(one.message + own, start, " " * len(start))
    if found[most:]:
        yield from _wrapped(f"and {len(found) - most} more: {_rows(found[most:])}", "    ", "    ")
    if found[0].why:
        yield from _wrapped(found[0].why, "    Why:  ", "          ")
    if shared:
        yield from _wrapped(shared, "    Mend: ", "          ")


def _place(one: FormProblem) -> str:
    return " ".join(filter(None, (one.sheet, str(one.row or ""), one.column)))


def _rows(found: Sequence[FormProblem]) -> str:
    """`survey 12, 15, 18; choices 4`; findings without a row are told by their message."""
    parts = []
    for sheet, same in groupby(found, key=lambda one: one.sheet):
        rows = dict.fromkeys(str(one.row) if one.row else one.message for one in same)
        parts.append(" ".join(filter(None, (sheet, ", ".join(rows)))))
    return "; ".join(parts)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    plain = " ".join(text.split())
    return textwrap.wrap(plain, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)

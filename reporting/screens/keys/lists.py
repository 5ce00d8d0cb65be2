"""How the options of a select stand on a card: as words on buttons, or numbered in the text; and on which page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from forms.prompt import Prompt
from reporting.markup import bare
from reporting.screens.keys.asking import BUDGET, Asking, fitted, option, width
from reporting.screens.screen import Button, Rows

MANY = 8  # options at a time; of more, pages are made and a search is offered
USUAL = 6  # of a long list come first, those that this person used most
LETTERS = 260  # of numbered options in a text: with a question of 240 it stays under 700
LONGEST = 160  # letters of one option; more is cut, and read in full behind "Arti"
# Letters of what stands before a label, by kind: "✅ 8. ", "⬜ " or "12. ".
_LEAD = MappingProxyType({"select_one": 0, "select_multiple": 7, "rank": 4})
_COLUMNS = re.compile(r"\bcolumns-(\d)\b")


@dataclass(frozen=True, slots=True)
class Layout:
    """`pages` of places in the prompt's choices, of which `page` is shown; `columns` of words, or 0 where they are
    numbered in the text."""

    pages: tuple[tuple[int, ...], ...]
    page: int
    columns: int

    @property
    def is_numbered(self) -> bool:
        return self.columns == 0

    @property
    def here(self) -> tuple[int, ...]:
        """Places of the choices on the page that is shown."""
        return self.pages[self.page]


def option_labels(prompt: Prompt) -> list[str]:
    """The labels as buttons show them. Some forms number options themselves: "2. Perubahan" is not told "2. 2. ..."."""
    plain = (bare(choice.label) for choice in prompt.choices)
    return [label.removeprefix(f"{at}. ") or "–" for at, label in enumerate(plain, start=1)]


def layout(prompt: Prompt, asking: Asking) -> Layout:
    """Where the options stand; its pages are the same for a prompt, what is known of it and the room there is."""
    pages, columns = _pages(prompt, asking)
    page = asking.look.page if asking.look.page is not None else _start(prompt, pages)
    return Layout(pages, min(page, len(pages) - 1), columns)


def _pages(prompt: Prompt, asking: Asking) -> tuple[tuple[tuple[int, ...], ...], int]:
    labels, order = option_labels(prompt), _order(prompt, asking)
    if not order:
        return ((),), 1
    rows = asking.room - (prompt.kind != "select_one")
    if asking.listed:
        return tuple(_packed(order, labels)), 0
    if len(labels) <= MANY and asking.look.found is None:
        if columns := _columns(prompt, labels, rows):
            return (tuple(order),), columns
    elif all(width(label) + _LEAD[prompt.kind] <= BUDGET[2] for label in labels):
        return tuple(_cut(order, min(MANY, 2 * max(rows - 1, 1)))), 2
    return tuple(_packed(order, labels)), 0


def _start(prompt: Prompt, pages: tuple[tuple[int, ...], ...]) -> int:
    """The page on which the present answer stands."""
    names = [prompt.value] if prompt.kind == "select_one" else prompt.value.split()
    here = next((at for at, choice in enumerate(prompt.choices) if prompt.value and choice.name in names), None)
    return next((number for number, page in enumerate(pages) if here in page), 0)


def turning(prompt: Prompt, asking: Asking, shown: Layout) -> Rows:
    """To the pages beside this one, and the search; none where everything is in sight."""
    word, page, row = asking.word, shown.page, list[Button]()
    last = len(shown.pages) - 1
    wide = page in (0, last)
    if page > 0:
        row.append(option(word("previous_page" if wide else "previous_page_short"), f"p{page - 1}"))
    if asking.look.found is not None:
        row.append(option(word("whole_list"), "f:off"))
    elif len(prompt.choices) > MANY:
        row.append(option(word("find"), "f"))
    if page < last:
        row.append(option(word("next_page" if wide else "next_page_short"), f"p{page + 1}"))
    return fitted(row, 3) if row else ()


def numbered(buttons: list[Button]) -> Rows:
    """Numbered options: five in one row, more in rows of four."""
    return fitted(buttons, 5 if len(buttons) <= 5 else 4)


def _order(prompt: Prompt, asking: Asking) -> list[int]:
    """Places of the choices as they are shown: what was searched, or the most used of a long list first."""
    if asking.look.found is not None:
        return [at for at in asking.look.found if at < len(prompt.choices)]
    everything = list(range(len(prompt.choices)))
    if len(everything) <= MANY:
        return everything
    place = {choice.name: at for at, choice in enumerate(prompt.choices)}
    first = [place[name] for name in asking.look.usual if name in place][:USUAL]
    return first + [at for at in everything if at not in set(first)]


def _columns(prompt: Prompt, labels: list[str], rows: int) -> int:
    """How many columns the labels stand in as words; 0 where they don't fit."""
    widest, lead = max(map(width, labels)), _LEAD[prompt.kind]
    able = [n for n in range(1, 6) if widest + lead <= BUDGET[n] and -(-len(labels) // n) <= rows]
    wanted = _wanted(prompt.appearance, len(labels), able)
    usual = 1 if len(labels) <= 3 else 2
    return next((n for n in (wanted, usual, 1, 2) if n in able), 0)


def _wanted(appearance: str, count: int, able: list[int]) -> int:
    """The columns that an appearance asks for (XLSForm, "Appearance"); 0 for none in particular."""
    looks = appearance.split()
    if named := _COLUMNS.search(appearance):
        return int(named[1])
    if "columns-pack" in looks or "horizontal-compact" in looks:
        return max(able, default=0)
    if "likert" in looks or "horizontal" in looks:
        return count
    return 2 if "columns" in looks else 0


def _cut(order: list[int], size: int) -> Iterator[tuple[int, ...]]:
    return (tuple(order[at : at + size]) for at in range(0, len(order), size))


def _packed(order: list[int], labels: list[str]) -> Iterator[tuple[int, ...]]:
    """Pages of at most eight options and so many letters that the message stays short."""
    page, letters = list[int](), 0
    for at in order:
        more = min(len(labels[at]), LONGEST) + len(f"{at + 1}. \n")
        if page and (len(page) == MANY or letters + more > LETTERS):
            yield tuple(page)
            page, letters = [], 0
        page.append(at)
        letters += more
    if page:
        yield tuple(page)

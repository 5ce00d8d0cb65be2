"""What a claim is made of. States as the page has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.forms.scenario import Person

State = Literal["works", "differs", "ignored", "refused"]
WORDS: dict[State, str] = {
    "works": "works",
    "differs": "works differently",
    "ignored": "read without harm",
    "refused": "refused",
}


@dataclass(frozen=True, slots=True)
class TypeClaim:
    """A type of the survey sheet. `asked` is the kind of prompt it becomes, "" for one that nobody is asked.

    `written` is the cell as a form has it, where that is more than the name, and `cells` are further columns of the
    row; `rows` are all rows instead, where one doesn't make a form; `@` in them is the name. `typed` is what a person
    types in chat; None where something is sent, or where a chat can't ask it. `stored` is what the submission then
    holds under the name `q`. `also` are names that pyxform's own table of types doesn't tell to be the same.
    """

    name: str
    state: State
    text: str
    asked: str = ""
    typed: str | None = None
    stored: str = ""
    written: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    rows: str = ""
    also: tuple[str, ...] = ()

    def markdown(self, name: str) -> str:
        """A form with one question of the type, under one of its names."""
        head = ["type", "name", "label", *(column for column, _ in self.cells)]
        row = [self.written.replace(self.name, name) or name, "q", "Q", *(value for _, value in self.cells)]
        survey = self.rows.replace("@", name) or f"| | {' | '.join(head)} |\n| | {' | '.join(row)} |"
        return f"| survey |\n{survey}\n{COLOURS}"


COLOURS = """| choices |
| | list_name | name | label |
| | warna | m | Merah |
| | warna | b | Biru |
"""


@dataclass(frozen=True, slots=True)
class ColumnClaim:
    """A column of a sheet, proven by a form and what must be so of somebody who fills it. Rows of the form are the
    sheets in Markdown; `holds` gets the person at the first question. Where `state` is refused, the form must be."""

    sheet: str
    name: str
    state: State
    text: str
    form: str
    holds: Callable[[Person], object]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookClaim:
    """An appearance: `kind` is the type it is tried on."""

    names: tuple[str, ...]
    state: State
    text: str
    kind: str

"""What passes between the two processes: plain JSON, for what comes back is not to be trusted with more."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from forms.problems import FormProblem
from forms.sheet.cells import Cells


@dataclass(frozen=True, slots=True)
class Read:
    """A form as the other process read it: its XForm, where its things stand, and what the check found."""

    xform: str = ""
    cells: Cells = field(default_factory=Cells)
    itemsets: str = ""
    problems: tuple[FormProblem, ...] = ()


def written(read: Read) -> bytes:
    """`read` as JSON; the inverse of `read_from`."""
    cells = read.cells
    told = {
        "xform": read.xform,
        "itemsets": read.itemsets,
        "survey": cells.survey,
        "choices": [[*key, list(rows)] for key, rows in cells.choices.items()],
        "headers": cells.headers,
        "problems": [asdict(one) for one in read.problems],
    }
    return json.dumps(told, ensure_ascii=True).encode()


def read_from(answer: bytes) -> Read:
    told = json.loads(answer)
    choices = {(list_name, name): tuple(rows) for list_name, name, rows in told["choices"]}
    headers = {sheet: tuple(columns) for sheet, columns in told["headers"].items()}
    problems = tuple(FormProblem(**one) for one in told["problems"])
    return Read(told["xform"], Cells(told["survey"], choices, headers), told["itemsets"], problems)

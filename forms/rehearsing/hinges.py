"""The answers that a form's course hangs on, and the values worth trying of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.definition import Form
from forms.prompt import Prompt
from forms.rehearsing.volatile import counting, read_by

_NUMBER = re.compile(r"(?<![\w./'\"-])\d+(?:\.\d+)?(?![\w'\"])")
_MOST_NUMBERS = 6


class Hinges:
    """Read once from a form. Paths are generic: without the positions of rounds."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._counting = counting(form)
        self._relevances = {one.path: one for one in form.triggerables if one.sets == "relevant"}
        read = frozenset().union(*(one.reads for one in self._relevances.values()), *form.filters.values())
        self.paths = (read_by(form, read) | self._counting) & form.questions.keys()

    def values(self, prompt: Prompt, path: str) -> tuple[str, ...]:
        """What to answer `prompt`, so that everything that hangs on it is seen: every choice; of a number the edges.

        Empty where nothing hangs on the answer.
        """
        if path not in self.paths:
            return ()
        match prompt.kind:
            case "select_one" | "select_multiple":
                return tuple(choice.name for choice in prompt.choices)
            case "acknowledge":
                return ("OK",)
            case "integer" | "decimal" | "range":
                return ("0", "1", "2") if path in self._counting else tuple(self._edges(prompt, path))
        return ()

    def behind(self, path: str) -> frozenset[str]:
        """The hinges that decide whether the question at `path` is asked, those of its groups included."""
        above = [one for at, one in self._relevances.items() if f"{path}/".startswith(f"{at}/")]
        return read_by(self._form, frozenset().union(*(one.reads for one in above))) & self.paths

    def conditions(self, path: str) -> tuple[str, ...]:
        """Those that the form sets before the question at `path`, the outermost first, as the XForm has them."""
        above = [at for at in self._relevances if f"{path}/".startswith(f"{at}/")]
        return tuple(self._relevances[at].expression.source.strip() for at in sorted(above, key=len))

    def _edges(self, prompt: Prompt, path: str) -> Iterator[str]:
        """The numbers of the expressions that read it, and those beside them; and the bounds."""
        readers = [one for one in self._form.triggerables if path in one.reads]
        found = {float(text) for one in readers for text in _NUMBER.findall(one.expression.source)}
        around = {number + step for number in found for step in (-1, 0, 1)}
        low, high = (float(one) if one else None for one in (prompt.bounds.minimum, prompt.bounds.maximum))
        tried = [n for n in sorted(around) if (low is None or n >= low) and (high is None or n <= high)]
        edges = [one for one in (low, high) if one is not None and one not in around]
        for number in [*tried, *edges][:_MOST_NUMBERS]:
            yield f"{number:.10g}"

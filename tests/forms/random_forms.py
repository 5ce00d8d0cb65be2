"""XLSForms written by chance, with all that one answer can do to others, and answers to fill them with.

Expressions read what stands above them, so that nothing goes in a circle; across repeats they read all instances.
"""

from __future__ import annotations

from random import Random

from forms import Prompt

COLUMNS = ("type", "name", "label", "relevant", "constraint", "calculation", "required", "read_only", "default",
           "choice_filter", "repeat_count", "trigger")  # fmt: skip
_CHOICES = """
| choices |
| | list_name | name | label | n |
| | huruf | a | A | 1 |
| | huruf | b | B | 2 |
| | huruf | c | C | 3 |
| | huruf | d | D | 4 |
"""
_KINDS = ("integer",) * 5 + ("text", "select_one huruf", "select_multiple huruf", "calculate", "calculate", "note",
          "begin_group", "begin_repeat", "begin_repeat")  # fmt: skip
_WORDS = ("a", "b", "ya", "dua kata")
_TESTS = ("> 1", "< 3", "= 2", "!= ''", ">= 1", "mod 2 = 1")

Row = dict[str, str]
Place = tuple[str, tuple[str, ...]]  # a name, and the repeats around it


class Author:
    """Draws one form: `rows` are those of the survey sheet."""

    def __init__(self, seed: int, most: int = 14) -> None:
        self.chance = Random(seed)
        self.most = most
        self.locking = self.chance.random() < 0.3
        self.rows: list[Row] = []
        self.numbers: list[Place] = []  # what holds numbers, with the repeats around it
        self.texts: list[Place] = []
        self.repeats: list[Place] = []
        self._fill((), 0)

    def _fill(self, around: tuple[str, ...], depth: int) -> None:
        for _ in range(self.chance.randint(2, 5) if depth else self.most):
            if len(self.rows) > 3 * self.most:
                return
            kind = self.chance.choice(_KINDS)
            if not kind.startswith("begin"):
                self._question(kind, around)
            elif depth < 3:
                self._section(kind, around, depth)

    def _section(self, kind: str, around: tuple[str, ...], depth: int) -> None:
        name = f"{'r' if kind == 'begin_repeat' else 'g'}{len(self.rows)}"
        row = {"type": kind, "name": name, "label": name}
        self._maybe(row, "relevant", 0.4, self.truth(around))
        if kind == "begin_repeat":
            self._maybe(row, "repeat_count", 0.4, self.rounds(around))
        elif self.locking and self.chance.random() < 0.3:
            row["read_only"] = self.truth(around)
        self.rows.append(row)
        inside = (*around, name) if kind == "begin_repeat" else around
        if kind == "begin_repeat":
            self.repeats.append((name, around))
        self._question("integer", inside)
        self._fill(inside, depth + 1)
        self.rows.append({"type": kind.replace("begin", "end")})

    def _question(self, kind: str, around: tuple[str, ...]) -> None:
        name = f"{kind[0]}{len(self.rows)}"
        row = {"type": kind, "name": name, "label": name}
        self._maybe(row, "relevant", 0.3, self.truth(around))
        if kind == "calculate":
            del row["label"]
            row["calculation"] = self.number(around)
        elif kind == "note":
            row["label"] = f"{name} {self._near(self.numbers, around)}"
        else:
            self._rules(row, kind, around)
        self.rows.append(row)
        (self.numbers if kind in ("integer", "calculate") else self.texts if kind != "note" else []).append(
            (name, around)
        )

    def _rules(self, row: Row, kind: str, around: tuple[str, ...]) -> None:
        self._maybe(row, "required", 0.2, self.chance.choice(("yes", self.truth(around))))
        self._maybe(row, "read_only", 0.3 * self.locking, self.truth(around))
        if kind == "integer":
            self._maybe(row, "constraint", 0.3, f". <= {self.number(around)} + 3")
            self._maybe(row, "default", 0.2, self.chance.choice(("2", self.number(around))))
            self._trigger(row, around)
        elif kind == "select_one huruf" and self.chance.random() < 0.2 and self._inner(around):
            name, _ = self.chance.choice(self._inner(around))
            row["type"] = f"select_one ${{{name}}}"
            self._maybe(row, "choice_filter", 0.7, f"${{{name}}} > {self.chance.randint(0, 2)}")
        elif kind.startswith("select"):
            self._maybe(row, "choice_filter", 0.4, f"n > {self.number(around)}")

    def _trigger(self, row: Row, around: tuple[str, ...]) -> None:
        sources = [name for name, where in self.numbers if where == around and name[0] == "i"]
        if sources and self.chance.random() < 0.1 and "default" not in row:
            row |= {"trigger": f"${{{self.chance.choice(sources)}}}", "calculation": self.number(around)}

    def _maybe(self, row: Row, column: str, share: float, cell: str) -> None:
        if self.chance.random() < share:
            row[column] = cell

    def _inner(self, around: tuple[str, ...]) -> list[Place]:
        """Numbers in a repeat that is not around."""
        return [one for one in self.numbers if len(one[1]) == 1 and one[1] != around[:1]]

    def _near(self, those: list[Place], around: tuple[str, ...], otherwise: str = "2") -> str:
        """A reference to one that is there once, seen from these repeats."""
        near = [f"${{{name}}}" for name, where in those if where == around[: len(where)]]
        return self.chance.choice(near or [otherwise])

    def rounds(self, around: tuple[str, ...]) -> str:
        """How many instances a counted repeat has; never blank."""
        count = self.number(around)
        return f"if({count} > 0, ({count}) mod 4, 0)"

    def truth(self, around: tuple[str, ...]) -> str:
        if self.texts and self.chance.random() < 0.25:
            name = self._near(self.texts, around, "'b'")
            return f"selected({name}, 'a')" if self.chance.random() < 0.5 else f"string-length({name}) > 1"
        one = f"{self.number(around)} {self.chance.choice(_TESTS)}"
        return (
            f"{one} {self.chance.choice(('and', 'or'))} {self.number(around)} > 0"
            if self.chance.random() < 0.2
            else one
        )

    def number(self, around: tuple[str, ...]) -> str:
        """A numeric expression for a place in these repeats."""
        if not self.numbers or self.chance.random() < 0.1:
            return str(self.chance.randint(0, 3))
        simple = self._near(self.numbers, around)
        any_name, where = self.chance.choice(self.numbers)
        across = [f"{name}(${{{any_name}}})" for name in ("sum", "count", "max")] if where else []
        if where:
            across.append(f"indexed-repeat(${{{any_name}}}, ${{{where[0]}}}, 1)" if len(where) == 1 else simple)
        if self.repeats:
            across.append(f"count(${{{self.chance.choice(self.repeats)[0]}}})")
        if around:
            across += ["position(..)"]
            mine = [name for name, there in self.numbers if there == around]
            if mine and len(around) == 1:
                across.append(f"indexed-repeat(${{{mine[0]}}}, ${{{around[0]}}}, position(..) - 1)")
        options = [simple, simple, f"coalesce({simple}, 1) + 1", *across]
        return self.chance.choice(options)


def markdown(rows: list[Row]) -> str:
    """The form as a table; columns that nobody fills are left out."""
    columns = [one for one in COLUMNS if any(row.get(one) for row in rows)]
    table = [["", *columns], *(["", *(row.get(one, "") for one in columns)] for row in rows)]
    return "| survey |\n" + "\n".join("| " + " | ".join(cells) + " |" for cells in table) + "\n" + _CHOICES


def value(asked: Prompt, chance: Random) -> str:
    """An answer to the prompt; not always one that is taken."""
    match asked.kind:
        case "select_one":
            return chance.choice([one.name for one in asked.choices] or [""])
        case "select_multiple":
            names = [one.name for one in asked.choices]
            return " ".join(chance.sample(names, chance.randint(0, len(names))))
        case "repeat":
            return "yes" if chance.random() < 0.3 else "no"
        case "integer":
            return str(chance.randint(0, 5))
        case "text":
            return chance.choice(_WORDS)
    return ""

"""The tables of a recap, for a workbook and for paper alike: numbers stay numbers, what is not known says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import dropwhile
from typing import Literal

from reporting.area_figures import Told, Value
from reporting.measures import COMPLETENESS, TIMELINESS, book
from reporting.recap.gathering import Recap
from reporting.recap.impact import Count
from reporting.recap.matrix import AreaRow, KampungRow
from reporting.recap.telling import CLASSES, SHOWN
from reporting.texts import Texts

Kind = Literal["text", "number", "percent", "state"]
Cell = str | float | None  # a percentage is 0 to 100; None is nothing to say
STANDINGS = (COMPLETENESS, TIMELINESS)
LEVELS = ("province", "regency", "district", "village")


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in letters."""

    label: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    label: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Tables:
    """Makes them in one language."""

    def __init__(self, texts: Texts, language: str, recap: Recap) -> None:
        self._texts = texts
        self._language = language
        self._recap = recap

    def figures(self) -> Table:
        """Every figure of the month against the month before, the year before and the target."""
        columns = (
            Column(self.word("recap_figure"), width=34),
            Column(self.month(self._recap.period), "percent"),
            *(Column(self.word(key), "percent", 16) for key in ("recap_month_ago", "recap_last_year", "recap_target")),
            Column(self.word("recap_target_source"), width=40),
            Column(self.word("recap_meaning"), width=70),
        )
        named = sorted(book().figures, key=lambda name: name not in STANDINGS)
        return Table(self.word("recap_figures"), columns, tuple(self._figure(name) for name in named))

    def classes(self) -> Table:
        """How many kampung of each class, by half year."""
        columns = (
            Column(self.word("recap_semester"), width=20),
            *(Column(self.word(f"class_{name or 'unknown'}"), "number") for name in CLASSES),
        )
        rows: list[tuple[Cell, ...]] = [
            (self.month(semester), *(float(counts.get(name, 0)) for name in CLASSES))
            for semester, counts in self._recap.classes.items()
        ]
        return Table(self.word("recap_classes"), columns, tuple(rows))

    def lacks(self) -> Table:
        """How many kampung lack what for the next class."""
        columns = (Column(self.word("recap_lack"), width=44), Column(self.word("recap_kampung"), "number"))
        rows = [(self.lack(one.step, one.amount), float(one.kampung)) for one in self._recap.lacks]
        return Table(self.word("recap_lacks"), columns, tuple(rows))

    def trend(self) -> Table:
        """The figures month by month."""
        shown = (*STANDINGS, *SHOWN)
        columns = (Column(self.word("recap_month"), width=18), *(Column(self.title(n), "percent", 20) for n in shown))
        rows = [
            (self.month(month), *(self.value(place.values[name]) for name in shown))
            for month, place in zip(self._recap.periods, self._recap.months, strict=True)
        ]
        return Table(self.word("recap_trend"), columns, self._since_told(rows))

    def impacts(self) -> Table:
        """Poor families and deaths by half year, with how many kampung told of them."""
        named = [one.name for one in self._recap.impacts]
        columns = [Column(self.word("recap_semester"), width=18)]
        for name in named:
            columns += [
                Column(self.word(f"impact_{name}"), "number", 20),
                Column(self.word("recap_told_by"), "number", 16),
            ]
        rows = []
        for told in zip(*(one.counts for one in self._recap.impacts), strict=True):
            cells = [cell for one in told for cell in (self._count(one), float(one.kampung) or None)]
            rows.append((self.month(told[0].semester), *cells))
        return Table(self.word("recap_impact"), tuple(columns), self._since_told(rows))

    def kampung(self, rows: Sequence[KampungRow], months: Sequence[str], *, reads: bool) -> Table:
        """Each kampung with its class and how it stands with each month; what it lacks for who `reads` its reports."""
        above = LEVELS[LEVELS.index("village") + 1 - len(rows[0].path) :] if rows else ()
        columns = [Column(self.word(f"level_{level}"), width=24) for level in above]
        columns += [Column(self.word("recap_name"), width=34), Column(self.word("recap_class"), width=16)]
        columns += [Column(self.word("recap_lack"), width=50)] if reads else []
        columns += [Column(self.short_month(month), "state", 13) for month in months]
        told = [
            (*row.path, row.name, self.class_of(row), *((self.steps(row),) if reads else ()), *self.states(row.states))
            for row in rows
        ]
        return Table(self.word("recap_matrix"), tuple(columns), tuple(told))

    def areas(self, rows: Sequence[AreaRow], months: Sequence[str], level: str) -> Table:
        """How many of how many reported in each area, by month: the share, as a number."""
        columns = [Column(self.word(f"level_{level}"), width=30)]
        columns += [Column(self.short_month(month), "percent", 10) for month in months]
        told = [
            (row.name, *(100 * one[0] / one[1] if one else self.word("recap_no_data") for one in row.counts))
            for row in rows
        ]
        return Table(self.word("recap_matrix"), tuple(columns), tuple(told))

    def value(self, value: Value) -> Cell:
        """The percentage, or why there is none."""
        if value.hidden:
            return self.word(f"recap_{value.hidden}")
        return self.word("recap_no_data") if value.percent is None else value.percent

    def told(self, kind: Kind, cell: Cell) -> str:
        """A cell in words."""
        if cell is None or isinstance(cell, str):
            return cell or ""
        number = self._texts.told(self._language, "number", str(round(cell, 1)))
        return self._texts.word(self._language, "chart_percent", share=number) if kind == "percent" else number

    def class_of(self, row: KampungRow) -> str:
        return self.word(f"class_{row.kind.name or 'unknown'}")

    def steps(self, row: KampungRow) -> str:
        return "; ".join(self.lack(step, amount) for step, amount in row.kind.steps)

    def states(self, states: Sequence[str | None]) -> tuple[str | None, ...]:
        return tuple(one and self.word(f"state_{one}") for one in states)

    def lack(self, step: str, amount: int) -> str:
        lack = {"step": step, "amount": amount, "kampung": 0}
        return unescape(self._texts.render(self._language, "recap/lack", lack=lack))

    def title(self, name: str) -> str:
        titles = book().figures[name].titles
        return titles.get(self._language, titles["id"])

    def month(self, period: str) -> str:
        return self._texts.period(self._language, period)

    def short_month(self, period: str) -> str:
        return unescape(self._texts.render(self._language, "recap/short_month", period=period))

    def word(self, key: str) -> str:
        return self._texts.word(self._language, key)

    def _since_told(self, rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
        """Without the rows before the first that tells anything; the last stays, to say that nothing is known."""
        nothing = {self.word("recap_no_data"), None}
        later = dropwhile(lambda row: nothing.issuperset(row[1:]), rows[:-1])
        return (*later, *rows[-1:])

    def _figure(self, name: str) -> tuple[Cell, ...]:
        told: Told = self._recap.view.figures[name]
        target = told.targets[0] if told.targets else None
        source = f"{target.source} ({target.year})" if target else None
        compared = (self.value(one) for one in (told.now, told.month_ago, told.year_ago))
        return (self.title(name), *compared, target.value if target else None, source, book().figures[name].source)

    def _count(self, one: Count) -> Cell:
        if one.hidden:
            return self.word(f"recap_{one.hidden}")
        return self.word("recap_no_data") if one.value is None else one.value

"""Partner agencies: the list of instansi that the programme's forms know, by code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FORM = "kegiatan_kkb.md"  # where the list stands
LIST = "instansi"


@dataclass(frozen=True, slots=True)
class Agency:
    """`words` are everything it is called by, in small letters."""

    code: str
    names: dict[str, str]
    words: tuple[str, ...]


def load(folder: Path) -> tuple[Agency, ...]:
    """The agencies of templates/forms, in the order of the list."""
    rows = [line.split("|") for line in (folder / FORM).read_text(encoding="utf-8").replace("\\|", "\0").splitlines()]
    listed = [[cell.strip() for cell in row] for row in rows if len(row) > 6 and row[2].strip() == LIST]
    return tuple(_agency(*cells[3:7]) for cells in listed)


def _agency(code: str, name: str, english: str, *others: str) -> Agency:
    words = (code, name, english, *(word for cell in others for word in cell.split("\0")))
    return Agency(code, {"id": name, "en": english}, tuple(word.lower() for word in words if word))


def search(agencies: tuple[Agency, ...], said: str) -> list[Agency]:
    """Those called exactly so, else those in whose names it stands."""
    wanted = " ".join(said.lower().split())
    exact = [one for one in agencies if wanted in one.words]
    return exact or [one for one in agencies if wanted and any(wanted in word for word in one.words)]

"""What is asked and what is answered, as a file that every process of the bench reads. Loads nothing of Kabar."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

END = "Ringkasan"  # the word that ends a report in every bot of the bench


@dataclass(frozen=True, slots=True)
class Question:
    """`asks` is the label as a person reads it, `says` what the officer types, `kind` that of `forms.prompt`."""

    asks: str
    says: str
    kind: str


def save(questions: tuple[Question, ...], file: Path) -> None:
    file.write_text(json.dumps([asdict(one) for one in questions], ensure_ascii=False), "utf-8")


def load(file: Path) -> tuple[Question, ...]:
    return tuple(Question(**one) for one in json.loads(file.read_text("utf-8")))

"""What the check of a form found, as a document for its author."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reporting.fitting import plain
from reporting.texts import Texts


def document(texts: Texts, language: str, name: str, problems: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What `drawing.draw` reads: a row for each finding with its place, what it is and how it is mended. `problems`
    are those of `FormProblem`, as stored."""

    def told(template: str, one: dict[str, Any]) -> str:
        return " ".join(plain(texts.render(language, f"publishing/{template}", **one)).split())

    rows = []
    for at, one in enumerate(problems, start=1):
        place = {"sheet": one["sheet"], "row": one["row"], "column": one["column"]}
        rows.append([str(at), f"{told('place', place)} · {told('what', one)}".lstrip(" ·"), told("mend", one), ""])
    return {
        "document": "report",
        "file": f"{name.rpartition('.')[0] or name}.pdf",
        "title": texts.word(language, "form_document", file=name),
        "facts": [],
        "sections": [{"label": "", "rows": rows}],
        "foot": name,
        "sorry": texts.render(language, "publishing/sorry"),
    }

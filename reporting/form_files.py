"""The files that a form names, read from the folder it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forms.definition import Form
from forms.external import wanted
from forms.lists import LARGEST


def beside(form: Form, folder: Path, others: Sequence[Path] = ()) -> dict[str, bytes]:
    """The files that the form names, as far as they are among `others` or lie in `folder`: bare name -> content.

    Of a file that is too large only so much is read that the form's list refuses it. Raises OSError for one that is
    there and can't be read.
    """
    paths = {path.name: path for path in others}
    found = {one.file: paths.get(one.file, folder / one.file) for one in wanted(form)}
    return {name: _read(path) for name, path in found.items() if path.is_file()}


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)

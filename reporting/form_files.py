"""The files that a form names, read from the folder it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from forms.definition import Form
from forms.outside.external import media, wanted
from forms.outside.lists import LARGEST


def beside(form: Form, folder: Path, others: Sequence[Path] = ()) -> dict[str, bytes]:
    """The lists that the form names, as far as they are among `others` or lie in `folder`: bare name -> content.

    Of a file that is too large only so much is read that the form's list refuses it. Raises OSError for one that is
    there and can't be read.
    """
    return _found([one.file for one in wanted(form)], folder, others)


def media_beside(form: Form, folder: Path, others: Sequence[Path] = ()) -> dict[str, bytes]:
    """The same for the pictures and sounds of its texts; one that is larger than a chat can take is left out."""
    found = _found(media(form), folder, others)
    return {name: content for name, content in found.items() if len(content) <= LARGEST}


def _found(names: Iterable[str], folder: Path, others: Sequence[Path]) -> dict[str, bytes]:
    paths = {path.name: path for path in others}
    found = {name: paths.get(name, folder / name) for name in names}
    return {name: _read(path) for name, path in found.items() if path.is_file()}


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)

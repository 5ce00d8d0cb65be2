"""The files beside a form that it reads: lists for `select_one_from_file`, `pulldata` and `instance()`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.provided import LISTS

if TYPE_CHECKING:
    from collections.abc import Container

    from forms import Form


def beside(form: Form, folder: Path, others: Sequence[Path] = ()) -> dict[str, bytes]:
    """The files that the form names, as far as they lie in `folder` or are among `others`: bare name -> content.

    Raises OSError for one that is there and can't be read.
    """
    from forms.external import wanted

    paths = {path.name: path for path in others}
    found = {one.file: paths.get(one.file, folder / one.file) for one in wanted(form)}
    return {name: path.read_bytes() for name, path in found.items() if path.is_file()}


def with_lists(form: Form, folder: Path) -> Form:
    """The form with the lists that lie in `folder`. Raises FormErrors for a file that is none, and OSError."""
    from forms.external import attach

    return attach(form, beside(form, folder))


def not_there(form: Form, given: Container[str]) -> list[str]:
    """The files that are missing beside the form, the lists of which are not `given` by a context either."""
    from forms.external import wanted

    return [one.file for one in wanted(form) if not all(name in given or name in LISTS for name in one.lists)]

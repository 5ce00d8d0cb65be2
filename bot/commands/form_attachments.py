"""The lists beside a form, for commands that answer it here: `select_one_from_file`, `pulldata`, `instance()`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reporting.provided import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from forms import Form


def with_lists(form: Form, folder: Path) -> Form:
    """The form with the lists that lie in `folder`. Raises FormErrors for a file that is none, and OSError."""
    from forms.outside.external import attach
    from reporting.form_files import beside

    return attach(form, beside(form, folder))


def lists_beside(folder: Path) -> Callable[[Form], dict[str, bytes]]:
    """Gives the content of the lists that a form names, as far as they lie in `folder`. The call raises OSError."""
    from reporting.form_files import beside

    return lambda form: beside(form, folder)


def there(folder: Path) -> frozenset[str]:
    """The files in the folder, and the lists that Kabar makes itself."""
    return LISTS | {one.name for one in folder.iterdir() if one.is_file()}


def not_there(form: Form, given: Container[str]) -> list[str]:
    """The files that are missing beside the form, the lists of which are not `given` by a context either."""
    from forms.outside.external import wanted

    return [one.file for one in wanted(form) if not all(name in given or name in LISTS for name in one.lists)]

"""XForms that come from elsewhere: well-formed, without document type, of a size and depth that can be compiled."""

from __future__ import annotations

import codecs

from forms.intake.kinds import kind_of
from forms.intake.limits import MAX_BINDS, MAX_CELL_TEXT, MAX_XFORM_ELEMENTS
from forms.intake.markup import Watcher, watch
from forms.intake.refusal import FORMATS, refused, too_much

_PIECE = 64 * 1024
_CSV = "Move long lists into a CSV file beside the form (jr://file-csv/...)."


def look_through_xform(data: bytes) -> str:
    """The XForm as text. Raises FormErrors."""
    kind = kind_of(data)
    if kind in ("zip", "ole", "text") or not data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        what = {"zip": "a workbook or archive", "ole": "a workbook", "text": "plain text"}.get(kind, kind)
        raise refused("unknown_format", f"This is {what}, not XML.", "The name .xml promises an XForm.", FORMATS)
    watch((data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), "The XForm", _Binds)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("encoding", "The XForm is not written in UTF-8.", "Letters would come out wrong.",
                      "Save it as UTF-8.") from None  # fmt: skip


class _Binds(Watcher):
    """Counts what costs most to compile, and refuses endless attributes."""

    def __init__(self, _name: str) -> None:
        super().__init__(MAX_XFORM_ELEMENTS)
        self._binds = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._binds += name == "bind"
        if self._binds > MAX_BINDS:
            raise too_much("The XForm has", MAX_BINDS, "binds", _CSV)
        if any(len(value) > 3 * MAX_CELL_TEXT for value in attributes.values()):
            raise too_much("The XForm has an attribute of", 3 * MAX_CELL_TEXT, "characters", "Shorten it.")

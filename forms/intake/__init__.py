"""What is looked at before a parser sees a form: bytes of unknown origin are weighed, unpacked within limits, refused.

    admit(data)                # before pyxform: raises FormErrors; nothing of the file is kept
    within_limits(sheets)      # the rows that pyxform read, before it converts them
    text = xform_text(data)    # an XForm that came from elsewhere

Every refusal is one problem that says what, why, and how to mend it. The limits stand in `limits.py`.
"""

from __future__ import annotations

from forms.intake.archive import parts_of
from forms.intake.kinds import Kind, kind_of
from forms.intake.limits import MAX_FILE, MIB
from forms.intake.ole import look_into as look_into_ole
from forms.intake.package import look_into as look_into_package
from forms.intake.refusal import FORMATS, refused, too_heavy
from forms.intake.rows import within_limits
from forms.intake.text import look_through
from forms.intake.xform import look_through_xform

__all__ = ["Kind", "admit", "kind_of", "too_heavy", "within_limits", "xform_text"]


def admit(data: bytes) -> None:
    """Raises FormErrors unless `data` is an .xlsx, an .xls or Markdown that is safe to parse.

    Its own bytes decide what it is, never its name: programs write .xlsx into files called .xls, and back.
    """
    _weigh(data)
    match kind_of(data):
        case "zip":
            look_into_package(parts_of(data))
        case "ole":
            look_into_ole(data)
        case "text":
            look_through(data)
        case other:
            raise refused("unknown_format", f"This is {other}, not a form.", "Nothing else can be read.", FORMATS)


def xform_text(data: bytes | str) -> str:
    """The XForm in `data` as text, if it is XML within the limits. Raises FormErrors."""
    raw = data.encode() if isinstance(data, str) else data
    _weigh(raw)
    return look_through_xform(raw)


def _weigh(data: bytes) -> None:
    if not data:
        raise refused("empty", "The file is empty.", "There is no form in it.", FORMATS)
    if len(data) > MAX_FILE:
        raise refused(
            "too_large",
            f"The file has {len(data) / MIB:.1f} MiB; a form may have {MAX_FILE // MIB}.",
            "Reading it would take the time and memory of everybody else.",
            "Move long lists into a CSV file beside the form (select_one_from_file) and take pictures out.",
        )

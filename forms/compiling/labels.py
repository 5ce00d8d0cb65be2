"""What stands beside a control or an option of an XForm: label, hint, guidance, pictures and sounds."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from forms.compiling.model import MEDIA, itext_id, read_text
from forms.compiling.xform import child
from forms.definition import Text
from forms.problem_log import ProblemLog


class LabelReader:
    """`texts` is the form's itext, by id or `id#form`."""

    def __init__(self, texts: dict[str, Text], log: ProblemLog) -> None:
        self._texts = texts
        self._log = log

    def text(self, element: ET.Element, name: str, path: str) -> Text:
        """The element's label or hint, whether it is written out, referred to, or computed."""
        found = child(element, name)
        if found is None:
            return Text()
        ref = found.get("ref")
        identity = itext_id(ref)
        if identity is not None:
            return self._texts.get(identity, Text())
        if ref:
            expression = self._log.expression(ref, path, name)
            return Text({"": (expression,)}) if expression else Text()
        pieces = read_text(found, path, name, self._log)
        return Text({"": pieces}) if pieces else Text()

    def guidance(self, element: ET.Element) -> Text:
        return self._texts.get(f"{self._identity(element, 'hint')}#guidance", Text())

    def media(self, element: ET.Element) -> dict[str, Text]:
        """Addresses of pictures and sounds (`jr://images/a.png`) by form (ODK XForms, "Languages")."""
        return media_of(self._texts, self._identity(element, "label"))

    def _identity(self, element: ET.Element, name: str) -> str | None:
        found = child(element, name)
        return itext_id(found.get("ref")) if found is not None else None


def media_of(texts: dict[str, Text], identity: str | None) -> dict[str, Text]:
    """The pictures and sounds of the text with that id, by form."""
    found = ((form, texts.get(f"{identity}#{form}")) for form in MEDIA)
    return {form: text for form, text in found if text}

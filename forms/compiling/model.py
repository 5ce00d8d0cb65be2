"""The model of an XForm: texts, binds and secondary instances."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from forms.compiling.xform import JR, KABAR, child, children, generic, kabar_attributes, split
from forms.definition import Bind, Text
from forms.problem_log import ProblemLog

if TYPE_CHECKING:
    from forms.xpath import Node

_ITEXT = re.compile(r"^\s*jr:itext\(\s*(['\"])(.*?)\1\s*\)\s*$", re.DOTALL)
MEDIA = ("image", "big-image", "audio", "video")  # forms of a text that name a file (ODK XForms, "Languages")
_MISSING = "-"  # what pyxform writes where a translation is missing
_TYPES = {
    "integer": "int", "long": "int", "double": "decimal", "float": "decimal", "datetime": "dateTime",
    "select1": "string", "select": "string",
}  # fmt: skip


def read_text(element: ET.Element, path: str, column: str, log: ProblemLog) -> tuple[str | Any, ...]:
    """The pieces of an element's mixed content: words, and the expressions of its `<output>`s."""
    pieces: list[Any] = [element.text or ""]
    for part in element:
        if split(part.tag)[1] == "output":
            source = part.get("value") or part.get("ref")
            pieces.append(log.expression(source, path, column) or "")
        else:
            pieces.append("".join(part.itertext()))
        pieces.append(part.tail or "")
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")


def read_texts(model: ET.Element, log: ProblemLog) -> tuple[dict[str, Text], tuple[str, ...], str]:
    """`<itext>` -> (id or id#form -> Text, languages, default language)."""
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    languages: list[str] = []
    default = ""
    itext = child(model, "itext")
    for translation in itext if itext is not None else ():
        language = translation.get("lang", "")
        languages.append(language)
        if translation.get("default") in ("true()", "true", ""):
            default = language
        for key, value in _values(translation):
            pieces = read_text(value, key.rsplit(":", 1)[0], "label", log)
            if pieces and pieces != (_MISSING,):
                found.setdefault(key, {})[language] = pieces
    texts = {key: Text(by_language) for key, by_language in found.items()}
    return texts, tuple(languages), default or (languages[0] if languages else "")


def _values(translation: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for text in translation:
        for value in text:
            form = value.get("form", "")
            if form in ("", "long"):
                yield text.get("id", ""), value
            elif form in ("guidance", "short", *MEDIA):
                yield f"{text.get('id', '')}#{form}", value


def message(source: str | None, texts: dict[str, Text]) -> Text:
    """A constraint or required message: a plain string or a reference to an itext."""
    if not source:
        return Text()
    reference = _ITEXT.match(source)
    return texts.get(reference[2], Text()) if reference else Text({"": (source,)})


def itext_id(source: str | None) -> str | None:
    """The id in `jr:itext('id')`, or None."""
    reference = _ITEXT.match(source or "")
    return reference[2] if reference else None


def read_binds(model: ET.Element, texts: dict[str, Text], log: ProblemLog) -> dict[str, Bind]:
    """`<bind>` elements by nodeset, those of attributes (`/data/meta/entity/@id`) among them.

    An attribute that an action sets has one even where none is written.
    """
    targets = (generic(one.get("ref") or "") for one in children(model, "setvalue"))
    written = {
        path: _bind(one, path, texts, log)
        for one in children(model, "bind")
        if (path := generic(one.get("nodeset") or one.get("ref") or ""))
    }
    return {path: Bind() for path in targets if "/@" in path} | written


def _bind(element: ET.Element, path: str, texts: dict[str, Text], log: ProblemLog) -> Bind:
    plain = element.get("type", "string").rsplit(":", 1)[-1]
    preload = element.get(f"{JR}preload")
    return Bind(
        type=_TYPES.get(plain.lower() if plain.lower() in _TYPES else plain, plain),
        relevant=log.expression(element.get("relevant"), path, "relevant"),
        constraint=log.expression(element.get("constraint"), path, "constraint"),
        required=log.expression(element.get("required"), path, "required"),
        readonly=log.expression(element.get("readonly"), path, "readonly"),
        calculate=log.expression(element.get("calculate"), path, "calculation"),
        soft=log.expression(element.get(f"{{{KABAR}}}soft"), path, "bind::kabar:soft"),
        constraint_message=message(element.get(f"{JR}constraintMsg"), texts),
        required_message=message(element.get(f"{JR}requiredMsg"), texts),
        preload=(preload, element.get(f"{JR}preloadParams", "")) if preload else None,
        attributes=kabar_attributes(element),
    )


def read_instances(model: ET.Element) -> tuple[dict[str, Node], dict[str, str]]:
    """Secondary instances: those written out, as nodes, and the sources of those that live in files."""
    from forms.outside.lists import indexed
    from forms.xpath import parse_xml

    inside: dict[str, Node] = {}
    outside: dict[str, str] = {}
    for instance in list(children(model, "instance"))[1:]:
        name = instance.get("id", "")
        if len(instance) and not instance.get("src"):
            for element in instance.iter():
                element.tag = split(element.tag)[1]
            inside[name] = indexed(parse_xml(ET.tostring(instance, encoding="unicode")).children[0])
        else:
            outside[name] = instance.get("src", "")
    return inside, outside

"""Text with entities: Telegram's HTML read strictly, entities found in plain text, and HTML written for the page.

Entity offsets and lengths count UTF-16 code units (Bot API, MessageEntity).
Source of rules and wording: td/telegram/MessageEntity.cpp, `do_parse_html`; Bot API, HTML style.
"""

from __future__ import annotations

import html
import re
from typing import Any

from sandbox.refusals import cannot_parse_entities

Entity = dict[str, Any]

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s*([a-zA-Z0-9_.\-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9_.\-]+))?\s*""")
TAG_NAME = re.compile(r"[^\s>/]*")
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w))"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<!\w)#\w*[^\W\d]\w*)"
)
ADDRESSES = ("http://", "https://", "tg://", "mailto:", "tel:")
HTML_OF = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """HTML to text and entities. Raises `Refused` ("can't parse entities: ...") where Telegram does."""
    return _Html(source).read()


def detect(text: str) -> list[Entity]:
    """Entities that Telegram finds by itself in a text: commands, links, mentions, hashtags, e-mail."""
    if not any(mark in text for mark in "/@#"):
        return []
    found = []
    for match in FOUND.finditer(text):
        kind = match.lastgroup or ""
        found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())})
    return found


def with_detected(text: str, entities: list[Entity]) -> list[Entity]:
    """The given entities, and those found in text that they leave free."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"text_link", "code", "pre"}]
    free = [
        e for e in detect(text) if all(e["offset"] >= end or e["offset"] + e["length"] <= start for start, end in taken)
    ]
    return sorted(entities + free, key=lambda e: (e["offset"], -e["length"]))


def strip(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Trims white space at both ends, as Telegram does, and moves the entities along."""
    ended = text.rstrip()
    result = ended.lstrip()
    shift, size = units(ended) - units(result), units(result)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return result, kept


def to_html(text: str, entities: list[Entity]) -> str:
    """Safe HTML for the page; line breaks stay line breaks."""
    raw = text.encode("utf-16-le")
    edges = sorted({0, len(raw) // 2, *(e["offset"] for e in entities), *(e["offset"] + e["length"] for e in entities)})
    out: list[str] = []
    open_: list[Entity] = []
    for index, edge in enumerate(edges):
        while open_ and any(e["offset"] + e["length"] <= edge for e in open_):
            out.append(_closing(open_.pop()))
        for entity in entities:
            if entity["offset"] <= edge < entity["offset"] + entity["length"] and entity not in open_:
                open_.append(entity)
                out.append(_opening(entity, _cut(raw, entity)))
        if index + 1 < len(edges):
            out.append(html.escape(raw[2 * edge : 2 * edges[index + 1]].decode("utf-16-le", "replace"), quote=False))
    # The page breaks the line after a block by itself.
    return re.sub(r"(</(?:blockquote|pre)>)\n", r"\1", "".join(out))


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(raw: bytes, entity: Entity) -> str:
    start = 2 * entity["offset"]
    return raw[start : start + 2 * entity["length"]].decode("utf-16-le", "replace")


def _opening(entity: Entity, text: str) -> str:
    kind = entity["type"]
    if kind in {"text_link", "url"}:
        address = str(entity.get("url", text))
        if not address.startswith(ADDRESSES):
            return "<a>"
        return f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">'
    return f"<{HTML_OF[kind]}>" if kind in HTML_OF else f'<span class="{html.escape(kind)}">'


def _closing(entity: Entity) -> str:
    return "</a>" if entity["type"] in {"text_link", "url"} else f"</{HTML_OF.get(entity['type'], 'span')}>"


class _Html:
    """One pass over the source; open tags on a stack."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.open: list[tuple[str, Entity]] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise cannot_parse_entities(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.parts), self.entities

    def _step(self) -> None:
        if self.source[self.at] == "<":
            if self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
            return
        if self.source[self.at] == "&":
            self._reference()
            return
        stop = min(p for p in (self._find("<"), self._find("&"), len(self.source)) if p >= 0)
        self._write(self.source[self.at : stop])
        self.at = stop

    def _reference(self) -> None:
        match = REFERENCE.match(self.source, self.at)
        if match is None:
            self._write("&")
            self.at += 1
            return
        decimal, hexadecimal, name = match.groups()
        code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else ord(NAMED[name])
        valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        self._write(chr(code) if valid else match.group())
        self.at = match.end()

    def _start_tag(self) -> None:
        begin = self.at
        match = TAG_NAME.match(self.source, begin + 1)
        name = match.group().lower() if match else ""
        close = self._tag_end(begin)
        if close < 0:
            raise cannot_parse_entities(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in KINDS:
            raise cannot_parse_entities(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        attributes = self._attributes(name, begin, self.source[begin + 1 + len(name) : close])
        self.open.append((name, self._entity(name, attributes, begin)))
        self.at = close + 1

    def _tag_end(self, begin: int) -> int:
        """Where the tag's `>` stands; one inside a quoted value does not count. -1 if there is none."""
        quote = ""
        for index in range(begin + 1, len(self.source)):
            char = self.source[index]
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'" and self.source[index - 1] in "= ":
                quote = char
            elif char == ">":
                return index
        return -1

    def _attributes(self, name: str, begin: int, rest: str) -> dict[str, str]:
        found: dict[str, str] = {}
        at = 0
        while rest[at:].strip(" \t\r\n/"):
            match = ATTRIBUTE.match(rest, at)
            if match is None:
                offset = self._bytes(begin)
                raise cannot_parse_entities(f'Empty attribute name in the tag "{name}" at byte offset {offset}')
            found[match.group(1).lower()] = html.unescape((match.group(2) or "").strip("\"'"))
            at = match.end()
        return found

    def _entity(self, name: str, attributes: dict[str, str], begin: int) -> Entity:
        if name == "span" and attributes.get("class") != "tg-spoiler":
            offset = self._bytes(begin)
            raise cannot_parse_entities(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        entity: Entity = {"type": KINDS[name], "offset": self.length, "length": 0}
        match name:
            case "a":
                entity["url"] = attributes.get("href", "")
            case "blockquote" if "expandable" in attributes:
                entity["type"] = "expandable_blockquote"
            case "code" if attributes.get("class", "").startswith("language-"):
                entity["language"] = attributes["class"].removeprefix("language-")
            case "tg-emoji":
                entity["custom_emoji_id"] = attributes.get("emoji-id", "")
            case "tg-time":
                entity["unix_time"] = int(unix) if (unix := attributes.get("unix", "")).isdigit() else 0
                entity["date_time_format"] = attributes.get("format", "")
        return entity

    def _end_tag(self) -> None:
        begin = self.at
        close = self.source.find(">", begin)
        if close < 0:
            raise cannot_parse_entities(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        if not self.open:
            raise cannot_parse_entities(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        name = self.source[begin + 2 : close].strip().lower()
        expected, entity = self.open.pop()
        if name and name != expected:
            raise cannot_parse_entities(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{expected}>", found "</{name}>"'
            )
        self.at = close + 1
        self._close(entity)

    def _close(self, entity: Entity) -> None:
        entity["length"] = self.length - entity["offset"]
        if entity["type"] == "text_link" and not entity["url"]:
            # Without href the text itself is the address; if it is none, Telegram drops the link.
            address = "".join(self.parts).encode("utf-16-le")[2 * entity["offset"] :].decode("utf-16-le")
            entity["url"] = address if "." in address and " " not in address else ""
        if entity["length"] and entity.get("url", True):
            self._keep(entity)

    def _keep(self, entity: Entity) -> None:
        inner = self.entities[-1] if self.entities else None
        nested = inner and inner["type"] == "code" and inner["offset"] == entity["offset"]
        if entity["type"] == "pre" and inner and nested and inner["length"] == entity["length"]:
            entity.update({"language": inner["language"]} if inner.get("language") else {})
            self.entities.pop()
        elif entity["type"] == "code":
            outer = self.open[-1][0] if self.open else ""
            if outer != "pre":
                entity.pop("language", None)
        self.entities.append(entity)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def _find(self, mark: str) -> int:
        return self.source.find(mark, self.at)

    def _bytes(self, index: int) -> int:
        return len(self.source[:index].encode())

"""Styles in the texts of a form: Markdown and HTML as ODK apps show them, as Telegram HTML or taken away.

Source: ODK docs, "Styling prompts and messages"; Bot API, "HTML style".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from types import MappingProxyType

from markupsafe import Markup

# Markdown as tags; inside words an underscore or a star is what it is ("nama_ibu", "2*3").
_MARKDOWN = (
    (re.compile(r"\[([^\]\n]+)\]\((https?://[^\s()\"<>]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)__(?=[^\s_])(.+?)(?<=[^\s_])__(?!\w)"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
    (re.compile(r"(?m)^\s{0,3}#{1,6}\s+"), ""),
)
_ESCAPED = re.compile(r"\\([\\*_#\[\]<>])")
_MARKED = re.compile(r"[<&*_#\[\\]")  # without one of these there is no style
_HIDDEN = 0xF0000  # a private plane: escaped signs are out of reach of the patterns there
_SHOWN = MappingProxyType({"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "s", "del": "s", "a": "a"})
_BREAKS = frozenset({"br", "hr", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6"})
_DROPPED = _BREAKS | {"span", "font", "center", "small", "big", "sub", "sup", "ul", "ol", "table", "tbody", "th", "img"}


def bare(text: str) -> str:
    """The words alone, on one line: for buttons, and where a style stands already."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    return " ".join("".join(_Styles(_as_tags(text)).words).split())


def rich(text: str) -> Markup:
    """Telegram HTML on one line, every tag closed; what looks like a tag and is none stays as it was written."""
    return Markup(" ".join("".join(_Styles(_as_tags(text)).pieces).split()))


def _as_tags(text: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), text)
    for pattern, tags in _MARKDOWN:
        text = pattern.sub(tags, text)
    return text


class _Styles(HTMLParser):
    """`words` are the text, `pieces` the same with the tags that Telegram knows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.pieces: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.pieces.extend(f"</{tag}>" for tag in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = _SHOWN.get(tag)
        href = dict(attrs).get("href") or ""
        if tag in _BREAKS:
            self._say(" ")
        elif shown == "a" and not href.startswith(("http://", "https://")):
            return
        elif shown and shown not in self._open:
            self._open.append(shown)
            self.pieces.append(f'<a href="{escape(href)}">' if shown == "a" else f"<{shown}>")
        elif shown is None and tag not in _DROPPED:
            self._say(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        shown = _SHOWN.get(tag)
        if shown in self._open:
            self.pieces.extend(f"</{one}>" for one in self._closed(shown))
        elif shown is None and tag not in _DROPPED:
            self._say(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _closed(self, tag: str) -> Iterator[str]:
        """What must be closed for `tag` to be, the innermost first."""
        while self._open:
            one = self._open.pop()
            yield one
            if one == tag:
                return

    def _say(self, text: str) -> None:
        plain = "".join(chr(ord(sign) - _HIDDEN) if ord(sign) > _HIDDEN else sign for sign in text)
        self.words.append(plain)
        self.pieces.append(escape(plain, quote=False))

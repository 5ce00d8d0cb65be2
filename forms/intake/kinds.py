"""What a file is, by its first bytes."""

from __future__ import annotations

import re
from typing import TypeAlias

Kind: TypeAlias = str  # "zip", "ole", "text", or words for anything else: "a PDF document"

_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\xd0\xcf\x11\xe0", "a damaged Office document"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xff\xfe", "text in UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as UTF-8"),
)
_MARKUP = (
    (re.compile(rb"<(?:\w+:)?html[^>]*xforms|<h:html|www\.w3\.org/2002/xforms", re.IGNORECASE),
     "an XForm, which must be named .xml"),
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), 'an "XML Spreadsheet 2003"'),
    (re.compile(rb"office:document"), 'a "flat" OpenDocument file'),
    (re.compile(rb"<!doctype html|<html|<table|<head|<body", re.IGNORECASE), "a web page (HTML)"),
)  # fmt: skip
_LOOKS_AT = 4_096


def kind_of(data: bytes) -> Kind:
    """The kind, from the first bytes; markup is told apart by its first elements."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    start = data[:_LOOKS_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return "text"
    return next((kind for pattern, kind in _MARKUP if pattern.search(start)), "XML of another kind")

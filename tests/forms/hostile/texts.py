"""Hostile text: what is no Markdown form, and XForms without end."""

from __future__ import annotations

from collections.abc import Iterator

from tests.forms.hostile.case import Case
from tests.forms.hostile.sheets import TYPES

FORM = "| survey |\n| | type | name | label |\n| | text | a | {} |\n"
FORMATS = {
    "pdf": b"%PDF-1.7", "rtf": b"{\\rtf1", "png": b"\x89PNG\r\n", "jpeg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a",
    "gzip": b"\x1f\x8b\x08", "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07", "bzip2": b"BZh91AY",
    "xz": b"\xfd7zXZ\0",
    "sqlite": b"SQLite format 3\0", "exe": b"MZ\x90\0", "elf": b"\x7fELF", "utf-16": "| survey |".encode("utf-16"),
    "half an OLE": b"\xd0\xcf\x11\xe0", "html": b"<html><table><tr><td>survey</td></tr></table></html>",
    "doctype html": b"<!DOCTYPE html><html></html>", "xml": b"<?xml version='1.0'?><a/>",
    "spreadsheet 2003": b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
    "xform": b"<h:html xmlns:h='http://www.w3.org/1999/xhtml' xmlns='http://www.w3.org/2002/xforms'/>",
    "csv": b"type,name,label\ntext,a,A\n", "semicolons": b"type;name;label\ntext;a;A\n", "prose": b"Dear officers",
    "flat ods": b"<office:document/>",
}  # fmt: skip
HTML = '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"><h:head><model>{}</model></h:head><h:body/></h:html>'


def cases() -> Iterator[Case]:
    for case in _markdown():
        yield Case(case.family, case.name, case.make, case.code, "form.md")
    for case in _xforms():
        yield Case(case.family, case.name, case.make, case.code, "form.xml")


def _markdown() -> Iterator[Case]:
    for name, content in FORMATS.items():
        yield Case("format", name, lambda c=content: c, "unknown_format")
    for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF):
        yield Case("control", f"U+{code:04X}", lambda c=code: FORM.format(f"x{chr(c)}y").encode(), "control_character")
    for name, raw in {
        "latin-1": b"\xe9",
        "lone surrogate": b"\xed\xa0\x80",
        "overlong": b"\xc0\xaf",
        "cut": b"\xf0\x9f",
    }.items():
        yield Case("encoding", name, lambda r=raw: FORM.format("%").encode().replace(b"%", r), "encoding")
    yield Case("text", "empty", lambda: b"", "empty")
    yield Case("text", "5 MiB", lambda: (FORM + "| | note | n | x |\n" * 270_000).encode(), "too_large")
    yield Case("text", "11 MiB", lambda: b"|" * (11 * 1024 * 1024), "too_large")
    yield Case("text", "60,000 lines", lambda: (FORM + "\n" * 60_000).encode(), "too_large")
    yield Case("text", "an endless line", lambda: FORM.format("x" * 700_000).encode(), "too_large")
    yield Case("text", "an endless cell", lambda: FORM.format("x" * 40_000).encode(), "too_large")
    for count in (201, 30_000):
        yield Case("text", f"{count} hashes", lambda n=count: FORM.format("#" * n).encode(), "too_large")
    for depth in (31, 100, 2_000):
        yield Case("groups", f"{depth} in one another", lambda d=depth: _nested("group", d), "too_large")
        yield Case("groups", f"{depth} repeats", lambda d=depth: _nested("repeat", d), "too_large")


def _nested(kind: str, depth: int) -> bytes:
    opened = "".join(f"| | begin {kind} | g{n} | G |\n" for n in range(depth))
    closed = f"| | end {kind} | | |\n" * depth
    return (FORM.format("A") + opened + "| | text | b | B |\n" + closed).encode()


def _xforms() -> Iterator[Case]:
    for name, content in TYPES.items():
        yield Case("document type", f"{name} in an XForm", lambda c=content: c.encode(), "doctype")
    for depth in (101, 5_000, 100_000):
        deep = "<a>" * depth + "</a>" * depth
        yield Case("depth", f"XForm of {depth}", lambda d=deep: HTML.format(d).encode(), "too_large")
    yield Case("elements", "500,001 in an XForm", lambda: HTML.format("<a/>" * 500_001).encode(), "too_large")
    yield Case("elements", "10,001 binds", lambda: HTML.format('<bind nodeset="/a"/>' * 10_001).encode(), "too_large")
    yield Case(
        "attributes",
        "an endless one",
        lambda: HTML.format(f'<bind calculate="{"1+" * 60_000}1"/>').encode(),
        "too_large",
    )
    many = "<a " + " ".join(f'b{n}=""' for n in range(101)) + "/>"
    yield Case("attributes", "101 in an XForm", lambda: HTML.format(many).encode(), "too_large")
    for name, content in {
        "text": b"survey",
        "zip": b"PK\x03\x04",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "pdf": b"%PDF",
    }.items():
        yield Case("format", f"{name} called .xml", lambda c=content: c, "unknown_format")
    for name, content in {"open": b"<a>", "empty tag": b"<>", "nul": b"<a>\0</a>", "two roots": b"<a/><b/>"}.items():
        yield Case("not XML", name, lambda c=content: c, "damaged")
    yield Case(
        "encoding",
        "latin-1 XForm",
        lambda: '<?xml version="1.0" encoding="latin-1"?><a>é</a>'.encode("latin-1"),
        "encoding",
    )

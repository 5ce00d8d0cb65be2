"""Hostile archives: bombs, lies, names, and what does not belong into a workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial

from tests.forms.hostile.case import Case
from tests.forms.hostile.workbooks import REL, archive, book, deflated, entry, parts, sheet, with_part, zipped

MIB = 1024 * 1024
NAMES = (
    "/etc/passwd", "../evil.xml", "xl/../../evil.xml", "..", "xl/..", "C:/evil.xml", "c:evil", "xl\\evil.xml",
    "..\\..\\evil", "\\\\host\\share", "//host/share", "xl/worksheets/../../../a", "/", "/xl/workbook.xml",
    "file:///etc/passwd", "xl/./../..", "nul:", "a\\..\\b", "xl/\\..", "D:\\x",
)  # fmt: skip
MACROS = (
    "xl/vbaProject.bin", "xl/vbaProjectSignature.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml",
    "xl/macrosheets/intlsheet1.xml", "vbaProject.bin", "xl/vbaData.xml", "xl/sub/vbaProject.bin",
)  # fmt: skip
LINKS = (
    "xl/externalLinks/externalLink1.xml", "xl/externalLinks/_rels/externalLink1.xml.rels", "xl/connections.xml",
    "xl/queryTables/queryTable1.xml", "xl/model/item.data", "xl/webextensions/webextension1.xml",
    "xl/ExternalLinks/a.xml",
)  # fmt: skip
EMBEDDED = (
    "xl/embeddings/oleObject1.bin", "xl/embeddings/Book.xlsx", "xl/activeX/activeX1.bin", "xl/activeX/activeX1.xml",
    "xl/ctrlProps/ctrlProp1.xml", "xl/embeddings/a.docx",
)  # fmt: skip
SIGNATURES = {
    "zip": b"PK\x03\x04", "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "exe": b"MZ\x90", "elf": b"\x7fELF",
    "gzip": b"\x1f\x8b\x08", "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a",
}  # fmt: skip
KINDS = ("oleObject", "externalLinkPath", "image", "attachedTemplate", "frame", "externalLink", "package", "control")
CONTENT_TYPES = (
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml", "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.ms-office.vbaProject", "application/vnd.ms-excel.macrosheet+xml",
)  # fmt: skip
OTHERS = {
    "docx": "word/document.xml", "pptx": "ppt/presentation.xml", "ods": "content.xml", "xlsb": "xl/workbook.bin",
    "zip": "readme.txt", "numbers": "Index/Document.iwa",
}  # fmt: skip


def cases() -> Iterator[Case]:
    yield from _bombs()
    yield from _lies()
    yield from _strangers()
    yield from _damage()


def _bombs() -> Iterator[Case]:
    for size in (2, 8, 40):
        for fill in (b"\0", b" ", b"AB"):
            content = partial(_fill, fill, size)
            yield Case(
                "bomb", f"{size} MiB of {fill!r}", lambda c=content: with_part("xl/media/a.bin", c()), "zip_bomb"
            )
    yield Case("bomb", "a sheet of blanks", lambda: with_part("xl/worksheets/sheet1.xml", b" " * 8 * MIB), "zip_bomb")
    yield Case("bomb", "declares 65 MiB", lambda: _one(deflated(bytes(65 * MIB)), 65 * MIB), "zip_bomb")
    yield Case("bomb", "declares 4 GiB", lambda: _one(deflated(bytes(MIB)), 2**32 - 2), "zip_bomb")
    yield Case(
        "bomb", "many small parts", lambda: zipped(book() | {f"a{n}": bytes(MIB) for n in range(70)}), "zip_bomb"
    )
    for count in (1_001, 2_000, 5_000):
        yield Case("entries", f"{count}", lambda n=count: zipped({f"a{at}": b"" for at in range(n)}), "too_large")
    for count in (2, 3, 10, 100, 900):
        yield Case("overlap", f"{count} on one content", partial(_overlapping, count), "zip_bomb")
    yield Case(
        "size", "11 MiB", lambda: zipped(book() | {"xl/a.bin": bytes(11 * MIB)}, zipfile.ZIP_STORED), "too_large"
    )


def _lies() -> Iterator[Case]:
    packed = deflated(b"lies" * 1_000)
    for size in (0, 1, 100, 3_999, 4_001, 8_000, 1_000_000):
        yield Case("lie", f"4,000 bytes called {size}", partial(_one, packed, size), "zip_bomb")
    for size in (0, 5, 7, 600):
        yield Case("lie", f"6 stored bytes called {size}", lambda s=size: _one(b"stored", s, method=0), "zip_bomb")
    for name in NAMES:
        yield Case("name", name, lambda n=name: _named([n]), "zip_name")
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/sharedStrings.xml"):
        yield Case("twice", name, lambda n=name: _named([n, n]), "zip_name")
        yield Case("twice", f"{name} in capitals", lambda n=name: _named([n, n.upper()]), "zip_name")
    for method in (1, 6, 9, 12, 14, 93, 99):
        yield Case("method", f"{method}", lambda m=method: _one(packed, 4_000, method=m), "damaged")
    for flags in (1, 0x41, 0x2001):
        yield Case("encrypted", f"flags {flags:#x}", lambda f=flags: _one(packed, 4_000, flags=f), "encrypted")


def _strangers() -> Iterator[Case]:
    for family, names, code in (
        ("macros", MACROS, "macros"), ("links", LINKS, "external_link"), ("embedded", EMBEDDED, "embedded"),
    ):  # fmt: skip
        for name in names:
            yield Case(family, name, lambda n=name: with_part(n, b"<a/>"), code)
    for kind in CONTENT_TYPES:
        types = f'<Types><Override PartName="/a" ContentType="{kind}"/></Types>'
        yield Case("macros", kind, lambda t=types: with_part("[Content_Types].xml", t), "macros")
    for name, signature in SIGNATURES.items():
        for at in ("xl/media/a.bin", "customXml/item1.bin"):
            yield Case("nested", f"{name} as {at}", lambda a=at, s=signature: with_part(a, s + bytes(40)), "embedded")
    for kind in KINDS:
        link = f'<Relationship Id="x" Type="{REL}/{kind}" Target="file:///c:/a" TargetMode="External"/>'
        told = f"<Relationships>{link}</Relationships>"
        where = "xl/worksheets/_rels/sheet1.xml.rels"
        yield Case("links", f"relation {kind}", lambda t=told, w=where: with_part(w, t), "external_link")
    for name, part in OTHERS.items():
        yield Case("format", name, lambda p=part: zipped({p: b"<a/>"}), "unknown_format")
    for count in (101, 500):
        many = {f"s{n}": sheet([]) for n in range(count)}
        yield Case("sheets", f"{count}", lambda m=many: zipped(parts(m)), "too_large")


def _damage() -> Iterator[Case]:
    whole = zipped(book())
    for share in (5, 25, 50, 75, 95, 99):
        yield Case("cut", f"after {share} %", lambda s=share: whole[: len(whole) * s // 100], "damaged")
    yield Case("cut", "only the signature", lambda: b"PK\x03\x04", "damaged")
    yield Case("cut", "an empty archive", lambda: b"PK\x05\x06" + bytes(18), "unknown_format")
    packed = deflated(b"<a/>" * 1_000)
    for at in (0, 1, len(packed) // 2):
        broken = packed[:at] + b"\xff\xff" + packed[at + 2 :]
        yield Case("cut", f"a broken stream at {at}", lambda b=broken: _one(b, 4_000), "")
    yield Case("cut", "half a stream", lambda: _one(packed[: len(packed) // 2], 4_000), "zip_bomb")
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"):
        for content in ("", "<a>", "<a></b>", "\0\0", "<a b=1/>", "text"):
            yield Case("not XML", f"{name} {content!r}", lambda n=name, c=content: with_part(n, c), "damaged")


def _fill(fill: bytes, size: int) -> bytes:
    return fill * (size * MIB // len(fill))


def _one(packed: bytes, size: int, *, method: int = 8, flags: int = 0) -> bytes:
    """An honest form with one forged part more."""
    honest = [(name, _honest(name, text.encode())) for name, text in book().items()]
    return archive([*honest, ("xl/media/a.bin", entry("xl/media/a.bin", packed, size, method=method, flags=flags))])


def _honest(name: str, content: bytes) -> tuple[bytes, bytes]:
    return entry(name, deflated(content), len(content))


def _named(names: list[str]) -> bytes:
    return archive([(name, _honest(name, b"<a/>")) for name in names])


def _overlapping(count: int) -> bytes:
    content = bytes(64 * 1024)
    return archive([(f"a{n}", _honest(f"a{n}", content)) for n in range(count)], share=0)

"""Small builders of workbooks, honest and forged; nothing here is stored, each test makes what it needs."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SURVEY = (("type", "name", "label"), ("integer", "pus", "PUS?"))

Rows = Iterable[Iterable[str]]


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def sheet(rows: Rows, extra: str = "") -> str:
    """A worksheet; `extra` is put in as further rows."""
    told = "".join(
        f'<row r="{r}">{"".join(cell(f"{letters(c)}{r}", text) for c, text in enumerate(row, start=1))}</row>'
        for r, row in enumerate(rows, start=1)
    )
    return f"<worksheet {NS}><sheetData>{told}{extra}</sheetData></worksheet>"


def parts(sheets: Mapping[str, str], strings: str = "") -> dict[str, str]:
    """The parts of a plain .xlsx with these worksheets, by name."""
    numbered = list(enumerate(sheets.items(), start=1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}"/>' for n, _ in numbered
    )
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in numbered)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )
    found = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/>{types}'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS_TYPE}"/></Types>'
        ),
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            f'{links}<Relationship Id="s" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/sharedStrings.xml": f"<sst {NS}>{strings}</sst>",
    }
    return found | {f"xl/worksheets/sheet{n}.xml": content for n, (_, content) in numbered}


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def zipped(told: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in told.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def book(survey: Rows = SURVEY, **more: Rows) -> dict[str, str]:
    """The parts of a form; `more` are its other sheets by name."""
    return parts({"survey": sheet(survey)} | {name: sheet(rows) for name, rows in more.items()})


def with_part(name: str, content: str | bytes) -> bytes:
    """An honest form with one part more, or another one."""
    return zipped(book() | {name: content})


# Archives that lie: written by hand, for zipfile would not.


def entry(name: str, packed: bytes, size: int, *, method: int = 8, flags: int = 0) -> tuple[bytes, bytes]:
    """Local header with content, and the beginning of the directory's entry (APPNOTE, 4.3.7 and 4.3.12)."""
    named = name.encode()
    body = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x21, 0, len(packed), size, len(named), 0)
    return b"PK\x03\x04" + body + named + packed, b"PK\x01\x02" + struct.pack("<H", 20) + body


def archive(entries: Iterable[tuple[str, tuple[bytes, bytes]]], share: int | None = None) -> bytes:
    """Entries laid one behind the other; with `share` all of them point to the content of that one."""
    told, offsets, out = list(entries), [], b""
    for _, (local, _) in told:
        offsets.append(len(out))
        out += local
    directory = b""
    for at, (name, (_, central)) in enumerate(told):
        offset = offsets[at if share is None else share]
        directory += central + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name.encode()
    tail = struct.pack("<HHHHIIH", 0, 0, len(told), len(told), len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + tail


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


# Old workbooks: a compound document with one stream of records ([MS-CFB], [MS-XLS]).

BOF = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
SHEET_BOF = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0010, 0, 0, 0, 0)
EOF = struct.pack("<HH", 0x000A, 0)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound document of 512-byte sectors with these streams, each padded to the size of a long one."""
    sectors: list[bytes] = []
    chains: list[int] = []
    starts = []
    for content in streams.values():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        starts.append((len(sectors), len(padded)))
        pieces = [padded[at : at + 512] for at in range(0, len(padded), 512)]
        chains += [len(sectors) + n + 1 for n in range(len(pieces) - 1)] + [-2]
        sectors += pieces
    directory = _directory_entry("Root Entry", 5, -2, 0, child=1)
    for n, (name, (start, size)) in enumerate(zip(streams, starts, strict=True), start=1):
        directory += _directory_entry(name, 2, start, size, right=n + 1 if n < len(streams) else -1)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    first = len(sectors)
    pieces = [directory[at : at + 512] for at in range(0, len(directory), 512)]
    chains += [first + n + 1 for n in range(len(pieces) - 1)] + [-2]
    sectors += pieces
    return _with_table(sectors, chains, first)


def _with_table(sectors: list[bytes], chains: list[int], directory: int) -> bytes:
    tables = 1
    while tables * 128 < len(chains) + tables:
        tables += 1
    at = len(sectors)
    table = [*chains, *[-3] * tables]
    table += [-1] * (tables * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<iiiiiiii", tables, directory, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", *range(at, at + tables), *[-1] * (109 - tables))
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}i", *table)


def _directory_entry(name: str, kind: int, start: int, size: int, *, right: int = -1, child: int = -1) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    body = encoded.ljust(64, b"\0") + struct.pack("<HBBiii", len(encoded), kind, 1, -1, right, child)
    return (body + bytes(36) + struct.pack("<iII", start, size, 0)).ljust(128, b"\0")


def xls(records: bytes) -> bytes:
    return compound({"Workbook": BOF + records + EOF})

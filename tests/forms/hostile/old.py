"""Hostile .xls: compound documents and records that lead readers astray."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from random import Random

from tests.forms.hostile.case import Case
from tests.forms.hostile.workbooks import BOF, EOF, SHEET_BOF, compound, record, xls

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cases() -> Iterator[Case]:
    for case in (*_documents(), *_records(), *_damage()):
        yield Case(case.family, case.name, case.make, case.code, "form.xls")


def _documents() -> Iterator[Case]:
    for names in (("EncryptedPackage", "EncryptionInfo"), ("EncryptedPackage",), ("EncryptionInfo", "Workbook")):
        yield Case("xls encrypted", " ".join(names), lambda n=names: compound(dict.fromkeys(n, b"")), "encrypted")
    for name in ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros"):
        yield Case("xls macros", name, lambda n=name: compound({"Workbook": BOF + EOF, n: b""}), "macros")
    for name in ("WordDocument", "PowerPoint Document", "__properties_version1.0"):
        yield Case("xls format", name, lambda n=name: compound({n: b"x"}), "unknown_format")


def _records() -> Iterator[Case]:
    sheet = SHEET_BOF + struct.pack("<HHHHHd", 0x0203, 14, 65_535, 255, 0, 1.0)
    yield Case("xls grid", "one cell in the corner", lambda: xls(sheet), "too_large")
    for count in (2, 9):
        corner = SHEET_BOF + struct.pack("<HHHHHd", 0x0203, 14, 10_000, 250, 0, 1.0)
        yield Case("xls grid", f"{count} wide sheets", lambda n=count, c=corner: xls(c * n), "too_large")
    for kind in (0x00FD, 0x0204, 0x027E, 0x00BD, 0x0006, 0x0205):
        body = struct.pack("<HHH", 65_535, 255, 0) + bytes(8)
        yield Case("xls grid", f"record {kind:#x}", lambda k=kind, b=body: xls(SHEET_BOF + record(k, b)), "too_large")
    yield Case("xls encrypted", "FILEPASS", lambda: xls(record(0x002F, bytes(6))), "encrypted")
    yield Case(
        "xls links", "another file", lambda: xls(record(0x01AE, struct.pack("<HH", 1, 12) + b"x" * 12)), "external_link"
    )
    for kind in (0x0040, 0x0006):
        macro = struct.pack("<HHHH", 0x0809, 4, 0x0600, kind)
        yield Case("xls macros", f"sheet of kind {kind:#x}", lambda m=macro: xls(m), "macros")
    for kind in (0x0009, 0x0209, 0x0409):
        yield Case(
            "xls format",
            f"BIFF {kind:#x}",
            lambda k=kind: compound({"Workbook": record(k, bytes(4))}),
            "unknown_format",
        )
    yield Case("xls sheets", "102", lambda: xls(SHEET_BOF * 102), "too_large")
    same = record(0x0085, struct.pack("<IBBB", 20, 0, 0, 1) + b"a")
    yield Case("xls sheets", "two at one place", lambda: xls(same * 2), "damaged")


def _damage() -> Iterator[Case]:
    whole = xls(SHEET_BOF + EOF)
    for length in (8, 9, 50, 76, 200, 511, 512, 600, 1_024, 3_000, 5_000):
        yield Case("xls cut", f"after {length}", lambda n=length: whole[:n], "damaged")
    for at, value in ((48, -5), (48, 2**30), (68, 5), (76, 2**30), (76, -9)):
        yield Case("xls forged", f"{value} at {at}", lambda a=at, v=value: _forged(whole, a, v), "damaged")
    for at in (44, 72):  # counts that readers need not believe
        yield Case("xls forged", f"a count at {at}", lambda a=at: _forged(whole, a, 2**20), "")
    yield Case("xls forged", "sectors in a circle", lambda: _circle(whole), "damaged")
    chance = Random(7)
    for n in range(12):
        noise = SIGNATURE + chance.randbytes(4_000)
        yield Case("xls noise", f"{n}", lambda c=noise: c, "damaged")


def _forged(whole: bytes, at: int, value: int) -> bytes:
    return whole[:at] + struct.pack("<i", value) + whole[at + 4 :]


def _circle(whole: bytes) -> bytes:
    """The first sector of the stream is followed by itself."""
    table = len(whole) - 512
    return whole[:table] + struct.pack("<i", 0) + whole[table + 4 :]

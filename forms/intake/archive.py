"""ZIP archives: their parts, unpacked piece by piece within limits that no header can talk away."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from forms.intake.limits import MAX_ENTRIES, MAX_INFLATED, MAX_RATIO, MIB, RATIO_COUNTS_FROM
from forms.intake.refusal import damaged, refused, too_much

_LOCAL = struct.Struct("<4s22xHH")  # signature, then the lengths of name and extra field (APPNOTE, 4.3.7)
_FEED = 16 * 1024
_PIECE = 64 * 1024
_ENCRYPTED = 0x1
_SAVE_AGAIN = "Open the form in a spreadsheet program and save it as .xlsx."


@dataclass(frozen=True, slots=True)
class Part:
    """One file in the archive: `packed` are its bytes there, `size` is what its header says it unpacks to."""

    name: str
    packed: memoryview
    is_stored: bool
    size: int

    def pieces(self) -> Iterator[bytes]:
        """The content, at most 64 KiB at a time. Raises FormErrors as soon as it is more than it may be."""
        count = 0
        for piece in _stored(self.packed) if self.is_stored else _inflated(self.packed):
            count += len(piece)
            if count > self.size:
                raise _liar(self.name)
            if count > RATIO_COUNTS_FROM and count > MAX_RATIO * len(self.packed):
                raise _bomb(f"The part {self.name} unpacks to more than {MAX_RATIO} times its size.")
            yield piece
        if count != self.size:
            raise _liar(self.name)


def parts_of(data: bytes) -> tuple[Part, ...]:
    """The parts of an archive whose directory is sound. Raises FormErrors."""
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:  # before the directory is read, which takes memory for each
        raise too_much("The archive has", MAX_ENTRIES, "parts", _SAVE_AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = sorted(archive.infolist(), key=lambda one: one.header_offset)
    except Exception as error:  # zipfile lets struct.error and others escape on odd directories
        raise damaged("archive", "its directory can't be read") from error
    _look_at_names([one.orig_filename for one in entries])
    declared = sum(one.file_size for one in entries)
    if declared > MAX_INFLATED:
        raise _bomb(f"Unpacked it would have {declared / MIB:,.0f} MiB; a form may have {MAX_INFLATED // MIB}.")
    return tuple(_laid_out(data, entries))


def _laid_out(data: bytes, entries: list[zipfile.ZipInfo]) -> Iterator[Part]:
    """Each entry with its bytes; no two may share any, for shared bytes unpack as often as they are named."""
    view, end = memoryview(data), 0
    for one in entries:
        if one.flag_bits & _ENCRYPTED:
            raise refused("encrypted", f"The part {one.filename} is encrypted.", "Nobody can read it without its key.",
                          "Save the form without a password.")  # fmt: skip
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged("archive", f"the part {one.filename} is packed in a way that workbooks never are")
        start = _content_at(data, one.header_offset)
        if one.header_offset < end or start + one.compress_size > len(data):
            raise _bomb(f"The part {one.filename} overlaps another one.")
        end = start + one.compress_size
        yield Part(one.filename, view[start:end], one.compress_type == zipfile.ZIP_STORED, one.file_size)


def _content_at(data: bytes, header: int) -> int:
    try:
        signature, name, extra = _LOCAL.unpack_from(data, header)
    except struct.error:
        signature, name, extra = b"", 0, 0
    if signature != b"PK\x03\x04" or header < 0:
        raise damaged("archive", "its directory points to nothing")
    return header + _LOCAL.size + int(name) + int(extra)


def _look_at_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise refused("zip_name", f"The archive has a part named {name[:80]!r}.",
                          "Such a name points outside the archive.", _SAVE_AGAIN)  # fmt: skip
        if name.casefold() in seen:
            raise refused("zip_name", f"The archive has two parts named {name[:80]!r}.",
                          "Programs differ in which of them they read.", _SAVE_AGAIN)  # fmt: skip
        seen.add(name.casefold())


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _PIECE):
        yield bytes(packed[at : at + _PIECE])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """Fed little by little: what is left unread is copied at each call."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _FEED):
            rest: bytes | memoryview = packed[at : at + _FEED]
            while rest and not stream.eof:
                yield stream.decompress(rest, _PIECE)
                rest = stream.unconsumed_tail
        yield stream.flush(_PIECE) if not stream.eof else b""
    except zlib.error as error:
        raise damaged("archive", "a part can't be unpacked") from error


def _liar(name: str) -> Exception:
    return _bomb(f"The part {name} does not unpack to the size that the archive states.")


def _bomb(what: str) -> Exception:
    return refused("zip_bomb", what, "Unpacking such a file can fill the memory of any machine.", _SAVE_AGAIN)

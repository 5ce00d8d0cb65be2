"""Files that people and bots send: bytes by file id, in memory or in a folder."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import secrets
import struct
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "audio": "music", "video": "videos"}
UNKNOWN = "application/octet-stream"
PICTURES = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8": "image/jpeg"}
PREFIXES = {
    "photo": "AgACAgUAAx",
    "document": "BQACAgUAAx",
    "voice": "AwACAgUAAx",
    "audio": "CQACAgUAAx",
    "video": "BAACAgUAAx",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: content, and what the sender says about it."""

    content: bytes
    name: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`kind` is photo, document, voice, audio or video; `path` is Bot API `file_path`; pixels are 0 for no picture."""

    file_id: str
    file_unique_id: str
    kind: str
    path: str
    name: str
    mime_type: str
    size: int
    width: int = 0
    height: int = 0


class Files:
    """The files of the sandbox. With a folder they survive a restart; a file is complete or not there."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, StoredFile] = {}
        self._content: dict[str, bytes] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.glob("*.json"):
                stored = StoredFile(**json.loads(path.read_text()))
                self._known[stored.file_id] = stored

    def put(self, kind: str, upload: Upload) -> StoredFile:
        """Keeps an upload under a new file id."""
        number = len(self._known)
        width, height = picture_size(upload.content) or (0, 0)
        extension = ".jpg" if kind == "photo" else Path(upload.name).suffix or ".bin"
        stored = StoredFile(
            file_id=PREFIXES[kind] + secrets.token_urlsafe(36),
            file_unique_id=PREFIXES[kind][:4] + hashlib.sha256(upload.content).hexdigest()[:12],
            kind=kind,
            path=f"{FOLDERS[kind]}/file_{number}{extension}",
            name=upload.name,
            mime_type=_mime_type(kind, upload),
            size=len(upload.content),
            width=width,
            height=height,
        )
        self._keep(stored, upload.content)
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        return self._known.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return next((stored for stored in self._known.values() if stored.path == path), None)

    def read(self, stored: StoredFile) -> bytes:
        if self._folder is None:
            return self._content[stored.file_id]
        return (self._folder / stored.file_id).read_bytes()

    def _keep(self, stored: StoredFile, content: bytes) -> None:
        self._known[stored.file_id] = stored
        if self._folder is None:
            self._content[stored.file_id] = content
            return
        _write(self._folder / stored.file_id, content)
        _write(self._folder / f"{stored.file_id}.json", json.dumps(asdict(stored)).encode())


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _mime_type(kind: str, upload: Upload) -> str:
    if kind == "photo":
        # By content: a photo is shown in the page, so nothing else may pass as one.
        return next((PICTURES[start] for start in PICTURES if upload.content.startswith(start)), UNKNOWN)
    said = "" if upload.mime_type == UNKNOWN else upload.mime_type
    return said or mimetypes.guess_type(upload.name)[0] or UNKNOWN


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walks the segments to a start-of-frame marker (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)

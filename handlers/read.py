"""aiogram's messages as Kabar's inputs."""

from __future__ import annotations

from dataclasses import replace

from aiogram.filters import Filter
from aiogram.types import Message
from magic_filter import MagicFilter

from reporting.inputs import Contact, File, Location


class Carries(Filter):
    """A message with such content, while the chat expects one of these."""

    def __init__(self, content: MagicFilter, *names: str) -> None:
        self._names = names
        self._content = content

    async def __call__(self, message: Message, expects: str) -> bool:
        return expects in self._names and bool(self._content.resolve(message))


def read_location(message: Message) -> Location:
    place = message.location
    assert place is not None
    return Location(place.latitude, place.longitude, place.horizontal_accuracy)


def read_contact(message: Message) -> Contact:
    contact = message.contact
    assert contact is not None
    return Contact(contact.phone_number, contact.user_id)


def read_file(message: Message) -> File:
    """The photo in its largest size, or the file; a picture, sound or film sent as a file is what it holds."""
    return replace(_held(message), album=message.media_group_id or "")


def _held(message: Message) -> File:
    if message.photo:
        photo = message.photo[-1]
        return File("image", photo.file_id, photo.file_unique_id, "image/jpeg", photo.file_size)
    if (round_film := message.video_note) is not None:
        size, seconds = round_film.file_size, round_film.duration
        return File("video", round_film.file_id, round_film.file_unique_id, "video/mp4", size, seconds)
    for kind, sent in (("audio", message.voice), ("audio", message.audio), ("video", message.video)):
        if sent is not None:
            mime = sent.mime_type or ""
            return File(kind, sent.file_id, sent.file_unique_id, mime, sent.file_size, sent.duration)
    document = message.document
    assert document is not None
    mime = document.mime_type or ""
    held = mime.partition("/")[0]
    kind = held if held in ("image", "audio", "video") else "file"
    return File(kind, document.file_id, document.file_unique_id, mime, document.file_size)

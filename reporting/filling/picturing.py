"""Picturing: the pictures, sounds and films that a form has beside a question or its options, and when they are sent.

They go out once, right above the card that asks; what is done to the card leaves them where they are. Who spares data
gets a button instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.prompt import Choice, Prompt
from models import form_attachment, person
from models.database import Transaction
from reporting import stage
from reporting.fitting import clip
from reporting.markup import bare
from reporting.preferences import preferences
from reporting.screens.medium import Cell, Medium
from reporting.sheets import MOST

if TYPE_CHECKING:
    from reporting.filling.bench import Work

MOST_SOUNDS = 8  # of options: each is a message of its own, and as many options stand on a card
LABEL = 60  # letters below a picture
# What Telegram shows by itself, by the ending of the file; anything else is a document (Bot API, sendPhoto, ...).
_SHOWN = MappingProxyType(
    {
        **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif"), "photo"),
        **dict.fromkeys((".mp3", ".m4a"), "audio"),
        **dict.fromkeys((".ogg", ".oga", ".opus"), "voice"),
        ".mp4": "video",
    }
)
_SAID = MappingProxyType({"image": "picture", "big-image": "picture", "audio": "sound", "video": "film"})


def send(tx: Transaction, work: Work, *prompts: Prompt) -> None:
    """Sends what stands beside the questions above the card that was just put on the stage, unless that spends data
    which is to be spared."""
    if any(map(_names, prompts)) and not _spares(tx, work):
        _enclose(tx, work, *prompts)


def show(tx: Transaction, work: Work, *prompts: Prompt) -> None:
    """Sends it now: it was asked for."""
    _enclose(tx, work, *prompts)


def waiting(tx: Transaction, work: Work, focus: Mapping[str, Any], *prompts: Prompt) -> tuple[str, ...]:
    """What may be asked for: "picture", "sound", "film"; nothing where it was sent, or there is none."""
    beside = [media for prompt in prompts for media in _all(prompt)]
    names = {name for media in beside for name in media.values() if name}
    if not names or focus.get("pictured") or not _spares(tx, work):
        return ()
    there = form_attachment.digests(tx, work.row.form_version_id, names)
    kinds = {_SAID[kind] for media in beside for kind, name in media.items() if name in there}
    return tuple(kind for kind in ("picture", "sound", "film") if kind in kinds)


def media_of(prompt: Prompt, there: Mapping[str, str]) -> tuple[Medium, ...]:
    """What stands beside the question, then beside its options; `there` has the SHA-256 of each file, by its name."""
    own = [_medium(name, there[name]) for name in _own(prompt.media) if name in there]
    return (*own, *_sheets(prompt, there), *_sounds(prompt, there))


def _enclose(tx: Transaction, work: Work, *prompts: Prompt) -> None:
    names = {name for prompt in prompts for name in _names(prompt)}
    there = form_attachment.digests(tx, work.row.form_version_id, names)
    media = tuple(medium for prompt in prompts for medium in media_of(prompt, there))
    if media:
        stage.enclose(tx, work.chat, media)


def _spares(tx: Transaction, work: Work) -> bool:
    return preferences(person.get(tx, work.actor.person_id)).saver


def _names(prompt: Prompt) -> set[str]:
    return {name for media in _all(prompt) for name in media.values() if name}


def _all(prompt: Prompt) -> list[dict[str, str]]:
    return [prompt.media, *(choice.media for choice in prompt.choices)]


def _own(media: Mapping[str, str]) -> Iterator[str]:
    """Of a picture the large one: Telegram shows it small, and large when it is pressed."""
    picture = media.get("big-image") or media.get("image")
    yield from filter(None, (picture, media.get("audio"), media.get("video")))


def _medium(name: str, sha256: str, caption: str = "") -> Medium:
    return Medium(_SHOWN.get(PurePath(name).suffix.lower(), "document"), name, sha256, caption)


def _sheets(prompt: Prompt, there: Mapping[str, str]) -> Iterator[Medium]:
    """The pictures of options together, each with its number and label."""
    cells = [
        Cell(_label(at, choice), name, there[name])
        for at, choice in enumerate(prompt.choices, start=1)
        if (name := choice.media.get("image") or choice.media.get("big-image", "")) in there
    ]
    pages = (tuple(cells[at : at + MOST]) for at in range(0, len(cells), MOST))
    for page in pages:
        drawn = hashlib.sha256(repr(page).encode()).hexdigest()
        yield Medium("photo", "pilihan.png", drawn, cells=page)


def _sounds(prompt: Prompt, there: Mapping[str, str]) -> Iterator[Medium]:
    for at, choice in enumerate(prompt.choices[:MOST_SOUNDS], start=1):
        for kind in ("audio", "video"):
            if (name := choice.media.get(kind, "")) in there:
                yield _medium(name, there[name], _label(at, choice))


def _label(at: int, choice: Choice) -> str:
    """As on the card: some forms number their options themselves."""
    return f"{at}. {clip(bare(choice.label).removeprefix(f'{at}. '), LABEL)}"

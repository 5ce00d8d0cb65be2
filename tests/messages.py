"""What a message of Kabar must be like: short, plain, fit for a small phone (CONTRIBUTING.md, "How messages read")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

LONGEST = 700  # letters
LONGEST_LIST = 2000  # of the questions of a form, to be read offline and passed on
_LIST = re.compile(r"^📝 .* \(\d+ (?:dari|of) \d+\)$", re.MULTILINE)
LONGEST_PAGE = 900  # of a page of answers, of the privacy notice in full, and of what a coordinator reads
_PAGE = re.compile(r"(halaman|page) \d+ (dari|of) \d+|^(Pemberitahuan privasi|Privacy notice)")
BUTTONS = {1: 32, 2: 16, 3: 10, 4: 6, 5: 4, 6: 3, 7: 3}  # letters on a button, by how many share its row
EMOJI_WIDTH = 2
MOST_ROWS = 6
ALLOWED = frozenset("📝📂💬⚙✅⚠🔁⏰📊ℹ📍📷🎤➕🆘⬅⏭💾🔒📎📋📄📱👥👍👎🔎📅▶◀☰☑⬜✏🗑🔔●👇⏳🕓📤")
FORBIDDEN = {
    "id": re.compile(
        r"\b(silahkan|kamu|kalian|sobat|ups|oops|invalid|input|sistem|admin|aku|hebat|harap segera|dimohon agar|"
        r"gagal|error)\b|(?<!bulan )\bsalah\b(?! (?:satu|kirim))|!",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(oops|invalid|input|system|admin|error|failed|dear|great job|awesome)\b|!", re.IGNORECASE),
}
SLASH = re.compile(r"bapak/ibu|mr/mrs", re.IGNORECASE)


def complaints(
    language: str, text: str, buttons: Sequence[Sequence[dict[str, Any]]], longest: int = LONGEST
) -> Iterator[str]:
    """Everything that is wrong with the message, each in one line."""
    yield from too_long(text, longest)
    yield from blemishes(language, text)
    yield from misfits(buttons)


def too_long(text: str, longest: int = LONGEST) -> Iterator[str]:
    """Whether it has more letters than a message, or a page of answers, may have."""
    room = LONGEST_LIST if _LIST.search(text) else LONGEST_PAGE if _PAGE.search(text) else longest
    if len(text) > room:
        yield f"{len(text)} letters: {_first(text)}"


def blemishes(language: str, text: str) -> Iterator[str]:
    """Pictures and words that no message has."""
    for line in text.splitlines():
        found = emoji(line)
        if len(found) > 1 and not _is_listing(line):
            yield f"{len(found)} emoji in a line: {line[:60]}"
        if strange := [sign for sign in found if sign not in ALLOWED]:
            yield f"{strange} is none of the fixed signs: {line[:60]}"
    for word in unfit(language, "\n".join(line for line in text.splitlines() if not _is_quoted(line))):
        yield f"{word!r} is no word for a message: {_first(text)}"


def misfits(buttons: Sequence[Sequence[dict[str, Any]]]) -> Iterator[str]:
    """Rows and labels that a small phone cuts off."""
    if len(buttons) > MOST_ROWS:
        yield f"{len(buttons)} rows of buttons: {[button['text'] for button in buttons[0]]}"
    for row in buttons:
        wide = BUTTONS.get(len(row))
        for button in row:
            if strange := [sign for sign in emoji(button["text"]) if sign not in ALLOWED]:
                yield f"{strange} is none of the fixed signs: {button['text']}"
            if wide is not None and width(button["text"]) > wide:
                yield f"{width(button['text'])} on a button for {wide}: {button['text']}"


def unfit(language: str, text: str) -> list[str]:
    """Words and signs that no message may have (exclamations, the slash form of an address among them)."""
    return [match[0] for rule in (FORBIDDEN[language], SLASH) for match in rule.finditer(text)]


def emoji(line: str) -> list[str]:
    """The pictures in a line, each once as often as it stands there."""
    return [sign for sign in line if unicodedata.category(sign) == "So" or sign in ALLOWED]


def width(label: str) -> int:
    """How wide a label is: letters, and a picture counts two."""
    signs = [sign for sign in label if unicodedata.category(sign) not in ("Mn", "Cf")]
    return sum(EMOJI_WIDTH if emoji(sign) else 1 for sign in signs)


def _first(text: str) -> str:
    return next(iter(text.splitlines()), "")[:50]


def _is_quoted(line: str) -> bool:
    """What somebody wrote, told again."""
    return '"' in line or line.startswith(("✅ ", "✏️ ")) or bool(re.match(r"\d+\. ", line))


def _is_listing(line: str) -> bool:
    """Several answers of a report on one line, each with its own sign."""
    return " · " in line

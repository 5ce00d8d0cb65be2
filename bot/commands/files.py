"""The lists that commands take."""

from __future__ import annotations

from pathlib import Path

from bot.commands import Failure


def text_of(file: Path, largest: int) -> str:
    """A CSV of at most `largest` bytes, without its byte order mark.

    Raises Failure(2) for a file that cannot be read, is larger or is not UTF-8.
    """
    try:
        if file.stat().st_size > largest:
            raise Failure(2, f"{file}: larger than {largest // 1_000_000} MB; split it")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(2, f"{file}: not UTF-8; save it as CSV UTF-8") from None
    except OSError as error:
        raise Failure(2, f"{file}: {error.strerror}") from None

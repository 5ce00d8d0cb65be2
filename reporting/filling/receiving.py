"""Receiving: photos and files, wanted or not, and what no report can hold."""

from __future__ import annotations

from typing import Any

from models.database import Transaction
from reporting import stage
from reporting.filling import stash
from reporting.filling.bench import Bench, Work
from reporting.filling.bursts import Bursts
from reporting.filling.pages import Pages, page_of, wanting
from reporting.inputs import File
from reporting.markup import bare
from reporting.screens.screen import Screen
from reporting.submitting import Submitting

LARGEST = 20 * 1024 * 1024  # bytes; Telegram gives bots no larger file (Bot API, getFile)


class Receiving:
    """A file is kept whatever becomes of it: the answer names it, or nothing does."""

    def __init__(self, bench: Bench, submitting: Submitting, pages: Pages, bursts: Bursts) -> None:
        self._bench = bench
        self._submitting = submitting
        self._pages = pages
        self._bursts = bursts

    def filed(self, tx: Transaction, work: Work, file: File) -> None:
        """A photo or another file while a report is in hand; the bytes are fetched later."""
        prompt, page = work.prompt(), page_of(work)
        if (file.size or 0) > LARGEST:
            self._pages.tell(tx, work, {"code": "too_large", "kind": file.kind})
        elif file.album and self._is_more(work, file):
            self._add(tx, work, file)
        elif page.get("kind") == "voice" and file.kind == "audio":
            self._another_voice(tx, work, page["path"], file)
        elif work.chat.expects == "answer" and _fits(prompt.kind, file.kind):
            self._answer(tx, work, file)
        else:
            self._unasked(tx, work, file)

    def unasked(self, tx: Transaction, work: Work, file: File) -> None:
        """A file whose question is not the one that was on the screen."""
        if (file.size or 0) > LARGEST:
            self._pages.tell(tx, work, {"code": "too_large", "kind": file.kind})
        else:
            self._unasked(tx, work, file)

    def strayed(self, tx: Transaction, work: Work) -> None:
        """A sticker, a contact, a poll, a forwarded post: what no report can hold. The card stays in hand."""
        if work.chat.expects == "burst":
            self._bursts.settle(tx, work, "again")
            return
        self._pages.tell(tx, work, {"code": "stray", "label": bare(work.prompt().short or work.prompt().label)})

    def _answer(self, tx: Transaction, work: Work, file: File) -> None:
        path = work.prompt().path
        name = self._submitting.attach(tx, work.row, path, file)
        after = self._pages.answer(tx, work, name)
        if after is None:
            return
        if file.kind == "audio":
            self._pages.put(tx, after, {"kind": "voice", "path": path, "seconds": file.seconds})
        elif file.album:
            told = {"album": {"id": file.album, "path": path, "names": [name]}}
            work.chat.focus = {**(work.chat.focus or {}), **told}

    def _another_voice(self, tx: Transaction, work: Work, path: str, file: File) -> None:
        name = self._submitting.attach(tx, work.row, path, file)
        work, _ = self._pages.give(tx, work, path, name)
        self._pages.put(tx, work, {"kind": "voice", "path": path, "seconds": file.seconds})

    def _is_more(self, work: Work, file: File) -> bool:
        """Whether more of the same album was here a moment ago."""
        return file.album in ((work.focus.get("album") or {}).get("id"), page_of(work).get("album"))

    def _add(self, tx: Transaction, work: Work, file: File) -> None:
        """One more of an album: kept, and offered instead of the first. The same photo twice leaves no choice."""
        page, album = page_of(work), work.focus.get("album") or {}
        page = page or {"kind": "album", "path": album["path"], "names": album["names"], "used": 0}
        name = self._submitting.attach(tx, work.row, page["path"], file)
        names = [*page["names"], *([name] if name not in page["names"] else [])]
        if len(names) > 1:
            self._pages.put(tx, work, {**page, "album": file.album, "names": names})
        else:
            stage.redraw(tx, work.chat, Screen.from_json(work.chat.screen))

    def _unasked(self, tx: Transaction, work: Work, file: File) -> None:
        wanted = wanting(work, (file.kind, "file"))
        name = self._submitting.attach(tx, work.row, wanted.path, file) if wanted else ""
        if self._bursts.is_early(tx, work):
            self._bursts.take_other(tx, work, wanted.path if wanted else "", name)
        elif wanted is None:
            self._keep(tx, work, file)
        else:
            page: dict[str, Any] = {"kind": "which", "what": file.kind, "path": wanted.path, "names": [name]}
            page |= {"number": wanted.number, "label": bare(wanted.short), "is_answered": bool(wanted.value)}
            self._pages.put(tx, work, {**page, "album": file.album})

    def _keep(self, tx: Transaction, work: Work, file: File) -> None:
        """Its question is not asked yet, or never: it waits in the stash."""
        path = stash.has_place(work.form, file.kind)
        if path:
            self._submitting.attach(tx, work.row, path, file)
        self._pages.tell(tx, work, {"code": "kept" if path else "not_wanted", "kind": file.kind})


def _fits(asked: str, came: str) -> bool:
    return asked in (came, "file")

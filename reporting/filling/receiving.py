"""Receiving: places, photos and files, and what no report can hold."""

from __future__ import annotations

from models.database import Transaction
from reporting.filling.bench import Bench, Work
from reporting.inputs import File, Location
from reporting.submitting import Submitting


class Receiving:
    """What arrives that is not text."""

    def __init__(self, bench: Bench, submitting: Submitting) -> None:
        self._bench = bench
        self._submitting = submitting

    def located(self, tx: Transaction, work: Work, place: Location) -> None:
        """A location while a question is open; XForms geopoint is "lat lon altitude accuracy"."""
        if work.prompt().kind != "geopoint":
            self._bench.ask_again(tx, work, {"code": "needs_other", "received": ""})
            return
        value = f"{place.latitude:.7f} {place.longitude:.7f} 0 {place.accuracy or 0:.1f}"
        self._bench.answer(tx, work, value)

    def filed(self, tx: Transaction, work: Work, file: File) -> None:
        """A photo or another file while a question is open; the bytes are fetched later."""
        kind = work.prompt().kind
        if kind != file.kind and not (kind == "file" and file.kind):
            self._bench.ask_again(tx, work, {"code": "needs_other", "received": ""})
            return
        name = self._submitting.attach(tx, work.row, work.prompt().path, file)
        self._bench.answer(tx, work, name)

    def strayed(self, tx: Transaction, work: Work) -> None:
        """A sticker, a contact, a photo on the review page: what no report can hold. The card stays in hand."""
        if work.prompt().kind == "end" or work.chat.expects == "review":
            self._bench.review(tx, work)
        else:
            self._bench.ask_again(tx, work, {"code": "needs_other", "received": ""})

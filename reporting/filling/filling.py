"""Every push of an officer while a report is open, by the way it came."""

from __future__ import annotations

from collections.abc import Callable

from models import draft as drafts
from models.database import Transaction
from reporting import stage, way_back
from reporting.access import actor_of
from reporting.filling.asides import Asides
from reporting.filling.batch import Batching
from reporting.filling.bench import Bench, Work
from reporting.filling.bursts import Bursts
from reporting.filling.checking import Checking
from reporting.filling.editing import Editing
from reporting.filling.following import Following
from reporting.filling.letting_go import LettingGo
from reporting.filling.locating import Locating
from reporting.filling.pages import Pages
from reporting.filling.receiving import Receiving
from reporting.filling.rescuing import Rescuing
from reporting.filling.settling import Settling
from reporting.filling.steering import Steering
from reporting.filling.tapping import Tapping
from reporting.filling.typing import Hands, Typing
from reporting.inputs import File, Location, Sender, Tap
from reporting.library import Library
from reporting.privacy import holds_nik
from reporting.reading import Reader
from reporting.submitting import Submitting
from reporting.texts import Texts


class Filling:
    """Every public method is one push by the officer: a transaction that ends in a new screen."""

    def __init__(self, library: Library, texts: Texts, reader: Reader, submitting: Submitting) -> None:
        self._texts = texts
        self._bench = bench = Bench(library, texts)
        self._following = Following(bench)
        self._steering = Steering(bench, texts, submitting, LettingGo(bench, texts))
        self._asides = Asides(bench, texts, reader)
        self._rescuing = Rescuing(bench, texts, self._asides)
        self._checking = Checking(bench, texts, reader)
        hands = Hands(self._steering, self._rescuing, self._checking, self._asides)
        self._typing = Typing(bench, texts, reader, hands)
        self._tapping = Tapping(bench, texts, reader)
        self._batching = Batching(bench, texts, reader)
        self._bursts = Bursts(bench, texts, reader)
        pages = Pages(bench, texts)
        self._receiving = Receiving(bench, submitting, pages, self._bursts)
        self._locating = Locating(bench, texts, pages, self._bursts)
        self._settling = Settling(texts, pages, self._locating)
        self._editing = Editing(bench, texts, reader, self._bursts)

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """Free text while a question is open: a word of navigation, or the answer.

        Returns whether the message must be deleted from the chat: it held a NIK, which was not stored.
        """
        work = self._following.work(tx, self._bench.load(tx, sender), "" if holds_nik(text) else text)
        if work is None:
            return holds_nik(text)
        if path := self._editing.replied_to(tx, work, sender.reply_to):
            return self._editing.replied(tx, work, path, text)
        if work.prompt().kind == "geopoint" and text in self._texts.words_of("bar_location"):
            self._locating.lost(tx, work)
            return False
        if self._bursts.is_early(tx, work) and not self._bursts.is_word(work, text):
            return self._bursts.take(tx, work, text)
        return self._typing.heard(tx, work, text)

    def from_aside(self, tx: Transaction, sender: Sender, text: str) -> bool | None:
        """Text on a page that was opened from a question: its answer, or a word that steers. None for anything else;
        otherwise whether the message must be deleted from the chat."""
        chat = stage.hear(tx, sender)
        draft_id = way_back.in_hand(chat)
        if not draft_id or holds_nik(text) or drafts.get(tx, draft_id, chat.person_id or 0) is None:
            return None
        actor = actor_of(tx, sender)
        work = self._bench.work(tx, actor, chat, self._bench.own(tx, actor, draft_id), {})
        if not self._typing.is_meant(tx, work, text):
            return None
        is_done = work.prompt().kind == "end"
        self._bench.review(tx, work) if is_done else self._bench.ask(tx, work, work.prompt())
        work = self._bench.load_in(tx, sender, chat)
        if is_done:
            self._typing.numbered(tx, work, text)
            return False
        return self._typing.heard(tx, work, text)

    def numbered(self, tx: Transaction, sender: Sender, text: str) -> None:
        """Free text on the review page: the number of an answer to change, or a word."""

        def act(work: Work) -> None:
            if self._bursts.is_early(tx, work) and not self._bursts.is_word(work, text):
                self._bursts.take(tx, work, text)
            else:
                self._typing.numbered(tx, work, text)

        self._work(tx, sender, act)

    def edited(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """A message was changed after it was sent. Returns whether it must be deleted from the chat.

        One that could not be read before, written under the card that is up, is read again.
        """
        if self._editing.is_at_question(tx, sender):
            return self.typed(tx, sender, text)
        return self._editing.edited(tx, sender, text)

    def agreed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """Free text under the page of a burst: yes, a word of navigation, or one more answer that was on its way.

        Returns whether the message must be deleted from the chat.
        """
        work = self._bench.load(tx, sender)
        if self._bench.tells_of_move(tx, work):
            return holds_nik(text)
        if self._bursts.is_word(work, text):
            return self._typing.heard(tx, work, text)
        if self._bursts.is_early(tx, work):
            return self._bursts.take(tx, work, text)
        self._bursts.settle(tx, work, "ok" if self._bursts.agreed(text) else "")
        return holds_nik(text)

    def settled(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a page about what came in. Returns a toast, or ""."""

        def act(work: Work) -> None:
            if "items" in work.focus:
                self._bursts.settle(tx, work, tap.argument)
            else:
                self._settling.settle(tx, work, tap.argument, tap.number)

        return self._at_card(tx, sender, tap, act)

    def paged(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """Free text under such a page. Returns whether the message must be deleted from the chat."""
        work = self._bench.load(tx, sender)
        if not self._bench.tells_of_move(tx, work):
            if self._bursts.is_word(work, text):
                return self._typing.heard(tx, work, text)
            if self._bursts.is_early(tx, work):
                return self._bursts.take(tx, work, text)
            self._settling.typed(tx, work, "" if holds_nik(text) else text)
        return holds_nik(text)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on an answer button. Returns a toast, or ""."""
        return self._at_card(tx, sender, tap, lambda work: self._tapped(tx, work, tap))

    def navigated(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the row of navigation or on the review page. Returns a toast, or ""."""
        return self._at_card(tx, sender, tap, lambda work: self._steered(tx, work, tap))

    def located(self, tx: Transaction, sender: Sender, place: Location) -> None:
        """A location while a question is open."""
        work = self._bench.load(tx, sender)
        here = self._following.work(tx, work)
        if here is not None:
            self._locating.located(tx, here, place)
        else:
            self._locating.unasked(tx, self._bench.reload(work), place)

    def filed(self, tx: Transaction, sender: Sender, file: File) -> None:
        """A photo or another file while a question is open; the bytes are fetched later."""
        work = self._bench.load(tx, sender)
        here = self._following.work(tx, work)
        if here is not None:
            self._receiving.filed(tx, here, file)
        else:
            self._receiving.unasked(tx, self._bench.reload(work), file)

    def strayed(self, tx: Transaction, sender: Sender) -> None:
        """A sticker, a contact, a photo on the review page: what no report can hold. The card stays in hand."""
        self._work(tx, sender, lambda work: self._receiving.strayed(tx, work))

    def _tapped(self, tx: Transaction, work: Work, tap: Tap) -> str:
        """An answer, or what settles the last one. Returns a toast, or ""."""
        match tap.argument:
            case _ if "batch" in work.focus:
                self._batching.tapped(tx, work, tap)
            case _ if work.focus.get("checking"):
                self._checking.tapped(tx, work, tap)
            case "u":
                self._rescuing.unknown(tx, work)
            case "ja" | "jq":
                self._asides.settle(tx, work, is_answer=tap.argument == "ja")
            case "x":
                self._bench.ask_again(tx, work)
            case _:
                return self._tapping.chosen(tx, work, tap)
        return ""

    def _steered(self, tx: Transaction, work: Work, tap: Tap) -> None:
        if not self._rescuing.obeys(tx, work, tap.argument):
            self._steering.obey(tx, work, tap.argument, tap.number)

    def _work(self, tx: Transaction, sender: Sender, act: Callable[[Work], None]) -> None:
        work = self._bench.load(tx, sender)
        if not self._bench.tells_of_move(tx, work):
            act(work)

    def _at_card(self, tx: Transaction, sender: Sender, tap: Tap, act: Callable[[Work], str | None]) -> str:
        """Acts on a tap of the live card; one of an older card never writes, it brings the live one down."""
        chat = stage.hear(tx, sender)
        sent = (chat.focus or {}).get("sent", {})
        if sent and sent["card"] == tap.card:  # pressed twice, or sent again by the app after a bad line
            return self._texts.word(chat.language, "sent_already", number=sent["number"])
        if stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        work = self._following.work(tx, self._bench.load_in(tx, sender, chat))
        return (act(work) or "") if work is not None else ""

"""Filling: one report, question by question. An answer is stored before anything is said."""

from __future__ import annotations

from collections.abc import Callable

import forms
from forms.events import FinishRefused, FormFinished
from models import audit_event, draft
from models.database import Transaction
from reporting import stage
from reporting.inputs import File, Location, Sender, Tap, whole
from reporting.library import Library
from reporting.privacy import holds_nik
from reporting.reading import DidYouMean, Read, Reader, Unreadable
from reporting.screens.screen import Button, Screen
from reporting.submitting import Submitting
from reporting.texts import Texts
from reporting.work import Bench, Work

Act = Callable[[Transaction, Work, Tap], None]


class Filling:
    """Every public method is one push by the officer: a transaction that ends in a new screen."""

    def __init__(self, library: Library, texts: Texts, reader: Reader, submitting: Submitting) -> None:
        self._bench = Bench(library, texts)
        self._texts = texts
        self._reader = reader
        self._submitting = submitting

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """Free text while a question is open: a word of navigation, or the answer.

        Returns whether the message must be deleted from the chat: it held a NIK, which was not stored.
        """
        work = self._bench.load(tx, sender)
        if self._bench.tells_of_move(tx, work):
            return holds_nik(text)
        word = self._reader.command_word(text, work.prompt())
        if holds_nik(text):
            self._bench.ask_again(tx, work, {"code": "personal_data", "received": ""}, options=[])
            return True
        if word is not None:
            self._obey(tx, work, word.word, word.number or 0)
        elif work.prompt().kind == "end":
            self._bench.review(tx, work)
        else:
            self._answer_text(tx, work, text)
        return False

    def numbered(self, tx: Transaction, sender: Sender, text: str) -> None:
        """Free text on the review page: the number of an answer to change, or a word."""
        work = self._bench.load(tx, sender)
        if self._bench.tells_of_move(tx, work):
            return
        word = self._reader.command_word(text)
        number = whole(text.strip().rstrip("."))
        if number is not None:
            self._jump(tx, work, number)
        elif word is not None:
            self._obey(tx, work, word.word, word.number or 0)
        else:
            self._bench.review(tx, work)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on an answer button. Returns a toast, or ""."""
        return self._at_card(tx, sender, tap, self._choose)

    def navigated(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the row of navigation or on the review page. Returns a toast, or ""."""
        return self._at_card(tx, sender, tap, self._navigate)

    def _at_card(self, tx: Transaction, sender: Sender, tap: Tap, act: Act) -> str:
        """Acts on a tap of the live card; one of an older card never writes, it brings the live one down."""
        chat = stage.hear(tx, sender)
        if not stage.is_live(chat, tap):
            stage.bring_down(tx, chat)
            return self._texts.word(chat.language, "stale_button")
        work = self._bench.load_in(tx, sender, chat)
        if not self._bench.tells_of_move(tx, work):
            act(tx, work, tap)
        return ""

    def _navigate(self, tx: Transaction, work: Work, tap: Tap) -> None:
        self._obey(tx, work, tap.argument, tap.number)

    def located(self, tx: Transaction, sender: Sender, place: Location) -> None:
        """A location while a question is open; XForms geopoint is "lat lon altitude accuracy"."""
        work = self._bench.load(tx, sender)
        if self._bench.tells_of_move(tx, work):
            return
        if work.prompt().kind != "geopoint":
            self._bench.ask_again(tx, work, {"code": "needs_other", "received": ""})
            return
        value = f"{place.latitude:.7f} {place.longitude:.7f} 0 {place.accuracy or 0:.1f}"
        self._bench.advance(tx, work, forms.answer(work.form, work.draft, value, tx.now))

    def filed(self, tx: Transaction, sender: Sender, file: File) -> None:
        """A photo or another file while a question is open; the bytes are fetched later."""
        work = self._bench.load(tx, sender)
        if self._bench.tells_of_move(tx, work):
            return
        kind = work.prompt().kind
        if kind != file.kind and not (kind == "file" and file.kind):
            self._bench.ask_again(tx, work, {"code": "needs_other", "received": ""})
            return
        name = self._submitting.attach(tx, work.row, work.prompt().path, file)
        self._bench.advance(tx, work, forms.answer(work.form, work.draft, name, tx.now))

    def strayed(self, tx: Transaction, sender: Sender) -> None:
        """A sticker, a contact, a photo on the review page: what no report can hold. The card stays in hand."""
        work = self._bench.load(tx, sender)
        if self._bench.tells_of_move(tx, work):
            return
        if work.prompt().kind == "end" or work.chat.expects == "review":
            self._bench.review(tx, work)
        else:
            self._bench.ask_again(tx, work, {"code": "needs_other", "received": ""})

    def _answer_text(self, tx: Transaction, work: Work, text: str) -> None:
        prompt = work.prompt()
        if prompt.previous and self._says_same(text):
            self._answer(tx, work, prompt.previous)
            return
        where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)
        match self._reader.read(prompt, text, *where):
            case Read(value):
                self._bench.advance(tx, work, forms.answer(work.form, work.draft, value, tx.now))
            case DidYouMean(options):
                asked = [[value, label] for value, label in options]
                self._bench.ask_again(tx, work, {"code": "did_you_mean", "received": text}, options=asked)
            case Unreadable(reason):
                received = "" if reason == "personal_data" else text
                self._bench.ask_again(tx, work, {"code": reason, "received": received, "message": ""}, options=[])

    def _says_same(self, text: str) -> bool:
        """Whether the words of the button "Sama" were typed, as in "sama" or "sama seperti bulan lalu"."""
        said = text.strip().casefold()
        words = self._texts.words_of("word_same")
        return any(said == word or said.startswith(f"{word} ") for word in words) and not any(map(str.isdigit, said))

    def _choose(self, tx: Transaction, work: Work, tap: Tap) -> None:
        """What an answer button means; see `reporting.screens.keys` for the options."""
        prompt, kind, rest = work.prompt(), tap.argument[:1], tap.argument[1:]
        index = whole(rest)
        index = -1 if index is None else index
        picked: list[str] = list(work.focus.get("picked", ()))
        match kind:
            case "c" if prompt.kind in ("select_multiple", "rank") and 0 <= index < len(prompt.choices):
                name = prompt.choices[index].name
                picked = [p for p in picked if p != name] + ([name] if tap.state == "on" else [])
                self._bench.ask_again(tx, work, picked=picked)
            case "c" if 0 <= index < len(prompt.choices):
                self._answer(tx, work, prompt.choices[index].name)
            case "d":
                order = picked if prompt.kind == "rank" else [c.name for c in prompt.choices if c.name in picked]
                self._answer(tx, work, " ".join(order))
            case "v":
                self._answer(tx, work, rest)
            case "k":
                self._answer(tx, work, prompt.value)
            case "o" if 0 <= index < len(work.focus.get("options", ())):
                self._answer(tx, work, work.focus["options"][index][0])
            case "p" if index >= 0:
                self._bench.ask_again(tx, work, page=index)
            case _:
                self._bench.ask_again(tx, work)

    def _answer(self, tx: Transaction, work: Work, value: str) -> None:
        self._bench.advance(tx, work, forms.answer(work.form, work.draft, value, tx.now))

    def _obey(self, tx: Transaction, work: Work, word: str, number: int) -> None:
        """A word of navigation, tapped or typed."""
        match word:
            case "back" | "kembali":
                self._bench.advance(tx, work, forms.back(work.form, work.draft, tx.now))
            case "skip" | "lewati":
                self._bench.advance(tx, work, forms.skip(work.form, work.draft, tx.now))
            case "save" | "simpan" | "batal":
                self._park(tx, work)
            case "page":
                self._bench.review(tx, work, page=number)
            case "edit":
                self._ask_number(tx, work)
            case "jump" | "ubah":
                self._jump(tx, work, number)
            case "submit" | "kirim":
                self._submit(tx, work)
            case "fix":
                self._fix(tx, work)
            case "drop" | "drop_now" | "drop_round" | "drop_round_now":
                self._let_go(tx, work, word)
            case "resume" if work.prompt().kind != "end":
                self._bench.ask(tx, work, work.prompt())
            case "ringkasan" | "resume":
                self._bench.review(tx, work)
            case _:
                self._bench.ask_again(tx, work)

    def _let_go(self, tx: Transaction, work: Work, word: str) -> None:
        """The draft, or the round in hand, after it was asked whether that is meant."""
        match word:
            case "drop":
                self._confirm_drop(tx, work)
            case "drop_now":
                self._drop(tx, work)
            case "drop_round" if work.round():
                self._confirm_drop_round(tx, work)
            case "drop_round_now" if work.round():
                self._bench.advance(tx, work, forms.remove(work.form, work.draft, work.round(), tx.now))
            case _:
                self._bench.ask_again(tx, work)

    def _jump(self, tx: Transaction, work: Work, number: int) -> None:
        line = next((x for x in forms.overview(work.form, work.draft) if x.number == number), None)
        if line is None:
            self._bench.review(tx, work)
        else:
            self._bench.advance(tx, work, forms.jump(work.form, work.draft, line.path, tx.now))

    def _ask_number(self, tx: Transaction, work: Work) -> None:
        button = Button(self._texts.word(work.chat.language, "to_review"), "n:*:ringkasan")
        self._bench.say(tx, work, Screen("filling/edit_number", {}, ((button,),)), expects="review")

    def _park(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        facts = self._bench.facts(tx, work) | {"answered": work.row.answered}
        rows = (
            (button("go_on_now", "n:*:resume"),),
            (button("drop_draft", "n:*:drop"), button("menu", "m::menu")),
        )
        self._bench.say(tx, work, Screen("filling/saved", facts, rows))

    def _confirm_drop(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        facts = self._bench.facts(tx, work) | {"answered": work.row.answered}
        rows = ((button("keep_draft", "n:*:save"), button("drop_draft_now", "n:*:drop_now")),)
        self._bench.say(tx, work, Screen("filling/drop", facts, rows))

    def _confirm_drop_round(self, tx: Transaction, work: Work) -> None:
        def button(key: str, tap: str) -> Button:
            return Button(self._texts.word(work.chat.language, key), tap)

        name, position, _ = work.prompt().repeat or ("", 0, None)
        rows = ((button("keep_round", "n:*:resume"), button("drop_draft_now", "n:*:drop_round_now")),)
        self._bench.say(tx, work, Screen("filling/drop_round", {"label": name, "position": position}, rows))

    def _drop(self, tx: Transaction, work: Work) -> None:
        work.row.state = "deleted"
        draft.save(tx, work.row, work.row.data, work.row.answered)
        audit_event.log(tx, work.actor.person_id, "draft.deleted", "draft", work.row.instance_id)
        facts = self._bench.facts(tx, work)
        button = Button(self._texts.word(work.chat.language, "menu"), "m::menu")
        stage.put(tx, work.chat, Screen("filling/dropped", facts, ((button,),)))

    def _fix(self, tx: Transaction, work: Work) -> None:
        step = forms.finish(work.form, work.draft, tx.now)
        refused = next((e for e in step.events if isinstance(e, FinishRefused)), None)
        if refused is None:
            self._bench.review(tx, work)
        else:
            step = forms.jump(work.form, work.draft, refused.violations[0].path, tx.now)
            self._bench.advance(tx, work, step)

    def _submit(self, tx: Transaction, work: Work) -> None:
        step = forms.finish(work.form, work.draft, tx.now, self._submitting.replaces(tx, work.row))
        for event in step.events:
            if isinstance(event, FinishRefused):
                self._bench.review(tx, self._bench.store(tx, work, step), refused=event)
            elif isinstance(event, FormFinished):
                receipt = self._submitting.file(tx, work.actor, work.row, event)
                stage.put(tx, work.chat, receipt)

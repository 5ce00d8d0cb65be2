"""An officer who fills a form that nobody knows, by chat: what to answer comes from a rehearsal of the same form in
the same context; how to say it, from chance. Now and then they send rubbish, go back, or mend from the review."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from babel.dates import format_date
from sqlmodel import col, select

import forms
from forms.draft import Context
from forms.draft import Draft as FormDraft
from forms.prompt import Prompt
from forms.rehearsing.rehearsal import Rehearsal, Rehearsing
from models import chat, draft, submission
from models.answer_value import AnswerValue
from models.database import Database
from models.submission import Submission
from reporting.library import Library
from reporting.reading import personal_data
from tests.handlers.conftest import NOW
from tests.handlers.filler import JPEG
from tests.people import NotSeen, Person, labels

PATIENCE = 10.0  # seconds until a push counts as lost
MOST_CARDS = 3_000
MOST_TIMES = 12  # that one question comes up, with all its slips and detours
RUBBISH = "zzqx"
FILES = ("image", "audio", "video", "file")
SENT_AS = {
    "audio": ("suara.ogg", "audio/ogg"),
    "video": ("video.mp4", "video/mp4"),
    "file": ("daftar.pdf", "application/pdf"),
}


class Typable(Rehearsing):
    """A rehearsal whose answers a chat can take: no personal data, and places without what a person can't tell."""

    def samples(self) -> Iterator[str]:
        for value in super().samples():
            if self.prompt.kind in ("geopoint", "geotrace", "geoshape"):
                yield re.sub(r" 0\.0 5\.0", " 0.0 0.0", value)
            elif self.prompt.kind == "date" and "year" in self.prompt.appearance:
                yield f"{value[:7]}-01" if "month" in self.prompt.appearance else f"{value[:4]}-01-01"
            elif self.prompt.kind not in ("text", "barcode") or not personal_data(value):
                yield value


@dataclass
class Respondent:
    """`person` at the open report of any form. `slips` counts rubbish that was refused, by kind of question."""

    person: Person
    database: Database
    chance: Random
    slips: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    draft_id: int = 0
    revision: int = 0

    def taps(self, label: str) -> None:
        """Presses a button, and waits until the chat has answered it."""
        self._push(lambda: self.person.taps(label))

    def begin(self, seed: int) -> None:
        """From the intro to the first card; works out in the draft's own context what to answer."""
        self.taps("Mulai")
        row = self._settled()
        assert row is not None
        with self.database.reading(NOW) as tx:
            library = Library()
            self.form = library.of_version(tx, row.form_version_id)
            context = FormDraft.from_json(row.data).context
        self.rehearsal: Rehearsal = Typable(
            self.form, Context(**{**context, "now": datetime.fromisoformat(context["now"])}), seed
        ).run()
        assert self.rehearsal.finished, self.rehearsal.stuck
        self.plan = forms.Session.resume(self.form, self.rehearsal.draft)

    def fill(self) -> None:
        """Every card until the review; the second time a question comes it is answered straight away."""
        for _ in range(MOST_CARDS):
            prompt = self.prompt()
            if prompt.kind == "end":
                return
            self.met[prompt.path] += 1
            assert self.met[prompt.path] < MOST_TIMES or prompt.kind == "repeat", f"{prompt.path}: {self.person.last()}"
            self._look(prompt)
            self._wander(prompt)
            self._give(prompt)
        raise NotSeen(f"no end after {MOST_CARDS} cards; the newest is:\n{self.person.last()['text']}")

    def mend(self) -> None:
        """Opens some answers from the review and gives them once more."""
        with self.database.reading(NOW) as tx:
            data = FormDraft.from_json(tx.get_one(draft.Draft, self.draft_id).data)
        lines = forms.overview(self.form, data)
        for line in self.chance.sample(lines, min(3, len(lines))):
            self._push(lambda number=line.number: self.person.says(f"ubah {number}"))
            assert self.prompt().path == line.path, f"ubah {line.number} leads to {self.prompt().path}, not {line.path}"
            self.fill()

    def send(self) -> dict[str, Any]:
        """Walks the pages of the review and sends; returns the receipt."""
        page = 1
        while "✅ Kirim laporan" not in labels(self.person.last()):
            page += 1
            self.taps(f"Halaman {page}")
        self.person.taps("✅ Kirim laporan")
        return self.person.sees("terkirim")

    def stored(self) -> tuple[Submission, list[AnswerValue]]:
        with self.database.reading(NOW) as tx:
            sent = submission.by_instance(tx, tx.get_one(draft.Draft, self.draft_id).instance_id)
            assert sent is not None
            of_it = select(AnswerValue).where(AnswerValue.submission_id == sent.id).order_by(col(AnswerValue.id))
            return sent, list(tx.exec(of_it).all())

    def prompt(self) -> Prompt:
        row = self._settled()
        assert row is not None
        return forms.prompt(self.form, FormDraft.from_json(row.data))

    def _settled(self) -> draft.Draft | None:
        """The draft in hand, once the chat shows what it should show and has moved on since the last push."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with self.database.reading(NOW) as tx:
                seat = chat.find(tx, self.person.id)
                if seat and seat.revision > self.revision and seat.shown_revision == seat.revision:
                    self.draft_id = (seat.focus or {}).get("draft", self.draft_id)
                    return tx.get(draft.Draft, self.draft_id)
            time.sleep(0.003)
        raise NotSeen(f"nothing happened; the newest message is:\n{self.person.last()['text']}")

    def _push(self, act: Any) -> None:
        """Does something, and waits until the chat has answered it."""
        self._settled()
        with self.database.reading(NOW) as tx:
            seat = chat.find(tx, self.person.id)
            self.revision = seat.revision if seat else 0
        act()
        self._settled()

    def _look(self, prompt: Prompt) -> None:
        """The card asks what the draft waits for, and offers a way on."""
        card = self.person.last()
        said = " ".join(card["text"].split())
        self.seen.append(f"{card['text']}\n{card['buttons'] and labels(card)}")
        assert " ".join(prompt.label.split())[:200] in said, f"{prompt.path} is asked by:\n{said}"
        assert "💾 Simpan" in labels(card), f"no way out of {prompt.path}: {labels(card)}"

    def _wander(self, prompt: Prompt) -> None:
        """Sometimes rubbish, a wrong kind of message, or a step back and forth again."""
        roll = self.chance.random()
        if roll < 0.15:
            self._slip(prompt)
        elif roll < 0.2 and prompt.kind not in FILES:
            self._push(lambda: self.person.sends_photo(JPEG + bytes([self.chance.randrange(256)])))
            self._disown()
        elif roll < 0.25 and "⬅️ Kembali" in labels(self.person.last()):
            self.taps("⬅️ Kembali")

    def _disown(self) -> None:
        """A photo that was for nothing: Kabar asks which question it is for, or says that none wants it."""
        card = self.person.last()
        refusals = [label for label in ("Bukan", "Jangan") if label in labels(card)]
        if refusals:
            self.taps(refusals[0])
        else:
            assert "⚠️" in card["text"] or "belum dipakai" in card["text"], card["text"]

    def _slip(self, prompt: Prompt) -> None:
        said = "x" * 301 if prompt.kind in ("text", "barcode") else RUBBISH
        self._push(lambda: self.person.says(said))
        told = self.person.last()["text"]
        assert "⚠️" in told, f"{prompt.path} ({prompt.kind}) took rubbish:\n{told}"
        assert prompt.kind in (*FILES, "text", "barcode") or RUBBISH in told, f"what arrived is not said:\n{told}"
        self.slips[prompt.kind] = self.slips.get(prompt.kind, 0) + 1

    def _give(self, prompt: Prompt) -> None:
        prompt = self.prompt()  # they may have gone back
        value = self.plan.value(prompt.path) or ""
        card = self.person.last()
        match prompt.kind:
            case "end":
                return
            case "note":
                self.taps("Lanjut") if self.chance.random() < 0.7 else self._say("lanjut")
            case "acknowledge" if value:
                self.taps("Sudah saya baca") if self.chance.random() < 0.7 else self._say("ya")
            case "repeat":
                self._another(prompt)
            case _ if not value:
                self.taps("⏭ Lewati")
            case "select_one":
                self._choose(card, prompt, value)
            case "select_multiple" | "rank":
                self._tick(prompt, value.split())
            case "image":
                self._push(lambda: self.person.sends_photo(JPEG + prompt.path.encode()))
            case "audio" | "video" | "file":
                self._file(prompt.kind, prompt.path)
            case "geopoint":
                self._locate(value)
            case _:
                self._type(prompt, value)

    def _another(self, prompt: Prompt) -> None:
        present = prompt.repeat[1] if prompt.repeat else 0
        more = self.plan.value(f"{prompt.path}[{present + 1}]") is not None
        if self.chance.random() < 0.7:
            self.taps("Tambah lagi" if more else "Cukup")
        else:
            self._say("ya, lagi" if more else "cukup")

    def _choose(self, card: dict[str, Any], prompt: Prompt, name: str) -> None:
        index = next(i for i, choice in enumerate(prompt.choices) if choice.name == name)
        label = " ".join(prompt.choices[index].label.split())
        shown = labels(card)
        button = next((one for one in (label, f"● {label}") if one in shown), "")
        if button and self.chance.random() < 0.7:
            self.taps(button)
        elif str(index + 1) in shown and button == "":
            self.taps(str(index + 1))
        else:
            self._say(str(index + 1))
            self._meant(name)

    def _tick(self, prompt: Prompt, names: list[str]) -> None:
        indexes = [next(i for i, c in enumerate(prompt.choices) if c.name == name) for name in names]
        if len(prompt.choices) > 10 or self.chance.random() < 0.4:
            self._say(", ".join(str(i + 1) for i in indexes))
            self._meant(" ".join(names))
            return
        for shown in [one for one in labels(self.person.last()) if one.startswith("✅ ")]:
            self.taps(shown)
        for index in indexes:
            label = " ".join(prompt.choices[index].label.split())
            names = (f"⬜ {index + 1}. {label}", f"⬜ {index + 1}", f"⬜ {label}")
            for box in [one for one in labels(self.person.last()) if one in names]:
                self.taps(box)  # the last of an order takes its place by itself
        self.taps("Selesai")

    def _meant(self, value: str) -> None:
        """Answers a question back."""
        with self.database.reading(NOW) as tx:
            seat = chat.find(tx, self.person.id)
            options = (seat.focus or {}).get("options") or [] if seat else []
        if options:
            index = next(i for i, (one, _) in enumerate(options) if one == value)
            card = self.person.last()
            self._push(lambda: self.person.press(card, card["buttons"][index][0]))

    def _file(self, kind: str, path: str) -> None:
        name, mime = SENT_AS[kind]
        if kind == "audio" and self.chance.random() < 0.5:
            self._push(lambda: self.person.sends_voice(path.encode()))
        else:
            self._push(lambda: self.person.sends_document(name, path.encode(), mime))
        if "✅ Pakai" in labels(self.person.last()):
            self.taps("✅ Pakai")

    def _locate(self, value: str) -> None:
        latitude, longitude, *_ = map(float, value.split())
        if self.chance.random() < 0.5:
            self._say(f"{latitude}, {longitude}")
        else:
            place = {"latitude": latitude, "longitude": longitude}
            self._push(lambda: self.person.sends(location=place))

    def _type(self, prompt: Prompt, value: str) -> None:
        self._say(self._spoken(prompt, value))
        self._meant(value)

    def _say(self, words: str) -> None:
        self._push(lambda: self.person.says(words))

    def _spoken(self, prompt: Prompt, value: str) -> str:
        """The lexical value as somebody at a phone would type it."""
        match prompt.kind:
            case "integer" if self.chance.random() < 0.5:
                return f"{int(value):,}".replace(",", ".")
            case "decimal" | "range":
                return value.replace(".", ",")
            case "date":
                day = date.fromisoformat(value)
                return self.chance.choice((f"{day:%d/%m/%Y}", format_date(day, "d MMM y", locale="id"), value))
            case "time":
                return value[:5].replace(":", ".")
            case "datetime":
                return f"{format_date(date.fromisoformat(value[:10]), 'd MMMM y', locale='id')} jam {value[11:16]}"
            case "geotrace" | "geoshape":
                points = [point.split() for point in value.split(";")]
                return "\n".join(f"{latitude}, {longitude}" for latitude, longitude, *_ in points)
            case _:
                return value

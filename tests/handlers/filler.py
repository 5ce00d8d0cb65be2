"""An officer who files any form by chat from an answer file: taps what stands on buttons, types the rest."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from sqlmodel import col, select

import forms
from forms.draft import Context
from forms.draft import Draft as FormDraft
from forms.events import FormFinished
from forms.prompt import Prompt
from forms.replay import replay
from models import attachment, chat, draft, submission
from models.answer_value import AnswerValue
from models.database import Database
from models.submission import Submission
from tests.forms.programme.workbook import ANSWERS, path_of
from tests.handlers.conftest import NOW
from tests.people import NotSeen, Somebody, labels

# Start, JFIF header, a frame of 320 by 240 and the end: all that Telegram looks at.
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b0800f0014001011100ffd9")
PATIENCE = 10.0  # seconds until a push counts as lost
# What the chat never asks, because the service knows it.
GIVEN = {
    *("pelapor_id", "wilayah_kode", "kampung_id", "periode", "kab_kode", "tpk_id", "status_kirim"),
    *("semester", "tahun"),
}


def answers_of(name: str) -> dict[str, Any]:
    """The answer file without what the service knows by itself."""
    written: dict[str, Any] = json.loads((ANSWERS / f"{name}.json").read_text("utf-8"))
    return {key: value for key, value in written.items() if key not in GIVEN}


@dataclass
class Filler:
    """`person` at an open report; `transcript` collects every card as it was read."""

    person: Somebody
    database: Database
    answers: dict[str, Any]
    form_id: str
    by_hand: bool = False  # types the labels of choices and places, instead of tapping and sharing
    transcript: list[str] = field(default_factory=list)
    texts: dict[str, Any] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    draft_id: int = 0
    revision: int = -1

    def __post_init__(self) -> None:
        self.form = forms.load(path_of(self.form_id).read_bytes(), f"{self.form_id}.md")
        self._flatten("/data", self.answers)
        root = next(iter(self.form.slots.values())).path.split("/")[1]
        assert root == "data", root

    def fill(self) -> None:
        """Answers everything that is asked, until the review stands there."""
        while True:
            prompt = self._asked()
            if prompt.kind == "end":
                return
            if self._is_batch():
                self._give_several()
            else:
                self._give(self._card(prompt), prompt)

    def send(self) -> dict[str, Any]:
        """Walks the pages of the review and sends; returns the receipt."""
        page = 1
        while "Kirim laporan" not in str(labels(self.person.last())):
            self.transcript.append(_shown(self.person.last()))
            page += 1
            self.person.taps(f"Halaman {page}")
            self.person.sees(f"halaman {page} dari")
        self.transcript.append(_shown(self.person.last()))
        self.person.taps("Kirim laporan")
        receipt = self.person.sees("terkirim")
        self.transcript.append(_shown(receipt))
        return receipt

    def stored(self) -> tuple[Submission, list[AnswerValue], list[str]]:
        """The submission, its values and the names of its files."""
        with self.database.reading(NOW) as tx:
            row = tx.get_one(draft.Draft, self.draft_id)
            sent = submission.by_instance(tx, row.instance_id)
            assert sent is not None
            values = tx.exec(
                select(AnswerValue).where(AnswerValue.submission_id == sent.id).order_by(col(AnswerValue.id))
            ).all()
            files = tx.exec(
                select(attachment.Attachment.name).where(attachment.Attachment.instance_id == sent.instance_id)
            ).all()
            return sent, list(values), list(files)

    def replayed(self) -> FormFinished:
        """What the engine makes of the same answers in the same context, without chat."""
        with self.database.reading(NOW) as tx:
            data = FormDraft.from_json(tx.get_one(draft.Draft, self.draft_id).data)
        context = {**data.context, "now": datetime.fromisoformat(data.context["now"])}
        return replay(self.form, self.answers, Context(**context)).finished

    def _asked(self) -> Prompt:
        """What the draft asks once it moved on since the last push and its card is shown."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with self.database.reading(NOW) as tx:
                seat = chat.find(tx, self.person.id)
                focus = (seat.focus or {}) if seat else {}
                row = tx.get(draft.Draft, focus.get("draft", 0))
                if seat and row and row.revision > self.revision and seat.shown_revision == seat.revision:
                    self.draft_id = int(row.id or 0)
                    self.draft = FormDraft.from_json(row.data)
                    self.revision = row.revision
                    return forms.prompt(self.form, self.draft)
            time.sleep(0.005)
        raise NotSeen(f"no next question; the newest message is:\n{_shown(self.person.last())}")

    def _is_batch(self) -> bool:
        return bool({"Isi satu-satu", "✅ Betul semua"} & set(labels(self.person.last())))

    def _give_several(self) -> None:
        """All numbers of a batch card in one message; then one tap says that they are right."""
        card = self.person.last()
        self.transcript.append(_shown(card))
        batch = forms.batch(self.form, self.draft)
        assert batch is not None
        waiting = [(at, self.texts.get(item.path)) for at, item in enumerate(batch.items) if item.path in batch.waiting]
        known = [(at, str(value)) for at, value in waiting if value is not None]
        if not waiting:
            self.person.taps("Betul semua", card)
        elif len(known) == len(waiting):
            self.person.says(" ".join(value for _, value in known))
        elif known:
            self.person.says(" ".join(f"{at + 1}={value}" for at, value in known))
        else:
            self.person.taps("Lewati", card)

    def _card(self, prompt: Prompt) -> dict[str, Any]:
        card = self.person.last()
        self.transcript.append(_shown(card))
        said = " ".join((card["text"] or "").split())
        assert " ".join(prompt.label.split()) in said, f"{prompt.path} is asked by:\n{said}"
        return card

    def _give(self, card: dict[str, Any], prompt: Prompt) -> None:
        value = self.texts.get(prompt.path)
        match prompt.kind:
            case "note":
                self.person.taps("Lanjut", card)
            case "acknowledge":
                self.person.taps("Sudah saya baca", card)
            case "repeat":
                present = prompt.repeat[1] if prompt.repeat else 0
                more = self.sizes.get(prompt.path, 0) > present
                self.person.taps("Tambah lagi" if more else "Cukup", card)
            case _ if value is None:
                self.person.taps("Lewati", card)
            case "select_one":
                self._choose(card, prompt, str(value))
            case "select_multiple":
                self._tick(card, prompt, [str(one) for one in value])
            case "image":
                self.person.sends_photo(JPEG + value.encode())
            case "file":
                self.person.sends_document(value, b"%PDF-1.4 " + value.encode(), "application/pdf")
            case "geopoint":
                self._locate(str(value))
            case _:
                self._write(card, _typed(prompt, value))

    def _write(self, card: dict[str, Any], text: str) -> None:
        """Types it, or taps the button that says the same."""
        said = [one for one in labels(card) if one.replace(".", "") in (text, f"Sama: {text}")]
        if said and not self.by_hand:
            self.person.taps(said[0], card)
        else:
            self.person.says(text)

    def _choose(self, card: dict[str, Any], prompt: Prompt, name: str) -> None:
        index = next(i for i, choice in enumerate(prompt.choices) if choice.name == name)
        if self.by_hand:
            self.person.says(prompt.choices[index].label)
            return
        label = prompt.choices[index].label
        card = self._turned(card, index, label)
        self.person.taps(label if label in labels(card) else str(index + 1), card)

    def _tick(self, card: dict[str, Any], prompt: Prompt, names: list[str]) -> None:
        indexes = [i for i, choice in enumerate(prompt.choices) if choice.name in names]
        if self.by_hand:
            self.person.says(", ".join(str(i + 1) for i in indexes))
            return
        ticked = prompt.value.split()
        for index in (one for one in indexes if prompt.choices[one].name not in ticked):
            label = prompt.choices[index].label
            card = self._turned(card, index, label)
            box = f"⬜ {index + 1}. {label}"
            self.person.taps(box if box in labels(card) else f"⬜ {index + 1}", card)
            ticked.append(prompt.choices[index].name)
            card = self.person.sees_button(f"Selesai ({len(ticked)} dipilih)")
        with self.database.reading(NOW) as tx:
            self.revision = tx.get_one(draft.Draft, self.draft_id).revision  # each tick was saved
        self.person.taps("Selesai", card)

    def _turned(self, card: dict[str, Any], index: int, label: str) -> dict[str, Any]:
        """The page of a long list that has the option."""
        while not any(one == label or one.split()[-1] == str(index + 1) or label in one for one in labels(card)):
            before, to = labels(card), "▶" if "▶" in str(labels(card)) else "◀"
            self.person.taps(to, card)
            self.person._waits(lambda seen: seen[-1:], lambda m, old=before: labels(m) != old, to, PATIENCE)
            card = self.person.last()
        return card

    def _locate(self, value: str) -> None:
        latitude, longitude, *_ = map(float, value.split())
        if self.by_hand:
            self.person.says(f"{latitude}, {longitude}")
        else:
            place = {"latitude": latitude, "longitude": longitude, "horizontal_accuracy": 8}
            self.person.sends(location=place)

    def _flatten(self, path: str, answers: dict[str, Any]) -> None:
        for name, value in answers.items():
            here = f"{path}/{name}"
            if isinstance(value, dict):
                self._flatten(here, value)
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                self.sizes[here] = len(value)
                for at, row in enumerate(value, start=1):
                    self._flatten(f"{here}[{at}]", row)
            else:
                self.texts[here] = value


def _typed(prompt: Prompt, value: Any) -> str:
    """As a person writes it: decimals with a comma, days by their names."""
    if prompt.kind == "decimal":
        return str(value).replace(".", ",")
    if prompt.kind == "date":
        return format_date(date.fromisoformat(value), "d MMMM y", locale="id")
    return str(value)


def _shown(card: dict[str, Any]) -> str:
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in card["buttons"] or ()]
    return "\n".join([card["text"] or "(no text)", *rows])

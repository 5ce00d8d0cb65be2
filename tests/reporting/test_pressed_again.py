"""Every button of every card, pressed twice, and sent again after ten seconds, ten minutes, two days and a restart: one
effect each. Telegram's app sends a tap again when it saw no answer to it, under a new update id (tdlib, issue 699)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import func, select

import forms
from forms.draft import Draft as FormDraft
from forms.prompt import Prompt
from models import chat as chats
from models.database import Database, Transaction
from models.draft import Draft
from models.submission import Submission
from reporting import stage
from reporting.filling import Filling
from reporting.inputs import File, Tap
from reporting.refusals import Refusal
from reporting.submitting import Submitting
from tests.reporting.arriving import TEXTS, Desk, opened, reader

AGAIN = (timedelta(0), timedelta(seconds=10), timedelta(minutes=10), timedelta(days=2))
LINE = "-0,781, 100,652\n-0,783, 100,655\n-0,786, 100,651"
TYPED = {
    "text": "Penyuluhan di balai desa Mekar Jaya", "integer": "12", "decimal": "2,5", "date": "14 Oktober 2026",
    "time": "09.30", "datetime": "14 Oktober 2026 jam 9.30", "barcode": "8991234", "geotrace": LINE, "geoshape": LINE,
}  # fmt: skip
SENT = {"image": "image/jpeg", "audio": "audio/ogg", "video": "video/mp4", "file": "application/pdf"}
MOST_CARDS = 60
# What of the chat's focus a tap may change. Not how often an answer was refused: pressing again is another try.
KEPT = ("draft", "path", "picked", "page", "look", "items", "detour")


class UndoError(Exception):
    """Ends a trial: nothing of it is stored."""


@pytest.mark.parametrize("form_id", [pytest.param("kegiatan_kkb", marks=pytest.mark.soak), "semua_jenis"])
def test_each_button_has_one_effect(sqlite_database: Database, form_id: str) -> None:
    desk = opened(sqlite_database, form_id)
    pressed: set[str] = set()
    for _ in range(MOST_CARDS):
        for row in desk.screen().rows:
            for button in row:
                if button.tap and Tap.parse(button.tap).verb in ("a", "n", "i"):
                    press_again(desk, button.tap)
                    pressed.add(":".join(button.tap.split(":")[::2]))
        if desk.chat().expects == "review":
            break
        before = desk.row().data["at"], desk.chat().expects
        go_on(desk)
        assert (desk.row().data["at"], desk.chat().expects) != before, desk.card()
    assert desk.chat().expects == "review", desk.card()
    assert len(pressed) > 15, pressed


def press_again(desk: Desk, data: str) -> None:
    """Presses once and notes what is so; then again and again, the last time after a restart."""
    tap = Tap.parse(data)
    try:
        with desk.database.transaction(desk.at) as tx:
            press(tx, desk, desk.filling, tap)
            once = state(tx, desk)
            for later in AGAIN:
                tx.now = desk.at + later
                filling = Filling(desk.library, TEXTS, reader(), Submitting(TEXTS)) if later.days else desk.filling
                press(tx, desk, filling, tap)
                assert state(tx, desk) == once, (data, later, desk.card())
            raise UndoError
    except UndoError:
        pass


def press(tx: Transaction, desk: Desk, filling: Filling, tap: Tap) -> None:
    case = {"a": filling.chosen, "n": filling.navigated, "i": filling.settled}[tap.verb]
    try:
        case(tx, desk.sender, tap)
    except Refusal as refusal:  # a draft that was let go, or sent
        assert refusal.code in ("no_draft", "already_sent")
    told = stage.to_show(tx, desk.sender.chat_id)
    if told is not None:
        stage.shown(tx, desk.sender.bot_id, told, desk.number + 1)


def state(tx: Transaction, desk: Desk) -> Any:
    """All answers, where the officer stands, what the chat waits for, and what was sent."""
    chat = chats.find(tx, desk.sender.chat_id)
    assert chat is not None
    drafts = [
        (row.state, row.data["at"], row.data["instance"]) for row in tx.exec(select(Draft).order_by(Draft.id)).all()
    ]
    sent = tx.exec(select(func.count()).select_from(Submission)).one()
    focus = {key: value for key, value in (chat.focus or {}).items() if key in KEPT}
    return drafts, sent, chat.expects, chat.card, focus


def go_on(desk: Desk) -> None:
    """One answer, as the question wants it."""
    prompt = asked(desk)
    match prompt.kind:
        case _ if desk.chat().expects == "arrival":
            desk.says("ya")
        case "note" | "acknowledge" | "select_one":
            desk.taps_data(desk.screen().rows[0][0].tap)
        case "repeat":
            desk.taps("Cukup" if prompt.repeat and prompt.repeat[1] else "Tambah")
        case "select_multiple":
            desk.says("1")
        case "range":
            desk.says(prompt.bounds.minimum or "1")
        case "rank":
            desk.says(",".join(str(i + 1) for i in range(len(prompt.choices))))
        case "geopoint":
            desk.places()
        case kind if kind in SENT:
            desk.files(File(kind, f"f{desk.number}", f"u{desk.number}", SENT[kind], 9_000, 5))
        case kind:
            desk.says(TYPED[kind])


def asked(desk: Desk) -> Prompt:
    row = desk.row()
    with desk.database.reading(desk.at) as tx:
        return forms.prompt(desk.library.of_version(tx, row.form_version_id), FormDraft.from_json(row.data))

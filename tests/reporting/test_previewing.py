"""A form is played through before anybody has to fill it; and taps as a forged client may send them."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import select

from models import chat as chats
from models.database import Database
from models.draft import Draft
from models.form_version import FormVersion
from models.submission import Submission
from reporting import policies, publishing
from reporting.inputs import Tap
from reporting.refusals import Refusal
from reporting.texts import templates_folder
from tests.reporting import desk
from tests.reporting.test_uploading import PREVIEWING, UPLOADING, dedi, sends
from tests.workbooks import workbook

FORMS = sorted(path.stem for path in (templates_folder() / "forms").glob("*.md"))
SHORT = ("kegiatan_kkb",)  # with photos, a place, and long lists; all of them are played by `make soak`
MOST = 200  # taps
STATES = (
    "",
    "0",
    "1",
    "2",
    "999999999",
    "1,63.71",
    "1,monthly",
    "1,5",
    "1,2026-11",
    "c0.on",
    "v12",
    "p9",
    "t2561",
    "²",
)
PLAYED = [pytest.param(one, marks=() if one in SHORT else pytest.mark.soak) for one in FORMS]


@pytest.mark.parametrize("form_id", PLAYED)
def test_a_whole_form_is_played_with_made_up_answers(sqlite_database: Database, now: datetime, form_id: str) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        who = desk.person(tx, "Bu Ida", "administrator", area_code="")
        row = publishing.publish(tx, desk.source(form_id))
        UPLOADING.chosen(tx, who, Tap("b", None, "look", str(row.id)))
        for _ in range(MOST):
            if _expects(tx, who) != "preview":
                break
            said = desk.buttons(tx, who)
            found = (one for wanted in ("Isi contoh", "Lewati", "Lanjut", "Cukup") for one in said if wanted in one)
            PREVIEWING.chosen(tx, who, desk.tap(tx, who, next(found, next(iter(said)))))
        assert "selesai:" in desk.shown(tx, who)
        assert tx.exec(select(Draft)).all() == [] and tx.exec(select(Submission)).all() == []


def test_forged_taps_are_refused_or_do_what_a_tap_may(sqlite_database: Database, now: datetime) -> None:
    dice = random.Random(5)
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        who = dedi(tx)
        sends(tx, who, workbook())
        publishing.publish(tx, desk.source("bulanan_kkb"))
        before = [one.version for one in tx.exec(select(FormVersion))]
        for _ in range(120):
            verb = dice.choice("bj")
            card: Any = dice.choice((None, _card(tx, who), 3))
            argument = dice.choice((*policies.TAPS["b"], "a", "n", "stop", "sample", "x"))
            if argument == "send":
                continue
            case = UPLOADING.chosen if verb == "b" else PREVIEWING.chosen
            with suppress(Refusal):
                policies.admitted(tx, case, who, Tap(verb, card, argument, dice.choice(STATES)))
        assert [one.version for one in tx.exec(select(FormVersion))] == before


def _expects(tx: Any, who: Any) -> str:
    chat = chats.find(tx, who.chat_id)
    return chat.expects if chat else ""


def _card(tx: Any, who: Any) -> int:
    chat = chats.find(tx, who.chat_id)
    return chat.card if chat else 0

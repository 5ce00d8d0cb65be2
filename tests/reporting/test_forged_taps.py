"""Taps as a forged client may send them: anybody's ids, anything for a number. Each is refused or does what a tap may.

A tap that raises anything else would be tried three times, set aside, and answered with an apology.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import select

from models import article, membership, person, ticket
from models import chat as chats
from models.database import Database, Transaction
from models.draft import Draft
from models.submission import Submission
from reporting import articles, publishing
from reporting.adjusting import Adjusting
from reporting.advising import Advising
from reporting.answering import Answering
from reporting.asking import Asking
from reporting.coordinating import Coordinating
from reporting.documents import Documents
from reporting.enrolling import Enrolling
from reporting.filling import Filling
from reporting.history import History
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.nudging import Nudging
from reporting.opening import ensure_schedules, open_ahead
from reporting.practising import Practising
from reporting.reading import Reader, load_vocabulary
from reporting.refusals import Refusal
from reporting.requesting import Requesting
from reporting.reviewing import Reviewing
from reporting.screens.screen import Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.summarising import Summarising
from reporting.talking import Talking
from reporting.texts import LANGUAGES, templates_folder
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds

EACH = 60  # taps of each of the nine, on each engine
# The argument of every tap there is, by verb.
ARGUMENTS = {
    "s": ["begin", "slot", "forms", "form", "kampung", "period", "open", "draft", "correct"],
    "a": [
        "c0",
        "c1",
        "c99",
        "d",
        "k",
        "o0",
        "p0",
        "p1",
        "p99",
        "v",
        "v0",
        "vyes",
        "vno",
        "vOK",
        "c²",
        "p²",
        "v²",
        "o99",
        "u",
        "x",
        "y",
        "ja",
        "jq",
    ],
    "n": [
        "back",
        "skip",
        "save",
        "page",
        "edit",
        "jump",
        "submit",
        "submit_now",
        "fix",
        "drop",
        "resume",
        "ringkasan",
        "contoh",
        "bantuan",
        "defer",
        "coordinator",
    ],
    "c": ["open", "request", "because", "grant", "refuse"],
    "l": ["list", "kampung", "places", "months", "month"],
    "d": ["pdf"],
    "q": [
        *("next", "approve", "return", "because", "skip", "all", "photo", "card", "open", "clean", "clean_now"),
        *("undo", "pick", "drop", "items", "why", "give_back"),
    ],
    "r": ["see"],
    "k": ["missing", "summary", "picture", "nudge", "send", "nudge_all", "send_all"],
    "t": [
        "good",
        "bad",
        "forward",
        "article",
        "mine",
        "see",
        "clear",
        "more",
        "ask",
        "queue",
        "answer",
        "send",
        "edit",
    ],
    "m": ["menu", "reports", "settings", "help"],
    "g": [
        "main",
        "language",
        "address",
        "zone",
        "hour",
        "reminders",
        "leave",
        "quiet",
        "way",
        "office",
        "saver",
        "bar",
    ],
    "e": [
        "vouch",
        "yes",
        "no",
        "tell",
        "address",
        "read",
        "understood",
        "number",
        "right",
        "area",
        "hour",
        "zone",
        "contacts",
    ],
    "y": ["begin", "a", "n", "stop"],
    "h": ["main", "filling", "person", "terms"],
}
NUMBERS = ["", "0", "-1", "1", "2", "3", "7", "99", "999999", str(2**31), str(2**63), "9" * 40, "²", "١٢", "１", "1.5"]
FORMS = ["bulanan_kkb", "kegiatan_kkb", "rakor_lintas_sektor", "profil_kkb", "x" * 30, "", "🙂", "'--"]
HIDDEN = {501: ("Aur",), 502: ("Payo",), 504: ("Aur", "Payo"), 508: ("Aur", "Payo"), 9009: ("Aur", "Payo")}
PERIODS = ["2026-10", "2026-11", "2026-12", "1999-01", "2026-13", "2026", "", "x", "2026-11-02", "2026-S1", "🙂", "-1"]


@dataclass(frozen=True)
class House:
    """Every use case that takes a tap."""

    starting: Starting
    filling: Filling
    reviewing: Reviewing
    coordinating: Coordinating
    asking: Asking
    answering: Answering
    menus: Menus
    enrolling: Enrolling
    practising: Practising
    advising: Advising
    adjusting: Adjusting
    talking: Talking
    requesting: Requesting
    history: History
    documents: Documents

    def press(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """What the handlers do with it."""
        match tap.verb:
            case "s":
                return self.starting.chosen(tx, sender, tap)
            case "a":
                return self.filling.chosen(tx, sender, tap)
            case "n":
                return self.filling.navigated(tx, sender, tap)
            case "q":
                return self.reviewing.chosen(tx, sender, tap)
            case "r":
                return self.reviewing.see(tx, sender, tap)
            case "k":
                return self.coordinating.chosen(tx, sender, tap)
            case "t" if tap.argument in ("queue", "answer", "send", "edit"):
                return self.answering.chosen(tx, sender, tap)
            case "t":
                return self.asking.chosen(tx, sender, tap)
            case "e":
                return self.enrolling.chosen(tx, sender, tap)
            case "y":
                return self.practising.chosen(tx, sender, tap)
            case "h":
                return self.advising.chosen(tx, sender, tap)
            case "c" if tap.argument == "open":
                return self.talking.opened(tx, sender, tap)
            case "c":
                return self.requesting.chosen(tx, sender, tap)
            case "l":
                return self.history.chosen(tx, sender, tap)
            case "d":
                return self.documents.asked(tx, sender, tap)
            case "g":
                return self.adjusting.chosen(tx, sender, tap)
        return self.menus.chosen(tx, sender, tap)


def house() -> House:
    menus, asking, reader = Menus(TEXTS), Asking(TEXTS), Reader(load_vocabulary())
    practising = Practising(TEXTS, reader, menus)
    return House(
        Starting(LIBRARY, TEXTS, CountedIds(500_000)),
        Filling(LIBRARY, TEXTS, reader, Submitting(TEXTS)),
        Reviewing(LIBRARY, TEXTS),
        Coordinating(TEXTS, Summarising(LIBRARY, TEXTS), Nudging(TEXTS)),
        asking,
        Answering(TEXTS, asking),
        menus,
        Enrolling(TEXTS, menus, practising),
        practising,
        Advising(TEXTS, asking),
        Adjusting(TEXTS, reader),
        Talking(TEXTS),
        Requesting(TEXTS),
        History(TEXTS),
        Documents(LIBRARY, TEXTS),
    )


def settle(tx: Transaction) -> list[Sender]:
    """Reports, debts, drafts, questions and articles; somebody of each role, one whose role is over, a stranger."""
    desk.plant(tx)
    sari, budi = desk.officer(tx), desk.officer(tx, "Pak Budi", desk.AUR)
    people = [sari.sender, budi.sender]
    people += [desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")]
    people += [desk.person(tx, "Bu Rina", "koordinator", area_code="63.71")]
    people += [desk.person(tx, "Bu Ani", "kader", kampung_id=desk.PAYO)]
    people += [desk.person(tx, "Bu Kuri", "kurator"), desk.person(tx, "Bu Min", "administrator")]
    gone = desk.person(tx, "Pak Lama", "plkb", kampung_id=desk.PAYO)
    for form in ("bulanan_kkb", "kegiatan_kkb", "profil_kkb", "rakor_lintas_sektor"):
        publishing.publish(tx, desk.source(form))
    article.sync(tx, articles.load(templates_folder() / "articles"))
    sari.files(tx, "2026-09")
    budi.files(tx, "2026-09", desk.AUR)
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    ticket.opened(tx, 5, "13.72.01.1004", "Kapan posyandu?", "")
    end_role(tx, gone)
    return [*people, gone, Sender(4242, 9009, 9009)]


def end_role(tx: Transaction, sender: Sender) -> None:
    who = person.by_telegram_user(tx, sender.user_id)
    assert who is not None
    for row in membership.in_force(tx, who.id or 0, tx.now):
        row.until = tx.now
        tx.add(row)
    tx.flush()


def forged(tx: Transaction, sender: Sender, dice: random.Random) -> Iterator[str]:
    """Callback data, at most 64 bytes: a button that is there, or anything, mostly for the card that is up."""
    while True:
        chat = chats.find(tx, sender.chat_id)
        shown = [button["tap"] for row in (chat.screen or {}).get("rows", ()) for button in row] if chat else []
        if shown and dice.random() < 0.5:
            yield dice.choice(shown)
            continue
        verb = dice.choice([*ARGUMENTS, "s", "s", "s"])
        live = str(chat.card) if chat else "1"
        card = dice.choice([live, live, live, "", "", "0", "²", "9" * 30, "-1", "*"])
        states = [dice.choice(NUMBERS), ",".join([dice.choice(NUMBERS), dice.choice(NUMBERS)]), "on", "id", "🙂" * 9]
        if verb == "s":
            states += [_slot(dice)] * 6
        data = f"{verb}:{card}:{dice.choice([*ARGUMENTS[verb], ''])}:{dice.choice(states)}"
        yield data.encode()[:64].decode(errors="ignore")


def _slot(dice: random.Random) -> str:
    """Mostly of the kind that there is: what is refused at once gets nowhere."""
    parts = [
        dice.choice([*FORMS, *FORMS[:4]]),
        dice.choice([*NUMBERS, *"12" * 8]),
        dice.choice([*PERIODS, *PERIODS[:2] * 6]),
    ]
    return ",".join(parts[: dice.choice([1, 2, 3, 3])])


def check_screen(tx: Transaction, sender: Sender) -> None:
    """What the tap left is something that Telegram takes (Bot API, sendMessage; InlineKeyboardButton)."""
    chat = chats.find(tx, sender.chat_id)
    if chat is None or not chat.screen:
        return
    screen = Screen.from_json(chat.screen)
    for language in LANGUAGES:
        text = TEXTS.screen(language, screen)
        assert 0 < len(text) <= 4096
        assert not any(place in text for place in HIDDEN.get(sender.user_id, ()))
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= 100
    assert all(b.label and (0 < len(b.tap.encode()) <= 64 or 0 < len(b.copy) <= 256) for b in buttons)


def test_no_forged_tap_is_more_than_refused(database: Database, now: datetime) -> None:
    """Nobody gets further than a refusal, and nothing is stored under a period or place that there is not."""
    dice, use_cases = random.Random(20261105), house()
    with database.transaction(now) as tx:
        senders = settle(tx)
        planted = len(tx.exec(select(Draft)).all())
        for sender in senders:
            taps = forged(tx, sender, dice)
            for _ in range(EACH):
                data = next(taps)
                with suppress(Refusal):
                    press(tx, use_cases, sender, data)
                    check_screen(tx, sender)
        assert len(tx.exec(select(Draft)).all()) > planted, "the taps got nowhere"
        assert _odd_periods(tx, Draft) == _odd_periods(tx, Submission) == []


def press(tx: Transaction, use_cases: House, sender: Sender, data: str) -> None:
    """One tap, undone when it is refused. Anything but a refusal fails and names the tap."""
    try:
        with tx.begin_nested():
            use_cases.press(tx, sender, Tap.parse(data))
    except Refusal:
        raise
    except Exception as error:
        raise AssertionError(f"{data!r} by {sender.user_id}") from error


def _odd_periods(tx: Transaction, table: Any) -> list[tuple[str, str]]:
    known = ("2026-09", "2026-10", "2026-11", "2026-11-02", "2026-11-02.1", "2026", "2025")
    return [(r.form_id, r.period) for r in tx.exec(select(table)) if not r.period.startswith(known)]

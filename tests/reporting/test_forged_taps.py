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

from bot.conversation import cases
from models import article, membership, person, ticket
from models import chat as chats
from models.database import Database, Transaction
from models.draft import Draft
from models.family import Family
from models.submission import Submission
from reporting import articles, inviting, policies, publishing
from reporting.following import follow
from reporting.inputs import Sender, Tap
from reporting.inviting import Guest
from reporting.opening import ensure_schedules, open_some
from reporting.refusals import Refusal
from reporting.screens.screen import Screen
from reporting.summarising import Summarising
from reporting.texts import LANGUAGES, templates_folder
from tests.access.probes import OWN_WAYS, STATES, case_of
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS

EACH = 40  # taps of each of the twelve, on each engine
STRANGE = ("9" * 40, "²", "-1")  # what a row's number may be forged to
# The argument of every tap there is, by verb: as declared, and for those that take any what their cards have.
ARGUMENTS = {
    verb: sorted(known - {policies.ANY}) for verb, known in ((v, set(k)) for v, k in policies.TAPS.items())
} | {
    "a": [
        *("c0", "c1", "c99", "d", "k", "o0", "p0", "p1", "p99", "v", "v0", "vyes", "vno", "vOK", "c²", "p²", "v²"),
        *("o99", "u", "x", "y", "ja", "jq", "b0", "be", "bk", "e0"),
    ],
    "n": [
        *("back", "skip", "save", "page", "edit", "jump", "submit", "submit_now", "fix", "drop", "drop_now", "resume"),
        *("ringkasan", "contoh", "bantuan", "defer", "coordinator", "drop_round"),
    ],
    "i": ["ok", "stash", "cant"],
    "g": [
        *("main", "language", "address", "zone", "hour", "reminders", "leave", "quiet", "way", "office", "saver"),
        "bar",
    ],
    "e": [
        *("vouch", "yes", "no", "tell", "address", "read", "understood", "number", "right", "area", "hour", "zone"),
        *("contacts", "ask", "notice"),
    ],
    "y": ["begin", "a", "n", "stop"],
    "h": ["main", "filling", "person", "terms"],
}
NUMBERS = ["", "0", "-1", "1", "2", "3", "7", "99", "999999", str(2**31), str(2**63), "9" * 40, "²", "١٢", "１", "1.5"]
FORMS = ["bulanan_kkb", "kegiatan_kkb", "rakor_lintas_sektor", "profil_kkb", "x" * 30, "", "🙂", "'--"]
HIDDEN = {
    501: ("Aur",),
    502: ("Payo",),
    504: ("Aur", "Payo"),
    508: ("Aur",),
    511: ("Aur", "Payo"),
    9009: ("Aur", "Payo"),
}
PERIODS = ["2026-10", "2026-11", "2026-12", "1999-01", "2026-13", "2026", "", "x", "2026-11-02", "2026-S1", "🙂", "-1"]


@dataclass(frozen=True)
class House:
    """Every use case that takes a tap, behind its policy."""

    cases: dict[str, Any]

    def press(self, tx: Transaction, sender: Sender, tap: Tap) -> Any:
        """What the handlers do with it."""
        if (tap.verb, tap.argument) in OWN_WAYS or tap.verb not in ARGUMENTS:
            return ""
        owner, method = case_of(tap.verb, tap.argument).split(".")
        more = ("kabar_bot",) if tap.verb == "u" else ()
        return policies.admitted(tx, getattr(self.cases[owner], method), sender, tap, *more)


def house() -> House:
    return House(cases(TEXTS, LIBRARY, Summarising(LIBRARY, TEXTS)))


def settle(tx: Transaction) -> list[Sender]:
    """Reports, debts, drafts, questions and articles; somebody of each role, one whose role is over, a stranger."""
    desk.plant(tx)
    sari, budi = desk.officer(tx), desk.officer(tx, "Pak Budi", desk.AUR)
    people = [sari.sender, budi.sender]
    people += [desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")]
    people += [desk.person(tx, "Bu Rina", "koordinator", area_code="63.71")]
    people += [desk.person(tx, "Bu Ani", "kader", kampung_id=desk.PAYO)]
    people += [desk.person(tx, "Bu Kuri", "kurator"), desk.person(tx, "Bu Min", "administrator")]
    people += [
        desk.person(tx, "Bu Tim", "tpk", kampung_id=desk.PAYO),
        desk.person(tx, "Pak Mitra", "opd", area_code="13.72"),
    ]
    people += [desk.person(tx, "Bu Lihat", "viewer", area_code="13.72")]
    gone = desk.person(tx, "Pak Lama", "plkb", kampung_id=desk.PAYO)
    for form in ("bulanan_kkb", "kegiatan_kkb", "profil_kkb", "rakor_lintas_sektor"):
        publishing.publish(tx, desk.source(form))
    article.sync(tx, articles.load(templates_folder() / "articles"))
    sari.files(tx, "2026-09")
    budi.files(tx, "2026-09", desk.AUR)
    ensure_schedules(tx, "2026-10")
    open_some(tx, tx.now, 0)
    follow(tx, tx.now)
    ticket.opened(tx, 5, "13.72.01.1004", "Kapan posyandu?", "")
    guest = Guest("kader", "13.72.01.1004", name="Bu Tamu", kampung_id=desk.PAYO)
    inviting.invite(tx, desk.CountedIds(900_000), people[2].user_id - 500, guest)
    visit = {"first_visit": "2026-10-01", "last_visit": "2026-10-01", "next_due": "2026-11-01", "updated_at": tx.now}
    tx.add(Family(kampung_id=desk.PAYO, area_code="13.72.01.1004", code="PAY-1", person_id=1, target="balita", **visit))
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
        arguments = [*ARGUMENTS[verb], "", *(("open", "slot", "period") * 4 if verb == "s" else ())]
        data = f"{verb}:{card}:{dice.choice(arguments)}:{dice.choice(states)}"
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
        taken = 0
        for sender in senders:
            taps = forged(tx, sender, dice)
            for _ in range(EACH):
                data = next(taps)
                with suppress(Refusal):
                    press(tx, use_cases, sender, data)
                    check_screen(tx, sender)
                    taken += 1
        assert taken > 3 * EACH, "the taps got nowhere"
        assert _odd_periods(tx, Draft) == _odd_periods(tx, Submission) == []


def test_no_number_is_too_strange_for_any_tap(sqlite_database: Database, now: datetime) -> None:
    """Every tap that there is, with what is no row's number where the number stands."""
    use_cases = house()
    with sqlite_database.transaction(now) as tx:
        senders = settle(tx)
        for sender in (senders[0], senders[2]):
            for verb, argument in sorted((verb, one) for verb, known in ARGUMENTS.items() for one in known):
                state = STATES.get((verb, argument), "{0}")
                for number in STRANGE:
                    chat = chats.find(tx, sender.chat_id)
                    data = f"{verb}:{chat.card if chat else ''}:{argument}:{state.format(number)}"
                    with suppress(Refusal):
                        press(tx, use_cases, sender, data.encode()[:64].decode(errors="ignore"))


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

"""What must hold however often the bot is killed: read from the database and from the chats."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from reporting.delivering import MAY_REPEAT
from tests.campaigns.people import Ledger, Slot
from tests.people import Person
from tests.story import names

TAG = re.compile(r"<[^>]*>")


class Judge:
    """Looks at one SQLite file."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._names = names()

    def stored(self, ledger: Ledger) -> list[str]:
        """Complaints about what was acknowledged: each answer is in its draft or submission, each report there once."""
        with closing(sqlite3.connect(self._database)) as base:
            complaints = [] if base.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["integrity_check"]
            for slot in list(ledger.slots.values()):
                complaints += self._slot(base, slot)
            twice = "SELECT kampung_id, period, count(*) FROM submission GROUP BY 1, 2 HAVING count(*) > 1"
            complaints += [f"sent twice: {row}" for row in base.execute(twice)]
            twice = "SELECT person_id, kampung_id, count(*) FROM draft GROUP BY 1, 2 HAVING count(*) > 1"
            complaints += [f"begun twice: {row}" for row in base.execute(twice)]
        return complaints

    def settled(self, people: list[Person]) -> list[str]:
        """Complaints about both ends of the wire, once nothing is on its way any more."""
        with closing(sqlite3.connect(self._database)) as base:
            stuck = "SELECT id, state, error FROM inbound_update WHERE state <> 'done'"
            complaints = [f"stuck update: {row}" for row in base.execute(stuck)]
            complaints += list(self._pushes(base, people))
        return complaints

    def count(self, state: str) -> int:
        """How many messages of the outbox ended so."""
        with closing(sqlite3.connect(self._database)) as base:
            found = base.execute("SELECT count(*) FROM outbound_message WHERE state = ?", (state,))
            return int(found.fetchone()[0])

    def unsent(self) -> int:
        return sum(self.count(state) for state in ("queued", "claimed", "sending"))

    def _slot(self, base: sqlite3.Connection, slot: Slot) -> Iterator[str]:
        place = "(SELECT id FROM kampung WHERE name = ?)"
        row = base.execute(f"SELECT data, state FROM draft WHERE kampung_id = {place}", (slot.kampung,)).fetchone()
        if row is None:
            if slot.acknowledged:
                yield f"no draft of {slot.kampung}"
            return
        drafted = dict(_leaves(json.loads(row[0])["instance"]["values"]))
        for question in list(slot.acknowledged):
            name, words = self._names[question], slot.words[question]
            if not _means(drafted.get(name, ""), words):
                yield f"lost: {slot.kampung} {name}: {words!r} was taken, {drafted.get(name)!r} is stored"
        if slot.number:
            yield from self._report(base, slot, place)

    def _report(self, base: sqlite3.Connection, slot: Slot, place: str) -> Iterator[str]:
        sent = base.execute(f"SELECT id, number FROM submission WHERE kampung_id = {place}", (slot.kampung,)).fetchall()
        if [number for _, number in sent] != [slot.number]:
            yield f"{slot.kampung}: receipt {slot.number}, stored {sent}"
            return
        values = dict(base.execute("SELECT name, text FROM answer_value WHERE submission_id = ?", (sent[0][0],)))
        for question, words in slot.words.items():
            name = self._names[question]
            if question in slot.acknowledged and not _means(values.get(name, ""), words):
                yield f"report {slot.number}: {name} is {values.get(name)!r} for {words!r}"

    def _pushes(self, base: sqlite3.Connection, people: list[Person]) -> Iterator[str]:
        """Each message of the outbox stands in its chat as often as its state says. Two rows may say the same: the
        list of who is missing, on the day after, when nobody has sent anything."""
        chats = {person.id: [_words(m["html"] or "") for m in person.from_bot()] for person in people}
        rows = base.execute("SELECT telegram_chat_id, html, dedupe_key, kind, state, tries FROM outbound_message")
        alike: dict[tuple[int, str], list[tuple[str, str, str, int]]] = {}
        for chat, said, *row in rows:
            alike.setdefault((chat, _words(said)), []).append((row[0], row[1], row[2], row[3]))
        for (chat, text), group in alike.items():
            seen = chats.get(chat, []).count(text)
            least = sum(state == "sent" for _, _, state, _ in group)
            most = len(group) + sum(tries for _, kind, _, tries in group if kind in MAY_REPEAT)
            if not least <= seen <= most:
                yield f"{[(key, state, tries) for key, _, state, tries in group]}: {seen} times in the chat"


def _leaves(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value)
        else:
            yield name, str(value)


def _means(stored: str, words: str) -> bool:
    """Whether what is stored is what was written: `Ya` is `ya`, `BKB, PIK-R` is `bkb pikr`."""
    return stored == words or stored == words.replace(",", "").replace("-", "").casefold()


def _words(text: str) -> str:
    return " ".join(html.unescape(TAG.sub("", text)).split())

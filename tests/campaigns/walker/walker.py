"""An officer, a coordinator and a cadre who do anything, in no order, for a long time.

After each push the chat must have a way on: buttons, or something that text is expected for. What Telegram would refuse
(too long, bad markup, too many buttons) the sandbox refuses, and the log says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from models import chat as chats
from tests.handlers.filler import JPEG
from tests.messages import MOST_ROWS, complaints
from tests.people import Person, said_by_bot
from tests.transcripts.world import Stage

WHO = (("Bu Sari", 6), ("Pak Dedi", 3), ("Kak Rina", 1))
# Would end the walk: an account that closes, and an officer who goes.
HELD_BACK = re.compile(r"close_now$|:(end|move)_now:1\b")
NEWEST = 3  # messages with buttons from which one is chosen
LOOKED_AT = 30  # messages: a chat of days is long
WORDS = (
    "ya", "tidak", "kembali", "lewati", "simpan", "batal", "ringkasan", "bantuan", "menu", "contoh", "ubah 2", "kirim",
    "semua", "tidak ada", "1,3", "12", "0", "7", "1.234", "12,5", "dua belas", "nihil", "±12", "10-15", "999999999999",
    "12 0 3 4 5 6 7 8", "iud 2, implan 5", "suntik 12 pil 8", "kemarin", "12 Okt", "31 Februari", "jam 9 pagi", "14.30",
    "Posyandu Melati, RW 03", "apa itu PUS?", "kb suntik gratis dimana?", "👍", "🎉🎉🎉", "-", "?", ".", "<b>x</b> & y",
    "susuk", "spiral", "Mekar", "halo", "terima kasih", "4812", "081234567890", "1372014104900001", "a" * 299,
    "x" * 2000, "baris satu\nbaris dua", "‮abc", "Ubah", "selesai", "sama", "tidak tahu", "perdarahan banyak",
)  # fmt: skip
COMMANDS = (
    "/start", "/menu", "/lapor", "/draf", "/laporan", "/tanya", "/tanya apa itu PUS", "/settings", "/atur", "/help",
    "/bantuan", "/batal", "/privasi", "/hapus", "/periksa", "/belum", "/ringkasan", "/tiket", "/undang", "/xyz",
    "/angka", "/keluarga", "/petugas", "/latihan",
)  # fmt: skip


@dataclass
class Walker:
    """`faults` is what must not be; `trail` the last steps, for whoever mends it; `done` counts steps by their sort."""

    stage: Stage
    chance: Random
    hours: int = 0  # by which the clock is moved now and then; 0 lets it stand
    faults: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def walk(self, steps: int) -> None:
        for number in range(steps):
            name = self.chance.choices([one for one, _ in WHO], [weight for _, weight in WHO])[0]
            self._step(name, self.stage.people[name])
            if self.hours and number % 500 == 499:
                self._later()
                print(f"{number + 1} steps, {len(self.faults)} faults", flush=True)  # a long walk is watched
            if len(self.faults) > 20:
                return

    def _step(self, name: str, person: Person) -> None:
        said, act = self._choose(person)
        self.trail = [*self.trail[-14:], f"{name}: {said}"]
        self.done[_sort(said)] += 1
        try:
            self.stage.push(act)
        except AssertionError as error:
            self._fault(name, f"{error}")
            return
        self._look(name, person)

    def _look(self, name: str, person: Person) -> None:
        """Whether there is a way on, and the card keeps its measures."""
        cards = [one for one in said_by_bot(self._messages(person)) if not one["keyboard"] and not one["document"]]
        with self.stage.database.reading(self.stage.hub.clock.now()) as tx:
            chat = chats.find(tx, person.id)
            expects = chat.expects if chat else ""
        for message in cards[-1:]:
            if not message["buttons"] and not expects:
                self._fault(name, f"a dead end: {message['text'][:120]!r}")
            if len(message["buttons"]) > MOST_ROWS:
                self._fault(name, f"{len(message['buttons'])} rows: {message['text'][:120]!r}")
            for complaint in complaints("id", "", message["buttons"]):
                self._fault(name, complaint)

    def _fault(self, name: str, what: str) -> None:
        """Once, whatever its figures are."""
        kind = re.sub(r"\d+", "0", what)
        if not any(kind in re.sub(r"\d+", "0", one) for one in self.faults):
            self.faults.append(f"{name}: {what}\n    " + "\n    ".join(self.trail[-6:]))
            print(self.faults[-1], flush=True)

    def _choose(self, person: Person) -> tuple[str, Callable[[], Any]]:
        roll = self.chance.random()
        if roll < 0.66 and (pressed := self._button(person)):
            return pressed
        if roll < 0.86:
            word = self.chance.choice(WORDS)
            return repr(word[:40]), lambda: person.says(word)
        if roll < 0.9:
            command = self.chance.choice(COMMANDS)
            return command, lambda: person.says(command)
        if roll < 0.93 and (keys := self._keys(person)):
            key = self.chance.choice(keys)
            return f"bar {key}", lambda: person.says(key)
        return self._other(person)

    def _button(self, person: Person) -> tuple[str, Callable[[], Any]] | None:
        """A tap on one of the newest messages; now and then the same tap twice."""
        offered = [message for message in said_by_bot(self._messages(person)) if message["buttons"]][-NEWEST:]
        if not offered:
            return None
        message = self.chance.choice([*offered, offered[-1], offered[-1], offered[-1]])
        taps = [b for row in message["buttons"] for b in row if b["data"] and not HELD_BACK.search(b["data"])]
        taps = [b for b in taps if not (b["data"].startswith("p:") and b["data"].endswith(":on"))]
        if not taps:
            return None
        button = self.chance.choice(taps)
        return f"[{button['text']}] {button['data']}", lambda: person.press(message, button)

    def _chat(self, person: Person) -> dict[str, Any]:
        told = self.stage.sandbox.http.get(f"/sim/people/{person.id}/chat", params={"last": LOOKED_AT}).json()
        return dict(told)

    def _messages(self, person: Person) -> list[dict[str, Any]]:
        return list(self._chat(person)["messages"])

    def _keys(self, person: Person) -> list[str]:
        chat = self._chat(person)
        return [key["text"] for row in (chat["keyboard"] or {}).get("rows", []) for key in row]

    def _other(self, person: Person) -> tuple[str, Callable[[], Any]]:
        """A photo, a place, a voice, a file, a contact, a changed message."""
        picture = JPEG + bytes([self.chance.randrange(256)])
        place = {"latitude": -0.78, "longitude": 100.65, "horizontal_accuracy": self.chance.choice((8.0, 640.0))}
        own = [m for m in self._messages(person) if m["from"] != "bot" and not m["deleted"] and m["text"]][-5:]
        word = self.chance.choice(WORDS)
        acts: list[tuple[str, Callable[[], Any]]] = [
            ("(foto)", lambda: person.sends_photo(picture)),
            ("(lokasi)", lambda: person.sends(location=place)),
            ("(suara)", lambda: person.sends_voice(b"OggS")),
            ("(file)", lambda: person.sends_document("daftar.pdf", b"%PDF-1.4", "application/pdf")),
            ("(kontak)", lambda: person.sends(contact=True)),
        ]
        if own:
            changed = self.chance.choice(own)
            told = f"(ubah {changed['text'][:20]!r} jadi {word[:20]!r})"
            acts.append((told, lambda: person.says(word, edit=changed["message_id"])))
        return self.chance.choice(acts)

    def _later(self) -> None:
        self.trail.append(f"({self.hours} jam kemudian)")
        self.stage.sandbox.http.post("/sim/clock", json={"advance": self.hours * 3600}, timeout=300.0)
        self.stage.settle()


def _sort(said: str) -> str:
    """What sort of step it was, by how the trail tells it."""
    return {"[": "presses", "/": "commands", "b": "keys of the bar", "(": "other"}.get(said[0], "texts")

"""People who never stop and never repeat themselves: each push is made once, so a lost one stalls them.

They look at their chats and do the next thing, as people do who do not know that the bot was killed meanwhile.
"""

from __future__ import annotations

import re
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.people import Person, labels, said_by_bot
from tests.story import asked

STALLED_AFTER = 60.0  # seconds without anything new: what was said last is lost
LOOK_FOR = 0.5  # seconds to wait for something new
LONGEST_THOUGHT = 0.04  # seconds between reading and answering


@dataclass
class Slot:
    """One report: what is to be written, what was seen to be taken, and whether the receipt came."""

    kampung: str
    words: dict[str, str]  # by question as asked
    acknowledged: set[str] = field(default_factory=set)
    number: str = ""


@dataclass
class Ledger:
    """What people were told. Written by their threads, read by the judge."""

    slots: dict[str, Slot] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def acknowledged(self) -> int:
        return sum(len(slot.acknowledged) for slot in list(self.slots.values()))

    def sent(self) -> int:
        return sum(1 for slot in list(self.slots.values()) if slot.number)


class Worker(threading.Thread, ABC):
    """Somebody who looks at the chat and does what comes next, each thing once."""

    def __init__(self, person: Person, ledger: Ledger, chance: Random) -> None:
        super().__init__(daemon=True)
        self.person = person
        self.ledger = ledger
        self.chance = chance
        self.ending = threading.Event()
        self.working = threading.Event()
        self.working.set()
        self._done: Any = None
        self._version = -1
        self._since = time.monotonic()

    def run(self) -> None:
        try:
            self.begin()
            while not self.is_over():
                if self.working.wait(LOOK_FOR):
                    self._look()
                else:
                    self._since = time.monotonic()
        except Exception as error:  # told in the test, not in a thread's last words
            self.ledger.faults.append(f"{type(self).__name__} {self.person.id}: {error}")
        finally:
            self.person.sandbox.close()

    @abstractmethod
    def begin(self) -> None: ...

    @abstractmethod
    def next(self, messages: list[dict[str, Any]]) -> tuple[Any, Callable[[], object]] | None:
        """What to do about the chat, newest message first: a name that tells it from the step before, and the deed."""

    @abstractmethod
    def is_over(self) -> bool: ...

    def _look(self) -> None:
        self._version, messages = self.person.news(self._version, LOOK_FOR)
        step = self.next(said_by_bot(messages)[::-1])
        if step is not None and step[0] != self._done:
            self._done, self._since = step[0], time.monotonic()
            time.sleep(self.chance.uniform(0.0, LONGEST_THOUGHT))
            step[1]()
        elif time.monotonic() - self._since > STALLED_AFTER:
            raise AssertionError(f"nothing came after {self._done}:\n{self.person.last()['text']}")


class Officer(Worker):
    """Files one report after the other; `pages` makes the notebook for a kampung."""

    def __init__(self, person: Person, ledger: Ledger, chance: Random, pages: Callable[[str], dict[str, str]]) -> None:
        super().__init__(person, ledger, chance)
        self.pages = pages
        self.slot: Slot | None = None
        self.answered = ""
        self.finished = False

    def begin(self) -> None:
        self.person.says("/start")

    def is_over(self) -> bool:
        return self.finished

    def next(self, messages: list[dict[str, Any]]) -> tuple[Any, Callable[[], object]] | None:
        return next((step for one in messages[:12] if (step := self._about(one)) is not None), None)

    def _about(self, message: dict[str, Any]) -> tuple[Any, Callable[[], object]] | None:
        text, question, offered = message["text"], asked(message), labels(message)
        if self.slot and question in self.slot.words:
            return question, lambda: self._answer(message, question)
        if "pesan sekaligus" in text and "✅ Betul semua" in offered:
            return ("pairs", text), lambda: self._agree(message)
        if "Sudah benar?" in text and "Ketik ulang" in offered:
            return ("odd", text), lambda: self.person.taps("Ya", message)
        if text.startswith("✅ Laporan terkirim"):
            return ("sent", text), lambda: self._received(message)
        if "Boleh berhenti kapan saja" in text and "Mulai" in offered:
            return ("open", text), lambda: self._open(message)
        if re.match(r"Selamat (pagi|siang|sore|malam)", text) and "📝 Isi laporan" in offered:
            return "home", lambda: self.person.taps("Isi laporan", message)
        if "Laporan yang masih ditunggu" in text:
            return "slots", lambda: self.person.taps("1", message)
        if "Ringkasan" in text and (found := re.search(r"halaman (\d) dari", text)):
            self._take()
            label = "Kirim laporan" if "✅ Kirim laporan" in offered else f"Halaman {int(found[1]) + 1}"
            return ("page", self.slot and self.slot.kampung, label), lambda: self.person.taps(label, message)
        return None

    def _open(self, message: dict[str, Any]) -> None:
        kampung = message["text"].splitlines()[1].split(" · ")[0]
        self.slot = self.ledger.slots[kampung] = Slot(kampung, self.pages(kampung))
        self.answered = ""
        self.person.taps("Mulai", message)

    def _answer(self, message: dict[str, Any], question: str) -> None:
        assert self.slot is not None
        self._take()
        assert "⚠️" not in message["text"], f"refused: {message['text']}"
        words = self.slot.words[question]
        self.answered = question
        label = next((one for one in labels(message) if one.casefold() == words.casefold()), None)
        if label:
            self.person.taps(label, message)
        else:
            self.person.says(words)

    def _agree(self, message: dict[str, Any]) -> None:
        """A kill between showing a question and noting so: its answer looks early, and is shown to be confirmed."""
        assert "⚠️" not in message["text"], f"paired wrongly: {message['text']}"
        self._take()
        self.person.taps("Betul semua", message)

    def _take(self) -> None:
        """What was answered last is acknowledged: the bot shows what comes after it."""
        if self.slot and self.answered:
            self.slot.acknowledged.add(self.answered)

    def _received(self, message: dict[str, Any]) -> None:
        assert self.slot is not None
        self.slot.number = re.findall(r"KB-\w+", message["text"])[0]
        following = [label for label in labels(message) if label.startswith("📝 Lanjut")]
        self.finished = self.ending.is_set() or not following
        if not self.finished:
            self.person.taps(following[0], message)


class Coordinator(Worker):
    """Reads whatever comes into the queue: accepts most of it, returns the rest."""

    def begin(self) -> None:
        self.person.says("/start")

    def is_over(self) -> bool:
        return self.ending.is_set()

    def next(self, messages: list[dict[str, Any]]) -> tuple[Any, Callable[[], object]] | None:
        return next((step for one in messages[:8] if (step := self._about(one)) is not None), None)

    def _about(self, message: dict[str, Any]) -> tuple[Any, Callable[[], object]] | None:
        text, offered = message["text"], labels(message)
        if "✅ Terima" in offered:
            verdict = "Terima" if self.chance.random() < 0.6 else "Kembalikan"
            return ("card", re.findall(r"KB-\w+", text)[-1]), lambda: self.person.taps(verdict, message)
        if "Isian mana yang perlu diperbaiki?" in text:
            onward = next(label for label in offered if label.startswith("Lanjut"))
            return ("items", text), lambda: self.person.taps(onward, message)
        if "akan membaca:" in text:
            return ("preview", text), lambda: self.person.taps("Kirim ke petugas", message)
        if "Apa yang perlu diperbaiki?" in text:
            return ("reason", text), lambda: self.person.taps("Angka tidak cocok", message)
        if re.match(r"Selamat (pagi|siang|sore|malam)", text) or "Tidak ada laporan yang menunggu" in text:
            return ("empty", message["message_id"], text), self._wait
        return None

    def _wait(self) -> None:
        self.ending.wait(0.4)
        self.person.says("/periksa")

"""A story is a Markdown file: what people do are its quoted lines (`> ...`), below the heading with their name; what
Kabar does about it stands in between, and is written anew when the story is played.

`> 12` is typed, `> [Kirim]` is a tap on the newest message with such a button, `> [1] di pesan "Ringkasan"` on the
newest that says so. In brackets stand other acts: `(foto)`, `(foto: catatan)`, `(lokasi -0.79 100.65 8)`, `(kontak)`,
`(ubah "12" jadi "21")` for the newest own message that reads so, `(balas "Suntik": 12)` to the newest of Kabar's that
says so, `(sekaligus) 12 | 5 | 8` for what was typed without a signal and arrives at once, `(terlambat 15) 12` for what
reaches Kabar a quarter of an hour late, `(album 3)` and the `KINDS` for what else a phone can send,
`(terbit catatan)` for a form of `forms/` that is published, `(kirim posyandu.xlsx)` for a workbook of `BOOKS`,
`(buat grup)` for a group that is made with Kabar in it, `(di grup) /grup` for what is written there,
`(istirahat 2026-11-06T04:00 2026-11-06T06:00)` for maintenance that is announced, `(peran koordinator 13)` for somebody
who gets a role in an area, and `(pukul 2026-11-04T08:30)` for the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sandbox import people
from sandbox.files import Upload
from sandbox.world import Json
from tests.handlers.filler import JPEG
from tests.people import STICKER, Member, Person
from tests.transcripts.world import Stage
from tests.workbooks import FAULTY, NEW, QUESTIONS, WEIGHED, weekly, workbook

_TAP = re.compile(r"\[(?P<label>.+?)\](?: di pesan \"(?P<text>.+)\")?")
_PHOTO = re.compile(r"\(foto(?:: (?P<caption>.+))?\)")
_PLACE = re.compile(r"\(lokasi (?P<lat>\S+) (?P<lon>\S+)(?: (?P<accuracy>\S+))?\)")
_EDIT = re.compile(r"\(ubah \"(?P<old>.+?)\" jadi \"(?P<new>.+)\"\)")
_CLOCK = re.compile(r"\(pukul (?P<at>\S+)\)")
_REST = re.compile(r"\(istirahat (?P<begins>\S+) (?P<ends>\S+)\)")
_REPLY = re.compile(r"\(balas \"(?P<text>.+)\": (?P<said>.+)\)")
_LATE = re.compile(r"\(terlambat (?P<minutes>\d+)\) (?P<said>.+)")
_ALBUM = re.compile(r"\(album (?P<count>\d+)\)")
_ROLE = re.compile(r"\(peran (?P<role>\w+) (?P<area>\S+)\)")
_FORM = re.compile(r"\(terbit (?P<name>\w+)\)")
_BOOK = re.compile(r"\(kirim (?P<name>\S+)\)")
AT_ONCE = "(sekaligus) "
GROUP, IN_GROUP = "Grup", "(di grup) "
FORMS = Path(__file__).parent / "forms"
PHOTO = Upload(JPEG, "foto.jpg", "image/jpeg")
FILES = {
    "(suara)": ("voice", Upload(b"OggS", "suara.ogg", "audio/ogg")),
    "(foto sebagai file)": ("document", PHOTO),
    "(file)": ("document", Upload(b"%PDF-1.4", "notulen.pdf", "application/pdf")),
}
KINDS: dict[str, Json] = {
    "(stiker)": STICKER,
    "(terusan)": {"forward_origin": {"type": "hidden_user", "sender_user_name": "Humas", "date": 1}, "text": "Rapat"},
    "(file besar)": {
        "document": {"file_id": "b", "file_unique_id": "b", "file_name": "a.mp4", "file_size": 25_000_000}
    },
}
# Forms as an office would send them: in an old format, with a fault, whole, and in a new version.
BOOKS: dict[str, Callable[[], bytes]] = {
    "posyandu.xls": lambda: b"\xd0\xcf\x11\xe0",
    "posyandu_keliru.xlsx": lambda: workbook(questions=FAULTY, mandate={}),
    "posyandu.xlsx": workbook,
    "posyandu_desember.xlsx": lambda: workbook("2026-12-01", (*QUESTIONS, NEW)),
    "penimbangan.xlsx": weekly,
    "penimbangan_baru.xlsx": lambda: weekly("2026-11-23", WEIGHED),
}
Message = dict[str, Any]


def play(stage: Stage, story: str, lint: Callable[[str, Message], None]) -> str:
    """The story as it goes now. Every message of Kabar is handed to `lint`, with the name of who reads it."""
    told: list[str] = []
    seen = Seen(stage, lint)
    person = next(iter(stage.people.values()))
    for line in script(story):
        if line.startswith("## "):
            person = stage.people[line[3:]]
            seen.reader = line[3:]
            told += [line, ""]
        elif line.startswith("> "):
            Actor(stage, person).act(line[2:])
            told += [line, "", *seen.news()]
        else:
            told += [line, ""]
    return "\n".join(told).rstrip() + "\n"


def script(story: str) -> Iterator[str]:
    """Title, remarks, names and acts; without what Kabar said."""
    inside = False
    for line in story.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif not inside and line.strip() and not line.startswith("↑") and not line.startswith("*"):
            yield line.rstrip()


class Actor:
    def __init__(self, stage: Stage, person: Person) -> None:
        self._stage = stage
        self._person = person

    def act(self, line: str) -> None:
        """One line of the script. Raises NotSeen for a button that isn't there."""
        person = self._person
        if match := _CLOCK.fullmatch(line):
            self._stage.goes_to(f"{match['at']}:00+07:00")
        elif match := _REST.fullmatch(line):
            self._stage.rests(f"{match['begins']}:00+07:00", f"{match['ends']}:00+07:00")
        elif match := _TAP.fullmatch(line):
            holder = self._says(match["text"]) if match["text"] else None
            self._push(lambda: person.taps(match["label"], holder))
        elif match := _PHOTO.fullmatch(line):
            told = {"caption": match["caption"]} if match["caption"] else {}
            self._push(lambda: self._post(files={"photo": ("foto.jpg", JPEG, "image/jpeg")}, data=told))
        elif match := _BOOK.fullmatch(line):
            name = match["name"]
            self._push(lambda: self._post(files={"document": (name, BOOKS[name](), "application/octet-stream")}))
        elif match := _PLACE.fullmatch(line):
            place = {"latitude": float(match["lat"]), "longitude": float(match["lon"])}
            place |= {"horizontal_accuracy": float(match["accuracy"])} if match["accuracy"] else {}
            self._push(lambda: person.sends(location=place))
        elif match := _EDIT.fullmatch(line):
            own = next(m for m in person.messages()[::-1] if m["text"] == match["old"] and m["from"] != "bot")
            self._push(lambda: person.says(match["new"], edit=own["message_id"]))
        elif line == "(buat grup)":
            self._push(self._make_group)
        elif line.startswith(IN_GROUP):
            group = Member(person.sandbox, self._stage.people[GROUP].id, person)
            self._push(lambda: group.says(line.removeprefix(IN_GROUP)))
        elif line == "(kontak)":
            self._push(lambda: person.sends(contact=True))
        elif match := _FORM.fullmatch(line):
            self._stage.publish(FORMS / f"{match['name']}.md")
        elif match := _ROLE.fullmatch(line):
            self._stage.joins(person, match["role"], match["area"])
        elif (sent := self._sent(line)) is not None:
            self._stage.together(person, sent)
        elif match := _LATE.fullmatch(line):
            self._stage.together(person, [people.text_content(match["said"])], int(match["minutes"]))
        else:
            self._push(lambda: person.says(line))

    def _make_group(self) -> None:
        self._stage.people[GROUP] = self._person.sandbox.group(GROUP, self._person)

    def _sent(self, line: str) -> list[Json] | None:
        """The messages that a line stands for; None for plain text."""
        hub = self._stage.hub
        if line.startswith(AT_ONCE):
            return [people.text_content(text) for text in line.removeprefix(AT_ONCE).split(" | ")]
        if match := _REPLY.fullmatch(line):
            return [people.text_content(match["said"]) | {"reply_to": self._says(match["text"])["message_id"]}]
        if match := _ALBUM.fullmatch(line):
            photos = [people.file_content(hub, "photo", _photo(one), "") for one in range(int(match["count"]))]
            return [photo | {"media_group_id": line} for photo in photos]
        if line in FILES:
            kind, upload = FILES[line]
            return [people.file_content(hub, kind, upload, "")]
        return [dict(KINDS[line])] if line in KINDS else None

    def _push(self, act: Callable[[], Any]) -> None:
        self._stage.push(act)

    def _post(self, **told: Any) -> None:
        self._stage.sandbox.http.post(f"/sim/people/{self._person.id}/say", **told).raise_for_status()

    def _says(self, text: str) -> Message:
        return next(m for m in self._person.from_bot()[::-1] if text in m["text"])


def _photo(number: int) -> Upload:
    """One of several that differ."""
    return Upload(JPEG + bytes([number]), "foto.jpg", "image/jpeg")


class Seen:
    """What is new in everyone's chat since the last look."""

    def __init__(self, stage: Stage, lint: Callable[[str, Message], None]) -> None:
        self._stage = stage
        self._lint = lint
        self._known: dict[tuple[str, int], str] = {}
        self._toasts = dict.fromkeys(stage.people, 0)
        self._versions = dict.fromkeys(stage.people, 0)
        self.reader = next(iter(stage.people))

    def news(self) -> list[str]:
        lines: list[str] = []
        for name, person in sorted(self._stage.people.items(), key=lambda one: one[0] != self.reader):
            version = self._stage.version(person)
            if version == self._versions.get(name, 0):
                continue
            self._versions[name] = version
            chat = self._stage.sandbox.http.get(f"/sim/people/{person.id}/chat").json()
            told = [line for message in chat["messages"] for line in self._about(name, message)]
            toasts, before = chat["toasts"], self._toasts.get(name, 0)
            told += [f"↑ *sekilas: {toast['text']}*\n" for toast in toasts if toast["version"] > before]
            self._toasts[name] = max((toast["version"] for toast in toasts), default=0)
            if told and name != self.reader:
                lines += [f"*Di chat {name}:*", ""]
            lines += told
        return lines

    def _about(self, name: str, message: Message) -> Iterator[str]:
        key, now = (name, message["message_id"]), _shown(message)
        before = self._known.get(key)
        self._known[key] = now
        if before == now:
            return
        if message["from"] != "bot":
            if message["deleted"]:
                yield "↑ *pesan itu dihapus dari chat*\n"
            elif message["reaction"]:
                yield f"↑ *{message['reaction']} pada: {message['text'] or 'foto'}*\n"
            return
        self._lint(name, message)
        if message["deleted"]:
            yield f"↑ *dihapus: {_first(before or '')}*\n"
        elif before is not None and not message["buttons"] and "\n" not in message["text"]:
            yield f"↑ *jadi satu baris: {message['text']}*\n"
        elif before is None or before.partition("\n[")[0] != now.partition("\n[")[0] or message["buttons"]:
            yield f"```chat{'' if before is None else ' (diubah)'}\n{now}\n```\n"


def _shown(message: Message) -> str:
    if message["deleted"]:
        return "(dihapus)"
    kinds = [f"({word})" for key, word in (("photo", "gambar"), ("document", "file")) if message[key]]
    text = [message["text"]] if message["text"] else []
    rows = ["".join(f"[ {button['text']} ]" for button in row) for row in message["buttons"]]
    keys = ["bar: " + "".join(f"[ {key['text']} ]" for key in row) for row in message["keyboard"]]
    return "\n".join([*kinds, *text, *rows, *keys])


def _first(text: str) -> str:
    return next(iter(text.splitlines()), "")

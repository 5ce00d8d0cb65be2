"""Uploading: somebody sends a workbook, it is fetched and checked elsewhere, and they are told what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from forms.problems import FormProblem
from forms.sheet.cells import Cells
from models import audit_event, form_file, form_upload
from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from models.form_upload import FormUpload
from models.region_search import RegionSearch
from reporting import form_facts, publishing, pushing, stage
from reporting.access import Actor, actor_by_id, actor_of, require
from reporting.findings import document
from reporting.form_approval import FormApproval
from reporting.form_pages import FormPages
from reporting.form_terms import FormTerms
from reporting.helping import put_lost
from reporting.inputs import File, Sender, Tap
from reporting.library import Library
from reporting.notices import Notice, Notices
from reporting.previewing import Previewing
from reporting.proposing import PUBLISHERS, TERM, form_of
from reporting.publishing import Source
from reporting.pushing import Push
from reporting.refusals import Refusal
from reporting.screens import publishing as screens
from reporting.screens.screen import Screen
from reporting.texts import Texts

EXPECTS = "form_file"  # what the chat expects: the workbook
LARGEST = 20 * 1024 * 1024  # bytes; Telegram gives bots no larger file (Bot API, getFile)
KIND = ".xlsx"
NAME = 255  # letters of a file name that are kept
AT_ONCE = 3
TRIES = 8  # to fetch a file, over some minutes
# What only opens something, and what counts on the live card alone.
OPENING = ("up", "try", "tips", "rest", "drop")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A workbook to be fetched and read."""

    upload_id: int
    file_id: str
    name: str
    tries: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it: the form where it can be read, and what was found. `content` is the file, None where it could
    not be fetched."""

    content: bytes | None
    source: Source | None
    problems: tuple[FormProblem, ...]
    cells: Cells = Cells()


class Uploading:
    """Every public method is one push; `checked` and `put_off` are those of the errand that reads files."""

    def __init__(self, texts: Texts, library: Library, previewing: Previewing, regions: RegionSearch) -> None:
        self._texts = texts
        self._library = library
        self._previewing = previewing
        self._notices = Notices(texts)
        self._terms = FormTerms(texts, library, regions)
        self._approval = FormApproval(texts, library)
        self._pages = FormPages(texts, library, previewing)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """The forms of the actor's area. Raises Refusal("not_allowed") for who publishes none."""
        actor = require(actor_of(tx, sender), *PUBLISHERS)
        self._pages.put(tx, actor, stage.hear(tx, sender))

    def received(self, tx: Transaction, sender: Sender, file: File, name: str) -> None:
        """A file that may be a form. It is fetched and read by an errand; what was faulty before is replaced by it."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        if not actor.has(*PUBLISHERS):
            put_lost(tx, self._texts, actor, chat)
            return
        problem = "size" if (file.size or 0) > LARGEST else "" if PurePath(name.lower()).suffix == KIND else "kind"
        if problem:
            stage.put(tx, chat, screens.file(self._texts, chat.language, problem, name), expects=EXPECTS)
            return
        for before in form_upload.open_of(tx, actor.person_id):
            if before.state == "faulty":
                form_upload.end(tx, before, "withdrawn")
        row = FormUpload(
            person_id=actor.person_id, file_name=name[-NAME:], telegram_file_id=file.file_id, created_at=tx.now,
            expires_at=tx.now + TERM,
        )  # fmt: skip
        tx.add(row)
        tx.flush()
        audit_event.log(tx, actor.person_id, "form.sent", "form_upload", row.id)
        self._put(tx, chat, row, screens.reading(self._texts, chat.language, row.id or 0, row.file_name))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the cards. Returns a toast, or ""."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        if tap.argument in FormPages.TAPS:
            return self._pages.chosen(tx, actor, chat, tap)
        if tap.argument == "new":
            stage.put(tx, chat, screens.file(self._texts, chat.language), expects=EXPECTS)
            return ""
        if tap.argument in FormApproval.TAPS:
            return self._approval.chosen(tx, actor, chat, tap)
        row = self._row(tx, actor, tap)
        if tap.argument not in OPENING and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        return self._steered(tx, actor, chat, row, tap)

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """The name of an area, why a form is declined, or something else where a file is waited for."""
        actor, chat = require(actor_of(tx, sender), *PUBLISHERS), stage.hear(tx, sender)
        number = int((chat.focus or {}).get("upload", 0))
        own = form_upload.own(tx, actor.person_id, number)
        if chat.expects == FormTerms.EXPECTS and own is not None:
            self._terms.searched(tx, actor, chat, own, text)
        elif chat.expects == FormApproval.EXPECTS:
            self._approval.because(tx, actor, chat, number, text)
        elif chat.expects == EXPECTS:
            put_lost(tx, self._texts, actor, chat)
        else:
            stage.bring_down(tx, chat)

    def checked(self, tx: Transaction, upload_id: int, found: Checked) -> int | None:
        """Keeps what the errand found and tells it; the chat to be shown, None where somebody has to be told later."""
        row = form_upload.get(tx, upload_id)
        if row is None or row.state != "waiting":
            return None
        problems = list(found.problems)
        if found.source is not None:
            problems += publishing.findings(tx, found.source, found.cells)
            problems = [one for one in problems if (one.code, one.severity) != ("no_mandate", "warning")]
        is_faulty = found.source is None or any(one.severity == "error" for one in problems)
        row.content, row.state = found.content, "faulty" if is_faulty else "ready"
        row.problems = [asdict(one) for one in problems]
        if found.source is not None:
            _keep(tx, row, found.source)
        tx.add(row)
        audit_event.log(tx, row.person_id, "form.checked", "form_upload", row.id, state=row.state, form=row.form_id)
        tx.flush()
        return self._tell(tx, row)

    def put_off(self, tx: Transaction, upload_id: int) -> None:
        """It could not be fetched just now."""
        row = form_upload.get(tx, upload_id)
        if row is not None:
            row.tries += 1
            tx.add(row)

    def _row(self, tx: Transaction, actor: Actor, tap: Tap) -> FormUpload:
        """The actor's own, or one that they decide about, of which they may see all but change nothing."""
        number = Tap(tap.verb, None, tap.argument, tap.state.partition(",")[0]).number
        row = form_upload.own(tx, actor.person_id, number)
        if row is None and tap.argument in ("up", "try"):
            row = self._approval.find(tx, actor, number)
        if row is None:
            raise Refusal("not_found")
        return row

    def _steered(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload, tap: Tap) -> str:
        number, language = row.id or 0, chat.language
        match tap.argument:
            case "up":
                self._open(tx, actor, chat, row)
            case "try" if row.xform is not None:
                self._previewing.begin(tx, actor, chat, ("upload", number), form_of(tx, self._library, row))
            case "tips":
                stage.put(tx, chat, screens.faulty(self._texts, language, number, self._found(row), is_advice=True))
            case "rest":
                return self._send_findings(tx, chat, row)
            case "drop":
                self._put(tx, chat, row, screens.withdraw(self._texts, language, number, row.title, row.file_name))
            case "drop_now":
                form_upload.end(tx, row, "withdrawn")
                audit_event.log(tx, actor.person_id, "form.withdrawn", "form_upload", number)
                self._pages.put(tx, actor, chat)
            case _ if row.state == "ready":
                return self._terms.chosen(tx, actor, chat, row, tap)
            case _:
                return self._texts.word(language, "form_over")
        return ""

    def _open(self, tx: Transaction, actor: Actor, chat: Chat, row: FormUpload) -> None:
        """Wherever it stands."""
        number, language = row.id or 0, chat.language
        if row.person_id != actor.person_id:
            self._approval.put(tx, actor, chat, row)
        elif row.state == "waiting":
            self._put(tx, chat, row, screens.reading(self._texts, language, number, row.file_name))
        elif row.state == "faulty":
            self._put(tx, chat, row, screens.faulty(self._texts, language, number, self._found(row), is_advice=False))
        elif row.state == "proposed":
            self._approval.put_waiting(tx, actor, chat, row)
        else:
            self._put_ready(tx, chat, row)

    def _put_ready(self, tx: Transaction, chat: Chat, row: FormUpload) -> None:
        form = form_of(tx, self._library, row)
        facts = form_facts.about(form, chat.language)
        facts |= {"before": form_facts.before(tx, self._library, form, chat.language)}
        advice = len(self._found(row)["findings"])
        self._put(tx, chat, row, screens.ready(self._texts, chat.language, row.id or 0, facts, advice))

    def _tell(self, tx: Transaction, row: FormUpload) -> int | None:
        """On the card that waits for it; who does something else meanwhile is told by a message."""
        actor, chat = actor_by_id(tx, row.person_id), chats.of_person(tx, row.person_id)
        if actor is None or chat is None:
            return None
        if chat.expects == EXPECTS and (chat.focus or {}).get("upload") == row.id:
            self._open(tx, actor, chat, row)
            return chat.telegram_chat_id
        facts = {"file": row.file_name, "is_faulty": row.state == "faulty"}
        buttons = ((("form_open", f"b::up:{row.id}"),),)
        self._notices.tell(tx, row.person_id, Notice(f"formread:{row.id}", "publishing/read", facts, buttons))
        return None

    def _send_findings(self, tx: Transaction, chat: Chat, row: FormUpload) -> str:
        """All of them as a document; twice in a minute is once."""
        spec = document(self._texts, chat.language, row.file_name, row.problems or ())
        key = f"findings:{row.id}:{tx.now:%Y%m%d%H%M}"
        caption = Screen("publishing/caption", {"file": row.file_name, "count": len(row.problems or ())})
        pushing.enqueue(tx, self._texts, chat, Push(key, "notice", caption, chart=spec), tx.now)
        return self._texts.word(chat.language, "form_findings_coming")

    def _found(self, row: FormUpload) -> dict[str, Any]:
        """What a card lists: errors where there are some, else advice; remarks that ask for nothing are left out."""
        severity = "error" if row.state == "faulty" else "warning"
        told = [one for one in row.problems or () if one["severity"] == severity]
        keys = ("code", "sheet", "row", "column")
        return {"file": row.file_name, "findings": [{key: one[key] for key in keys} for one in told]}

    def _put(self, tx: Transaction, chat: Chat, row: FormUpload, screen: Screen) -> None:
        """A file that comes now takes the place of this one."""
        stage.put(tx, chat, screen, expects=EXPECTS, focus={"upload": row.id})


def waiting(tx: Transaction) -> list[Waiting]:
    """The workbooks that have to be fetched and read, the oldest first."""
    rows = form_upload.waiting(tx, AT_ONCE)
    return [Waiting(row.id or 0, row.telegram_file_id, row.file_name, row.tries) for row in rows]


def _keep(tx: Transaction, row: FormUpload, source: Source) -> None:
    row.xform, row.content_hash = source.xform, publishing.digest_of(source)
    row.form_id, row.version, row.title = source.form.form_id, source.form.version, source.form.title
    row.lists = {name: form_file.keep(tx, content) for name, content in source.files.items()}

"""Erasing: the statements that take a person out of the database. What is left of them is a number and a pseudonym.

`models/traces.py` says of each column what stands there afterwards.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from sqlalchemy import String, cast, delete, func, null, or_, update
from sqlmodel import col, select

from models.answer_value import AnswerValue
from models.chat import Chat
from models.chat_message import ChatMessage
from models.database import Transaction
from models.draft import Draft
from models.exchange import Exchange
from models.inbound_update import InboundUpdate
from models.invitation import Invitation
from models.later import Later
from models.obstacle import Obstacle
from models.outbound_message import OutboundMessage
from models.person import Person
from models.report_note import ReportNote
from models.submission import Submission
from models.ticket import Ticket

NOWHERE = 0  # no chat of Telegram's has this id
ERASED = "erased"  # the state of a draft whose files go with the next round (models/retention.py)


def accounts(tx: Transaction, who: Person) -> Sequence[int]:
    """Telegram accounts (a private chat has the id of its person) that were this person's, and are nobody else's."""
    found = set(tx.exec(select(OutboundMessage.telegram_chat_id).where(OutboundMessage.person_id == who.id)))
    found |= set(tx.exec(select(Chat.telegram_chat_id).where(Chat.person_id == who.id)))
    found |= {who.telegram_user_id} if who.telegram_user_id else set()
    others = select(Chat.telegram_chat_id).where(
        col(Chat.person_id).is_not(None), Chat.person_id != who.id, col(Chat.telegram_chat_id).in_(found)
    )
    return sorted(found - set(tx.exec(others).all()) - {NOWHERE})


def forget_account(tx: Transaction, ids: Sequence[int]) -> None:
    """The chats, and what tells of single messages in them."""
    tx.flush()
    tx.execute(delete(Exchange).where(col(Exchange.telegram_chat_id).in_(ids)))
    tx.execute(delete(ChatMessage).where(col(ChatMessage.telegram_chat_id).in_(ids)))
    handled = col(InboundUpdate.state) != "new"
    tx.execute(delete(InboundUpdate).where(col(InboundUpdate.lane).in_(ids), handled))
    tx.execute(delete(Chat).where(col(Chat.telegram_chat_id).in_(ids)))


def forget_words(tx: Transaction, person_id: int) -> None:
    """What they wrote that is no report, and what was said to them."""
    said = {"question": "", "given_answer": "", "answer": "", "state": "closed"}
    tx.execute(update(Ticket).where(col(Ticket.person_id) == person_id).values(said))
    tx.execute(update(ReportNote).where(col(ReportNote.person_id) == person_id).values(text=""))
    tx.execute(update(Obstacle).where(col(Obstacle.person_id) == person_id).values(note=""))
    tx.execute(
        update(Later).where(col(Later.person_id) == person_id, col(Later.state) == "planned").values(state="cancelled")
    )
    unsent = (col(Draft.person_id) == person_id, col(Draft.state) != "submitted")
    tx.execute(update(Draft).where(*unsent).values(data={}, state=ERASED))
    empty = {"html": "", "buttons": null(), "chart": null(), "behind": null(), "telegram_chat_id": NOWHERE}
    tx.execute(update(OutboundMessage).where(col(OutboundMessage.person_id) == person_id).values(empty))
    unused = (col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None))
    tx.execute(update(Invitation).where(*unused).values(withdrawn_at=tx.now))


def rename_in_reports(tx: Transaction, person_id: int, name: str, pseudonym: str) -> None:
    """The reports that they sent stay; a form may have asked for the sender's name."""
    mine = select(Submission.id).where(Submission.person_id == person_id)
    tx.execute(
        update(AnswerValue).where(col(AnswerValue.submission_id).in_(mine), col(AnswerValue.text) == name)
        .values(text=pseudonym)
    )  # fmt: skip
    told = html.escape(name, quote=False)
    sent = update(Submission).where(col(Submission.person_id) == person_id)
    tx.execute(
        sent.where(col(Submission.xml).contains(told, autoescape=True)).values(
            xml=func.replace(Submission.xml, told, pseudonym)
        )
    )
    tx.execute(sent.values(instance_name=func.replace(Submission.instance_name, name, pseudonym)))
    before, after = json.dumps(name)[1:-1], json.dumps(pseudonym)[1:-1]
    for row in tx.exec(select(Draft).where(Draft.person_id == person_id, Draft.state == "submitted")):
        row.data = json.loads(json.dumps(row.data).replace(before, after))
        tx.add(row)


def rename_in_messages(tx: Transaction, names: Sequence[str], pseudonym: str) -> None:
    """What was told to others about them."""
    for name in names:
        told = html.escape(name, quote=False)
        about = update(OutboundMessage).where(col(OutboundMessage.html).contains(told, autoescape=True))
        tx.execute(about.values(html=func.replace(OutboundMessage.html, told, pseudonym)))
        inside = json.dumps(name)[1:-1]
        holds = [
            cast(column, String).contains(inside, autoescape=True)
            for column in (OutboundMessage.behind, OutboundMessage.chart)
        ]
        tx.execute(update(OutboundMessage).where(or_(*holds)).values(behind=null(), chart=null()))

"""What a chat shows: use cases put a screen here in their transaction, the edge shows it after commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from models import audit_event, chat_message, exchange, person
from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from reporting import bars, parking
from reporting.inputs import Sender, Tap
from reporting.preferences import preferences
from reporting.screens.medium import Medium
from reporting.screens.screen import Screen
from reporting.texts import LANGUAGES

# A message that waited longer than this was not just slow: somebody will have wondered, and is told.
LATE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class ToShow:
    """What the edge needs to bring one chat up to date."""

    chat_id: int
    revision: int
    language: str
    screen: Screen
    card_message_id: int | None
    last_message_id: int | None
    new_bar: str  # the reply keyboard to put up first; "" when the right one is up
    asks: tuple[int, str] | None = None  # the draft and the path of the question on the screen
    address: str = ""  # of the person whose message waited too long: the reply says sorry to them first
    noticed: tuple[int, ...] = ()  # messages to put a thumb on: they were taken before their question was seen
    new_commands: str = ""  # the list of commands to set; "" when the right one is set
    is_shared: bool = False  # others use the phone too: what is left behind tells no values


def hear(tx: Transaction, sender: Sender) -> Chat:
    """The sender's chat; notes that their message is now the last one in it."""
    chat = chats.of(tx, sender.bot_id, sender.chat_id)
    if sender.message_id is not None:
        chat.last_message_id = max(sender.message_id, chat.last_message_id or 0)
        chat_message.note(tx, sender.chat_id, sender.message_id)
    if chat.person_id is None and (known := person.by_telegram_user(tx, sender.user_id)) is not None:
        chat.person_id, chat.language = known.id, known.language
    chat.blocked_at = None
    chat.updated_at = tx.now
    _note_delay(tx, chat, sender)
    tx.add(chat)
    return chat


def put(tx: Transaction, chat: Chat, screen: Screen, *, expects: str = "", focus: dict[str, Any] | None = None) -> None:
    """Makes the screen what the chat should show: a new card. Older cards can no longer write."""
    parked = None if screen.leaves else parking.line(tx, chat, focus)
    screen = replace(screen, leaves=parked, is_fresh=True) if parked else screen
    if (chat.screen or {}).get("media"):
        screen = replace(screen, is_fresh=True)  # what was shown stays with the card that it belongs to
    chat.card += 1
    _store(tx, chat, screen)
    chat.expects = expects
    chat.focus = focus or {}


def redraw(tx: Transaction, chat: Chat, screen: Screen, *, focus: dict[str, Any] | None = None) -> None:
    """Changes what the live card shows; its taps stay good (a toggle, a page, an error above the same question)."""
    before = Screen.from_json(chat.screen) if chat.screen else screen
    _store(tx, chat, replace(screen, media=before.media, has_media_up=before.has_media_up))
    if focus is not None:
        chat.focus = focus


def enclose(tx: Transaction, chat: Chat, media: tuple[Medium, ...]) -> None:
    """Sends pictures and sounds right above the live card, which is posted below them. Its taps stay good."""
    screen = replace(Screen.from_json(chat.screen), media=media, has_media_up=False, is_fresh=True)
    chat.screen = screen.to_json()
    chat.revision += 1
    tx.add(chat)


def bring_down(tx: Transaction, chat: Chat) -> None:
    """Posts the live card again below everything else: somebody pressed an old button."""
    if chat.screen:
        chat.screen = replace(Screen.from_json(chat.screen), is_fresh=True, lead=None).to_json()
        chat.revision += 1
        tx.add(chat)


def announce(tx: Transaction, chat: Chat, text: str, **args: Any) -> None:
    """Says something above the live card, which is posted again below everything else. Its taps stay good."""
    screen = Screen.from_json(chat.screen)
    chat.screen = replace(screen, is_fresh=True, lead={"text": text, "args": args}).to_json()
    chat.revision += 1
    tx.add(chat)


def cover(tx: Transaction, chat: Chat, screen: Screen) -> None:
    """Lays a screen over the live card, or brings back the one below it: posted anew, under the same number, so that
    the taps of what was covered are good again when it is back."""
    chat.screen = replace(screen, is_fresh=True, lead=None).to_json()
    chat.hint_at = None
    chat.revision += 1
    tx.add(chat)


def is_live(chat: Chat, tap: Tap) -> bool:
    """Whether a card-bound tap belongs to the card that is shown."""
    return tap.card == chat.card


def is_stale(tx: Transaction, chat: Chat, tap: Tap) -> bool:
    """Whether the tap does not belong to the live card. Such a tap never writes: the live card comes down instead."""
    if is_live(chat, tap):
        return False
    bring_down(tx, chat)
    return True


def to_show(tx: Transaction, chat_id: int) -> ToShow | None:
    """What is to be shown in the chat, or None when it is up to date."""
    chat = chats.find(tx, chat_id)
    if chat is None or not chat.screen or chat.revision <= chat.shown_revision or chat.blocked_at:
        return None
    screen = Screen.from_json(chat.screen)
    lacking = bars.lacking(tx, chat, screen.bar)
    return ToShow(
        chat.telegram_chat_id,
        chat.revision,
        chat.language,
        screen,
        chat.card_message_id,
        chat.last_message_id,
        lacking.bar,
        _asks(chat),
        _owed_to(tx, chat),
        tuple((chat.focus or {}).get("noticed", ())),
        lacking.commands,
        chat.person_id is not None and preferences(person.get(tx, chat.person_id)).shared,
    )


def shown(tx: Transaction, bot_id: int, told: ToShow, message_id: int, *beside: int) -> None:
    """Notes that Telegram has it: the message is the live card, and no newer one of ours is known. `beside` are
    messages that were sent along with it."""
    chat = chats.of(tx, bot_id, told.chat_id)
    chat.shown_revision = max(chat.shown_revision, told.revision)
    chat.card_message_id = message_id
    chat.last_message_id = max(message_id, chat.last_message_id or 0)
    chat.bar = told.new_bar or chat.bar
    chat.owes_sorry = chat.owes_sorry and not told.address
    chat.commands = told.new_commands or chat.commands
    if told.screen.media and Screen.from_json(chat.screen).media == told.screen.media:
        chat.screen = {**chat.screen, "has_media_up": True}
    for posted in (message_id, *beside):
        chat_message.note(tx, told.chat_id, posted)
    tx.add(chat)
    if told.asks is not None:
        exchange.note(tx, told.chat_id, message_id, "asked", *told.asks)


def blocked(tx: Transaction, bot_id: int, chat_id: int) -> None:
    """The person blocked the bot: nothing more is sent there until they write again."""
    chat = chats.of(tx, bot_id, chat_id)
    chat.blocked_at = chat.blocked_at or tx.now
    tx.add(chat)
    audit_event.log(tx, chat.person_id, "chat.blocked", "chat", chat.id)


def unblocked(tx: Transaction, bot_id: int, chat_id: int) -> None:
    """The person let the bot in again: the live card comes, so that they can go on where they were."""
    chat = chats.of(tx, bot_id, chat_id)
    if chat.blocked_at is not None:
        chat.blocked_at = None
        bring_down(tx, chat)
        tx.add(chat)


def waiting(tx: Transaction, bot_id: int) -> list[int]:
    """The chats that are behind, longest waiting first."""
    return list(chats.behind(tx, bot_id))


def expects(tx: Transaction, sender: Sender) -> str:
    """What free text in the sender's chat means now; "" for nothing."""
    chat = chats.find(tx, sender.chat_id)
    return chat.expects if chat else ""


def language(tx: Transaction, chat_id: int) -> str:
    """The language of the chat; Indonesian where nothing is known of it."""
    chat = chats.find(tx, chat_id)
    return chat.language if chat else LANGUAGES[0]


def _asks(chat: Chat) -> tuple[int, str] | None:
    focus = chat.focus or {}
    return (focus["draft"], focus["path"]) if "path" in focus and "draft" in focus else None


def _note_delay(tx: Transaction, chat: Chat, sender: Sender) -> None:
    """Once for all messages that waited through the same outage."""
    if sender.sent_at is None or tx.now - sender.sent_at <= LATE:
        return
    if chat.sorry_at is None or sender.sent_at > chat.sorry_at:
        chat.sorry_at, chat.owes_sorry = tx.now, True


def _owed_to(tx: Transaction, chat: Chat) -> str:
    if not chat.owes_sorry or chat.person_id is None:
        return ""
    return person.get(tx, chat.person_id).address


def _store(tx: Transaction, chat: Chat, screen: Screen) -> None:
    before = Screen.from_json(chat.screen) if chat.screen else screen
    is_unseen = before.is_fresh and chat.revision > chat.shown_revision
    # A message is protected when it is sent, and stays as it is when it is edited (Bot API, protect_content).
    if is_unseen or (screen.is_protected and not before.is_protected):
        screen = replace(screen, is_fresh=True)
    chat.screen = screen.on_card(chat.card).to_json()
    chat.hint_at = None
    chat.revision += 1
    chat.updated_at = tx.now
    tx.add(chat)

"""What the sandbox knows: people, bots, chats, messages, pending updates. Plain data, no I/O, no clock.

Every change is noted in `World.changed` as a key such as `("message", bot_id, person_id, message_id)`; the hub
takes the keys, has the store write them and wakes whoever waits. `plain(key)` gives what is to be written.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, fields
from typing import Any

Json = dict[str, Any]
Key = tuple[Any, ...]

MESSAGE_LIVES = 86_400  # seconds an undelivered message is kept (Client.cpp add_message_update)
QUERY_LIVES = 150  # seconds a callback query is kept and may be answered (Client.cpp add_update_callback_query)
TOASTS_KEPT = 50


@dataclass(slots=True)
class Person:
    """A Telegram account, or a group, whose id is negative (Bot API, Chat). `about` is a caption for the page."""

    id: int
    name: str
    about: str = ""
    language_code: str | None = "id"
    phone: str = ""

    def user(self) -> Json:
        """The person as Bot API `User`."""
        first, _, last = self.name.partition(" ")
        user: Json = {"id": self.id, "is_bot": False, "first_name": first}
        if last:
            user["last_name"] = last
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    @property
    def is_group(self) -> bool:
        return self.id < 0

    def chat(self) -> Json:
        """The private chat with the person, or the group, as Bot API `Chat`."""
        if self.is_group:
            return {"id": self.id, "title": self.name, "type": "group"}
        first, _, last = self.name.partition(" ")
        return {
            "id": self.id,
            "first_name": first,
            **({"last_name": last} if last else {}),
            "type": "private",
        }


@dataclass(slots=True)
class Post:
    """One message of a chat. `message` is what Telegram sends; `keyboard` is a markup that Telegram never echoes."""

    message: Json
    by_bot: bool
    keyboard: Json | None = None
    edited: bool = False
    deleted: bool = False
    protected: bool = False
    reaction: str | None = None


@dataclass(slots=True)
class Chat:
    """A person's chat with one bot. `version` grows with everything the person could see."""

    bot_id: int
    person_id: int
    version: int = 0
    last_message_id: int = 0
    blocked: bool = False
    keyboard: Json | None = None
    toasts: list[Json] = field(default_factory=list)
    posts: dict[int, Post] = field(default_factory=dict)


@dataclass(slots=True)
class Pending:
    """An update that the bot has not confirmed. `queue`: updates of one queue are delivered one by one."""

    update: Json
    queue: str
    expires: int


@dataclass(slots=True)
class Query:
    """A tap that has not been answered."""

    person_id: int
    date: int


@dataclass(slots=True)
class Bot:
    """A bot account; `profile` is keyed by "name:<language>" and the like, `commands` by "scope|language"."""

    id: int
    next_update: int
    next_query: int
    allowed: list[str] | None = None
    webhook: Json | None = None
    profile: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_button: Json | None = None
    pending: OrderedDict[int, Pending] = field(default_factory=OrderedDict)
    queries: dict[str, Query] = field(default_factory=dict)

    def user(self) -> Json:
        """The bot as Bot API `User`."""
        name = self.profile.get("name:", "Kabar KB")
        return {"id": self.id, "is_bot": True, "first_name": name, "username": f"kabar_{self.id}_bot"}


# Not delivered unless asked for by name (Bot API, getUpdates: allowed_updates).
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OWN_ROWS = frozenset({"posts", "pending", "queries"})


class World:
    """Everything there is, and the few ways it changes."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.chats: dict[tuple[int, int], Chat] = {}
        self.current_bot: int | None = None
        self.changed: set[Key] = set()

    def put_person(self, person: Person) -> None:
        """Adds a person, or changes one."""
        self.people[person.id] = person
        self.changed.add(("person", person.id))

    def bot(self, bot_id: int) -> Bot:
        """The bot of that id; a new one comes into being."""
        bot = self.bots.get(bot_id)
        if bot is None:
            # Any starting point will do: Telegram promises sequential ids, not where they begin.
            bot = Bot(bot_id, next_update=bot_id % 100_000_000 + 1, next_query=bot_id * 1_000_000 + 1)
            self.bots[bot_id] = bot
            self.touch_bot(bot)
        return bot

    def touch_bot(self, bot: Bot) -> None:
        self.changed.add(("bot", bot.id))

    def open_chat(self, bot: Bot, person: Person) -> Chat:
        """The chat of person and bot; a new one comes into being."""
        chat = self.chats.get((bot.id, person.id))
        if chat is None:
            chat = self.chats[bot.id, person.id] = Chat(bot.id, person.id)
        return chat

    def touch_chat(self, chat: Chat) -> None:
        """Something the person sees has changed."""
        chat.version += 1
        self.changed.add(("chat", chat.bot_id, chat.person_id))

    def add_post(self, chat: Chat, content: Json, now: int, sender: Json | None = None) -> Post:
        """Adds a message; `sender` is a `User`, by default the bot. `content` goes behind the common fields."""
        chat.last_message_id += 1
        message = {
            "message_id": chat.last_message_id,
            "from": sender or self.bots[chat.bot_id].user(),
            "chat": self.people[chat.person_id].chat(),
            "date": now,
            **content,
        }
        post = Post(message, by_bot=sender is None)
        chat.posts[chat.last_message_id] = post
        self.touch_post(chat, post)
        return post

    def touch_post(self, chat: Chat, post: Post) -> None:
        self.touch_chat(chat)
        self.changed.add(("message", chat.bot_id, chat.person_id, post.message["message_id"]))

    def add_toast(self, chat: Chat, text: str, *, alert: bool, url: str | None) -> None:
        """What an answered callback query shows the person."""
        self.touch_chat(chat)
        toast = {"version": chat.version, "text": text, "alert": alert, **({"url": url} if url else {})}
        chat.toasts = [*chat.toasts[-TOASTS_KEPT + 1 :], toast]

    def add_query(self, bot: Bot, person: Person, now: int) -> str:
        """A fresh callback query id."""
        query_id = str(bot.next_query)
        bot.next_query += 1
        bot.queries[query_id] = Query(person.id, now)
        self.touch_bot(bot)
        self.changed.add(("query", bot.id, query_id))
        return query_id

    def take_query(self, bot: Bot, query_id: str, now: int) -> Query | None:
        """The query, if it can still be answered; it can be taken once."""
        query = bot.queries.pop(query_id, None)
        self.changed.add(("query", bot.id, query_id))
        return query if query and now - query.date <= QUERY_LIVES else None

    def add_update(self, bot: Bot, kind: str, payload: Json, queue: str, now: int) -> None:
        """Queues an update, unless the bot has not asked for its kind."""
        if (kind in OPT_IN) if not bot.allowed else (kind not in bot.allowed):
            return
        update_id = bot.next_update
        bot.next_update += 1
        lives = QUERY_LIVES if kind == "callback_query" else MESSAGE_LIVES
        bot.pending[update_id] = Pending({"update_id": update_id, kind: payload}, queue, now + lives)
        self.touch_bot(bot)
        self.changed.add(("update", bot.id, update_id))

    def drop_updates(self, bot: Bot, below: int) -> None:
        """Forgets pending updates with an id below the given one."""
        while bot.pending and next(iter(bot.pending)) < below:
            update_id, _ = bot.pending.popitem(last=False)
            self.changed.add(("update", bot.id, update_id))

    def drop_update(self, bot: Bot, update_id: int) -> None:
        if bot.pending.pop(update_id, None):
            self.changed.add(("update", bot.id, update_id))

    def drop_expired(self, bot: Bot, now: int) -> None:
        """Forgets what has waited too long, as Telegram does."""
        for update_id in [i for i, pending in bot.pending.items() if pending.expires < now]:
            self.drop_update(bot, update_id)

    def plain(self, key: Key) -> Json | None:
        """What the store keeps under the key; None if it is gone."""
        thing = self._thing(key)
        if thing is None:
            return None
        return {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in OWN_ROWS}

    def load(self, key: Key, row: Json) -> None:
        """Puts back what `plain` gave; rows come in the order person, bot, chat, message, update, query."""
        match key:
            case ("person", id_):
                self.people[id_] = Person(**row)
            case ("bot", id_):
                self.bots[id_] = Bot(**row)
            case ("chat", bot_id, person_id):
                self.chats[bot_id, person_id] = Chat(**row)
            case ("message", bot_id, person_id, message_id):
                self.chats[bot_id, person_id].posts[message_id] = Post(**row)
            case ("update", bot_id, update_id):
                self.bots[bot_id].pending[update_id] = Pending(**row)
            case ("query", bot_id, query_id):
                self.bots[bot_id].queries[query_id] = Query(**row)

    def _thing(self, key: Key) -> Any:
        match key:
            case ("person", id_):
                return self.people.get(id_)
            case ("bot", id_):
                return self.bots.get(id_)
            case ("chat", bot_id, person_id):
                return self.chats.get((bot_id, person_id))
            case ("message", bot_id, person_id, message_id):
                return self.chats[bot_id, person_id].posts.get(message_id)
            case ("update", bot_id, update_id):
                return self.bots[bot_id].pending.get(update_id)
            case ("query", bot_id, query_id):
                return self.bots[bot_id].queries.get(query_id)
        return None

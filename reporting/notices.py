"""Telling somebody else what happened: a rendered message in the outbox, in the language of whoever reads it."""

from __future__ import annotations

from typing import Any

from models import chat as chats
from models import outbound_message, person
from models.database import Transaction
from reporting.texts import Texts

Buttons = tuple[tuple[tuple[str, str], ...], ...]  # rows of (key in words.toml, tap)


class Notices:
    """Puts notices into the outbox. One with a key that is there already is not put in again."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def tell(
        self, tx: Transaction, person_id: int, key: str, text: str, args: dict[str, Any], buttons: Buttons
    ) -> None:
        """A notice that rings."""
        self._put(tx, person_id, key, text, args, buttons, {})

    def mention(
        self, tx: Transaction, person_id: int, key: str, text: str, args: dict[str, Any], buttons: Buttons
    ) -> None:
        """A notice that does not ring."""
        self._put(tx, person_id, key, text, args, buttons, {"is_silent": True})

    def _put(
        self,
        tx: Transaction,
        person_id: int,
        key: str,
        text: str,
        args: dict[str, Any],
        buttons: Buttons,
        more: dict[str, Any],
    ) -> None:
        """`text` names a template; it also reads `address` and `zone` of the person. Nothing without a chat."""
        chat = chats.of_person(tx, person_id)
        if chat is None:
            return
        who = person.get(tx, person_id)
        read = {"address": who.address or who.name, "zone": who.zone, **args}
        outbound_message.enqueue(
            tx,
            dedupe_key=key,
            kind="notice",
            person_id=person_id,
            telegram_chat_id=chat.telegram_chat_id,
            html=self._texts.render(chat.language, text, **read),
            buttons=[
                [{"text": self._texts.word(chat.language, word), "data": tap} for word, tap in row] for row in buttons
            ],
            **more,
        )


def called(tx: Transaction, person_id: int) -> str:
    """How the person is called before others: "Bu Sari"."""
    who = person.get(tx, person_id)
    return who.address or who.name

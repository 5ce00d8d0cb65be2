"""A screen: what the live card of a chat should show, complete and as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from reporting.screens.medium import Medium

Json = Any


@dataclass(frozen=True, slots=True)
class Button:
    """`tap` is callback data of at most 64 bytes; a `*` in it stands for the number of the card it is shown on.

    `copy`, up to 256 characters, is what the button puts on the clipboard, `url` what it opens; such a button has no
    tap.
    """

    label: str
    tap: str = ""
    copy: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]
HALF = 16  # letters on one of two buttons in a row

# Texts that are meant to travel on, and hold no value of a report. Everything else can't be forwarded or saved.
OPEN = ("asking/", "inviting/letter", "help/", "menus/help", "starting/questions")


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` names a template below `templates/<lang>/`, `args` is all it reads.

    `leaves` is the line that the card before becomes when this one is posted below it, as {"text", "args"} and perhaps
    "rows" of [label, tap]; None leaves that card its text and takes only its buttons away. `is_fresh` cards are posted
    anew, never edited in: an event has happened. `bar` names the reply keyboard that must be up. `photo` is a Telegram
    file id shown above the text. `lead` is said above the text, once, as {"text", "args"}: something happened that the
    card is not about. `above` is a message of its own that is sent before the card: it answers something else.
    `media` are messages of their own too, sent once for a card: `has_media_up` says that they stand in the chat.
    """

    text: str
    args: dict[str, Json] = field(default_factory=dict)
    rows: Rows = ()
    leaves: dict[str, Json] | None = None
    is_fresh: bool = False
    bar: str = ""
    photo: str = ""
    lead: dict[str, Json] | None = None
    above: dict[str, Json] | None = None
    media: tuple[Medium, ...] = ()
    has_media_up: bool = False

    @property
    def is_protected(self) -> bool:
        """Whether Telegram must not let it be forwarded or saved (Bot API, protect_content)."""
        return not self.text.startswith(OPEN)

    def on_card(self, card: int) -> Screen:
        """The same screen with its taps bound to the card of that number."""

        def bound(button: Button) -> Button:
            return replace(button, tap=button.tap.replace("*", str(card), 1))

        return replace(self, rows=tuple(tuple(bound(b) for b in row) for row in self.rows))

    def to_json(self) -> dict[str, Json]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Screen:
        rows = tuple(tuple(Button(**b) for b in row) for row in data["rows"])
        media = tuple(Medium.from_json(one) for one in data.get("media", ()))
        return cls(**{**data, "rows": rows, "media": media})


def grid(buttons: list[Button], columns: int) -> Rows:
    """The buttons in rows of `columns`."""
    return tuple(tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns))


def paired(buttons: list[Button]) -> Rows:
    """Two beside each other where every label has room for that, else one below the other."""
    return grid(buttons, 2 if all(len(button.label) <= HALF for button in buttons) else 1)

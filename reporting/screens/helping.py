"""The pages of help. Taps begin with `h` and open only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting import way_back
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

# What each role is likely to ask, most often first; `person` always comes last.
TOPICS = {
    "plkb": ("filling", "mistake", "signal", "phone", "terms", "person"),
    "koordinator": ("checking", "missing", "inviting", "phone", "terms", "person"),
}
LIKE = {"pokja": "plkb", "ppkbd": "plkb", "tpk": "plkb", "opd": "plkb", "dppkb": "koordinator"}  # ask the same
OTHERS = ("asking", "phone", "terms", "person")
ITEM = ("label", "hint", "meaning", "kind", "minimum", "maximum", "step", "previous")  # told of the question in hand
NO_EXAMPLE = {"minimum": None, "maximum": None, "step": None, "previous": ""}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who needs help. `files` says that the person files reports; `back` is the draft in hand, 0 for none."""

    texts: Texts
    language: str
    role: str
    address: str
    files: bool
    back: int = 0

    def button(self, key: str, tap: str, **args: Any) -> Button:
        return Button(self.texts.word(self.language, key, **args), tap)


def topics(role: str) -> tuple[str, ...]:
    return TOPICS.get(LIKE.get(role, role), OTHERS)


def main(reader: Reader, item: dict[str, Any] | None) -> Screen:
    """All topics; above them what the question in hand means."""
    buttons = [reader.button(f"help_{topic}", f"h::{topic}") for topic in topics(reader.role)]
    rows = grid(buttons, 2)
    if reader.files:
        rows = (*rows, (reader.button("practise", "y::begin"),))
    return Screen("help/main", {"address": reader.address, "item": item}, (*rows, *_ways(reader)), bar="menu")


def topic(reader: Reader, name: str) -> Screen:
    """One topic, and the way back to all."""
    does = ((reader.button("invite_now", "u::begin"),),) if name == "inviting" else ()
    rows = (*does, (reader.button("help_more", "h::main"),), *_ways(reader))
    return Screen(f"help/{name}", {"role": reader.role}, rows, bar="menu")


def human(reader: Reader, host: dict[str, Any]) -> Screen:
    """Who can be asked. `host`: name, phone ("" unless it may be seen), office, zone, away_until; {} for nobody."""
    rows = (
        (reader.button("write_to_person", "t::officer"),),
        (reader.button("help_more", "h::main"),),
        *_ways(reader),
    )
    return Screen("help/person", {"host": host}, rows, bar="menu")


def item_of(screen: Screen) -> dict[str, Any] | None:
    """What the question card on the screen asks, or each question of a batch card; None for any other card."""
    if screen.args.get("meanings"):
        return {**NO_EXAMPLE, "label": screen.args["label"], "hint": "", "kind": "", "each": screen.args["meanings"]}
    prompt = screen.args.get("prompt")
    if not isinstance(prompt, dict) or not prompt.get("label"):
        return None
    return {**NO_EXAMPLE, **{name: prompt[name] for name in ITEM if name in prompt}}


def _ways(reader: Reader) -> Rows:
    back = way_back.row(reader.texts, reader.language, reader.back)
    return back or ((reader.button("menu", "m::menu"),),)

"""The batch card (kartu isian): several numbers asked, told back and corrected on one card.

Taps are `a:<card>:b<what>`: `bz` zero for all that wait, `bo` one by one, `by` all right, `be` change one, `br` send
again, `bm` its pictures, `bk` back to what was noted, `b3` the question at that place (`b3:on` where several are to be
named).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from forms.prompt import Batch, Fault, Prompt
from reporting.checks import Odd
from reporting.fitting import clip
from reporting.markup import bare
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

Mode = Literal["ask", "again", "which", "pick", "one"]
Word = Callable[..., str]

LONGEST = 400  # letters of a batch card
LABELS = (24, 18, 14, 11)  # letters of a label: as many as leave the card below that
EXPLAINED, SHORTEST = 520, 12  # letters of all meanings together with their labels, and of one at least
COPIED = 256  # letters that a button may copy (Bot API, CopyTextButton)
WIDE, HALF, THIRD = 32, 16, 10  # letters of a button by how many share its row
SLIPS = 4  # of what was not taken, told at once; the rest is seen by what stays open
MESSAGE = 700  # letters of the card with all that is told once
EXAMPLES = ("2", "0", "0", "5", "12", "8", "1", "0", "3", "4")


@dataclass(frozen=True, slots=True)
class Hand:
    """What the chat is doing with the card, as its focus keeps it.

    `loose` are figures whose owner can't be told, `places` the questions they may be for, `named` those of them said to
    be missing. `one` is the place that is being changed.
    """

    mode: Mode = "ask"
    loose: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    one: int = -1

    @classmethod
    def of(cls, focus: dict[str, Any]) -> Hand:
        told = focus.get("batch") or {}
        kept = {name: tuple(told[name]) for name in ("loose", "places", "named") if name in told}
        return cls(told.get("mode", "ask"), **kept, one=told.get("one", -1))

    @classmethod
    def at(cls, focus: dict[str, Any], batch: Batch) -> Hand:
        """The same where its questions stand now: an edit may have changed which of them are asked. What is in hand
        for a question that is gone is let go; figures that fit no other way any more are asked for again."""
        hand, was = cls.of(focus), (focus.get("batch") or {}).get("paths")
        now = {item.path: at for at, item in enumerate(batch.items)}
        if was is None or was == list(now):
            return hand
        moved = {at: now[path] for at, path in enumerate(was) if path in now}
        places = tuple(moved[at] for at in hand.places if at in moved)
        named = tuple(moved[at] for at in hand.named if at in moved)
        if hand.mode == "one" and hand.one not in moved:
            return cls()
        if hand.mode == "which" and (not places or 1 < len(hand.loose) >= len(places)):
            return cls("again" if not batch.waiting else "ask", hand.loose)
        is_settled = len(named) >= len(places) - len(hand.loose)  # which are missing is asked anew
        return replace(hand, places=places, named=() if is_settled else named, one=moved.get(hand.one, -1))

    def told(self) -> dict[str, Any]:
        lists = {"loose": list(self.loose), "places": list(self.places), "named": list(self.named)}
        return {"mode": self.mode, **lists, "one": self.one}


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the numbers on the card. `last` are last month's values by name; `odd` what is to be looked at
    again; `slips` what was not taken, as {"received", "reason", "label"}; `problem` why nothing was; `enclosed` what is
    not sent to spare data ("picture", "sound", "film"); `told` is as on a question's card."""

    last: dict[str, str] = field(default_factory=dict)
    can_go_back: bool = True
    odd: Sequence[Odd] = ()
    slips: Sequence[dict[str, Any]] = ()
    problem: dict[str, Any] | None = None
    enclosed: tuple[str, ...] = ()
    told: dict[str, Any] = field(default_factory=dict)


def open_places(batch: Batch, hand: Hand) -> list[int]:
    """The places that figures alone are meant for."""
    if hand.mode == "one" and 0 <= hand.one < len(batch.items):
        return [hand.one]
    if hand.mode == "which":
        return [at for at in hand.places if at < len(batch.items)]
    waiting = [at for at, item in enumerate(batch.items) if item.path in batch.waiting]
    return list(range(len(batch.items))) if hand.mode in ("again", "pick") or not waiting else waiting


def batch_card(texts: Texts, language: str, batch: Batch, hand: Hand, around: Around) -> Screen:
    """The live card of the batch; its labels are cut as far as its text would be too long."""

    def word(key: str, **args: Any) -> str:
        return texts.word(language, key, **args)

    for letters in LABELS:
        args = _args(texts, language, batch, hand, around, letters)
        screen = Screen("filling/batch", args, _rows(word, batch, hand, around, letters), bar="menu")
        if len(texts.screen(language, replace(screen, args=args | BARE))) <= LONGEST:
            break
    return _shortened(texts, language, screen)


def _shortened(texts: Texts, language: str, screen: Screen) -> Screen:
    """With as much of what was not taken as the message holds; of two long ones the words of the form are cut too."""
    for most, letters in ((SLIPS, 200), (2, 80), (1, 40)):
        told = {name: screen.args[name][:most] for name in ("slips", "faults", "odd")}
        told["faults"] = [one | {"message": clip(one["message"], letters)} for one in told["faults"]]
        fitted = replace(screen, args=screen.args | told)
        if texts.fits(language, fitted, MESSAGE):
            break
    return fitted


# What a card is measured without: it is told once, in answer to what was sent.
BARE: dict[str, Any] = {
    "slips": [],
    "faults": [],
    "odd": [],
    **dict.fromkeys(("problem", "echo", "change", "arrival", "moved")),
}


def _args(texts: Texts, language: str, batch: Batch, hand: Hand, around: Around, letters: int) -> dict[str, Any]:
    asked = open_places(batch, hand)
    rows = [_row(at, item, around.last, letters) for at, item in enumerate(batch.items)]
    is_done = not batch.waiting and hand.mode == "ask"
    return {
        **dict.fromkeys(("echo", "change", "broken", "arrival", "moved")),
        **around.told,
        **_headed(batch),
        **_noted(batch, rows, around, is_done=is_done, hand=hand),
        "mode": hand.mode,
        "asked": [rows[at] for at in asked],
        "one": _one(batch, hand),
        "loose": list(hand.loose),
        "missing": len(asked) - len(hand.loose),
        "faults": [_fault(batch, fault, letters) for fault in batch.faults][:SLIPS],
        "example": " ".join(_examples(batch, asked, around.last)),
        "name": min((rows[at]["label"].lower() for at in asked), key=len),
        "listed": not _on_buttons([row["label"] for row in rows]),
        "slips": list(around.slips)[:SLIPS],
        "problem": around.problem,
        "meanings": meanings(batch),
    }


def _headed(batch: Batch) -> dict[str, Any]:
    """Where in the form the card stands."""
    first, section = batch.items[0], batch.items[0].section
    return {
        "section": {"index": section.index, "count": section.count, "label": bare(section.label)} if section else None,
        "repeat": list(first.repeat) if first.repeat else None,
        "label": bare(batch.label),
        "numbers": [first.number, batch.items[-1].number],
    }


def _noted(batch: Batch, rows: list[dict[str, Any]], around: Around, *, is_done: bool, hand: Hand) -> dict[str, Any]:
    """What was read already, with its sum and what is odd about it."""
    noted = [row for row in rows if row["value"] and batch.items[row["at"]].path not in batch.waiting]
    odd = [{"label": bare(one.label), "value": one.value, "last": one.before} for one in around.odd if is_done]
    return {
        "done": is_done,
        "noted": noted if hand.mode in ("ask", "one", "which") else [],
        "notes": [bare(note) for item in batch.items for note in item.notes] if len(noted) < len(rows) else [],
        "total": _total(batch, around.last) if is_done else None,
        "odd": odd[:SLIPS],
    }


def _row(at: int, item: Prompt, last: dict[str, str], letters: int) -> dict[str, Any]:
    return {
        "at": at,
        "number": at + 1,
        "label": label_of(item, letters),
        "value": item.value,
        "last": item.previous or last.get(item.name, ""),
    }


def label_of(item: Prompt, letters: int = LABELS[0]) -> str:
    """What the question is called on the card."""
    label = bare(item.short or item.label).rstrip("?")
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"


def meanings(batch: Batch) -> list[dict[str, Any]]:
    """What each question of the card asks, as far as all of them fit into one message: number, label, meaning."""
    letters = max(SHORTEST, EXPLAINED // len(batch.items) - LABELS[0])
    return [
        {"number": at + 1, "label": label_of(item), "meaning": clip(_meaning(item), letters)}
        for at, item in enumerate(batch.items)
    ]


def _meaning(item: Prompt) -> str:
    """The form's own words; where it has none, the question in full, if the card only shows its short name."""
    label = bare(item.label).rstrip("?")
    return bare(item.guidance) or bare(item.hint) or (label if label != label_of(item) else "")


def _one(batch: Batch, hand: Hand) -> dict[str, Any] | None:
    if hand.mode != "one" or not 0 <= hand.one < len(batch.items):
        return None
    item = batch.items[hand.one]
    return {
        "label": bare(item.label),
        "value": item.value,
        "minimum": item.bounds.minimum,
        "maximum": item.bounds.maximum,
    }


def _total(batch: Batch, last: dict[str, str]) -> dict[str, str] | None:
    if batch.total is None:
        return None
    name, value = batch.total
    return {"value": value, "last": last.get(name, "")}


def _fault(batch: Batch, fault: Fault, letters: int) -> dict[str, Any]:
    item = next(item for item in batch.items if item.path == fault.path)
    return {
        "label": label_of(item, letters),
        "value": item.value,
        "minimum": item.bounds.minimum,
        "maximum": item.bounds.maximum,
        "message": fault.message,
        "lacks": fault.lacks,
    }


def _examples(batch: Batch, asked: Sequence[int], last: dict[str, str]) -> list[str]:
    """Figures that show the form of an answer: as large as last month's but round, so that nobody copies them."""
    found = []
    for at, fallback in zip(asked, EXAMPLES, strict=False):
        before = batch.items[at].previous or last.get(batch.items[at].name, "")
        found.append(str(round(int(before), 1 - len(before))) if before.isdigit() and len(before) > 1 else fallback)
    return found


def _rows(word: Word, batch: Batch, hand: Hand, around: Around, letters: int) -> Rows:
    can_go_back = around.can_go_back and hand.mode != "again"  # there the card has its own way back
    navigation = [Button(word("back"), "n:*:back")] if can_go_back else []
    if batch.waiting and not any(item.required for item in batch.items if item.path in batch.waiting):
        navigation.append(Button(word("skip"), "n:*:skip"))
    navigation.append(Button(word("save"), "n:*:save"))
    match hand.mode:
        case "which":
            buttons, again = _places(batch, hand, letters), Button(word("batch_again"), "a:*:br")
            return (*buttons, (again, Button(word("batch_back"), "a:*:bk")))
        case "pick":
            return (*_places(batch, hand, letters), (Button(word("batch_back"), "a:*:bk"),))
        case "one":
            return ((Button(word("batch_back"), "a:*:bk"),),)
        case "ask" if not batch.waiting:
            return (
                (Button(word("batch_right"), "a:*:by"),),
                (Button(word("batch_change"), "a:*:be"), Button(word("batch_again"), "a:*:br")),
                tuple(navigation),
            )
    return (*_asking(word, batch, hand), *_enclosed(word, around.enclosed), tuple(navigation))


def _enclosed(word: Word, kinds: Sequence[str]) -> Rows:
    """What was not sent to spare data, for whoever wants it after all."""
    return ((Button(word(f"see_{kinds[0] if len(kinds) == 1 else 'enclosed'}"), "a:*:bm"),),) if kinds else ()


def _asking(word: Word, batch: Batch, hand: Hand) -> Rows:
    """Below the numbers that are asked: a list to copy, one by one, zero for all."""
    asked = [batch.items[at] for at in open_places(batch, hand)]
    copied = _copied(asked)
    row = [Button(word("batch_copy"), copy=copied)] if len(asked) > 1 and copied else []
    row.append(Button(word("batch_single"), "a:*:bo"))
    if hand.mode == "again":
        return (tuple(row), (Button(word("batch_back"), "a:*:bk"),))
    if not all(_may_be_zero(item) for item in asked):
        return (tuple(row),)
    key = "batch_zero" if len(asked) == len(batch.items) else "batch_rest_zero" if len(asked) > 1 else "batch_one_zero"
    return (tuple(row), (Button(word(key), "a:*:bz"),))


def _may_be_zero(item: Prompt) -> bool:
    return item.bounds.minimum is None or float(item.bounds.minimum) <= 0


def _copied(items: Sequence[Prompt]) -> str:
    """The list to fill in, within what a button may copy; "" where it can't be."""
    for letters in (*LABELS, 8):
        text = "\n".join(f"{label_of(item, letters).rstrip('…')}=" for item in items)
        if len(text) <= COPIED:
            return text
    return ""


def _places(batch: Batch, hand: Hand, letters: int) -> Rows:
    """A button for each question: by its name, or where names are too long by its number in the text."""
    places = open_places(batch, hand)
    labels = [label_of(batch.items[at], letters) for at in places]
    is_named = _on_buttons([label_of(item, letters) for item in batch.items])
    several = hand.mode == "which" and len(places) - len(hand.loose) > 1 and len(hand.loose) > 1
    buttons = []
    for at, label in zip(places, labels, strict=True):
        text = label if is_named else str(at + 1)
        if several:
            text = f"{'✅' if at in hand.named else '⬜'} {text}"
        buttons.append(Button(text, f"a:*:b{at}" + (f":{'off' if at in hand.named else 'on'}" if several else "")))
    widest = max(len(button.label) + several for button in buttons)
    return grid(buttons, 5 if widest <= 2 else 3 if widest <= THIRD else 2)


def _on_buttons(labels: Sequence[str]) -> bool:
    return all(len(label) <= HALF - 3 for label in labels)

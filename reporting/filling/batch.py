"""The batch card (kartu isian): several numbers typed in one message, told back, and confirmed with one tap.

What was read is stored before anything is said; "all right" only goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import forms
from forms.draft import Step
from forms.events import AnswerAccepted
from forms.prompt import Batch, Prompt
from models.database import Transaction
from reporting import stage
from reporting.checks import Odd, confirmation, odd_lines
from reporting.filling import picturing
from reporting.filling.detour import Detour
from reporting.inputs import Tap, whole
from reporting.lines import lines_of
from reporting.markup import bare
from reporting.reading import Reader, Reading
from reporting.reading.batch import Figures, Slip, assigned
from reporting.screens.batch import Around, Hand, batch_card, label_of, open_places
from reporting.texts import Texts

if TYPE_CHECKING:
    from reporting.filling.bench import Bench, Work

MISSING = 3  # more figures than that are not looked for by buttons: who sent so few names them


def batch_here(work: Work) -> Batch | None:
    """The numbers to be asked on one card where the draft stands; None where its question is asked alone: by the
    officer's wish, on the way to a single answer, or because it is the last one of them."""
    if work.actor.preferences.way != "batch":
        return None
    batch = forms.batch(work.form, work.draft)
    if batch is None or work.focus.get("single") == batch.key:
        return None
    detour = Detour.of(work.focus)
    if detour is not None and not batch.waiting.intersection(detour.left):
        return None
    return None if len(batch.waiting) == 1 and not batch.faults else batch


def batch_up(work: Work) -> Batch | None:
    """The numbers of the card that is up; None where it is another card."""
    return forms.batch(work.form, work.draft) if "batch" in work.focus else None


def doubtful(work: Work, batch: Batch) -> tuple[Odd, ...]:
    """The figures of the card that are odd and that the officer has not stood by yet."""
    paths = {item.path for item in batch.items}
    lines = (line for line in lines_of(work.form, work.draft) if line.path in paths)
    return tuple(odd for odd in odd_lines(lines, work.last()) if not odd.is_confirmed)


class BatchCards:
    """Puts the card up."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, work: Work, batch: Batch, hand: Hand, leaves: Any, **told: Any) -> None:
        """A new card. `told` is what surrounds the numbers: see `Around`, and what a question's card tells."""
        told["enclosed"] = picturing.waiting(tx, work, {}, *batch.items)
        screen = replace(self._screen(work, batch, hand, told), leaves=leaves)
        stage.put(tx, work.chat, screen, expects="answer", focus=self._focus(work, batch, hand))

    def redraw(self, tx: Transaction, work: Work, batch: Batch, hand: Hand, **told: Any) -> None:
        """The same card in another mode, or with a problem."""
        told["enclosed"] = picturing.waiting(tx, work, work.focus, *batch.items)
        focus = self._focus(work, batch, hand) | {"pictured": work.focus.get("pictured", False)}
        stage.redraw(tx, work.chat, self._screen(work, batch, hand, told), focus=focus)

    def again(self, tx: Transaction, work: Work, batch: Batch, **told: Any) -> None:
        """The same card after something that was not about it, perhaps with other questions."""
        hand = Hand.at(work.focus, batch)
        if hand.loose and hand.mode != "which" and not told.get("problem"):
            told["problem"] = {"code": "changed", "received": " ".join(hand.loose)}
        self.redraw(tx, work, batch, replace(hand, loose=hand.loose if hand.mode == "which" else ()), **told)

    def _screen(self, work: Work, batch: Batch, hand: Hand, told: dict[str, Any]) -> Any:
        above = told.pop("above", None)
        around = Around(
            last=work.last(),
            odd=doubtful(work, batch) if not batch.waiting else (),
            can_go_back=batch.items[0].number > 1 or bool(work.draft.passed),
            slips=told.pop("slips", ()),
            problem=told.pop("problem", None),
            enclosed=told.pop("enclosed"),
            told={"moved": work.told_of_move(), **told},
        )
        screen = batch_card(self._texts, work.chat.language, batch, hand, around)
        return replace(screen, is_fresh=True, above=above) if above else screen

    def _focus(self, work: Work, batch: Batch, hand: Hand) -> dict[str, Any]:
        kept = {key: work.focus[key] for key in ("detour",) if key in work.focus}
        told = hand.told() | {"paths": [item.path for item in batch.items]}
        return {"draft": work.row.id, "path": work.draft.at, "picked": [], "batch": told, **kept}


class Batching:
    """What is said and tapped while a batch card is up."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader

    def heard(self, tx: Transaction, work: Work, text: str) -> bool:
        """A message with numbers. Returns whether it held personal data and must go from the chat."""
        batch = forms.batch(work.form, work.draft)
        if batch is None:
            self._bench.ask(tx, work, work.prompt())
            return False
        hand = Hand.at(work.focus, batch)
        word = self._word(text)
        if word:
            self._obey(tx, work, batch, hand, word)
            return False
        found = self._reader.figures(batch.items, open_places(batch, hand), text, reading_of(self._reader, tx, work))
        if found.loose:
            self._ask_whose(tx, work, batch, hand, found.loose)
        else:
            self._take(tx, work, batch, found)
        return any(slip.reason == "personal_data" for slip in found.slips)

    def tapped(self, tx: Transaction, work: Work, tap: Tap) -> None:
        """See `reporting.screens.batch` for what the taps say."""
        batch, place = forms.batch(work.form, work.draft), whole(tap.argument[1:])
        if batch is None:
            self._bench.ask(tx, work, work.prompt())
            return
        hand = Hand.at(work.focus, batch)
        if place is None:
            self._obey(tx, work, batch, hand, tap.argument[1:])
        elif place in open_places(batch, hand) and hand.mode == "which":
            self._name(tx, work, batch, hand, place, tap.state)
        elif place in open_places(batch, hand) and hand.mode == "pick":
            self._bench.batches.redraw(tx, work, batch, Hand("one", one=place))
        else:
            self._bench.batches.redraw(tx, work, batch, hand)

    def _word(self, text: str) -> str:
        """What a typed word means: the words of the buttons, and yes."""
        said = " ".join(text.casefold().strip(" .!✅✏️📋").split())
        keys = {"batch_single": "o", "batch_again": "r", "batch_change": "e", "batch_right": "y"}
        for key, word in keys.items():
            if said in {one.casefold().strip(" ✅✏️") for one in self._texts.words_of(key)}:
                return word
        agreed = {one for words in self._texts.words_of("words_agree") for one in words.split("|")}
        return "y" if said in agreed else ""

    def _obey(self, tx: Transaction, work: Work, batch: Batch, hand: Hand, word: str) -> None:
        cards = self._bench.batches
        match word:
            case "y" if not batch.waiting:
                self._go_on(tx, work, batch)
            case "z":
                zeros = dict.fromkeys(open_places(batch, hand), "0")
                self._take(tx, work, batch, Figures(zeros))
            case "o":
                alone = replace(work, focus={**work.focus, "single": batch.key})
                self._bench.ask(tx, alone, work.prompt())
            case "m":
                cards.redraw(tx, replace(work, focus={**work.focus, "pictured": True}), batch, hand)
                picturing.show(tx, work, *batch.items)
            case "e":
                cards.redraw(tx, work, batch, Hand("pick"))
            case "r":
                cards.redraw(tx, work, batch, Hand("again"))
            case _:
                cards.redraw(tx, work, batch, Hand())

    def _take(self, tx: Transaction, work: Work, batch: Batch, found: Figures) -> None:
        """Stores the figures and tells them back."""
        if not found.values:
            problem = None if found.slips else {"code": "empty"}
            slips = self._slips(batch, found.slips)
            self._bench.batches.redraw(tx, work, batch, Hand.of(work.focus), slips=slips, problem=problem)
            return
        answers = {batch.items[at].path: found.values[at] for at in sorted(found.values)}
        step = forms.fill(work.form, work.draft, answers, tx.now)
        after = self._bench.store(tx, work, step)
        for event in step.events:
            if isinstance(event, AnswerAccepted):
                self._bench.remember(tx, after, event.path)
        now = forms.batch(after.form, after.draft)
        if now is None:
            self._bench.ask(tx, after, step.prompt)
            return
        leaves = {"text": "filling/batch_left", "args": {"label": bare(batch.label), "count": len(answers)}}
        self._bench.batches.put(tx, after, now, Hand(), leaves, slips=self._slips(batch, found.slips))

    def _slips(self, batch: Batch, slips: Sequence[Slip]) -> list[dict[str, Any]]:
        return [
            {
                "received": "" if slip.reason == "personal_data" else slip.received,
                "reason": slip.reason,
                "label": label_of(batch.items[slip.item]) if slip.item is not None else "",
            }
            for slip in slips
        ]

    def _ask_whose(self, tx: Transaction, work: Work, batch: Batch, hand: Hand, loose: tuple[str, ...]) -> None:
        """Figures that are too few to tell whose they are, or too many."""
        places = open_places(batch, hand)
        missing = len(places) - len(loose)
        if missing > 0 and (missing <= MISSING or len(loose) == 1):
            self._bench.batches.put(tx, work, batch, Hand("which", loose, tuple(places)), None)
            return
        problem = {"code": "too_few" if missing > 0 else "too_many", "count": len(loose)}
        self._bench.batches.redraw(tx, work, batch, hand, problem=problem)

    def _name(self, tx: Transaction, work: Work, batch: Batch, hand: Hand, place: int, state: str) -> None:
        """The place of the one figure that came, or one of the missing ones; the others then go in order."""
        places = open_places(batch, hand)
        if len(hand.loose) == 1:
            self._assign(tx, work, batch, [(place, hand.loose[0])])
            return
        named = tuple(sorted({*hand.named} - {place} | ({place} if state != "off" else set())))
        if len(named) < len(places) - len(hand.loose):
            self._bench.batches.redraw(tx, work, batch, replace(hand, named=named))
            return
        given = [at for at in places if at not in named]
        if len(given) == len(hand.loose):
            self._assign(tx, work, batch, list(zip(given, hand.loose, strict=True)))
        else:
            self._bench.batches.again(tx, work, batch)

    def _assign(self, tx: Transaction, work: Work, batch: Batch, pairs: Sequence[tuple[int, str]]) -> None:
        self._take(tx, work, batch, assigned(batch.items, pairs, reading_of(self._reader, tx, work)))

    def _go_on(self, tx: Transaction, work: Work, batch: Batch) -> None:
        """All is right: what is odd beside last month was meant so, and the form goes on."""
        for odd in doubtful(work, batch):
            step = forms.remark(work.form, work.draft, odd.path, confirmation(), tx.now)
            work = replace(work, draft=step.draft)
        step = forms.skip(work.form, work.draft, tx.now)
        work, echo = self._bench.store(tx, work, step), self._echo(work, batch)
        detour = Detour.of(work.focus)
        if detour is not None:
            paths = {item.path for item in batch.items}
            left = tuple(path for path in detour.left if path not in paths)
            self._bench.lead(tx, work, Detour(detour.to, left), echo=echo)
        elif step.prompt.kind == "end":
            self._bench.review(tx, work, echo=echo)
        else:
            self._bench.ask(tx, work, step.prompt, echo=echo)

    def _echo(self, work: Work, batch: Batch) -> dict[str, Any]:
        language, count = work.chat.language, sum(bool(item.value) for item in batch.items)
        text = self._texts.word(language, "batch_echo", count=count)
        if batch.total:
            total = self._texts.told(language, "figure", batch.total[1])
            text = self._texts.word(language, "batch_echo_total", count=count, total=total)
        return {"label": bare(batch.label), "text": text, "kind": "text", "sensitive": False}


def fill_early(
    bench: Bench, reader: Reader, tx: Transaction, work: Work, path: str, text: str
) -> tuple[Work, tuple[str, ...]] | None:
    """A message with numbers for the batch at the path, written before its card was seen: the work after it and the
    paths it answered. None where it is no such message, or leaves anything open."""
    there = forms.jump(work.form, work.draft, path, tx.now).draft
    batch = forms.batch(work.form, there) if work.actor.preferences.way == "batch" else None
    if batch is None:
        return None
    found = reader.figures(batch.items, open_places(batch, Hand()), text, reading_of(reader, tx, work))
    if found.slips or len(found.values) < 2:
        return None
    step = forms.fill(work.form, there, {batch.items[at].path: found.values[at] for at in sorted(found.values)}, tx.now)
    after = forms.batch(work.form, step.draft)
    if after is not None and not after.waiting:
        step = replace(forms.skip(work.form, step.draft, tx.now), events=step.events)
    work = bench.store(tx, work, step)
    paths = tuple(event.path for event in step.events if isinstance(event, AnswerAccepted))
    for one in paths:
        bench.remember(tx, work, one)
    return work, paths


def refill(
    bench: Bench, reader: Reader, tx: Transaction, work: Work, paths: Sequence[str], text: str
) -> tuple[Work, tuple[str, ...]] | None:
    """A message with numbers was changed: the work after it, where the officer stood, and the paths whose answers are
    others now. None where the text can't be told apart any more."""
    there = forms.jump(work.form, work.draft, paths[0], tx.now).draft
    batch = forms.batch(work.form, there)
    if batch is None:
        return None
    places = [at for at, item in enumerate(batch.items) if item.path in paths]
    found = reader.figures(batch.items, places, text, reading_of(reader, tx, work))
    if found.slips or not found.values:
        return None
    changed = {at: value for at, value in found.values.items() if value != batch.items[at].value}
    step = forms.fill(work.form, there, {batch.items[at].path: changed[at] for at in sorted(changed)}, tx.now)
    after = forms.batch(work.form, step.draft)
    if after is None or not after.waiting:
        step = forms.jump(work.form, step.draft, work.draft.at, tx.now)
    return bench.store(tx, work, step), tuple(batch.items[at].path for at in sorted(changed))


def reading_of(reader: Reader, tx: Transaction, work: Work) -> Callable[[Prompt, str], Reading]:
    """Reads one figure in the language and place of the officer."""
    where = (work.today(tx), work.row.period, work.chat.language, work.actor.zone)

    def read(prompt: Prompt, raw: str) -> Reading:
        return reader.read(prompt, raw, *where)

    return read


def back_from_batch(tx: Transaction, work: Work) -> Step:
    """To the question before all those of the card."""
    batch = forms.batch(work.form, work.draft)
    assert batch is not None
    first = forms.jump(work.form, work.draft, batch.items[0].path, tx.now)
    return forms.back(work.form, first.draft, tx.now)


def skip_batch(tx: Transaction, work: Work) -> Step:
    """Past all that wait; refused where one of them is required."""
    batch = forms.batch(work.form, work.draft)
    assert batch is not None
    blank = {item.path: "" for item in batch.items if item.path in batch.waiting}
    passed = forms.fill(work.form, work.draft, blank, tx.now)
    if passed.events:
        return passed
    return forms.skip(work.form, passed.draft, tx.now)

"""Whatever a form asks, its card is short enough, its buttons are legible, and each does what it says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.prompt import Prompt
from models.database import Transaction
from reporting.filling.bench import Bench, Work
from reporting.filling.tapping import Tapping
from reporting.inputs import Tap
from reporting.markup import bare
from reporting.reading import Reader, load_vocabulary
from reporting.screens.keys import Look
from reporting.screens.question import Card
from reporting.screens.screen import Button, Screen
from tests.reporting.cards import TODAY, cards, drawn, labelled, prompts
from tests.reporting.field import TEXTS

READER = Reader(load_vocabulary())
NO_DATABASE = cast(Transaction, None)
SLOW = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@dataclass
class Chat:
    """Stands for the bench: keeps what a tap stores, and draws the card again when it is to look another way."""

    prompt: Prompt
    card: Card
    language: str = "id"
    focus: dict[str, Any] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tapping = Tapping(cast(Bench, self), TEXTS, READER)
        picked = self.prompt.value.split() if self.prompt.kind in ("select_multiple", "rank") else []
        self.focus = {"picked": picked}

    @property
    def screen(self) -> Screen:
        told = {key: value for key, value in self.focus.items() if key not in ("options", "picked", "found")}
        found = self.focus.get("found")
        look = Look(
            picked=tuple(self.focus["picked"]),
            found=None if found is None else tuple(found),
            usual=self.card.look.usual,
            **told,
        )
        return drawn(self.language, self.prompt, replace(self.card, look=look))

    def press(self, tap: str) -> str:
        work = SimpleNamespace(
            prompt=lambda: self.prompt,
            focus=self.focus,
            chat=SimpleNamespace(language=self.language),
            actor=SimpleNamespace(zone="Asia/Jakarta"),
            today=lambda _: TODAY,
        )
        return self.tapping.chosen(NO_DATABASE, cast(Work, work), Tap.parse(tap))

    def answer(self, _tx: object, _work: object, value: str) -> None:
        self.answers.append(value)

    def tick(self, tx: object, work: object, picked: list[str]) -> None:
        self.ask_again(tx, work, picked=picked)

    def ask_again(self, _tx: object, _work: object, problem: object = None, **focus: Any) -> None:
        self.focus = {**self.focus, **focus}


def is_answer(tap: str) -> bool:
    """A button of the question itself; rounds of a repeat lead to a card of their own, pictures to messages."""
    return tap.startswith("a:") and not tap.startswith(("a:17:e", "a:17:m"))


@SLOW
@given(prompts(), cards(), st.sampled_from(("id", "en")), st.randoms(use_true_random=False))
def test_every_card_keeps_to_its_budgets_however_it_is_tapped(
    prompt: Prompt, card: Card, language: str, chance: Any
) -> None:
    chat = Chat(prompt, card, language)
    for _ in range(4):
        taps = [button.tap for row in chat.screen.rows for button in row if is_answer(button.tap)]
        if taps and not chat.answers:
            chat.press(chance.choice(taps))


@SLOW
@given(prompts(), cards())
def test_two_buttons_that_say_the_same_do_the_same(prompt: Prompt, card: Card) -> None:
    chat = Chat(prompt, card)
    for label, taps in labelled(chat.screen).items():
        assert len(set(taps)) == 1 or label == "·", (label, taps)


@SLOW
@given(prompts(), cards())
def test_a_tap_stores_what_its_button_says(prompt: Prompt, card: Card) -> None:
    screen = Chat(prompt, card).screen
    for button in (button for row in screen.rows for button in row if is_answer(button.tap)):
        chat = Chat(prompt, card)
        chat.press(button.tap)
        if chat.answers:
            says(prompt, button, chat.answers[0])


def says(prompt: Prompt, button: Button, value: str) -> None:
    label = button.label.removeprefix("● ").rstrip("…")
    match prompt.kind:
        case _ if label == "Tetap seperti itu":
            assert value == prompt.value
        case "select_one":
            at = [choice.name for choice in prompt.choices].index(value)
            assert label == str(at + 1) or bare(prompt.choices[at].label).startswith(label)
        case "date" if button.label in ("Hari ini", "Kemarin"):
            assert (TODAY - date.fromisoformat(value)).days == ("Hari ini", "Kemarin").index(button.label)
        case "integer" | "decimal" | "range":
            assert Decimal(value) == Decimal(label.split()[-1].replace(".", "").replace(",", "."))
        case "time":
            assert value[:5].replace(":", ".") == button.label.split()[-1]


@SLOW
@given(prompts(), cards())
def test_a_tap_sent_twice_has_one_effect(prompt: Prompt, card: Card) -> None:
    screen = Chat(prompt, card).screen
    for tap in {button.tap for row in screen.rows for button in row if is_answer(button.tap)}:
        once, twice = Chat(prompt, card), Chat(prompt, card)
        once.press(tap)
        twice.press(tap)
        twice.press(tap)
        assert once.focus == twice.focus
        assert set(once.answers) == set(twice.answers)

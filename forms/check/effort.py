"""How many messages and minutes a report will take: a keystroke-level estimate (Card, Moran and Newell).

Each question costs its reading, a moment to think, its taps or keystrokes, and the wait for the reply. The figures are
for people of 25 to 60 on cheap telephones; with them the programme's 24-item monthly report comes to 5 to 8 minutes,
depending on the network. A question behind a condition counts with the likelihood of its condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.check.likelihood import likelihood
from forms.check.subject import Subject, spoken
from forms.definition import Question
from forms.problems import FormProblem
from forms.rule import Rule

EFFORT = Rule(
    "effort", "info", "How many messages and minutes the report will take, at most and typically.",
    "Reports over ten minutes are put off. What takes longest is text, photos and long lists.",
    "",
)  # fmt: skip
RULES = (EFFORT,)

READ = 1 / 20  # seconds for a character of the question, skimming
THINK = 1.35  # seconds before each act (the M of the model)
TAP = 1.1  # seconds
KEY = 0.5  # seconds for a sign on a phone's keyboard, by people who seldom type
WAIT = 2.0  # seconds until the next card is there, between a good network (1) and a poor one (4)
LOOK_UP = 4.0  # seconds to find a figure in the notebook
CLOSING = 3  # messages beside the questions: to begin, to review, to send


@dataclass(frozen=True, slots=True)
class Cost:
    """What answering takes: messages sent (a tap is one, as it brings a new card) and seconds at hand."""

    messages: float
    seconds: float


_TYPED_LOOKED_UP = Cost(1, LOOK_UP + TAP + 3 * KEY)
_COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        "text": Cost(1, 2 * THINK + TAP + 25 * KEY),
        "integer": _TYPED_LOOKED_UP,
        "decimal": _TYPED_LOOKED_UP,
        "range": Cost(1, TAP),
        "select_one": Cost(1, TAP),
        "select_multiple": Cost(3, 3 * TAP),
        "rank": Cost(4, 4 * (TAP + THINK)),
        "date": Cost(1, THINK + TAP + 3 * KEY),
        "time": Cost(1, TAP + 5 * KEY),
        "datetime": Cost(1, THINK + TAP + 11 * KEY),
        "acknowledge": Cost(1, TAP),
        "geopoint": Cost(1, 2 * TAP + 8),
        "image": Cost(1, 4 * TAP + 15),
        "audio": Cost(1, 2 * TAP + 20),
        "video": Cost(1, 4 * TAP + 30),
        "file": Cost(1, 4 * TAP + 10),
        "barcode": Cost(1, TAP + 12 * KEY),
        "geotrace": Cost(1, TAP),
        "geoshape": Cost(1, TAP),
    }
)


def effort(subject: Subject) -> Iterator[FormProblem]:
    asked = subject.asked()
    if not asked:
        return
    each = [(_cost(one), likelihood(subject, one.path)) for one in asked]
    most = Cost(sum(cost.messages for cost, _ in each) + CLOSING, sum(cost.seconds for cost, _ in each))
    usual = Cost(
        sum(cost.messages * chance for cost, chance in each) + CLOSING,
        sum(cost.seconds * chance for cost, chance in each),
    )
    rounds = " A repeat is counted once." if subject.form.repeats else ""
    at_most = f"; at most {_told(most)}" if _told(most) != _told(usual) else ""
    yield subject.of_form(EFFORT, f"Typically {_told(usual)}{at_most}.{rounds}")


def _told(cost: Cost) -> str:
    minutes = max(1, round((cost.seconds + CLOSING * (WAIT + THINK + TAP)) / 60))
    return f"{round(cost.messages)} messages or taps in {minutes} {'minute' if minutes == 1 else 'minutes'}"


def _cost(one: Question) -> Cost:
    words = max((len(text) for text in spoken(one.label).values()), default=0)
    words += max((len(text) for text in spoken(one.hint).values()), default=0)
    cost = _COSTS.get(one.kind, Cost(1, TAP))
    return Cost(cost.messages, cost.seconds + words * READ + THINK + cost.messages * WAIT)


CHECKS = (effort,)

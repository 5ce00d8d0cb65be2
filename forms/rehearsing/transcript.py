"""A form's conversations: as few walks through it as show everything that its choices can open.

Each walk takes at every hinge (`forms.rehearsing.hinges`) a value that no walk took before. Values that are left wait
with the answers that led to their question. In the end combinations are tried for questions that nobody reached.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product
from random import Random

from forms.definition import Form
from forms.draft import Context, Draft
from forms.events import AnswerAccepted, AnswerRejected, AnswersHidden, Event, FinishRefused
from forms.filling.session import Session
from forms.prompt import Prompt
from forms.rehearsing.hinges import Hinges
from forms.rehearsing.samples import Samples
from forms.versions.matching import plain

Branch = tuple[str, str]  # generic path, value

_MOST_PUSHES = 2_000  # in one walk
_MOST_COMBINATIONS = 40  # tried for one question
_MOST_REFUSED = 60  # samples of one answer
_TEXT = "Contoh jawaban"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer. `value` is lexical, "" where it was skipped, only read, or where the walk got stuck;
    then `accepted` is None. `hidden` counts the answers that it put aside; `is_new` is False where an earlier walk was
    asked the same."""

    prompt: Prompt
    value: str
    accepted: AnswerAccepted | None
    hidden: int
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """`branches` are those that it is the first to show. `draft` stands at the end, or where it got `stuck` and why."""

    turns: tuple[Turn, ...]
    branches: tuple[Branch, ...]
    draft: Draft
    stuck: str = ""


@dataclass(frozen=True, slots=True)
class Unreached:
    """A question that no walk was asked. `conditions` are the relevances on the way to it, the outermost first;
    `prefill` is what of the world answers it, so that nobody is asked (`kabar:prefill`), or ""."""

    path: str
    label: str
    conditions: tuple[str, ...]
    prefill: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """`branches` counts the values of all hinges that were taken; `refused` are those that the form never took;
    `is_whole` is False where the limit on walks ended the search."""

    walks: tuple[Walk, ...]
    branches: int
    refused: tuple[Branch, ...]
    unreached: tuple[Unreached, ...]
    is_whole: bool


def transcript(form: Form, context: Context, most_walks: int = 200) -> Transcript:
    """Walks that together take every value of every hinge and reach every question that they can; context's seed
    chooses the sample answers. At most `most_walks` are made, and only those that show something new are told."""
    tour = _Tour(form, context, most_walks)
    tour.explore()
    for path in tour.unreached():
        for script in tour.combinations(path):
            if path in tour.reached or tour.is_tired:
                break
            tour.walk(script)
            tour.explore()  # what was reached may have hinges of its own
    return Transcript(
        walks=tuple(tour.told()),
        branches=len(tour.covered),
        refused=tuple(one for one in tour.refused if one not in tour.covered),
        unreached=tuple(tour.named(path) for path in tour.unreached()),
        is_whole=not tour.is_tired,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    turns: tuple[Turn, ...]
    draft: Draft
    stuck: str

    @property
    def shown(self) -> set[Branch]:
        """What the walk shows: its questions, and its values. A question alone counts with a blank value."""
        return {(plain(one.prompt.path), value) for one in self.turns for value in ("", one.value)}


class _Tour:
    """Mutable while the walks are made. A script is a value by path, with positions or generic."""

    def __init__(self, form: Form, context: Context, most_walks: int) -> None:
        self.form, self.context, self.most_walks = form, context, most_walks
        self.hinges = Hinges(form)
        self.waiting: deque[tuple[Branch, Mapping[str, str]]] = deque([(("", ""), {})])
        self.made: list[_Made] = []
        self.covered: set[Branch] = set()
        self.queued: set[Branch] = set()
        self.refused: dict[Branch, None] = {}
        self.reached: set[str] = set()
        self.options: dict[str, dict[str, None]] = {}

    @property
    def is_tired(self) -> bool:
        return len(self.made) >= self.most_walks

    def explore(self) -> None:
        """Walk to every value that waits and that no other walk has taken meanwhile."""
        while self.waiting and not self.is_tired:
            branch, script = self.waiting.popleft()
            if branch not in self.covered:
                self.walk(script)

    def walk(self, script: Mapping[str, str]) -> None:
        session, turns, given, stuck = Session.open(self.form, self.context), list[Turn](), dict[str, str](), ""
        while session.prompt.kind != "end" and len(turns) < _MOST_PUSHES and not stuck:
            prompt = session.prompt
            events, value = self._push(session, prompt, script, given)
            stuck = f"{prompt.path}: no answer was taken" if value is None else ""
            turns.append(_turn(prompt, events, value or ""))
        draft = session.draft
        self.made.append(_Made(tuple(turns), draft, stuck or _refusal(session.finish(self.context.now))))

    def _push(
        self, session: Session, prompt: Prompt, script: Mapping[str, str], given: dict[str, str]
    ) -> tuple[tuple[Event, ...], str | None]:
        """What an answer did, and the answer; None where none was taken."""
        path = plain(prompt.path)
        self.reached.add(path)
        values = self.hinges.values(prompt, path)
        self.options.setdefault(path, {}).update(dict.fromkeys(values))
        fresh = [one for one in values if (path, one) not in self.covered]
        wanted = script.get(prompt.path, script.get(path))
        for value in (*([wanted] if wanted is not None else fresh), *self._usual(prompt, values)):
            events = session.answer(value, self.context.now)
            if _is_refused(events):
                self.refused |= {(path, value): None} if value in values else {}
                continue
            if values:
                self._wait(prompt, [one for one in fresh if one != value], given)
                given[prompt.path] = value
                self.covered.add((path, value))
            return events, value
        events = session.skip(self.context.now)
        return events, None if _is_refused(events) else ""

    def _wait(self, prompt: Prompt, values: Iterable[str], given: Mapping[str, str]) -> None:
        """The values that another walk has to take here."""
        for value in values:
            branch = (plain(prompt.path), value)
            if branch not in self.queued:
                self.queued.add(branch)
                self.waiting.append((branch, {**given, prompt.path: value}))

    def _usual(self, prompt: Prompt, values: tuple[str, ...]) -> Iterator[str]:
        """Answers to go on with where nothing is left to try."""
        match prompt.kind:
            case "repeat":
                yield "no" if prompt.repeat and prompt.repeat[1] else "yes"
                return
            case "text":
                yield _TEXT
        yield from values
        chance = Random(f"{self.context.seed}:{plain(prompt.path)}")
        question = self.form.questions.get(plain(prompt.path))
        constraint = question.bind.constraint if question else None
        samples = Samples(chance, self.context.now.date()).good(prompt, constraint.source if constraint else "")
        yield from islice(samples, _MOST_REFUSED)

    def unreached(self) -> list[str]:
        return [path for path in self.form.questions if path not in self.reached and self._is_shown(path)]

    def _is_shown(self, path: str) -> bool:
        return self.form.questions[path].kind != "note"

    def combinations(self, path: str) -> Iterator[Mapping[str, str]]:
        """Values of all hinges before the question at once, those first that its conditions name."""
        behind = sorted(one for one in self.hinges.behind(path) if self.options.get(one))
        said = " ".join(self.hinges.conditions(path))
        likely = [sorted(self.options[one], key=lambda value: f"'{value}'" not in said) for one in behind]
        for values in islice(product(*likely), _MOST_COMBINATIONS):
            yield dict(zip(behind, values, strict=True))

    def told(self) -> Iterator[Walk]:
        """The fewest walks that show all that was shown, the most telling first."""
        wanted = self.covered | {(path, "") for path in self.reached}
        asked: set[tuple[str, str]] = set()
        while wanted:
            best = max(self.made, key=lambda one: len(one.shown & wanted))
            new = best.shown & wanted
            if not new:
                return
            wanted -= new
            turns = tuple(
                replace(one, is_new=(plain(one.prompt.path), one.prompt.label) not in asked) for one in best.turns
            )
            asked |= {(plain(one.prompt.path), one.prompt.label) for one in turns}
            yield Walk(turns, tuple(sorted(one for one in new if one[1])), best.draft, best.stuck)

    def named(self, path: str) -> Unreached:
        question = self.form.questions[path]
        pieces = next(iter(question.label.languages.values()), (question.name,))
        label = "".join(one if isinstance(one, str) else "..." for one in pieces)
        return Unreached(path, label, self.hinges.conditions(path), question.attributes.get("prefill", ""))


def _turn(prompt: Prompt, events: tuple[Event, ...], value: str) -> Turn:
    accepted = next((one for one in events if isinstance(one, AnswerAccepted)), None)
    hidden = sum(len(one.paths) for one in events if isinstance(one, AnswersHidden))
    return Turn(prompt, value, accepted, hidden)


def _is_refused(events: tuple[Event, ...]) -> bool:
    return any(isinstance(one, AnswerRejected) for one in events)


def _refusal(events: tuple[Event, ...]) -> str:
    refused = next((one for one in events if isinstance(one, FinishRefused)), None)
    return "; ".join(f"{one.path}: {one.message or one.condition}" for one in refused.violations) if refused else ""

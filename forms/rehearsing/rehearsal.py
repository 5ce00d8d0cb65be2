"""Filling a form with nobody there: seeded walks straight through, each push on record.

`forms.rehearsing.detours` has the other walks.

A rehearsal shows that a form can be filled at all, and that it ends the same whatever the order of its answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Literal

from forms import xpath
from forms.compiling.dag import reads_of
from forms.definition import Form
from forms.draft import Context, Draft
from forms.events import AnswerAccepted, AnswerRejected, Event, FinishRefused, FormFinished
from forms.filling.machine import Machine
from forms.filling.overview import overview
from forms.filling.session import Session
from forms.prompt import Line, Prompt
from forms.rehearsing.samples import Samples
from forms.rehearsing.volatile import counting, read_by

Verb = Literal["answer", "skip", "refused", "back", "jump", "remove"]
_PART = re.compile(r"^(.+)\+\s*\.\s*=\s*([^<>=]+)$", re.DOTALL)
_MOST_PUSHES = 20_000
_MOST_TRIES = 200  # of answering differently before what led into a blind alley
_MOST_ROUNDS = 3  # of an open repeat, beside those that it begins with
_MOST_COUNTED = 3  # for numbers that say how often a repeat is asked


@dataclass(frozen=True, slots=True)
class Act:
    """One push. `value` is lexical as stored; `refused` is an answer that was not taken, with what it broke."""

    verb: Verb
    path: str
    value: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`finished` is None where no submission came of it, and `stuck` says why, with the path."""

    seed: int
    acts: tuple[Act, ...]
    draft: Draft
    finished: FormFinished | None
    stuck: str = ""

    @property
    def rounds(self) -> Counter[str]:
        """How often "add another?" was answered with yes, by the path of the repeat."""
        return Counter(act.path for act in self.acts if act.verb == "answer" and act.value == "yes")


class RehearsalError(AssertionError):
    """The engine broke a promise: `str` says which, at which act."""


def straight(form: Form, context: Context, seed: int) -> Rehearsal:
    """From the first question to the last; an answer is changed only where the form leaves no other way."""
    return Rehearsing(form, context, seed).run()


class Rehearsing:
    """Mutable while one walk lasts. A push that is refused must leave the draft as it was."""

    def __init__(self, form: Form, context: Context, seed: int) -> None:
        self.form = form
        self.now = context.now
        self.seed = seed
        self.chance = Random(seed)
        self.acts: list[Act] = []
        self.tries = 0
        self.counting = counting(form)
        self.rounds: Counter[str] = Counter()
        self.wishes: dict[str, int] = {}
        self.session = Session.open(form, context)
        self.prompt: Prompt = self.session.prompt

    def run(self) -> Rehearsal:
        for _ in range(_MOST_PUSHES):
            if len(self.acts) > _MOST_PUSHES:
                break
            if self.prompt.kind != "end":
                if not self.ask():
                    return self.ended(f"{self.prompt.path}: no answer was taken")
            elif not self.mend():
                return self.finish()
        return self.ended(f"{self.prompt.path}: still not finished after {len(self.acts)} pushes")

    def ask(self) -> bool:
        """Deal with the present prompt; False where nothing more can be done."""
        prompt = self.prompt
        if prompt.kind == "repeat":
            self.another(prompt.path, self.wishes.setdefault(prompt.path, self.chance.randint(0, _MOST_ROUNDS)))
            return True
        if prompt.kind == "note":
            self.skip()
            return True
        if self.chance.random() < 0.1:
            self.slip()
        if not prompt.required and self.chance.random() < 0.3:
            self.skip()
            return True
        return self.take_any() or self.pass_by()

    def mend(self) -> bool:
        """At the end: whether something was still to do."""
        return False

    def finish(self) -> Rehearsal:
        for event in self.pushed(self.session.finish(self.now)):
            if isinstance(event, FormFinished):
                return Rehearsal(self.seed, tuple(self.acts), self.session.draft, event)
            if isinstance(event, FinishRefused):
                return self.again(event)
        raise RehearsalError(self.told("finish() neither finished nor refused"))

    def again(self, refused: FinishRefused) -> Rehearsal:
        """Answer once more what has become wrong."""
        self.tries += 1
        first = refused.violations[0]
        if self.tries > _MOST_TRIES or not (self.take_any() or self.pass_by()):
            return self.ended(f"{first.path}: {first.condition} can't be mended")
        return self.run()

    def ended(self, why: str) -> Rehearsal:
        return Rehearsal(self.seed, tuple(self.acts), self.session.draft, None, why)

    def another(self, path: str, wish: int) -> None:
        more = self.rounds[path] < wish
        self.rounds[path] += more
        if not self.take("yes" if more else "no"):
            raise RehearsalError(self.told('"add another?" was not taken'))

    def take(self, value: str) -> bool:
        """Answer the prompt with `value`, and note whether it was taken."""
        path = self.prompt.path
        events = self.pushed(self.session.answer(value, self.now))
        refused = next((one for one in events if isinstance(one, AnswerRejected)), None)
        if refused is None:
            lexical = next((one.value for one in events if isinstance(one, AnswerAccepted)), value)
            self.acts.append(Act("answer", path, lexical))
        else:
            self.acts.append(Act("refused", path, value, refused.condition))
        return refused is None

    def pushed(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        self.prompt = self.session.prompt
        return events

    def passed(self) -> tuple[Line, ...]:
        return overview(self.form, self.session.draft)

    def take_any(self) -> bool:
        return any(self.take(value) for value in self.samples())

    def samples(self) -> Iterator[str]:
        question = self.form.questions.get(generic(self.prompt.path))
        constraint = question.bind.constraint.source if question and question.bind.constraint else ""
        if part := _PART.match(constraint):
            yield from self.rest(part)
        most = _MOST_COUNTED if generic(self.prompt.path) in self.counting else 0
        yield from Samples(self.chance, self.now.date(), most).good(self.prompt, constraint)

    def rest(self, part: re.Match[str]) -> Iterator[str]:
        """What the answer must be where it and other parts make up a whole: `${a} + ${b} + . = ${all}`."""
        machine = Machine(self.form, self.session.draft)
        node = machine.instance.node(self.prompt.path)
        assert node is not None
        rest = machine.eval.number(xpath.compile(f"({part[2]}) - ({part[1]})"), node)
        if rest >= 0:
            yield str(int(rest))

    def slip(self) -> None:
        """A wrong answer, which must be refused and change nothing."""
        before = self.session.draft
        for value in Samples(self.chance, self.now.date()).bad(self.prompt):
            if self.take(value):
                raise RehearsalError(self.told(f"{value!r} was taken"))
        after = self.session.draft
        if (after.instance, after.at) != (before.instance, before.at):
            raise RehearsalError(self.told("a refused answer changed the draft"))

    def skip(self) -> None:
        prompt = self.prompt
        self.acts.append(Act("skip", prompt.path))
        self.pushed(self.session.skip(self.now))
        if self.prompt.path == prompt.path and not prompt.required:
            raise RehearsalError(self.told("skipping did not go on"))

    def pass_by(self) -> bool:
        """No sample is taken: leave it blank, or answer something before it differently."""
        if not self.prompt.required:
            self.skip()
            return True
        self.tries += 1
        passed = [line.path for line in self.passed()]
        blamed = [path for path in passed if generic(path) in self.blamed()] or passed
        if self.tries > _MOST_TRIES or not blamed:
            return False
        self.jump(self.chance.choice(blamed))
        least = self.prompt.bounds.minimum if self.chance.getrandbits(1) else None
        others = islice(self.samples(), 3)
        return any(self.take(value) for value in ([least] if least else others)) or self.leave()

    def blamed(self) -> frozenset[str]:
        """What the constraint of the present question hangs on."""
        path = generic(self.prompt.path)
        question = self.form.questions.get(path)
        if question is None or question.bind.constraint is None:
            return frozenset()
        return read_by(self.form, reads_of(question.bind.constraint, path, self.form.slots))

    def leave(self) -> bool:
        """Go on without an answer to what was jumped to; it has been answered before."""
        self.skip()
        return True

    def jump(self, path: str) -> None:
        self.acts.append(Act("jump", path))
        self.pushed(self.session.jump(path, self.now))
        if self.prompt.path != path:
            raise RehearsalError(self.told("a jump to an answered question ended elsewhere"))

    def told(self, what: str) -> str:
        """`what`, and how to come there by hand."""
        last = "".join(f"\n  {act.verb} {act.path} {act.value!r} {act.condition}" for act in self.acts[-5:])
        return f"{self.form.form_id}, seed {self.seed}, act {len(self.acts)} at {self.prompt.path}: {what}{last}"


def generic(path: str) -> str:
    """`/data/kegiatan[2]/jenis` -> `/data/kegiatan/jenis`."""
    return "/".join(step.partition("[")[0] for step in path.split("/"))

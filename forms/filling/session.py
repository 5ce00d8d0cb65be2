"""Filling a form: a live session, and the same pushes as pure functions of (form, draft, input, time) -> Step.

Values are in XForms lexical form: `412`, `ya`, `bkb bkl`, `2026-10-12`, `lat lon alt acc`, a file name; `yes` or
`no` for "add another?". Nothing here raises for what a person says: a wrong answer is an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forms.definition import Form, Question, Repeat
from forms.draft import DEFERRED, UNKNOWN, Context, Draft, Step
from forms.events import AnswerRejected, Event, FinishRefused
from forms.filling.answering import accepted, checked, may_be_unknown, rejected, required
from forms.filling.batching import batch_stops, put_all, stay
from forms.filling.frames import Frame
from forms.filling.machine import Machine
from forms.filling.opening import open_form
from forms.filling.standing import violations
from forms.filling.submission import finished
from forms.filling.walk import Stop
from forms.prompt import Prompt


class Session:
    """A draft that stays alive between pushes: an answer costs what depends on it, however long the form is.

    Each push takes the moment it happens and returns its events. Not to be shared by threads. `Session.resume` of
    `draft` is the same session again, so it may be thrown away at any time.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    @classmethod
    def open(cls, form: Form, context: Context) -> Session:
        """Defaults, preloads and prefills in place, standing at the first question."""
        machine = Machine.new(form, context)
        open_form(machine)
        machine.forward()
        machine.end()
        return cls(machine)

    @classmethod
    def resume(cls, form: Form, draft: Draft) -> Session:
        return cls(Machine(form, draft))

    @property
    def draft(self) -> Draft:
        """All there is of the session, as plain data."""
        return self._machine.draft()

    @property
    def prompt(self) -> Prompt:
        """What it waits for, as of the last push."""
        return self._machine.prompt()

    @property
    def passed(self) -> list[str]:
        """The paths that were answered, skipped or shown, and repeats where "add another?" was answered with no."""
        return self._machine.instance.passed()

    def value(self, path: str) -> str | None:
        """What stands at a path, hidden or not; None where there is no such node."""
        node = self._machine.instance.node(path)
        return None if node is None else node.text

    def answer(self, value: str, now: datetime) -> tuple[Event, ...]:
        """Answer what is asked, then go to the first question not yet passed (the end, if there is none).

        Events: AnswerAccepted and what it did to other answers; or AnswerRejected, and nothing changed.
        """
        machine = self._begin(now)
        stop = machine.stop(machine.at) if machine.at else None
        if stop is None:
            return self._found_again()
        event = self._take(stop, value)
        if isinstance(event, AnswerRejected):
            return self._unchanged(event)
        machine.forward()
        return machine.end(*((event,) if event else ()))

    def fill(self, answers: Mapping[str, str], now: datetime) -> tuple[Event, ...]:
        """Answer several questions in one push, in the order given, by path; "" passes a question by.

        An answer of the wrong type, and a blank where one is required, is AnswerRejected and changes nothing. One that
        breaks a constraint is kept and asked again (AnswersInvalid): another answer may be the one to mend. What is
        not asked now is left out. Where one stood in a batch, one stays in it: at the first question that waits, or
        else at the last.
        """
        machine = self._begin(now)
        together = [stop.path for stop in batch_stops(machine)]
        events = put_all(machine, answers)
        stay(machine, together)
        return machine.end(*events)

    def skip(self, now: datetime) -> tuple[Event, ...]:
        """Go on and leave the value as it is; refused where an answer is required and there is none.

        At "add another?" it means no.
        """
        machine = self._begin(now)
        stop = machine.stop(machine.at) if machine.at else None
        if stop is None:
            return self._found_again()
        question = stop.control
        blank = stop.is_question and not stop.node.text
        if blank and isinstance(question, Question) and required(machine, question, stop.node):
            return self._unchanged(rejected(machine, stop, question, "required", ""))
        machine.see(stop)
        machine.forward()
        return machine.end()

    def unknown(self, now: datetime) -> tuple[Event, ...]:
        """Go on without an answer that nobody knows: blank is not 0. Only where the form says so (`kabar:unknown`);
        there it is enough, even if an answer is required. AnswerRejected elsewhere."""
        machine = self._begin(now)
        stop = machine.stop(machine.at) if machine.at else None
        if stop is None:
            return self._found_again()
        if not isinstance(stop.control, Question) or stop.is_note:
            return self._unchanged()
        if not may_be_unknown(stop.control):
            return self._unchanged(rejected(machine, stop, stop.control, "required", ""))
        machine.set(stop.node, "")
        stop.node.remark = UNKNOWN
        machine.see(stop)
        machine.forward()
        return machine.end()

    def defer(self, now: datetime) -> tuple[Event, ...]:
        """Go on for now, whatever is required; `finish` comes back to it. At "add another?" it means no."""
        machine = self._begin(now)
        stop = machine.stop(machine.at) if machine.at else None
        if stop is None:
            return self._found_again()
        if stop.is_question:
            stop.node.remark = DEFERRED
        machine.see(stop)
        machine.forward()
        return machine.end()

    def remark(self, path: str, text: str, now: datetime) -> tuple[Event, ...]:
        """Say something beside the answer at a path; it stays until the value changes. Where nothing is, nothing is
        said."""
        machine = self._begin(now)
        node = machine.instance.node(path)
        if node is not None:
            node.remark = text
        return machine.end()

    def back(self, now: datetime) -> tuple[Event, ...]:
        """To the stop before, or stay at the first. Notes are passed over."""
        machine = self._begin(now)
        before = machine.walk.before(machine.stop(machine.at) if machine.at else None)
        if before is None:
            return self._unchanged()
        machine.at = before.path
        return machine.end()

    def jump(self, path: str, now: datetime) -> tuple[Event, ...]:
        """To a stop on the present path; "" goes to the end. A path that is not asked now changes nothing."""
        machine = self._begin(now)
        if path and machine.stop(path) is None:
            return self._unchanged()
        machine.at = path
        return machine.end()

    def remove(self, path: str, now: datetime) -> tuple[Event, ...]:
        """Take out an instance of an open repeat, as in `/data/kegiatan[2]`; later ones move up, and so do their paths.

        Where there is none, or the form counts the instances itself, nothing changes.
        """
        machine = self._begin(now)
        frame = _removable(machine, path)
        if frame is None:
            return self._unchanged()
        machine.remove(frame)
        return machine.end()

    def speak(self, language: str, now: datetime) -> tuple[Event, ...]:
        """Go on in another language (a code as in `Context.language`): texts, and what is calculated from them."""
        machine = self._begin(now)
        machine.speak(language)
        return machine.end()

    def finish(self, now: datetime, deprecated_id: str = "") -> tuple[Event, ...]:
        """Check every relevant answer again; FormFinished with the submission, or FinishRefused at the first violation.

        `deprecated_id` is the instanceID that this submission corrects (OpenRosa metadata).
        """
        machine = self._begin(now)
        found = violations(machine)
        if found:
            machine.at = found[0].path
            return machine.end(FinishRefused(found))
        machine.at = ""
        return machine.end(finished(machine, deprecated_id))

    def _begin(self, now: datetime) -> Machine:
        self._machine.begin(now)
        return self._machine

    def _unchanged(self, *events: Event) -> tuple[Event, ...]:
        self._machine.leave()
        return events

    def _found_again(self) -> tuple[Event, ...]:
        """At the end nothing is answered; a place that is gone (the form was changed) gives way to the first open."""
        if self._machine.at:
            self._machine.forward()
        return self._machine.end()

    def _take(self, stop: Stop, value: str) -> Event | None:
        """Store the answer to `stop`; the event, or None for a note and "add another?"."""
        machine, control = self._machine, stop.control
        if isinstance(control, Repeat):
            return self._another(stop, control, value)
        if stop.is_note:
            machine.see(stop)
            return None
        lexical = checked(machine, stop, control, value)
        if isinstance(lexical, AnswerRejected):
            return lexical
        machine.see(stop)
        machine.set(stop.node, lexical)
        return accepted(machine, stop, control, lexical)

    def _another(self, stop: Stop, repeat: Repeat, value: str) -> Event | None:
        match value:
            case "yes":
                self._machine.reopen(stop)
            case "no":
                self._machine.see(stop)
            case _:
                label = self._machine.eval.text(repeat.label, stop.node) or repeat.name
                return AnswerRejected(stop.path, "choice", value, label)
        return None


def start(form: Form, context: Context) -> Step:
    """Open the form: see Session.open."""
    return _step(Session.open(form, context), ())


def prompt(form: Form, draft: Draft) -> Prompt:
    """What the draft waits for, as of its last push."""
    return Machine(form, draft).prompt()


def answer(form: Form, draft: Draft, value: str, now: datetime) -> Step:
    """See Session.answer."""
    session = Session.resume(form, draft)
    return _step(session, session.answer(value, now))


def fill(form: Form, draft: Draft, answers: Mapping[str, str], now: datetime) -> Step:
    """See Session.fill."""
    session = Session.resume(form, draft)
    return _step(session, session.fill(answers, now))


def skip(form: Form, draft: Draft, now: datetime) -> Step:
    """See Session.skip."""
    session = Session.resume(form, draft)
    return _step(session, session.skip(now))


def unknown(form: Form, draft: Draft, now: datetime) -> Step:
    """See Session.unknown."""
    session = Session.resume(form, draft)
    return _step(session, session.unknown(now))


def defer(form: Form, draft: Draft, now: datetime) -> Step:
    """See Session.defer."""
    session = Session.resume(form, draft)
    return _step(session, session.defer(now))


def remark(form: Form, draft: Draft, path: str, text: str, now: datetime) -> Step:
    """See Session.remark."""
    session = Session.resume(form, draft)
    return _step(session, session.remark(path, text, now))


def back(form: Form, draft: Draft, now: datetime) -> Step:
    """See Session.back."""
    session = Session.resume(form, draft)
    return _step(session, session.back(now))


def jump(form: Form, draft: Draft, path: str, now: datetime) -> Step:
    """See Session.jump."""
    session = Session.resume(form, draft)
    return _step(session, session.jump(path, now))


def remove(form: Form, draft: Draft, path: str, now: datetime) -> Step:
    """See Session.remove."""
    session = Session.resume(form, draft)
    return _step(session, session.remove(path, now))


def speak(form: Form, draft: Draft, language: str, now: datetime) -> Step:
    """See Session.speak."""
    session = Session.resume(form, draft)
    return _step(session, session.speak(language, now))


def finish(form: Form, draft: Draft, now: datetime, deprecated_id: str = "") -> Step:
    """See Session.finish."""
    session = Session.resume(form, draft)
    return _step(session, session.finish(now, deprecated_id))


def _step(session: Session, events: tuple[Event, ...]) -> Step:
    return Step(session.draft, events, session.prompt)


def _removable(machine: Machine, path: str) -> Frame | None:
    """The instance at the path, where instances come and go by a person's word."""
    node = machine.instance.node(path)
    run = node.frame.run if node is not None and node.site.slot.repeats else None
    repeat = run.realm.repeat if run else None
    removable = repeat is not None and repeat.count is None and not repeat.fixed
    return node.frame if node is not None and removable else None

"""What a push did to the rest of the form: which answers it hid, brought back or broke, and what it asks newly."""

from __future__ import annotations

from collections.abc import Iterator

from forms.definition import Question
from forms.events import AnswersHidden, AnswersInvalid, AnswersReturned, Condition, Event, QuestionsAsked, Violation
from forms.filling.evaluation import Evaluation
from forms.filling.frames import OFF, OPEN, SEEN, Cell, Frame, Run
from forms.filling.recompute import Recompute
from forms.filling.track import Key, Track

_ASKED = (SEEN, OPEN)
_CLEARED: Condition = "choice"


def consequences(evaluation: Evaluation, track: Track, recompute: Recompute) -> tuple[Event, ...]:
    """The events, each kind at most once; net of what a push changed there and back."""
    if not (track.before or recompute.cleared or recompute.broken):
        return ()
    hidden, back, asked = _compared(track)
    invalid = tuple(_invalid(evaluation, recompute))
    events: list[Event] = []
    if hidden:
        events.append(AnswersHidden(hidden))
    if back:
        events.append(AnswersReturned(back))
    if invalid:
        events.append(AnswersInvalid(invalid))
    if asked:
        events.append(QuestionsAsked(asked))
    return tuple(events)


def _compared(track: Track) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Paths of answers that went off the path, came back to it, and of questions that are new on it."""
    hidden, back, asked = [], [], []
    for frame, at in dict.fromkeys(_places(track)):
        cell = frame.cells[frame.realm.route[at].index]
        was, now = track.before.get((frame, at), frame.state[at]), frame.state[at]
        before, after = was in _ASKED and _was_on(frame, track), now in _ASKED and _is_on(frame)
        if before == after:
            continue
        path = frame.path + cell.site.suffix
        if before and cell.seen and cell.text:
            hidden.append(path)
        elif after and now == OPEN and not cell.invalid:
            asked.append(path)
        elif after and cell.seen and cell.text and not cell.invalid:
            back.append(path)
    return tuple(hidden), tuple(back), tuple(asked)


def _places(track: Track) -> Iterator[Key]:
    """The questions whose place on the path may have changed."""
    for frame, at in track.before:
        if at < 0:
            yield from _inside(frame)
        elif isinstance(frame.realm.route[at].control, Question):
            yield frame, at
        elif OFF in (track.before[frame, at], frame.state[at]):
            yield from _within(frame.runs[frame.realm.route[at].index])


def _inside(frame: Frame) -> Iterator[Key]:
    for at, entry in enumerate(frame.realm.route):
        if isinstance(entry.control, Question):
            yield frame, at
        else:
            yield from _within(frame.runs[entry.index])


def _within(run: Run) -> Iterator[Key]:
    for frame in run.frames:
        yield from _inside(frame)


def _was_on(frame: Frame, track: Track) -> bool:
    while frame.run is not None:
        run, entry = frame.run, frame.run.realm.entry
        own = track.before.get((frame, -1), run.state[frame.number])
        if entry < 0 or OFF in (own, track.before.get((run.frame, entry), run.frame.state[entry])):
            return False
        frame = run.frame
    return True


def _is_on(frame: Frame) -> bool:
    while frame.run is not None:
        run, entry = frame.run, frame.run.realm.entry
        if entry < 0 or OFF in (run.state[frame.number], run.frame.state[entry]):
            return False
        frame = run.frame
    return True


def _invalid(evaluation: Evaluation, recompute: Recompute) -> Iterator[Violation]:
    broken: dict[Cell, Condition] = {**dict.fromkeys(recompute.cleared, _CLEARED), **recompute.broken}
    for cell, condition in broken.items():
        if not evaluation.instance.is_relevant(cell):
            continue
        question = evaluation.form.questions[cell.site.slot.path]
        bind = question.bind
        text = bind.required_message if condition == "required" else bind.constraint_message
        yield Violation(
            path=evaluation.instance.path(cell),
            condition=condition,
            label=evaluation.text(question.label, cell) or question.name,
            message=evaluation.text(text, cell) if condition != "choice" else "",
        )

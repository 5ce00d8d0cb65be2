"""Forms written out in a test, and a person who fills them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from forms import Context, Draft, Form, Step, answer, back, finish, jump, load, overview, remove, skip, speak, start
from forms.events import AnswerRejected, FinishRefused, FormFinished

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SETTINGS = """
| settings |
| | form_title | form_id | version | default_language | namespaces |
| | Uji | uji | 1 | Indonesia (id) | kabar="https://kabar.id/xlsform" |
"""


def form_of(markdown: str, settings: str = SETTINGS) -> Form:
    return load(markdown + settings, "uji.md")


class Person:
    """Fills a form; the draft goes through JSON after every push, as it does in the database."""

    def __init__(self, markdown: str | Form, settings: str = SETTINGS, **context: object) -> None:
        self.form = markdown if isinstance(markdown, Form) else form_of(markdown, settings)
        self.now = NOW
        self._take(start(self.form, Context(**({"now": NOW} | context))))  # type: ignore[arg-type]

    def say(self, *values: str) -> Person:
        """Answer the question asked; each must be accepted."""
        for value in values:
            self._take(answer(self.form, self.draft, value, self.now))
            refused = [one for one in self.events if isinstance(one, AnswerRejected)]
            assert not refused, refused
        return self

    def refused(self, value: str) -> AnswerRejected:
        before = self.draft
        self._take(answer(self.form, self.draft, value, self.now))
        assert self.draft.instance == before.instance
        assert self.draft.at == before.at
        [event] = self.events
        assert isinstance(event, AnswerRejected)
        return event

    def skip(self) -> Person:
        self._take(skip(self.form, self.draft, self.now))
        return self

    def back(self) -> Person:
        self._take(back(self.form, self.draft, self.now))
        return self

    def jump(self, path: str) -> Person:
        self._take(jump(self.form, self.draft, path, self.now))
        return self

    def remove(self, path: str) -> Person:
        self._take(remove(self.form, self.draft, path, self.now))
        return self

    def speak(self, language: str) -> Person:
        self._take(speak(self.form, self.draft, language, self.now))
        return self

    def finish(self, deprecated_id: str = "") -> FormFinished:
        self._take(finish(self.form, self.draft, self.now, deprecated_id))
        event = self.events[-1]
        assert isinstance(event, FormFinished), event
        return event

    def finish_refused(self) -> FinishRefused:
        self._take(finish(self.form, self.draft, self.now))
        event = self.events[-1]
        assert isinstance(event, FinishRefused), event
        return event

    @property
    def at(self) -> str:
        """The name of the question asked, or the kind where it is no question."""
        return self.prompt.kind if self.prompt.kind in ("repeat", "end") else self.prompt.name

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(line.label, line.text) for line in overview(self.form, self.draft)]

    def value(self, path: str) -> str:
        at = self.draft.instance["values"]
        for name in path.split("/"):
            at = at[int(name) - 1] if name.isdigit() else at.get(name, "")
        assert isinstance(at, str)
        return at

    def _take(self, step: Step) -> None:
        self.draft = Draft.from_json(json.loads(json.dumps(step.draft.to_json())))
        self.events = step.events
        self.prompt = step.prompt

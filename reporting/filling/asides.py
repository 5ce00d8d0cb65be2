"""Asides: what a question means, and questions asked in the middle of a report. Nothing of it is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms.prompt import Prompt
from models import audit_event
from models.database import Transaction
from reporting import danger, stage
from reporting.filling.batch import batch_up
from reporting.filling.bench import Bench, Work
from reporting.markup import bare
from reporting.privacy import holds_personal_data
from reporting.reading import Reader
from reporting.screens.batch import meanings
from reporting.screens.screen import Screen
from reporting.screens.values import reads_as
from reporting.shelf import Shelf
from reporting.texts import Texts

NEAR = 2  # titles named where no article answers for sure


class Asides:
    """Each answer is a message of its own above the card, which comes again below it."""

    def __init__(self, bench: Bench, texts: Texts, reader: Reader) -> None:
        self._bench = bench
        self._texts = texts
        self._reader = reader
        self._shelf = Shelf()
        self._danger = danger.load()

    def explain(self, tx: Transaction, work: Work) -> None:
        """What the open question means, with an example of an answer; of a batch card what each of them means."""
        batch = batch_up(work)
        if batch is None:
            self._bench.ask_again(tx, work, above=self.meaning(tx, work, work.prompt()))
        else:
            each = {"label": bare(batch.label), "each": meanings(batch)}
            self._bench.ask_again(tx, work, above={"text": "filling/meanings", "args": each})

    def heard(self, tx: Transaction, work: Work, text: str) -> bool:
        """Takes a question, or what is said about one that may be an answer. Returns whether it was."""
        if (said := self._is_answer(work, text)) is not None:
            self.settle(tx, work, is_answer=said)
            return True
        prompt = work.prompt()
        if not self._reader.is_question(text, prompt) or holds_personal_data(text):
            return False
        if prompt.kind in ("text", "barcode"):
            self._bench.ask_again(tx, work, {"code": "answer_or_question", "received": text}, asked=text)
        else:
            self._answer(tx, work, text)
        return True

    def beside(self, tx: Transaction, work: Work, text: str) -> bool:
        """Answers a question typed at a page that asks for no answer of the form; the page comes again below. Returns
        whether it was one."""
        if not self._reader.is_question(text, work.prompt()) or holds_personal_data(text):
            return False
        above, _ = self._found(tx, work, text, has_button=False)
        screen = Screen.from_json(work.chat.screen)
        stage.redraw(tx, work.chat, replace(screen, is_fresh=True, above=above))
        return True

    def settle(self, tx: Transaction, work: Work, *, is_answer: bool) -> None:
        """The person has said which of the two their text was."""
        text = str(work.focus.get("asked", ""))
        if not text:
            self._bench.ask_again(tx, work)
        elif is_answer:
            self._bench.answer(tx, work, text)
        else:
            self._answer(tx, work, text)

    def meaning(self, tx: Transaction, work: Work, prompt: Prompt) -> dict[str, Any]:
        """The form's own words, or the article on the thing that is asked about; then what may be answered."""
        article, _ = self._shelf.find(tx, work.actor, self._texts.word("id", "what_is", name=prompt.short))
        return {
            "text": "filling/meaning",
            "args": {
                "prompt": _asked(prompt),
                "guidance": bare(prompt.guidance),
                "article": article.body if article and not prompt.guidance else "",
            },
        }

    def _is_answer(self, work: Work, text: str) -> bool | None:
        if not work.focus.get("asked"):
            return None
        said = text.strip().casefold()
        if said in self._texts.words_of("word_answer"):
            return True
        return False if said in self._texts.words_of("word_question") else None

    def _answer(self, tx: Transaction, work: Work, text: str) -> None:
        above, is_known = self._found(tx, work, text, has_button="batch" not in work.focus)
        item = None if is_known else self._item_named(work, text)
        if item is not None:
            above = self.meaning(tx, work, item)
        self._bench.ask_again(tx, work, above=above, asked="", question="" if is_known else text)

    def _found(self, tx: Transaction, work: Work, text: str, *, has_button: bool) -> tuple[dict[str, Any], bool]:
        """The message with the article that answers, or that none does; and which of the two."""
        article, near = self._shelf.find(tx, work.actor, text)
        action = "question.answered" if article else "question.unanswered"
        audit_event.log(tx, work.actor.person_id, action, "draft", work.row.instance_id)
        args = {
            "body": article.body if article else "",
            "source": article.source_title if article else "",
            "is_medical": bool(article and article.is_medical),
            "is_urgent": self._danger.is_in(text),
            "near": [one.title for one in near[:NEAR]],
            "has_button": has_button,
        }
        return {"text": "filling/aside", "args": args}, article is not None

    def _item_named(self, work: Work, text: str) -> Prompt | None:
        """The open question, where what is asked is that itself: "PUS itu apa", "ini diisi apa"; of a batch card the
        one that is named."""
        batch = batch_up(work)
        here = batch.items if batch is not None else (work.prompt(),)
        return next((item for item in here if self._reader.speaks_of(text, item)), None)


def _asked(prompt: Prompt) -> dict[str, Any]:
    """What the meaning of a question reads of it."""
    bounds = prompt.bounds
    return {
        "kind": prompt.kind,
        "reads_as": reads_as(prompt),
        "label": bare(prompt.label),
        "hint": bare(prompt.hint),
        "previous": prompt.previous,
        "minimum": bounds.minimum,
        "maximum": bounds.maximum,
        "step": bounds.step if bounds.step != "1" else None,
    }

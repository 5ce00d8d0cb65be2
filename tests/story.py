"""The story every run of Kabar must be able to play, and an officer who plays their part of it from a notebook."""

from __future__ import annotations

import json
import re
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import forms
from tests.people import NotSeen, Somebody, labels

ANSWERS = Path(__file__).parent / "forms" / "programme" / "answers"
AGAIN_AFTER = 6.0  # seconds
EMPTY_BOX = re.compile(r"⬜ (\d+\. )?")  # with the number that may be typed
WRITTEN = {"bkb": "BKB", "bkr": "BKR", "bkl": "BKL", "uppka": "UPPKA", "pikr": "PIK-R"}
BOLD = re.compile(r"<b>(.*?)</b>", re.S)


def notebook(form_id: str = "bulanan_kkb", answers: str = "bulanan_kkb.json") -> dict[str, str]:
    """What an officer has written down: the label of each question as asked, and what to type."""
    written = dict(_flat(json.loads((ANSWERS / answers).read_text("utf-8"))))
    return {label: written[name] for label, name in names(form_id).items() if name in written}


def names(form_id: str = "bulanan_kkb") -> dict[str, str]:
    """XLSForm names by question as asked in Indonesian."""
    form = forms.load(files("templates").joinpath(f"forms/{form_id}.md").read_text("utf-8"), f"{form_id}.md")
    labels = ((next(iter(one.label.languages.values()), ()), one.name) for one in form.questions.values())
    return {" ".join("".join(map(str, pieces)).split()): name for pieces, name in labels}


def typed_by_name(answers: str = "bulanan_kkb.json") -> dict[str, str]:
    """The same by the XLSForm name of the question, several choices joined as XForms joins them: by a space."""
    written = json.loads((ANSWERS / answers).read_text("utf-8"))
    groups = [value for value in written.values() if isinstance(value, dict)]
    single = {name: value for name, value in written.items() if not isinstance(value, dict)}
    told = {name: value for group in (single, *groups) for name, value in group.items()}
    return {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in told.items()}


def _flat(answers: dict[str, Any]) -> Any:
    for name, value in answers.items():
        if isinstance(value, dict):
            yield from _flat(value)
        elif isinstance(value, list):
            yield name, ", ".join(WRITTEN.get(one, str(one)) for one in value)
        else:
            yield name, str(value)


def give(officer: Somebody, card: dict[str, Any], words: str) -> None:
    """Gives one answer as a person would: taps the buttons that say it, and types what is on none."""
    said = {label.casefold(): label for label in labels(card)}
    ticks = {EMPTY_BOX.sub("", label).casefold(): label for label in labels(card) if EMPTY_BOX.match(label)}
    pieces = [piece.casefold() for piece in words.split(", ")]
    if words.casefold() in said:
        officer.taps(said[words.casefold()], card)
    elif pieces and all(piece in ticks for piece in pieces):
        _tick(officer, card, [ticks[piece] for piece in pieces])
    else:
        officer.says(words)


def _tick(officer: Somebody, card: dict[str, Any], boxes: list[str]) -> None:
    for box in boxes:
        officer.taps(box, card)
    done = officer.sees_button(f"Selesai ({len(boxes)} dipilih)")
    officer.taps("Selesai", done)


def asked(message: dict[str, Any]) -> str:
    """The question on a card: the last bold words of it."""
    bold = BOLD.findall(message["html"] or "")
    return _plain(bold[-1]) if bold else ""


def _plain(html: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        html = html.replace(entity, sign)
    return " ".join(html.split())


def fill(officer: Somebody, pages: dict[str, str], until: str = "Ringkasan", within: float = 120.0) -> dict[str, str]:
    """Answers whatever is asked from the notebook until the newest message holds `until`.

    Returns what was typed, by question. An answer is given once a card shows its question, and again only when the
    same question still stands after a while: as a person would whose message seems to have been lost.
    """
    typed: dict[str, str] = {}
    ends = time.monotonic() + within
    last, since = "", 0.0
    while time.monotonic() < ends:
        card = officer.last()
        if until in card["text"]:
            return typed
        question = asked(card)
        is_new = question != last or time.monotonic() - since > AGAIN_AFTER
        if is_new and question in pages:
            typed[question] = pages[question]
            give(officer, card, pages[question])
            last, since = question, time.monotonic()
        time.sleep(0.02)
    raise NotSeen(f"{until!r} was not reached; the newest message is:\n{officer.last()['text']}")

"""Open drafts move to a new version of their form, each when its person next acts on it.

Not at once: what the person types next answers the question on their screen, and that must not change unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import forms
from forms.definition import Form
from forms.draft import Draft
from forms.versions.moving import Moved, move
from models import attachment, audit_event, form_version
from models import draft as drafts
from models.database import Transaction
from models.draft import Draft as DraftRow
from models.form_version import FormVersion
from reporting import world
from reporting.access import Actor
from reporting.fitting import clip
from reporting.library import Library

NAMED = 3  # questions named on the card; the rest is a number


@dataclass(frozen=True, slots=True)
class Followed:
    """`told` is what a card says of the move. `asked` is the path of the question that the draft stood at, and its path
    in the new version; "" there where it is not asked any more, or in another way."""

    told: dict[str, Any]
    asked: tuple[str, str]


NAME = 40  # letters of one


def let_follow(tx: Transaction, version: FormVersion) -> int:
    """Open drafts of the form's other versions move to this one from now on. Returns how many there are."""
    if not version.drafts_follow:
        version.drafts_follow = True
        tx.add(version)
        audit_event.log(tx, None, "form.drafts_follow", "form", f"{version.form_id} {version.version}")
    return drafts.count_elsewhere(tx, version.form_id, version.id or 0)


def follow(tx: Transaction, library: Library, actor: Actor, row: DraftRow) -> Followed | None:
    """Moves the draft, if its form has a version that drafts follow to."""
    target = form_version.followed(tx, row.form_id)
    if target is None or target == row.form_version_id:
        return None
    old, new = library.of_version(tx, row.form_version_id), library.of_version(tx, target)
    known = world.context(tx, actor, row.form_id, row.kampung_id, row.period, 0)
    before = Draft.from_json(row.data)
    moved = move(old, new, before, tx.now, known)
    row.form_version_id = target
    drafts.save(tx, row, moved.step.draft.to_json(), moved.step.draft.passed)
    attachment.rename_paths(tx, row.instance_id, moved.paths)
    told = _told(moved)
    audit_event.log(tx, actor.person_id, "draft.moved", "draft", row.instance_id, version=new.version, **_counts(told))
    return Followed(told, _asked(old, new, before, moved, tx.now))


def _asked(old: Form, new: Form, before: Draft, moved: Moved, now: datetime) -> tuple[str, str]:
    """Options may have been added below those that were shown."""
    asked = forms.prompt(old, before)
    path = moved.paths.get(asked.path, "")
    there = forms.jump(new, moved.step.draft, path, now).prompt
    shown, options = ([choice.name for choice in prompt.choices] for prompt in (asked, there))
    is_same = there.path == path and there.kind == asked.kind and options[: len(shown)] == shown
    return asked.path, path if is_same else ""


def _told(moved: Moved) -> dict[str, Any]:
    """Labels and numbers only: an answer may be sensitive."""
    return {
        "added": len(moved.added),
        "kept": len(moved.kept),
        "again": len(moved.asked_again),
        "dropped": [clip(one.label, NAME) for one in moved.dropped[:NAMED]],
        "more_dropped": max(0, len(moved.dropped) - NAMED),
    }


def _counts(told: dict[str, Any]) -> dict[str, int]:
    return {
        "added": told["added"],
        "kept": told["kept"],
        "again": told["again"],
        "dropped": len(told["dropped"]) + told["more_dropped"],
    }

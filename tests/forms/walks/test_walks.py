"""Every form can be filled by chance to a valid submission, and the order of its answers makes no difference."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from forms import Context, Form
from forms.rehearsing.detours import with_detours
from forms.rehearsing.rehearsal import Rehearsal, straight
from forms.rehearsing.volatile import volatile
from tests.forms.corpus import Refused, each_form, loaded
from tests.forms.instances import differences, leaves
from tests.forms.scenario import NOW
from tests.forms.walks.lists import lists_of

FIRST = int(os.environ.get("KABAR_SEED", "0"))
WALKS = 20
CAMPAIGN = int(os.environ.get("KABAR_WALKS", "1000"))


@each_form()
def test_a_form_is_filled_and_the_order_makes_no_difference(file: Path) -> None:
    walk(file, WALKS)


@pytest.mark.soak
@each_form()
def test_a_form_is_filled_a_thousand_times(file: Path) -> None:
    walk(file, CAMPAIGN)


def walk(file: Path, times: int) -> None:
    form = loaded(file)
    if isinstance(form, Refused):
        assert_told(form)
        return
    context = Context(now=NOW, instances=lists_of(form, file.parent))
    for seed in range(FIRST, FIRST + times):
        done = straight(form, context, seed)
        assert done.finished, f"{file.name}, seed {seed}: {done.stuck}"
        assert_same(form, done, with_detours(form, context, done, seed), file.name)


def assert_told(form: Refused) -> None:
    """What is refused is refused with a reason that names the cell."""
    nowhere = [one for one in form.errors.problems if not (one.sheet and one.row and one.column)]
    assert form.errors.problems
    assert nowhere == []


def assert_same(form: Form, straight: Rehearsal, wandered: Rehearsal, name: str) -> None:
    assert straight.finished
    assert wandered.finished, f"{name}, seed {straight.seed}, with detours: {wandered.stuck}"
    left_out = volatile(form)
    found = differences(leaves(straight.finished.xml), leaves(wandered.finished.xml), left_out)
    assert found == [], f"{name}, seed {straight.seed}: straight through, and with detours"

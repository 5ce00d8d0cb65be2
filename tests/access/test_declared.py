"""Nothing can be reached that no policy names: what the code has is compared with the table."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.database import Database, Transaction
from reporting import policies
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.refusals import Refusal
from reporting.reviewing import Reviewing
from tests.access import doors
from tests.reporting import desk


def test_every_handler_calls_what_has_a_policy() -> None:
    found = doors.handled()
    assert len(found) > 70, "the routers were not found"
    silent = {name for name, cases in found.items() if not cases}
    assert not silent, f"handlers that call no use case: {sorted(silent)}"
    called = {case for cases in found.values() for case in cases} | doors.looked_up()
    assert called - set(policies.USE_CASES) == set(), "use cases without a policy"
    assert set(policies.USE_CASES) - called == set(), "policies of what is not there"


def test_every_button_has_a_policy() -> None:
    bound = {(verb, argument) for verb, argument in doors.emitted() | doors.obeyed() if argument != doors.OPEN}
    assert len(bound) > 120, "the buttons were not found"
    assert {one for one in bound if policies.of_tap(*one) is None} == set(), "buttons without a policy"


def test_every_verb_that_a_router_knows_has_policies() -> None:
    assert {verb for verb, _ in doors.emitted()} <= set(policies.TAPS)


def test_every_command_is_the_operators() -> None:
    assert doors.commands() == set(policies.COMMANDS)


def test_every_push_says_who_gets_it() -> None:
    assert doors.pushed() == set(policies.PUSHES)


def test_what_is_not_declared_is_refused(database: Database, now: datetime) -> None:
    def undeclared(tx: Transaction, sender: Sender) -> str:
        raise AssertionError("nobody may get here")

    with database.transaction(now) as tx, pytest.raises(Refusal, match="not_found"):
        policies.admitted(tx, undeclared, Sender(4242, 1, 1))


def test_a_tap_that_no_button_has_is_refused(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        with pytest.raises(Refusal, match="not_found"):
            policies.admitted(tx, Menus(desk.TEXTS).chosen, sari, Tap("m", None, "everything"))
        assert policies.admitted(tx, Menus(desk.TEXTS).chosen, sari, Tap("m", None, "menu")) == ""


def test_without_the_role_nobody_comes_in(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
        reviewing = Reviewing(desk.LIBRARY, desk.TEXTS)
        with pytest.raises(Refusal, match="not_allowed"):
            policies.admitted(tx, reviewing.next, sari)
        with pytest.raises(Refusal, match="not_registered"):
            policies.admitted(tx, reviewing.next, Sender(4242, 9, 9))
